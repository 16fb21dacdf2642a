"""The adapter of the documentation, and packages that offer adapters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "own-adapters.md").read_text(encoding="utf-8")
CODE = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
FILE = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
ENTRY = re.findall(r'^```toml\n.*?^("\.okrs\.json" = .*?)$', PAGE, re.MULTILINE | re.DOTALL)[0].replace(
    '"', ""
)


def documented() -> ModuleType:
    """The module that the documentation shows."""
    module = ModuleType("okr_json")
    exec(CODE, vars(module))
    return module


def install(site: Path, *entries: str, code: str = CODE, package: str = "okr-json") -> Mapping[str, str]:
    """Lay a package with these entry points into a folder, and say how Python finds it and okrsheets."""
    module = package.replace("-", "_")
    about = site / f"{module}-1.0.dist-info"
    about.mkdir(parents=True)
    (site / f"{module}.py").write_text(code, encoding="utf-8")
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8"
    )
    listed = "\n".join(["[okrsheets.adapters]", *entries, ""])
    (about / "entry_points.txt").write_text(listed, encoding="utf-8")
    return {"PYTHONPATH": f"{ROOT}:{site}"}
