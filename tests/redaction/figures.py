"""How good and how fast the masking of secrets is. `python -m tests.redaction.figures` prints it, `--json` for programs.

Figures only: no text of the collection is ever printed.
"""

import argparse
import gzip
import json
import random
import re
import time
from pathlib import Path

from app.redaction.mask import find, mask
from app.redaction.randomness import entropy
from tests.redaction.company import HARMLESS
from tests.redaction.examples import EXAMPLES

GUARDRAILS = Path(__file__).parents[3] / "shared" / "data" / "guardrails"

_RUN = re.compile(r"[A-Za-z0-9+/_-]{20,}")
_WORD = re.compile(r"\w+")

ADVERSARIAL = {
    "one word": "a",
    "words": "word ",
    "starts of keys": "-----BEGIN RSA PRIVATE" + " KEY-----",
    "starts of begins": "-----BEGIN ",
    "dashes": "-",
    "options": " --a",
    "capitals": "-----BEGIN AAAAAAAAAAAAAAAAAAAAAAA ",
    "starts of web tokens": ".ey" + "Jaaaaaaaaaaaa",
    "joined web tokens": "ey" + "Jaaaaaaaaaaaa.",
    "addresses": "a://",
    "addresses with a colon": "ab://c:",
    "addresses with an at": "ab://c:d@",
    "names of secrets": "password=",
    "users and names of secrets": "user=password=",
    "assigned": "password=x9Qk2vBw ",
    "parts of a connection": "server=x;password=",
    "spaces": "token          ",
    "colons": "token:::",
    "quotes after names": "token='",
    "bearers": "bearer ",
    "bearers and spaces": "bearer   ",
    "separated": "password=a,b;c&d",
    "spoken": "the password is ",
    "makers": "okta_github_aws_",
    "machines": "machine a login b ",
    "commands": " -u a -p ",
    "placeholders": "[secret:jwt]",
    "openings": "[secret:",
    "prefixes": "sk" + "-",
    "more prefixes": "xo" + "xb-",
    "dollars": "$2b" + "$10$",
    "checked tokens": "gh" + "p_" + "a" * 36,
    "digits": "1234567890:A" + "A",
    "emoji": "🧯",
    "grows when folded": "İpassword=",
    "newlines": "\n",
    "quotes": "\"'`",
}
"""Pieces which, repeated, are the worst for one rule or another."""


def examples():
    """The collection: positive and negative, each a list of {rule, id, text}."""
    with gzip.open(GUARDRAILS / "secrets.json.gz") as file:
        return json.load(file)


def chat_lines():
    return (GUARDRAILS / "clean_chat.txt").read_text().splitlines()


def longest_run(text):
    """Where the longest run stands that mixes letters and digits as keys do; none in a text with a plain password."""
    runs = [run for run in _RUN.finditer(text) if re.search(r"\d", run[0]) and entropy(run[0]) >= 3.3]
    return max(runs, key=lambda run: run.end() - run.start(), default=None)


def is_masked(text):
    """Whether a secret was found. The collection does not say which part of a text is the secret."""
    return bool(find(text))


def is_masked_strictly(text):
    """The same, and none of the longest key-like run is left; too strict where a host or an id is the longest."""
    found, run = find(text), longest_run(text)
    return bool(found) and (run is None or any(one.start < run.end() and run.start() < one.end for one in found))


def _only_known(text, known):
    """Whether each string found in a negative stands in a positive, too: no rule can then do right by both."""
    found = [text[one.start : one.end] for one in find(text)]
    return all(len(one) >= 8 and any(one in other for other in known) for one in found)


def recall():
    collection, chat = examples(), chat_lines()
    positive, negative = collection["positive"], collection["negative"]
    known = [one["text"] for one in positive]
    flagged = [one["text"] for one in negative if find(one["text"])]
    contradictory = {one["text"] for one in negative if one["text"] in known}
    contradictory |= {text for text in flagged if _only_known(text, known)}
    return {
        "positives": len(positive),
        "masked": sum(is_masked(one["text"]) for one in positive),
        "masked_strictly": sum(is_masked_strictly(one["text"]) for one in positive),
        "negatives": len(negative),
        "flagged": len(flagged),
        "negatives_also_positive": sum(one["text"] in contradictory for one in negative),
        "flagged_not_also_positive": sum(text not in contradictory for text in flagged),
        "chat_lines": len(chat),
        "chat_lines_flagged": sum(bool(find(line)) for line in chat),
        "missed_rules": sorted(f"{one['id']} {one['rule']}" for one in positive if not is_masked(one["text"])),
    }


def mixed_lines(count=1500):
    """Ordinary lines with a secret, or what looks like one, in the middle of each."""
    return _with_examples(plain_lines(), count)


def dense_lines(count=1500):
    """Lines as full of candidates as can be: a secret or near miss between two texts that only sound secret."""
    return _with_examples(HARMLESS, count)


def _with_examples(around, count):
    chance = random.Random(7)
    lines = []
    for _ in range(count):
        example = chance.choice(EXAMPLES)
        given = example.before + chance.choice([example.secret, example.near]) + example.after
        lines.append(f"{chance.choice(around)} {given} {chance.choice(around)}".replace("\n", " "))
    return lines


