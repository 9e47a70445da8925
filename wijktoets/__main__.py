"""What the command `wijktoets` and `python -m wijktoets` do; breaking off while it starts ends in a line as well."""

import signal
import sys


def main() -> None:
    """Run the command line.

    Raises:
        SystemExit: always, with the exit code of the command.
    """
    try:
        from wijktoets.cli.main import main as run

        run()
    except KeyboardInterrupt:
        from wijktoets.texts import text

        sys.stderr.write(f"{text('cli.fouten.afgebroken')}\n")
        sys.exit(130)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it has ended, and how stands fast


if __name__ == "__main__":
    main()
