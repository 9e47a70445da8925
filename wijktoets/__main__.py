"""Lets `python -m wijktoets` do what the command `wijktoets` does."""

from wijktoets.cli.main import main

if __name__ == "__main__":
    main()
