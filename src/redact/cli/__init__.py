"""The command line: one module a command, and `main`, which ends in an exit code."""
