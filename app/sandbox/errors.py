"""What Slack answers when it refuses."""


class SlackError(Exception):
    """A refusal: `code` is the answer's `error`, `details` the keys that stand beside it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
