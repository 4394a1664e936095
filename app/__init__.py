"""Watchkeeper: the flight recorder for incident channels."""
