"""`watchkeeper serve` whose leases run out soon, so that a test need not wait a minute for each one that was killed."""

import sys
from functools import partial

from app.cli import serve
from app.cli.serve import watchkeeper

LEASE_S = 3.0

if __name__ == "__main__":
    sys.modules[serve.callback.__module__].watchkeeper = partial(watchkeeper, lease_s=LEASE_S)
    serve.main(args=[])
