"""Incidents written by somebody who had not seen the ranking of changes, nor what it had been tried on: how it does on what is new to it."""

from tests.evaluation.others.after import SCENARIOS as AFTER
from tests.evaluation.others.apart import SCENARIOS as APART
from tests.evaluation.others.beneath import SCENARIOS as BENEATH
from tests.evaluation.others.between import SCENARIOS as BETWEEN
from tests.evaluation.others.contracts import SCENARIOS as CONTRACTS
from tests.evaluation.others.logic import SCENARIOS as LOGIC
from tests.evaluation.others.none import SCENARIOS as NONE
from tests.evaluation.others.outside import SCENARIOS as OUTSIDE
from tests.evaluation.others.resources import SCENARIOS as RESOURCES

EVERY = (*RESOURCES, *LOGIC, *CONTRACTS, *OUTSIDE, *AFTER, *APART, *BETWEEN, *BENEATH, *NONE)
