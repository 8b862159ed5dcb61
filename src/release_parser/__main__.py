"""`python -m release_parser` is the console script."""

from release_parser.cli import main

main()
