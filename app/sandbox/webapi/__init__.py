"""Slack's Web API: one file for each family of methods."""

from app.sandbox.webapi import (
    assistant,
    auth,
    bookmarks,
    canvases,
    chat,
    conversations,
    files,
    history,
    reactions,
    usergroups,
    users,
    views,
)
from app.sandbox.webapi.call import Method

METHODS: tuple[Method, ...] = (
    *assistant.METHODS,
    *auth.METHODS,
    *bookmarks.METHODS,
    *canvases.METHODS,
    *chat.METHODS,
    *conversations.METHODS,
    *files.METHODS,
    *history.METHODS,
    *reactions.METHODS,
    *usergroups.METHODS,
    *users.METHODS,
    *views.METHODS,
)
