"""What is installed works without the checkout: templates, vocabulary and all."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUIET = ("--quiet", "--disable-pip-version-check", "--no-deps")


def test_the_built_wheel_runs_the_demo_without_the_source(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    wheels, site, work = (tmp_path / name for name in ("wheels", "site", "work"))
    work.mkdir()
    build = [*pip, "wheel", *QUIET, "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = wheels.glob("okrsheets-*.whl")
    with zipfile.ZipFile(wheel) as built:
        names = built.namelist()
    assert "okrsheets/templates/report.html.j2" in names
    assert "okrsheets/tongue/de.po" in names
    assert not any(name.startswith(("tests/", "templates/")) for name in names)
    with zipfile.ZipFile(wheel) as built:
        built.extractall(site)
    code = (
        f"import sys; sys.path[:] = [{str(site)!r}] + [p for p in sys.path if p != {str(ROOT)!r}]; "
        "from okrsheets.cli import main; import okrsheets; assert 'site' in okrsheets.__file__; "
        "sys.argv = ['okrsheets', 'demo', 'demo']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (work / "demo" / "okrsheets-report" / "latest.html").is_file()
