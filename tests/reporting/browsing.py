"""A page in a real browser: Debian's chromium through playwright, and axe-core where it is there."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = [
    "CHROMIUM",
    "NEEDS_AXE",
    "NEEDS_A_BROWSER",
    "TREE",
    "Scheme",
    "Visit",
    "violations",
    "violations_as_it_stands",
]

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("OKRSHEETS_AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
TREE = "section[aria-labelledby=objectives] details[id]"

NEEDS_A_BROWSER = pytest.mark.skipif(
    find_spec("playwright") is None or not CHROMIUM.exists(),
    reason="playwright or Debian's chromium is not installed",
)
NEEDS_AXE = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not installed; npm install axe-core, or set OKRSHEETS_AXE"
)

Scheme = Literal["light", "dark"]


class Visit:
    """One page opened in a context of its own; keeps what it complained about and asked for."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        scheme: Scheme = "light",
        width: int = 1280,
        javascript: bool = True,
    ) -> None:
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        self.page = context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(address)

    def shown(self) -> list[str]:
        """The titles of the objectives that can be seen, closed ones' children not."""
        return [
            one.inner_text()
            for one in self.page.locator(f"{TREE} > summary > :first-child").all()
            if one.is_visible()
        ]


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds on a page with everything open: the rule, and the first element."""
    page.get_by_role("button", name="Open all").click()
    return violations_as_it_stands(page)


def violations_as_it_stands(page: Page, *, off: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """What axe-core finds on a page with these rules switched off."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = {rule: {"enabled": False} for rule in off}
    found = page.evaluate("rules => axe.run({rules})", rules)["violations"]
    return [(one["id"], one["nodes"][0]["target"]) for one in found]
