"""Who looks a second time for secrets: one file per scanner."""
