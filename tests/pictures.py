"""`python -m tests.pictures`: report and mail of the demo company in a browser, as the pictures in docs/."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from okrsheets.model import Recipient
from okrsheets.reporting import DigestSettings, ReportSettings, render_digest
from okrsheets.tuples import NamedTuple
from tests.reporting.digests.demo import LAST_MAIL, a_week_of_the_demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
DAY = "2026-11-23"
LARGEST = 200_000  # bytes of a picture that a page of documentation still shows at once
REPORT, TEAM, MAIL = "latest.html", "teams/marketing.html", "mail.html"

Scheme = Literal["light", "dark"]


class Shot(NamedTuple):
    """One picture of a page, `height` pixels from `top` on, which may be the id of a heading."""

    name: str
    page: str
    width: int
    height: int
    scheme: Scheme = "light"
    top: str = ""
    scale: float = 1.0


SHOTS = (
    Shot("report", REPORT, 1440, 1290, scale=0.7),
    Shot("report-dark", REPORT, 1440, 900, scheme="dark", scale=0.7),
    Shot("report-map", REPORT, 1440, 1500, top="overview", scale=0.7),
    Shot("report-tablet", REPORT, 768, 1150),
    Shot("report-phone", REPORT, 320, 1150, scale=1.25),
    Shot("report-team", TEAM, 1440, 1240, scale=0.7),
    Shot("mail", MAIL, 700, 1150),
    Shot("mail-phone", MAIL, 320, 1150, scale=1.25),
    Shot("mail-dark", MAIL, 320, 1150, scheme="dark", scale=1.25),
)


def main() -> None:
    """Lay the demo, render its report and a mail, and take every picture anew."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests that only look at names need none

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "okrsheets", "demo", str(folder), "--today", DAY],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        (folder / "okrsheets-report" / MAIL).write_text(_mail(folder / "mailed"), encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
            for shot in SHOTS:
                picture = _taken(browser, shot, folder / "okrsheets-report")
                if len(picture) > LARGEST:
                    sys.exit(f"{shot.name}: {len(picture):,} bytes, more than {LARGEST:,}; make it smaller")
                (ROOT / "docs" / f"{shot.name}.png").write_bytes(picture)
            browser.close()


def _mail(folder: Path) -> str:
    """What the team Marketing is told a week after its last mail."""
    results = a_week_of_the_demo(folder)
    addresses = {
        book.source: f"https://sheets.example.org/{book.title}?cell={{cell}}" for book in results.workbooks
    }
    settings = DigestSettings(ReportSettings(source_urls=addresses), report_url="https://okr.example.org/")
    team = Recipient(
        "marketing@example.org",
        "Marketing",
        teams=("Marketing",),
        leads=("Marketing",),
        because="mail of Marketing",
    )
    made = render_digest(results, team, since=LAST_MAIL, settings=settings)
    assert made is not None
    return made.html


def _taken(browser: Browser, shot: Shot, folder: Path) -> bytes:
    context = browser.new_context(
        color_scheme=shot.scheme,
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
    )
    page = context.new_page()
    page.goto((folder / shot.page).as_uri())
    top = 0.0
    if shot.top:
        box = page.locator(f"#{shot.top}").bounding_box()
        assert box is not None, f"there is no {shot.top} on {shot.page}"
        top = box["y"] - 24
    clip = {"x": 0.0, "y": top, "width": float(shot.width), "height": float(shot.height)}
    return page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type] # a FloatRect is such a dict


if __name__ == "__main__":
    main()
