"""The two kinds of failure that a person is told about; everything else is a bug."""


class UserError(Exception):
    """What was asked cannot be done. The message is shown as it is: it says what is wrong and what to type instead."""


class Unavailable(Exception):  # noqa: N818 -- the design's word; it reads "raise Unavailable"
    """An outside system failed or did not answer in time. Retried where that is safe, and named in the reply.

    `retry_after_s` is how long the system asked us to wait, if it said so. `unclear` is true when the request may
    have taken effect all the same (a connection that broke after sending).
    """

    def __init__(self, system: str, reason: str, *, retry_after_s: float | None = None, unclear: bool = False) -> None:
        super().__init__(f"{system}: {reason}")
        self.system = system
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.unclear = unclear
