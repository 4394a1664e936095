"""Chat, mail and telephony: tokens, and addresses that anybody who knows them may post to."""

import re

from app.redaction.rules.rule import END, HEX32, UUID, WORD, Rule, anything, token


def _address(name: str, *anchors: str, path: str) -> Rule:
    either = "|".join(map(re.escape, anchors))
    return Rule(name, anchors, re.compile(f"(?P<secret>(?:{either}){path})"))


MESSAGING: tuple[Rule, ...] = (
    token(
        "slack-token",
        "xoxa- xoxb- xoxc- xoxd- xoxe- xoxo- xoxp- xoxr- xoxs- xoxe.xox",
        "[A-Za-z0-9%-]{10,400}",
        anything,
    ),
    token("slack-token", "xapp-", r"\d-[A-Za-z0-9-]{10,250}"),
    _address("slack-webhook", "hooks.slack.com/", path="(?:services|workflows|triggers)/[A-Za-z0-9/_+-]{20,200}"),
    _address("discord-webhook", "discord.com/api/", "discordapp.com/api/", path=r"webhooks/\d{15,21}/[\w-]{50,90}"),
    token(
        "discord-token", "MT Mj Mz ND NT Nj Nz OD OT", r"[A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}"
    ),
    _address(
        "teams-webhook",
        "webhook.office.com/",
        "outlook.office.com/",
        "outlook.office365.com/",
        path=f"webhook(?:b2)?/(?:{UUID})(?:@|%40){UUID}/IncomingWebhook/{HEX32}/{UUID}",
    ),
    _address("zapier-webhook", "hooks.zapier.com/", path=r"hooks/catch/\d{4,12}/[a-z0-9]{5,12}"),
    _address(
        "google-chat-webhook", "chat.googleapis.com/v1/", path=r"spaces/[\w-]{5,40}/messages\?[^\s<>|\"']{20,250}"
    ),
    token("sendgrid-key", "SG.", r"[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}"),
    token("mailgun-key", "key-", HEX32),
    token("brevo-key", "xkeysib- xsmtpsib-", "[a-f0-9]{64}-[A-Za-z0-9]{16}"),
    token("resend-key", "re_", "[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
    token("twilio-key", "SK", HEX32),
    token("intercom-token", "dG9rO", "[A-Za-z0-9+/]{50,70}={0,2}"),
    token("twitch-key", "live_", r"\d{6,12}_[A-Za-z0-9]{30}"),
    token("facebook-token", "EAA", "[A-Za-z0-9]{30,300}"),
)

MESSAGING_INSIDE: tuple[Rule, ...] = (
    Rule("telegram-token", (":aa",), re.compile(rf"(?<=\d{{8}}):(?P<secret>AA[A-Za-z0-9_-]{{32,33}}){END}")),
    Rule("mailchimp-key", ("-us",), re.compile(rf"{WORD}(?P<secret>{HEX32}-us\d{{1,2}}){END}"), back=32),
)
"""Known by what stands in their middle."""
