"""Entries in, timeline out: capture, backfill, curation, the hash chain."""
