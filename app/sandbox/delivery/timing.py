"""How long Slack waits, and how often it tries again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds of real time. The defaults are Slack's, but for `window`.

    `ack_timeout_s`: how long an app may take to acknowledge. `retry_delays_s`: the waits before an event is sent
    again over HTTP, and by their number how often over Socket Mode. `window`: how many events of one app are under
    way at once; Slack has no such bound, but does not replay a day in a second either.
    `warning_s`: from the warning to the end of a connection.
    """

    ack_timeout_s: float = 3.0
    retry_delays_s: tuple[float, ...] = (0.0, 60.0, 300.0)
    window: int = 100
    warning_s: float = 10.0