def log_lines(count=1500):
    """Log lines: long runs and secret-sounding words in each, and nothing secret."""
    return [
        f"2026-11-21T06:{number % 60:02}:11Z api-7d9c6b5f4-x{number % 10}z2 level=error msg='token validation failed for"
        f" user {number}' trace_id={number * 7919:032x} url=https://api.example.com/v1/orders/{number}?key=none"
        for number in range(count)
    ]


_WORDS = (
    *("the", "and", "is", "we", "on", "it", "for", "this", "that", "with"),
    *("now", "again", "still", "looks", "like", "just", "after", "before", "deploy", "rollback"),
    *("latency", "checkout", "errors", "traffic", "dashboard", "region", "pods", "database", "replica", "queue"),
    *("customers", "status", "page", "update", "please", "thanks", "ok,", "seeing", "spike", "dropped"),
    *(
        "back",
        "to",
        "normal?",
        "who",
        "owns",
        "502s",
        "p99",
        "14:05",
        "INC-142",
        "https://status.example.com/incidents/4711",
    ),
    *("@maria", "#ops"),
)


def plain_lines(count=3000):
    """Chat of our own, for where the collection is not at hand."""
    chance = random.Random(3)
    return [" ".join(chance.choices(_WORDS, k=14)) for _ in range(count)]


def seconds(work, repeat=3):
    """The best of a few, in processor time, so that a busy machine does not count."""
    took = []
    for _ in range(repeat):
        start = time.thread_time()
        work()
        took.append(time.thread_time() - start)
    return min(took)


def speed(lines):
    """Megabytes a second line by line and in one piece, and the time as a multiple of splitting into words by a regex."""
    text = "\n".join(lines)
    megabytes = len(text.encode()) / 1e6
    by_line = seconds(lambda: [mask(line) for line in lines])
    whole = seconds(lambda: mask(text))
    words = seconds(lambda: [_WORD.findall(line) for line in lines])
    return {
        "mb_s_lines": round(megabytes / by_line, 1),
        "mb_s_whole": round(megabytes / whole, 1),
        "times_word_split": round(by_line / words, 1),
    }


def growth(piece, chars=20_000):
    """How much longer twice the text takes."""
    text = piece * (chars // len(piece))
    return seconds(lambda: mask(text * 2)) / max(seconds(lambda: mask(text)), 1e-5)


def figures():
    worst = {name: round(growth(piece), 2) for name, piece in ADVERSARIAL.items()}
    sizes = {
        name: round(0.02 / max(seconds(lambda piece=piece: mask(piece * (20_000 // len(piece)))), 1e-6), 1)
        for name, piece in ADVERSARIAL.items()
    }
    at_hand = GUARDRAILS.is_dir()
    return {
        "recall": recall() if at_hand else None,
        "speed": {
            "chat": speed(chat_lines() if at_hand else plain_lines()),
            "mixed": speed(mixed_lines()),
            "dense": speed(dense_lines()),
            "logs": speed(log_lines()),
        },
        "latency_us": {
            "short": round(seconds(lambda: [mask("looking at the dashboards now") for _ in range(1000)]) * 1000, 1),
            "with_address": round(seconds(lambda: [mask(HARMLESS[14]) for _ in range(1000)]) * 1000, 1),
        },
        "adversarial": {name: {"growth": worst[name], "mb_s": sizes[name]} for name in ADVERSARIAL},
    }


def table(measured):
    """The figures as lines for people."""
    lines = []
    if recalled := measured["recall"]:
        positives, negatives, same = recalled["positives"], recalled["negatives"], recalled["negatives_also_positive"]
        others = recalled["flagged_not_also_positive"]
        lines += [
            f"positives masked          {recalled['masked']:5} of {positives}  {recalled['masked'] / positives:.1%}",
            f"  strictly                {recalled['masked_strictly']:5} of {positives}",
            f"negatives flagged         {recalled['flagged']:5} of {negatives}, of which {same} have a positive's text or secret",
            f"  of the others           {others:5} of {negatives - same}  {others / (negatives - same):.1%}",
            f"chat lines flagged        {recalled['chat_lines_flagged']:5} of {recalled['chat_lines']}",
        ]
    for name, of in measured["speed"].items():
        lines.append(
            f"{name:6} {of['mb_s_lines']:6} MB/s by line {of['mb_s_whole']:6} MB/s whole, {of['times_word_split']} x a split into words"
        )
    if measured["latency_us"]:
        lines.append(
            f"a short message takes {measured['latency_us']['short']} us, one with an address {measured['latency_us']['with_address']} us"
        )
    lines += [
        f"{of['growth']:5.2f} x for twice {name} ({of['mb_s']} MB/s)" for name, of in measured["adversarial"].items()
    ]
    if recalled:
        lines += ["missed:", *(f"  {name}" for name in recalled["missed_rules"])]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    measured = figures()
    print(json.dumps(measured, indent=2) if parser.parse_args().json else "\n".join(table(measured)))  # noqa: T201 -- it prints


if __name__ == "__main__":
    main()
