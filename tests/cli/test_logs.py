"""What a run tells while nobody looks: quietly, as JSON, and to a heart-beat."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock

from tests.cli.conftest import Run

RUN = r"run \d{8}T\d{6}-[0-9a-f]{4} ended with exit code"


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_quiet_run_says_nothing_unless_there_is_trouble(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("sync", "-q", "--yes", plan.name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = okrsheets("sync", "-q", plan.name, "gone.xlsx")
    assert (done.returncode, done.stdout) == (3, "")
    first, last = done.stderr.splitlines()
    assert first == "error: gone.xlsx: no such file; check the path"
    assert re.fullmatch(rf"{RUN} 3 after \d+\.\d s", last)


def test_a_quiet_run_tells_what_is_wrong_with_state_and_schedule(okrsheets: Run, plan: Path) -> None:
    for day in range(16, 22):
        assert okrsheets("sync", "-q", "--yes", "--today", f"2026-11-{day}", plan.name).stderr == ""
    late = okrsheets("sync", "-q", "--today", "2026-11-26", plan.name)
    assert (late.returncode, late.stderr.count("\n")) == (0, 1)
    assert late.stderr.startswith("the last run was 5 days ago")


def test_a_log_as_json_is_an_object_on_each_line_with_the_run_that_history_knows(
    okrsheets: Run, plan: Path
) -> None:
    done = okrsheets("sync", "--yes", "--log-format", "json", plan.name)
    told = events(done.stderr)
    assert [one["event"] for one in told if one["event"] != "told"] == [
        "begun",
        "read",
        "planned",
        "wrote",
        "done",
    ]
    by_event = {one["event"]: one for one in told}
    assert (by_event["read"]["source"], by_event["read"]["tabs"]) == ("plan.xlsx", 2)
    assert by_event["wrote"]["cells"] == by_event["planned"]["cells"] > 0
    assert by_event["done"]["exit_code"] == 0
    assert by_event["done"]["seconds"] > 0
    assert {one["level"] for one in told} == {"info"}
    (run,) = {one["run"] for one in told}
    runs = json.loads(okrsheets("history", "--runs", "--format", "json").stdout)["runs"]
    assert [(one["run"], one["wrote"]) for one in runs] == [(run, by_event["wrote"]["cells"])]


def test_failures_are_events_with_place_what_and_cure(okrsheets: Run, plan: Path) -> None:
    plan.with_name(f"~${plan.name}").touch()
    plan.with_name("bad.xlsx").write_text("no zip")
    done = okrsheets("sync", "--yes", "-q", "--log-format", "json", plan.name, "bad.xlsx")
    told = events(done.stderr)
    assert done.returncode == 3
    assert [one["event"] for one in told] == ["failure", "failure", "done"]
    assert {one["place"] for one in told[:2]} == {"bad.xlsx", "plan.xlsx"}
    assert [one["level"] for one in told] == ["error"] * 3
    assert told[-1]["exit_code"] == 3


def test_a_slip_in_the_config_is_an_event_too(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text('[schedule]\nping = "x"\n')
    done = okrsheets("sync", "--log-format", "json")
    failure = events(done.stderr)[1]
    assert (done.returncode, failure["event"], failure["what"]) == (2, "failure", 'unknown key "ping"')


def test_words_of_a_sheet_stay_on_their_line(okrsheets: Run, tmp_path: Path) -> None:
    name = "plan\n\x1b[2J.xlsx"
    done = okrsheets("sync", "--log-format", "json", name)
    assert done.returncode == 2
    assert all(one["run"] for one in events(done.stderr))
    assert "\x1b" not in done.stderr
    assert "\x1b[2J" not in okrsheets("sync", name).stderr


class Watcher(ThreadingHTTPServer):
    """Hears of runs, and answers as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[tuple[str, str, str]] = []
        self.status = 200
        self.statuses: list[int] = []
        self.delay = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/ping/secret-uuid"


class _Ear(BaseHTTPRequestHandler):
    server: Watcher

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        self.server.heard.append((self.path, body, self.headers.get("Authorization", "")))
        time.sleep(self.server.delay)
        self.send_response(self.server.statuses.pop(0) if self.server.statuses else self.server.status)
        self.send_header("Location", f"{self.server.url}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    with Watcher() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_watcher_hears_of_the_start_and_of_the_end_with_the_last_lines(
    okrsheets: Run, plan: Path, watcher: Watcher
) -> None:
    env = {"OKRSHEETS_PING_URL": watcher.url}
    assert okrsheets("sync", "-q", "--yes", plan.name, env=env).returncode == 0
    start, end = watcher.heard
    assert (start[0], start[1]) == ("/ping/secret-uuid/start", "")
    assert end[0] == "/ping/secret-uuid/0"
    assert "wrote " in end[1]
    assert re.search(rf"{RUN} 0 after", end[1])
    assert okrsheets("sync", "-q", "gone.xlsx", env=env).returncode == 2
    assert watcher.heard[-1][0].endswith("/2")
    assert "gone.xlsx: no such file" in watcher.heard[-1][1]


