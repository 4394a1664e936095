"""Pages for people, inbound webhooks, health, metrics."""
