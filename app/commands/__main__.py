"""`python -m app.commands` prints the manual page of the commands."""

import sys

from app.commands import COMMANDS
from app.commands.docs import page

if __name__ == "__main__":
    sys.stdout.write(page(COMMANDS))
