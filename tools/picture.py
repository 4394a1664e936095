"""Takes the pictures of the README: the demo, paused where the context card stands, and where somebody has just joined
late, seen by that person.

Usage: python tools/picture.py [FOLDER]. Needs Chromium; looks best with the fonts Inter and Noto Color Emoji.
"""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PORT = 8399
ADDRESS = f"http://127.0.0.1:{PORT}"
CARD_AT, JOINED_AT = 19, 47  # the steps of the script at which the pictures are taken
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PICTURES = Path(__file__).parent.parent / "docs" / "images"


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed.")
    demo = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "app", "demo", "--no-open", "--speed", "60", "--port", str(PORT)]
    )
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page(viewport={"width": 1360, "height": 1090})
            folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
            _pause_at(CARD_AT)
            _look_at_card(page)
            page.screenshot(path=folder / "context.png")
            _pause_at(JOINED_AT)
            _look_as_late_joiner(page)
            page.screenshot(path=folder / "demo.png")
            browser.close()
    finally:
        demo.terminate()
        demo.wait()


def _pause_at(position: int) -> None:
    _control(paused=False)
    while _position() < position:
        time.sleep(0.2)
    _control(paused=True)


def _control(*, paused: bool) -> None:
    while _position() < 0:
        time.sleep(0.2)
    request = urllib.request.Request(
        f"{ADDRESS}/sandbox/player",
        data=json.dumps({"paused": paused}).encode(),
        headers={"Content-Type": "application/json", "Origin": ADDRESS},
        method="POST",
    )
    urllib.request.urlopen(request).close()


def _position() -> int:
    try:
        with urllib.request.urlopen(f"{ADDRESS}/sandbox/player") as answer:
            return int(json.load(answer)["position"])
    except OSError:
        return -1


def _look_at_card(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator("text=/inc-2/").first.click()
    page.wait_for_timeout(1200)
    page.locator("text=/Firing/").first.evaluate("node => node.scrollIntoView({block: 'start'})")
    page.mouse.move(700, 500)
    page.mouse.wheel(0, -120)
    page.mouse.move(100, 1000)  # the message under the pointer shows its buttons
    page.wait_for_timeout(500)


def _look_as_late_joiner(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator("text=Acting as").first.click()
    page.locator("text=Priya Nair").last.click()
    page.wait_for_timeout(800)
    page.locator("text=/inc-2/").first.click()
    page.wait_for_timeout(1200)
    page.locator("text=/catch-up/").first.evaluate("node => node.scrollIntoView({block: 'start'})")
    page.locator("text=Why").last.scroll_into_view_if_needed()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
