"""Speech acts of ordinary English chat: what somebody does by saying a sentence, heard by rules that are easy to read."""
