"""Text is data: markup is shown as Slack shows it, and nothing that anybody writes becomes part of the page."""

import random

import pytest
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]

RENDER = """async ([module, name, texts]) => {
    const render = (await import(`/sandbox/page/js/${module}.js`))[name];
    return texts.map((text) => {
        const box = document.createElement("div");
        box.append(...[render(text)].flat(Infinity).filter((part) => part !== null));
        return box.innerHTML;
    });
}"""
ASK = """async ([module, name, texts]) => {
    const ask = (await import(`/sandbox/page/js/${module}.js`))[name];
    return texts.map((text) => ask(text));
}"""
LINK = '<a href="{0}" target="_blank" rel="noopener noreferrer" title="{0}">{1}</a>'

MRKDWN = {
    "*bold* and _italic_ and ~gone~": "<strong>bold</strong> and <em>italic</em> and <s>gone</s>",
    "snake_case_name and 2*3*4": "snake_case_name and 2*3*4",
    "*_both_*": "<strong><em>both</em></strong>",
    "`*code* <x>`": "<code>*code* &lt;x&gt;</code>",
    "a\n```\n*x* &lt;b&gt;\n```\nb": "a<pre>*x* &lt;b&gt;</pre>b",
    "&gt; quoted\n&gt; twice\nafter": "<blockquote>quoted\ntwice</blockquote>after",
    "&lt;script&gt; &amp;amp;": "&lt;script&gt; &amp;amp;",
    "<https://example.org/?a=1&amp;b=2|a *label*>": LINK.format("https://example.org/?a=1&amp;b=2", "a *label*"),
    "see https://example.org/a.": "see " + LINK.format("https://example.org/a", "https://example.org/a") + ".",
    "<mailto:a@example.org|a@example.org>": LINK.format("mailto:a@example.org", "a@example.org"),
    "<javascript:alert(1)|click>": "<span>click</span>",
    "<data:text/html,x>": "<span>data:text/html,x</span>",
    "<@U404|zoe> <#C404|far>": (
        '<span class="mention" data-user="U404">@zoe</span> <span class="mention">#far</span>'
    ),
    "<!here> <!subteam^S1|@sre>": (
        '<span class="mention mention-me">@here</span> <span class="mention">@sre</span>'
    ),
    "<!date^1700000000^{date_short}|then>": "Nov",
    ":eyes: :not_an_emoji: 12:30:45": (
        '<span class="emoji" role="img" aria-label="eyes" title=":eyes:">👀</span> '
        '<span class="emoji-unknown">:not_an_emoji:</span> 12:30:45'
    ),
    "<b>": "&lt;b&gt;",
    "a < b > c": "a &lt; b &gt; c",
    "": "",
}  # fmt: skip

MARKDOWN = {
    "# One\n## Two": '<h3 class="md-h1">One</h3><h4 class="md-h2">Two</h4>',
    "**b** *i* _i_ ~~s~~ `c`": "<p><strong>b</strong> <em>i</em> <em>i</em> <s>s</s> <code>c</code></p>",
    "- a\n- b\n  1. c": "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>",
    "3. x\n4. y": '<ol start="3"><li>x</li><li>y</li></ol>',
    "- [x] done\n- [ ] open": (
        '<ul><li class="task"><input type="checkbox" disabled="" checked=""> done</li>'
        '<li class="task"><input type="checkbox" disabled=""> open</li></ul>'
    ),
    "> a\n> b": "<blockquote><p>a<br>b</p></blockquote>",
    "```sql\nselect <1>;\n```": "<pre>select &lt;1&gt;;</pre>",
    "| a | b |\n|:-:|--:|\n| `x\\|y` | 2 |": (
        '<div class="table-scroll"><table><thead><tr><th class="align-center">a</th><th class="align-right">b</th></tr>'
        '</thead><tbody><tr><td class="align-center"><code>x|y</code></td><td class="align-right">2</td></tr></tbody>'
        "</table></div>"
    ),
    "---": "<hr>",
    "[t](https://example.org/(x))": "<p>" + LINK.format("https://example.org/(x)", "t") + "</p>",
    "[t](javascript:alert)": "<p><span>t</span></p>",
    "![p](https://example.org/p.png)": "<p>" + LINK.format("https://example.org/p.png", "p") + "</p>",
    "\\*no\\* <b>x</b>": "<p>*no* &lt;b&gt;x&lt;/b&gt;</p>",
    "a | b": "<p>a | b</p>",
}  # fmt: skip

HOSTILE = [
    "<script>window.owned = 1</script>",
    "<img src=x onerror='window.owned = 1'>",
    '"><svg onload="window.owned = 1">',
    '<https://example.org/" onclick="window.owned=1|x>',
    "<javascript:window.owned=1|x>",
    "[x](javascript:window.owned=1)",
    "<JaVaScRiPt:window.owned=1>",
    "</textarea><script>window.owned = 1</script>",
    "{{constructor.constructor('window.owned=1')()}}",
]


async def test_slacks_markup(world):
    page = await world.open()
    shown = await page.evaluate(RENDER, ["mrkdwn", "mrkdwn", list(MRKDWN)])
    for (text, expected), html in zip(MRKDWN.items(), shown, strict=True):
        assert (expected in html) if expected == "Nov" else (html == expected), text


