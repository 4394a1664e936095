"""Small blocks and views to test with."""


def text(content: str = "x", kind: str = "plain_text") -> dict[str, object]:
    return {"type": kind, "text": content}


def section(content: str = "x", **more: object) -> dict[str, object]:
    return {"type": "section", "text": text(content, "mrkdwn"), **more}


def button(label: str = "Go", **more: object) -> dict[str, object]:
    return {"type": "button", "text": text(label), **more}


def actions(*elements: object, **more: object) -> dict[str, object]:
    return {"type": "actions", "elements": list(elements), **more}


def modal(*blocks: object, **more: object) -> dict[str, object]:
    return {"type": "modal", "title": text("A title"), "blocks": list(blocks), **more}
