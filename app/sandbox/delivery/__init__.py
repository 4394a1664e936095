"""How events, commands and clicks reach an app, and what becomes of its answers."""
