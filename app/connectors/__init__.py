"""What other systems know: one file each, listed in `CONNECTORS`. They read, and change nothing."""

from app.connectors.kind import AnyKind

CONNECTORS: tuple[AnyKind, ...] = ()
