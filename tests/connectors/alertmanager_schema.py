"""The alerts of Alertmanager's API version 2 and the parameters of its list, as its OpenAPI document (0.0.1) has them."""

PARAMETERS = frozenset({"active", "silenced", "inhibited", "unprocessed", "filter", "receiver"})
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_TIME = {"type": "string", "format": "date-time"}
_NAMES = {"type": "array", "items": {"type": "string"}}
ALERTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": [
            "receivers", "fingerprint", "startsAt", "updatedAt", "endsAt", "annotations", "status", "labels",
        ],
        "properties": {
            "labels": _TEXTS,
            "annotations": _TEXTS,
            "generatorURL": {"type": "string"},
            "fingerprint": {"type": "string"},
            "startsAt": _TIME,
            "updatedAt": _TIME,
            "endsAt": _TIME,
            "receivers": {
                "type": "array",
                "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            },
            "status": {
                "type": "object",
                "required": ["state", "silencedBy", "inhibitedBy"],
                "properties": {
                    "state": {"enum": ["unprocessed", "active", "suppressed"]},
                    "silencedBy": _NAMES,
                    "inhibitedBy": _NAMES,
                },
            },
        },
    },
}  # fmt: skip
