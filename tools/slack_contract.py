"""Takes from Slack's published contract the bare facts that the sandbox checks, and writes them beside the code.

Usage: python tools/slack_contract.py FOLDER

FOLDER holds `methods.json` (arguments, scopes, tiers and errors of every Web API method) and `blocks/` (JSON schemas of
messages, modals and Home tabs). Only names, types, numbers and codes are taken; descriptions and examples are left out.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

TARGET = Path(__file__).parent.parent / "app" / "sandbox" / "contract"

METHODS = (
    "api.test",
    "apps.connections.open",
    "assistant.threads.setStatus",
    "assistant.threads.setSuggestedPrompts",
    "assistant.threads.setTitle",
    "auth.test",
    "bookmarks.add",
    "bookmarks.edit",
    "bookmarks.list",
    "bookmarks.remove",
    "bots.info",
    "canvases.access.delete",
    "canvases.access.set",
    "canvases.create",
    "canvases.delete",
    "canvases.edit",
    "canvases.sections.lookup",
    "chat.delete",
    "chat.getPermalink",
    "chat.meMessage",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.archive",
    "conversations.canvases.create",
    "conversations.close",
    "conversations.create",
    "conversations.history",
    "conversations.info",
    "conversations.invite",
    "conversations.join",
    "conversations.kick",
    "conversations.leave",
    "conversations.list",
    "conversations.mark",
    "conversations.members",
    "conversations.open",
    "conversations.rename",
    "conversations.replies",
    "conversations.setPurpose",
    "conversations.setTopic",
    "conversations.unarchive",
    "files.completeUploadExternal",
    "files.delete",
    "files.getUploadURLExternal",
    "files.info",
    "files.list",
    "pins.add",
    "pins.list",
    "pins.remove",
    "reactions.add",
    "reactions.get",
    "reactions.list",
    "reactions.remove",
    "team.info",
    "usergroups.list",
    "usergroups.users.list",
    "users.conversations",
    "users.getPresence",
    "users.info",
    "users.list",
    "users.lookupByEmail",
    "users.profile.get",
    "views.open",
    "views.publish",
    "views.push",
    "views.update",
)
TIERS = ("T1", "T2", "T3", "T4", "special")  # from the tightest budget to the widest
ARGUMENT_FACTS = ("type", "kind", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
SURFACES = ("message", "modal", "home")
WRAPPERS = frozenset({"AnyBlock", "Block", "ZMessageBlocks", "ZModal", "ZHome"})

Json = object


def methods_facts(folder: Path) -> dict[str, Json]:
    """What the sandbox has to know of each method in METHODS, by the method's name."""
    published = json.loads((folder / "methods.json").read_text(encoding="utf-8"))
    return {name: _method(name, published[name]) for name in METHODS}


def _method(name: str, published: Mapping[str, Json]) -> dict[str, Json]:
    arguments = published["args"]
    scopes = published["bot_scopes"]
    tiers = [published["tier"], published.get("tier_elsewhere") or published["tier"]]
    assert isinstance(arguments, dict)
    assert isinstance(scopes, list)
    if "channels:manage" in scopes:  # `channels:write` is the name of the same right on a user's token
        scopes = [scope for scope in scopes if scope != "channels:write"]
    if name == "apps.connections.open":  # the published list has bot scopes only; this one is of the app's token
        scopes = ["connections:write"]
    return {
        "arguments": {key: _argument(facts) for key, facts in arguments.items() if key != "token"},
        "errors": published["errors"],
        "json_body": published["json_body"],
        "scopes": scopes,
        "tier": min(tiers, key=TIERS.index),
    }


def _argument(published: Mapping[str, Json]) -> dict[str, Json]:
    facts = {key: published[key] for key in ARGUMENT_FACTS if published.get(key)}
    kept = published["type"]
    facts["type"] = kept if isinstance(kept, list) else [kept]
    if published["required"]:
        facts["required"] = True
    return facts


def block_definitions(folder: Path) -> dict[str, Json]:
    """The JSON schema definitions of blocks, elements, objects and views, by name, without their descriptions."""
    definitions: dict[str, Json] = {}
    for surface in SURFACES:
        schema = json.loads((folder / "blocks" / f"{surface}.schema.json").read_text(encoding="utf-8"))
        for name, definition in schema["definitions"].items():
            if name not in WRAPPERS:
                bare = _without_descriptions(definition)
                if definitions.setdefault(name, bare) != bare:
                    raise SystemExit(f"{name} differs between the schemas: they can no longer be merged")
    definitions["AnyBlock"] = {"$ref": "#/definitions/KnownBlock"}  # published with a fallback that takes any type
    return definitions


def _without_descriptions(schema: Json, *, names: bool = False) -> Json:
    """`names`: the keys of this mapping are names of properties, one of which may be called `description`."""
    if isinstance(schema, dict):
        return {
            key: _without_descriptions(value, names=key == "properties" and not names)
            for key, value in schema.items()
            if names or key != "description"
        }
    if isinstance(schema, list):
        return [_without_descriptions(item) for item in schema]
    return schema


def rendered(facts: Mapping[str, Json]) -> str:
    """JSON with one line for each fact, so that a change of the contract can be read in a diff."""
    lines = (f"{json.dumps(key)}: {json.dumps(facts[key], sort_keys=True)}" for key in sorted(facts))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = Path(sys.argv[1])
    (TARGET / "methods.json").write_text(rendered(methods_facts(folder)), encoding="utf-8")
    (TARGET / "blocks.json").write_text(rendered(block_definitions(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
