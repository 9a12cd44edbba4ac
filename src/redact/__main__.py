"""Run the command line: `python -m redact`."""

import sys

from redact.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
