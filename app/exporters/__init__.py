"""Where a document can go: one file each."""
