"""The script of the demo's incident, read from `incident.yml`: who there is, and what happens when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import yaml

from app.domain.json import Json, JsonObject, object_of, objects_of, text_of, texts_of

SCRIPT = Path(__file__).parent / "incident.yml"
INCIDENT = "incident"  # the channel that the bot opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens, `after_s` seconds from the start. `act` is say, command, join, react, delete, alert or
    switch (`about` is a flag, `text` on or off).

    `channel` is a channel's name, or `incident`; `about` and `ref` name messages within the script.
    """

    after_s: float
    act: str
    who: str
    channel: str
    text: str = ""
    about: str = ""
    ref: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """`people` maps handle → (name, title); `channels` name → handles."""

    title: str
    workspace: str
    starts: time
    people: Mapping[str, tuple[str, str]]
    channels: Mapping[str, list[str]]
    steps: tuple[Step, ...]

    def start(self, today: datetime) -> datetime:
        """When it begins: at its hour on the day before."""
        return datetime.combine(today.date() - timedelta(days=1), self.starts, UTC)


def read_scenario(path: Path = SCRIPT) -> Scenario:
    script: JsonObject = object_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    starts = time.fromisoformat(text_of(script["starts"]))
    people = {
        handle: (text_of(object_of(one)["name"]), text_of(object_of(one).get("title")))
        for handle, one in object_of(script["people"]).items()
    }
    return Scenario(
        title=text_of(script["title"]),
        workspace=text_of(script["workspace"]),
        starts=starts,
        people=people,
        channels={name: texts_of(members) for name, members in object_of(script["channels"]).items()},
        steps=tuple(_step(one, starts) for one in objects_of(script["steps"])),
    )


def _step(line: JsonObject, starts: time) -> Step:
    act, channel, text = _what(line)
    return Step(
        after_s=_seconds(time.fromisoformat(text_of(line["at"]))) - _seconds(starts),
        act=act,
        who=text_of(line.get("who")) or text_of(line.get("bot")),
        channel=channel,
        text=text,
        about=text_of(line.get("flag"))
        or text_of(line.get("thread"))
        or text_of(line.get("react"))
        or text_of(line.get("delete")),
        ref=text_of(line.get("ref")),
        fields={name: str(value) for name, value in object_of(line.get("fields")).items()},
    )


def _what(line: JsonObject) -> tuple[str, str, str]:
    """Act, channel and text of a line of the script."""
    channel = text_of(line.get("in")) or INCIDENT
    if "bot" in line:
        return "alert", channel, f"{text_of(line['title'])}\n{text_of(line['text'])}"
    if "flag" in line:
        return "switch", channel, text_of(line["to"])
    if "join" in line:
        return "join", text_of(line["join"]), ""
    for act, text in (("react", "name"), ("delete", "delete"), ("command", "command"), ("say", "say")):
        if act in line:
            said: Json = line[text]
            return act, channel, text_of(said)
    raise ValueError(f"the script has a line that says nothing: {line}")


def _seconds(moment: time) -> float:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
