"""What a person can say to the bot: one function per file, listed in `COMMANDS`."""
