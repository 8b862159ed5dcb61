"""`python -m release_parser` is the command `release-parser`."""

from release_parser.cli import main

if __name__ == "__main__":
    main()
