"""Durable work: the table used as inbox and outbox, the worker, the clock."""
