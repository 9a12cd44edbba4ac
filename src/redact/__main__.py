"""Run the command line: `redact`, or `python -m redact`."""

import sys


def main() -> int:
    """Run the program; also an interrupt that comes while it is loaded ends it in order."""
    try:
        from redact.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
