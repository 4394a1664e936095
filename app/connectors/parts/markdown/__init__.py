"""Markdown that a team keeps in a folder or in a git repository: what runbooks and postmortems have in common."""
