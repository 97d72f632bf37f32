"""`python -m xlreport`: the same program as `xlreport`, with nothing of its own."""

import sys

from xlreport.cli import main

if __name__ == "__main__":
    sys.exit(main())
