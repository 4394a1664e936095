"""Duties are tested in a workspace, over the wire, as the stories are."""

from tests.journeys.conftest import folder, story

__all__ = ["folder", "story"]
