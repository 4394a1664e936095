"""`watchkeeper` and `python -m app`: hands over to the commands, and turns what people must know into one sentence."""

import sys

import click

from app.cli import COMMANDS
from app.domain.errors import Unavailable, UserError


@click.group(
    commands={str(command.name): command for command in COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="watchkeeper")
def watchkeeper() -> None:
    """The flight recorder for incident channels."""


def main() -> None:
    """Run the command line. Exit codes: 0 well, 1 it could not be done (and why, on standard error), 2 wrong usage."""
    try:
        watchkeeper.main(prog_name="watchkeeper")
    except (UserError, Unavailable) as error:
        click.echo(f"watchkeeper: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
