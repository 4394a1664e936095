"""Secrets out of any text; pure, standard library only."""