async def test_markdown(world):
    page = await world.open()
    shown = await page.evaluate(RENDER, ["markdown", "markdown", list(MARKDOWN)])
    for (text, expected), html in zip(MARKDOWN.items(), shown, strict=True):
        assert html == f'<div class="markdown">{expected}</div>', text


async def test_what_is_typed_and_how_it_is_edited_again(world):
    typed = {
        "hi @bob": f"hi <@{world.place.bob}>",
        "hi @Bob Example, @bobby": f"hi <@{world.place.bob}>, @bobby",
        "mail a@bob.example": "mail a@bob.example",
        "#general, #generally": f"<#{world.place.general}>, #generally",
        "a < b & c": "a &lt; b &amp; c",
        "https://example.org/x)": "<https://example.org/x>)",
        "`@bob` ```@bob```": "`@bob` ```@bob```",
    }
    page = await world.open()
    sent = await page.evaluate(ASK, ["outgoing", "toSlack", list(typed)])
    assert dict(zip(typed, sent, strict=True)) == typed
    again = await page.evaluate(ASK, ["outgoing", "toTyped", sent])
    assert again == [
        text.replace("@bob", "@Bob Example") if "<@" in typed[text] and "@Bob" not in text else text for text in typed
    ]


@pytest.mark.parametrize(("module", "name"), [("mrkdwn", "mrkdwn"), ("markdown", "markdown"), ("mrkdwn", "plainText")])
async def test_whatever_is_written_stays_text(world, module, name):
    chance = random.Random(20261121)
    pieces = [
        *"*_~`<>|&;:[]()!#@-\n\\ 1a.\"'",
        "```",
        "&lt;",
        "&gt;",
        "http://x",
        "javascript:",
        "<@U1",
        "| - |\n",
        "<script>",
        " ",
    ]
    texts = ["".join(chance.choices(pieces, k=chance.randrange(1, 60))) for _ in range(800)]
    page = await world.open()
    shown = await page.evaluate(RENDER, [module, name, texts])
    allowed = {
        "a", "strong", "em", "s", "code", "pre", "blockquote", "span", "time", "div", "p", "br", "hr", "ul", "ol", "li",
        "table", "thead", "tbody", "tr", "td", "th", "input", "h3", "h4", "h5", "h6",
    }  # fmt: skip
    check = """(pages) => pages.flatMap((html) => {
        const box = new DOMParser().parseFromString(html, "text/html").body;
        const all = [...box.querySelectorAll("*")];
        const bad = all.flatMap((one) => [...one.attributes]).filter((one) => one.name.startsWith("on") || one.name === "style");
        const links = [...box.querySelectorAll("a")].filter((one) => !/^(https?|mailto):/.test(one.href));
        return [...all.map((one) => one.localName), ...bad.map((one) => `!${one.name}`), ...links.map((one) => `!${one.href}`)];
    })"""
    assert set(await page.evaluate(check, shown)) <= allowed


@pytest.mark.parametrize(
    "text",
    [
        "*_~`" * 10_000,
        "<" * 40_000,
        "[" * 40_000,
        "*a " * 13_000,
        "> " * 20_000,
        "|-" * 20_000,
        "`" * 40_000,
        "_a* " * 10_000,
        "- " * 20_000,
        ":a" * 20_000,
        "[a](" * 10_000,
        "**a" * 13_000,
    ],
)
async def test_long_and_odd_text_does_not_hang_the_page(world, text):
    page = await world.open()
    took = await page.evaluate(
        """async ([text]) => {
            const { mrkdwn } = await import("/sandbox/page/js/mrkdwn.js");
            const { markdown } = await import("/sandbox/page/js/markdown.js");
            const start = performance.now();
            mrkdwn(text);
            markdown(text.slice(0, 12000));
            return performance.now() - start;
        }""",
        [text],
    )
    assert took < 1500


async def test_hostile_text_everywhere(world):
    place, hostile = world.place, " ".join(HOSTILE)
    place.workspace.change_user(place.bob, real_name=HOSTILE[1])
    for text in HOSTILE:
        world.acts.say(place.bob, place.general, text)
    world.acts.set_topic(place.ann, place.general, hostile[:250])
    file = place.workspace.files.add(place.bob, "<img src=x onerror=alert(1)>.html", b"<script>1</script>", HOSTILE[0])
    place.workspace.files.share(place.workspace.channels[place.general], place.bob, [file])
    place.add_bot(place.general)
    texts = [
        {"type": "section", "text": {"type": kind, "text": text}}
        for kind in ("mrkdwn", "plain_text")
        for text in HOSTILE
    ]
    await world.client.chat_postMessage(
        channel=place.general, text=hostile, blocks=[*texts, {"type": "markdown", "text": hostile}]
    )
    world.acts.say_as_bot(
        HOSTILE[1],
        place.general,
        hostile,
        attachments=[{"title": hostile, "text": hostile, "title_link": "javascript:1", "color": "red;x"}],
    )
    page = await world.open()
    await expect(page.locator(".message").last).to_contain_text("<script>")
    await page.locator(".acting").click()
    await expect(page.get_by_role("menuitem").nth(1)).to_contain_text("onerror")
    assert await page.evaluate("window.owned") is None
    assert await page.locator("script:not([src]), img, svg[onload], [onclick], [onerror], [style*=red]").count() == 0
    assert await page.locator("a:not([href^='/']):not([rel='noopener noreferrer'])").count() == 0
