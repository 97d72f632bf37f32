"""`python -m xlreport`: the same program as `xlreport`, with nothing of its own."""

from xlreport.cli import main

if __name__ == "__main__":
    main()
