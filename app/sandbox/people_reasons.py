"""Slack's error codes as sentences for the person at the chat page."""

REASONS = {
    "already_archived": "This channel is archived already.",
    "already_in_channel": "They are in this channel already.",
    "already_pinned": "This message is pinned already.",
    "already_reacted": "You have reacted with that already.",
    "action_not_found": "This button is not there any more.",
    "app_not_found": "This app is not installed.",
    "canvas_not_found": "There is no canvas.",
    "cant_archive_general": "This channel cannot be archived.",
    "cant_delete_message": "Only your own messages can be deleted.",
    "cant_invite_self": "You are in this channel already.",
    "cant_leave_general": "Nobody can leave this channel.",
    "cant_update_message": "Only your own messages can be edited.",
    "channel_not_found": "You cannot see this channel.",
    "invalid_name": "That is not an emoji name.",
    "invalid_name_maxlength": "A channel's name has at most 80 characters.",
    "invalid_name_punctuation": "A channel's name needs a letter or a digit.",
    "invalid_name_required": "The channel needs a name.",
    "invalid_name_specials": "A channel's name has only lower case letters, digits, hyphens and underscores.",
    "is_archived": "This channel is archived.",
    "message_not_found": "This message is gone.",
    "name_taken": "There is a channel of that name already.",
    "no_text": "There is nothing to send.",
    "not_found": "This form is not open any more.",
    "not_in_channel": "Join the channel first.",
    "thread_not_found": "This thread is gone.",
    "too_long": "That is too long.",
    "too_many_emoji": "This message has too many kinds of reactions.",
    "too_many_pins": "This channel has too many pins.",
    "unknown_command": "No app in this workspace has that command.",
    "user_not_found": "There is no such person.",
}


def reason(code: str) -> str:
    """A sentence for an error code; one that nobody wrote a sentence for is shown as it is."""
    return REASONS.get(code, f"That was refused: {code}.")
