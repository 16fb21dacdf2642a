"""`python -m okrsheets`: the command line."""

from okrsheets.cli import main

if __name__ == "__main__":
    main()
