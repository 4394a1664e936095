"""The catalog, the services that a text names, and signals grouped by who calls whom."""
