"""Plays a Slack export through the sandbox and the real bot, and writes what became of it."""
