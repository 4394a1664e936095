"""Slack's Web API: one file for each family of methods."""

from app.sandbox.webapi import auth, chat, conversations, history, reactions, users, views
from app.sandbox.webapi.call import Method

METHODS: tuple[Method, ...] = (
    *auth.METHODS,
    *chat.METHODS,
    *conversations.METHODS,
    *history.METHODS,
    *reactions.METHODS,
    *users.METHODS,
    *views.METHODS,
)
