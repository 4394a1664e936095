"""Runbooks and reports that connectors brought: kept on a shelf, and the part that helps."""
