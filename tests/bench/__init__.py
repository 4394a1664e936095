"""Measures Watchkeeper, and beside it what there is to compare with, in one run: `python -m tests.bench`."""
