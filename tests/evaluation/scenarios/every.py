"""All incidents of our own, in the order in which they were written."""

from tests.evaluation.scenarios.held import HELD
from tests.evaluation.scenarios.incidents import INCIDENTS
from tests.evaluation.scenarios.later import LATER

EVERY = (*INCIDENTS, *LATER, *HELD)
