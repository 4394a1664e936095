"""The command line: one file per command, listed in `COMMANDS`."""

import click

from app.cli.demo import demo
from app.cli.doctor import doctor
from app.cli.egress import egress
from app.cli.eval import evaluation
from app.cli.migrate import migrate
from app.cli.redact import redact
from app.cli.replay import replay
from app.cli.serve import serve
from app.cli.verify import verify

COMMANDS: tuple[click.Command, ...] = (serve, demo, replay, doctor, migrate, verify, egress, evaluation, redact)