@pytest.mark.parametrize(
    ("key", "value"),
    [("ping_url", "{url}"), ("ping_url_file", "ping.txt"), ("ping_url_command", "cat {folder}/ping.txt")],
)
def test_the_config_names_the_watcher_or_where_its_address_is(
    okrsheets: Run, plan: Path, tmp_path: Path, watcher: Watcher, key: str, value: str
) -> None:
    (tmp_path / "ping.txt").write_text(watcher.url + "?rid=7\n")
    said = value.format(url=watcher.url + "?rid=7", folder=tmp_path)
    (tmp_path / "okrsheets.toml").write_text(
        f'[[source]]\nuri = "{plan.name}"\nwrite = true\n[schedule]\n{key} = "{said}"\n'
    )
    assert okrsheets("sync", "-q").returncode == 0
    assert [path for path, *_ in watcher.heard] == [
        "/ping/secret-uuid/start?rid=7",
        "/ping/secret-uuid/0?rid=7",
    ]


def test_name_and_password_in_the_address_are_sent_as_such(
    okrsheets: Run, plan: Path, watcher: Watcher
) -> None:
    url = watcher.url.replace("//", "//me:p%40ss@")
    assert okrsheets("sync", "-q", "--yes", plan.name, env={"OKRSHEETS_PING_URL": url}).returncode == 0
    assert {authorization for *_, authorization in watcher.heard} == {"Basic bWU6cEBzcw=="}


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "answered 404; check"), (302, "answered 302, it has moved"), (500, "answered 500")],
)
def test_a_watcher_that_does_not_want_it_changes_nothing_but_is_told(
    okrsheets: Run, plan: Path, watcher: Watcher, status: int, says: str
) -> None:
    watcher.status = status
    done = okrsheets("sync", "-q", "--yes", plan.name, env={"OKRSHEETS_PING_URL": watcher.url})
    assert (done.returncode, done.stderr.count(says)) == (0, 1)
    assert "secret-uuid" not in done.stderr
    assert [path.rpartition("/")[2] for path, *_ in watcher.heard] == ["start", "0"]  # nowhere else


def test_a_watcher_that_refuses_the_end_otherwise_than_the_start_is_told_of_both(
    okrsheets: Run, plan: Path, watcher: Watcher
) -> None:
    watcher.statuses = [404, 500]
    done = okrsheets("sync", "-q", "--yes", plan.name, env={"OKRSHEETS_PING_URL": watcher.url})
    assert [line.rpartition("answered ")[2][:3] for line in done.stderr.splitlines()] == ["404", "500"]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/secret",
        "file:///etc/secret",
        "http://",
        "http://[secret",
        "secret",
        "http://a b/\r\nx",
    ],
)
def test_what_is_no_web_address_is_told_without_it(okrsheets: Run, plan: Path, address: str) -> None:
    done = okrsheets("sync", "-q", "--yes", plan.name, env={"OKRSHEETS_PING_URL": address})
    assert (done.returncode, done.stderr.count("is no http:// or https:// address")) == (0, 1)
    assert "secret" not in done.stderr


def test_a_watcher_that_cannot_be_reached_is_told_without_its_address(okrsheets: Run, plan: Path) -> None:
    env = {"OKRSHEETS_PING_URL": "http://127.0.0.1:9/secret"}
    done = okrsheets("sync", "-q", "--yes", plan.name, env=env)
    assert (done.returncode, done.stderr.count("the watcher cannot be reached")) == (0, 1)
    assert "secret" not in done.stderr


@pytest.mark.slow
def test_a_watcher_that_does_not_answer_is_waited_for_ten_seconds(
    okrsheets: Run, plan: Path, watcher: Watcher
) -> None:
    watcher.delay = 15
    begun = time.monotonic()
    done = okrsheets("sync", "-q", "--yes", plan.name, env={"OKRSHEETS_PING_URL": watcher.url})
    assert 19 < time.monotonic() - begun < 27
    assert (done.returncode, done.stderr.count("no answer within 10 s")) == (0, 1)


def test_a_run_that_finds_another_at_work_leaves_the_end_to_that(
    okrsheets: Run, plan: Path, tmp_path: Path, watcher: Watcher
) -> None:
    okrsheets("sync", "-q", "--yes", plan.name)
    with FileLock(tmp_path / ".okrsheets" / "sync.lock"):
        done = okrsheets("sync", "-q", plan.name, env={"OKRSHEETS_PING_URL": watcher.url})
    assert done.returncode == 75
    assert [path.rpartition("/")[2] for path, *_ in watcher.heard] == ["start"]


def test_a_dry_run_is_no_run_for_the_watcher(okrsheets: Run, plan: Path, watcher: Watcher) -> None:
    env = {"OKRSHEETS_PING_URL": watcher.url}
    assert okrsheets("sync", "--dry-run", plan.name, env=env).returncode == 0
    assert watcher.heard == []
