"""What Watchkeeper does of its own accord: one job per file, listed in `DUTIES`."""
