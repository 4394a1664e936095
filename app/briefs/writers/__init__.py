"""Who writes: the models that are configured for a brief, one after the other, and the rules that catch every fall."""

from app.briefs.writers.writers import Writers

__all__ = ["Writers"]
