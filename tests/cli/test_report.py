"""`okrsheets report`: which files it lays down, and what it leaves alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import DAY, PLAN, Run, lay
from tests.cli.google import Google

PAGES = [f"{DAY}.html", "latest.html", "teams/company.html", "teams/sales.html"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return lay(tmp_path / "plan.xlsx", PLAN)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob("**/*.*"))


def test_the_latest_page_a_copy_of_the_day_and_a_page_per_team(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    done = okrsheets("report", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "okrsheets-report"
    assert files(out) == PAGES
    assert (out / "latest.html").read_bytes() == (out / f"{DAY}.html").read_bytes()


def test_copies_of_earlier_days_stay(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    okrsheets("report", "plan.xlsx", "--today", "2026-11-16")
    okrsheets("report", "plan.xlsx")
    assert files(tmp_path / "okrsheets-report") == ["2026-11-16.html", *PAGES]


def test_a_config_can_do_without_dated_copies(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text('[report]\ndated = false\n[[source]]\nuri = "plan.xlsx"\n')
    okrsheets("report")
    assert files(tmp_path / "okrsheets-report") == PAGES[1:]


def test_the_config_or_the_command_line_chooses_the_language(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    (tmp_path / "okrsheets.toml").write_text('[report]\nlanguage = "de"\n[[source]]\nuri = "plan.xlsx"\n')
    page = tmp_path / "okrsheets-report" / "latest.html"
    for options, language, heading in (
        ((), "de", "Handlungsbedarf"),
        (("--language", "fr"), "fr", "À traiter"),
    ):
        assert okrsheets("report", *options).returncode == 0
        text = page.read_text(encoding="utf-8")
        assert f'<html lang="{language}">' in text
        assert f"<h2>{heading}</h2>" in text
    refused = okrsheets("report", "--language", "nl")
    assert refused.returncode == 2
    assert "'de', 'en', 'es', 'fr', 'pt'" in refused.stderr


@pytest.mark.parametrize("by", ["option", "config"])
def test_style_and_script_can_lie_beside_the_pages_for_servers_that_forbid_inline_ones(
    okrsheets: Run, tmp_path: Path, plan: Path, by: str
) -> None:
    said = "dir = true\n" if by == "config" else ""
    (tmp_path / "okrsheets.toml").write_text(f'[report]\n{said}[[source]]\nuri = "plan.xlsx"\n')
    done = okrsheets("report", *(["--dir"] if by == "option" else []))
    assert done.returncode == 0, done.stderr
    out = tmp_path / "okrsheets-report"
    beside = [name for name in files(out) if not name.endswith(".html")]
    assert {re.sub("-[0-9a-f]{8}", "", name) for name in beside} == {"icon.svg", "report.css", "report.js"}
    for page, folder in ((out / "latest.html", ""), (out / "teams" / "sales.html", "../")):
        text = page.read_text(encoding="utf-8")
        assert "style-src 'self'; script-src 'self'; img-src 'self'" in text
        assert "<style" not in text
        assert "data:" not in text
        asked = re.findall(r'(?:<link[^>]+href|<script src)="([^"]+)"', text)
        assert sorted(asked) == [folder + name for name in beside]


def test_a_page_of_a_part_of_the_company_is_one_page(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    okrsheets("report", "plan.xlsx", "--team", "Sales", "--out", "part")
    (page,) = files(tmp_path / "part")
    assert page == "part-plan-xlsx-team-sales.html"
    assert "teams/" not in (tmp_path / "part" / page).read_text(encoding="utf-8")


def _synced_from_two_workbooks(okrsheets: Run, plan: Path, *, more: str = "") -> Path:
    """The plan with its teams in a workbook of their own, synced; the folder of its report."""
    folder = plan.parent
    (folder / "okrsheets.toml").write_text(
        f'[[source]]\nuri = "plan.xlsx"\n[[source]]\nuri = "Sales.xlsx"\n{more}'
    )
    lay(folder / "Sales.xlsx", {"Sales": PLAN["Sales"]})
    plan.unlink()
    lay(plan, {"Company": PLAN["Company"]})
    assert okrsheets("sync").returncode == 0
    return folder / "okrsheets-report"


@pytest.mark.parametrize(
    ("narrow", "stem"),
    [
        (["Sales.xlsx"], "part-sales-xlsx"),
        (["--owner", "Dana", "--team", "Sales"], "part-team-sales-owner-dana"),
        (["--cycle", "Q4 2026", "--source", "Sales.xlsx"], "part-source-sales-xlsx-cycle-q4-2026"),
    ],
)
def test_a_report_of_a_part_leaves_that_of_the_company_as_it_is(
    okrsheets: Run, tmp_path: Path, plan: Path, narrow: list[str], stem: str
) -> None:
    out = _synced_from_two_workbooks(okrsheets, plan, more="write = true\n")
    for form in ("markdown-full", "json"):
        assert okrsheets("report", "--format", form, "--out", out.name).returncode == 0
    before = {name: (out / name).read_bytes() for name in files(out)}
    for form in ("html", "markdown", "markdown-full", "json"):
        done = okrsheets("report", *narrow, "--format", form, "--out", out.name)
        assert done.returncode == 0, done.stderr
    ours = {f"{stem}.html", *(f"{stem}-{name}" for name in ("summary.md", "report.md", "report.json"))}
    assert {*files(out)} == ours | before.keys()
    assert {name: (out / name).read_bytes() for name in before} == before
    assert "Expand the market" in before["latest.html"].decode()
    assert "<h1>" in (out / f"{stem}.html").read_text(encoding="utf-8")


def test_a_sync_of_one_workbook_lays_the_report_of_that_beside_the_companys(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    out = _synced_from_two_workbooks(okrsheets, plan)
    before = {name: (out / name).read_bytes() for name in files(out)}
    done = okrsheets("sync", "Sales.xlsx")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("okrsheets-report/part-sales-xlsx") == 2
    assert {name: (out / name).read_bytes() for name in before} == before
    assert {*files(out)} - before.keys() == {"part-sales-xlsx.html", "part-sales-xlsx-summary.md"}


@pytest.mark.parametrize("narrow", [["--owner", "Mara"], ["--cycle", "Q4 2026"], ["--source", "plan.xlsx"]])
def test_a_part_that_is_all_there_is_today_is_a_part_all_the_same(
    okrsheets: Run, tmp_path: Path, narrow: list[str]
) -> None:
    lay(tmp_path / "plan.xlsx", {"Company": PLAN["Company"]})
    (tmp_path / "okrsheets.toml").write_text('[[source]]\nuri = "plan.xlsx"\n')
    assert okrsheets("sync").returncode == 0
    out = tmp_path / "okrsheets-report"
    before = {name: (out / name).read_bytes() for name in files(out)}
    for form in ("html", "markdown"):
        done = okrsheets("report", *narrow, "--format", form, "--out", out.name, "--language", "de")
        assert done.returncode == 0, done.stderr
    assert {name: (out / name).read_bytes() for name in before} == before
    assert len({*files(out)} - before.keys()) == 2


def test_two_parts_never_share_a_file(okrsheets: Run, tmp_path: Path) -> None:
    places = ["home/east", "home/west", "abroad", "at home"]
    for place in places:
        (tmp_path / place).mkdir(parents=True)
        lay(tmp_path / place / "Sales.xlsx", {"Sales": PLAN["Sales"]})
    uris = ["east", "west", "../abroad", "../at home"]
    config = "".join(f'[[source]]\nuri = "{uri}"\n' for uri in uris)
    (tmp_path / "home" / "okrsheets.toml").write_text(config)
    asked = [
        ["--team", "Sales"],
        ["--tab", "Sales"],
        ["--source", "Sales.xlsx"],
        ["home/east", "home/west"],
        *([f"{place}/Sales.xlsx"] for place in places),
    ]
    names = []
    for narrow in asked:
        done = okrsheets("report", *narrow, "--config", "home/okrsheets.toml")
        assert done.returncode == 0, done.stderr
        names.append(Path(done.stderr.strip().rpartition("report: ")[2]).name)
    assert names[:6] == [
        "part-team-sales.html",
        "part-tab-sales.html",
        "part-source-sales-xlsx.html",
        "part-east-west.html",
        "part-east-sales-xlsx.html",
        "part-west-sales-xlsx.html",
    ]
    assert [re.sub("[0-9a-f]{6}", "*", name) for name in names[6:]] == ["part-sales-xlsx-*.html"] * 2
    assert names[6] != names[7]


def test_a_sheet_in_google_goes_by_its_title(okrsheets: Run, tmp_path: Path, google: Google) -> None:
    links = [google.share(PLAN, title="OKRs of Sales") for _ in range(2)]
    (tmp_path / "okrsheets.toml").write_text("".join(f'[[source]]\nuri = "{link}"\n' for link in links))
    out = tmp_path / "okrsheets-report"
    for link in (links[0], f"{links[0]}/edit#gid=0", links[1]):
        assert okrsheets("report", link, env=google.env).returncode == 0
    names = files(out)
    assert [re.sub("[0-9a-f]{6}", "*", name) for name in names] == ["part-okrs-of-sales-*.html"] * 2


@pytest.mark.parametrize(
    ("narrow", "title"),
    [
        (["--owner", "Dana", "--team", "Sales"], "Acme, Sales, Dana: OKRs, Q4 2026"),
        (["Sales.xlsx"], "Acme, Sales.xlsx: OKRs, Q4 2026"),
        (["--cycle", "Q4 2026"], "Acme: OKRs, Q4 2026"),
        ([], "Acme: OKRs, Q4 2026"),
    ],
)
def test_the_title_says_of_which_part_a_report_is(
    okrsheets: Run, tmp_path: Path, plan: Path, narrow: list[str], title: str
) -> None:
    _synced_from_two_workbooks(okrsheets, plan, more='[report]\ntitle = "Acme"\n')
    assert okrsheets("report", *narrow, "--out", "whole.html").returncode == 0
    assert f"<h1>{title}</h1>" in (tmp_path / "whole.html").read_text(encoding="utf-8")
    done = okrsheets("report", *narrow, "--format", "markdown", "--out", "-")
    assert done.stdout.splitlines()[0].replace("\xa0", " ") == f"**{title}**"


def test_a_whole_path_names_the_same_file_as_a_short_one(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    _synced_from_two_workbooks(okrsheets, plan)
    done = okrsheets("report", str(tmp_path / "Sales.xlsx"))
    assert done.stderr.strip().endswith("/okrsheets-report/part-sales-xlsx.html")


def test_the_tables_of_a_part_leave_those_of_the_company_as_they_are(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    assert okrsheets("report", "plan.xlsx", "--format", "csv", "--out", "tables").returncode == 0
    before = {name: (tmp_path / "tables" / name).read_bytes() for name in files(tmp_path / "tables")}
    done = okrsheets("report", "plan.xlsx", "--team", "Sales", "--format", "csv", "--out", "tables")
    part = tmp_path / "tables" / "part-plan-xlsx-team-sales"
    assert f"report: {part.relative_to(tmp_path)}/objectives.csv" in done.stderr
    assert files(part) == [*before]
    assert {name: (tmp_path / "tables" / name).read_bytes() for name in before} == before
    assert len((part / "objectives.csv").read_text(encoding="utf-8").splitlines()) == 2


def test_a_named_file_is_one_self_contained_page(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    okrsheets("report", "plan.xlsx", "--out", "mine.html")
    assert files(tmp_path) == ["mine.html", "plan.xlsx"]
    assert "teams/" not in (tmp_path / "mine.html").read_text(encoding="utf-8")


def test_the_page_of_a_team_that_is_no_more_goes_and_other_peoples_files_stay(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    okrsheets("report", "plan.xlsx")
    teams = tmp_path / "okrsheets-report" / "teams"
    (teams / "sales.html").rename(teams / "gone.html")
    (teams / "notes.html").write_text("<p>ours</p>", encoding="utf-8")
    okrsheets("report", "plan.xlsx")
    assert files(teams) == ["company.html", "notes.html", "sales.html"]


def test_markdown_is_a_summary_for_chats_or_all_of_it_for_repositories(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    for form, name in (("markdown", "summary.md"), ("markdown-full", "report.md")):
        done = okrsheets("report", "plan.xlsx", "--format", form)
        assert done.stderr.splitlines()[-1].endswith(f"okrsheets-report/{name}")
    summary, report = (
        (tmp_path / "okrsheets-report" / name).read_text(encoding="utf-8")
        for name in ("summary.md", "report.md")
    )
    assert "**Raise the win rate**" not in summary
    assert "**Raise the win rate**" in report
    assert "```mermaid\nflowchart LR\n" in report


def test_csv_is_the_okrs_or_in_a_folder_a_table_for_each_kind_of_thing(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    printed = okrsheets("report", "plan.xlsx", "--format", "csv").stdout
    okrsheets("report", "plan.xlsx", "--format", "csv", "--out", "okrs.csv")
    assert (tmp_path / "okrs.csv").read_text(encoding="utf-8") == printed
    done = okrsheets("report", "plan.xlsx", "--format", "csv", "--out", "tables", "--bom")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "tables") == sorted(
        f"{name}.csv"
        for name in (
            *("objectives", "key-results", "check-ins", "alignments", "parts", "coverage"),
            *("teams", "findings", "history"),
        )
    )
    for path in (tmp_path / "tables").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    owners = (tmp_path / "tables" / "key-results.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.count("Dana") for line in owners] == [0, 0, 0, 1, 0]


def test_a_slip_in_a_template_is_told_and_a_sync_does_all_else(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "report.html.j2").write_text("<p>\n{{ view.titel }}", encoding="utf-8")
    (tmp_path / "okrsheets.toml").write_text(
        '[report]\ntemplates = "mine"\n[[source]]\nuri = "plan.xlsx"\nwrite = true\n'
    )
    says = 'mine/report.html.j2:2: ReportView has no "titel"; '
    before = plan.read_bytes()
    alone, synced = okrsheets("report"), okrsheets("sync")
    assert (alone.returncode, synced.returncode) == (2, 3)
    assert says in alone.stderr
    assert says in synced.stderr
    assert "Traceback" not in alone.stderr + synced.stderr
    assert plan.read_bytes() != before
    assert okrsheets("history").stdout.strip()
