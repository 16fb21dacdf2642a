"""Templates of the user's own: they change parts of ours, reach nothing else, and their slips are told."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from okrsheets.errors import ConfigError
from okrsheets.model import Results
from okrsheets.reporting import ReportSettings, ReportView, render_html, render_summary, report_view
from okrsheets.reporting.tree import Node
from okrsheets.tongue import tongue_of
from tests.view_page import PAGE, blocks_of, page_text, view_values

FILE = re.compile(r"`our-templates/([\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def view(results: Results) -> ReportView:
    return report_view(results, settings=ReportSettings(title="Northwind"))


def lay(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_page_about_templates_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page_text(), "run `python -m tests.view_page`"


def test_the_page_names_every_value_of_the_view_and_says_what_it_is() -> None:
    values = view_values()
    assert {"ReportView", "Node", "KeyResultRow", "Gauge", "Chip", "Mention", "DigestView"} <= {
        value.name for value in values
    }
    assert [value.name for value in values if not value.words or not value.fields] == []
    node = next(value for value in values if value.name == "Node")
    assert tuple(name for name, _ in node.fields) == Node._fields


def test_the_examples_of_the_page_do_what_it_says(view: ReportView, tmp_path: Path) -> None:
    files = FILE.findall(PAGE.read_text(encoding="utf-8"))
    assert [name for name, _ in files] == ["report.html.j2", "more.css", "summary.md.j2"]
    for name, text in files:
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = render_html(view, templates=tmp_path)
    assert '<p class="notice">Northwind: OKRs, Q4 2026: for internal use</p>\n<header class="top">' in page
    assert "<li>Sales: 34\xa0%, behind</li>" in page
    assert page.index("Whom to ask") > page.index('id="findings"')
    style = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    assert len(style) == 1
    assert ".notice { background" in style[0]
    named = b64encode(sha256(style[0].encode()).digest()).decode()
    assert f"style-src 'sha256-{named}'" in page
    summary = render_summary(view, templates=tmp_path)
    assert "**Needs someone**" in summary
    assert "Company progress" not in summary
    assert "**Teams**" not in summary


def test_a_block_that_is_not_said_stays_ours(view: ReportView, tmp_path: Path) -> None:
    lay(tmp_path, report__html__j2='{% extends "okrsheets/report.html.j2" %}')
    assert render_html(view, templates=tmp_path) == render_html(view)


@pytest.mark.parametrize("name", blocks_of("report.html.j2"))
def test_every_block_can_be_left_out(view: ReportView, tmp_path: Path, name: str) -> None:
    lay(
        tmp_path,
        report__html__j2=f'{{% extends "okrsheets/report.html.j2" %}}{{% block {name} %}}{{% endblock %}}',
    )
    ours, theirs = render_html(view), render_html(view, templates=tmp_path)
    assert len(theirs) < len(ours) or name in ("recoloured", "moved", "more")
    assert theirs.endswith("</html>")


def test_a_template_of_ones_own_speaks_the_languages_of_the_report(results: Results, tmp_path: Path) -> None:
    lay(tmp_path, summary__md__j2='{{ _("Teams") }} {{ plural(2, "{n} team", "{n} teams") }} {{ _("Mine") }}')
    view = report_view(results, settings=ReportSettings(tongue=tongue_of("fr")))
    assert render_summary(view, templates=tmp_path) == "Équipes 2 teams Mine\n"


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ view.header.titel }}", ':1: Header has no "titel"; did you mean "title"'),
        ("\n\n{{ veiw.header }}", ':3: there is no "veiw"; did you mean "view"'),
        ("{% for one in view.cards %}\n{{ one.lable }}{% endfor %}", ':2: Card has no "lable"; did you mean'),
        ("{{ view.spread | mdd }}", ':1: there is no filter "mdd"; did you mean "md"'),
        ("{% if view is evn %}{% endif %}", ':1: there is no test "evn"; did you mean "even"'),
        ("{% if view.cards %}", ":1: no template: Unexpected end of template"),
        ('{% include "mine.j2" %}', ':1: asks for "mine.j2", which is in no folder of templates; '),
        ('{% extends "okrsheets/sumary.md.j2" %}', 'did you mean "okrsheets/summary.md.j2"'),
        ('{% include "../secret.txt" %}', 'asks for "../secret.txt", which is in no folder of templates'),
        ('{% include "/etc/hostname" %}', 'asks for "/etc/hostname", which is in no folder of templates'),
        ('{% extends "summary.md.j2" %}', 'calls itself without an end; extend "okrsheets/summary.md.j2"'),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", ":1: calls itself without an end"),
        ("{{ view.cards + 1 }}", ":1: cannot be rendered: can only concatenate tuple"),
        ("{{ 1 / 0 }}", ":1: cannot be rendered: division by zero; mend that line"),
        (
            "{{ view.__class__ }}",
            "access to attribute '__class__' of 'ReportView' object is unsafe; print what the view has",
        ),
        ("{{ ([] | first).title }}", ":1: No first item, sequence was empty; mend that line"),
        ("{{ view._replace(map=1) }}", ":1: is not allowed: access to attribute '_replace'"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", ":1: is not allowed: "),
        ("{{ '{0.__class__}'.format(view) }}", ":1: is not allowed: access to attribute '__class__'"),
        ('{{ _("{v.__class__}", v=view) }}', ":1: is not allowed: a message reaches into its values"),
        ('{{ view.tongue.plural(1, "{v[0]}", "", v=view) }}', "a message reaches into its values"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", ":1: is not allowed: it counts further than 1,000,000"),
        (
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
            ":1: is not allowed: it counts further than 1,000,000",
        ),
        ("{{ 'x' * 10 ** 9 }}", ":1: is not allowed: it repeats something to more than 50,000,000 letters"),
        ("{{ 2 ** 10000 }}", ":1: is not allowed: its power is above 64"),
        ("{% for n in range(900) %}{{ 'x' * 90000 }}{% endfor %}", "it prints more than 50,000,000 letters"),
    ],
)
def test_a_slip_is_told_with_its_file_its_line_and_a_cure(
    view: ReportView, tmp_path: Path, template: str, says: str
) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    lay(folder, summary__md__j2=template)
    with pytest.raises(ConfigError) as told:
        render_summary(view, templates=folder)
    said = str(told.value)
    assert says in said
    assert said.startswith(f"{folder}/summary.md.j2")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "render"),
    [("report.html.j2", render_html), ("report.css", render_html), ("more.css", render_html)],
)
def test_a_file_that_is_no_text_is_refused(
    view: ReportView, tmp_path: Path, name: str, render: Callable[..., str]
) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=rf"{re.escape(name)}: is no text in UTF-8; save it as UTF-8"):
        render(view, templates=tmp_path)


def test_a_link_out_of_the_folder_leads_nowhere(view: ReportView, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "secret.j2").symlink_to(tmp_path / "secret.txt")
    lay(folder, summary__md__j2='{% include "secret.j2" %}')
    with pytest.raises(ConfigError, match=r'asks for "secret\.j2", which is in no folder of templates'):
        render_summary(view, templates=folder)
    (folder / "more.css").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ConfigError, match=r"more\.css: leads out of the folder of templates; put the file"):
        render_html(view, templates=folder)
    (tmp_path / "link").symlink_to(lay(tmp_path / "mine", summary__md__j2="fine"))
    assert render_summary(view, templates=tmp_path / "link") == "fine\n"


def test_a_title_is_escaped_in_a_template_of_ones_own(results: Results, tmp_path: Path) -> None:
    view = report_view(results, settings=ReportSettings(title="<script>alert(1)</script>"))
    lay(tmp_path, report__html__j2="<p>{{ view.header.title }}</p>")
    assert render_html(view, templates=tmp_path).startswith("<p>&lt;script&gt;alert(1)&lt;/script&gt;: OKRs")
