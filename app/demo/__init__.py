"""The demo: an incident that we made up, played into a sandbox workspace with the real bot in it."""
