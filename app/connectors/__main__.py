"""`python -m app.connectors` prints the page that lists the connectors."""

import sys

from app.connectors import CONNECTORS
from app.connectors.docs import page

if __name__ == "__main__":
    sys.stdout.write(page(CONNECTORS))
