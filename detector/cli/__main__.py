"""Lets `python -m detector.cli` do what `meoktong` does."""

from detector.cli import main

if __name__ == "__main__":
    main()
