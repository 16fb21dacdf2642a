"""Keeps templates that come with okrsheets compiled beside them, as Python keeps its modules."""

from __future__ import annotations

import marshal
import sys
from hashlib import sha256
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from okrsheets.laying import lay

__all__ = ["CompiledTemplates"]

_SEAL = sha256().digest_size
_OPTIONS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "extensions"),
    *("optimized", "undefined", "finalize", "autoescape", "sandboxed", "is_async", "policies"),
)
"""What of its surroundings shows in what a template is compiled to."""


class CompiledTemplates(BytecodeCache):
    """What was compiled of the templates in a folder, where Python would keep it of modules there.

    It is used only where it was made of the very text of the template, by this Python and this Jinja, with
    the same options, filters and tests; else the template is compiled as if nothing were kept. Where the
    folder cannot be written, or Python is told to write no such files, nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells a template from the others of the folder, and where that lies."""
        return f"{name}\0{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of a template, if it still holds."""
        try:
            kept = self._path(bucket).read_bytes()
        except OSError:
            return
        code = kept[_SEAL:]
        if kept[:_SEAL] == self._seal(bucket, code):
            bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        if sys.dont_write_bytecode:
            return
        path, code = self._path(bucket), marshal.dumps(bucket.code)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lay(path, self._seal(bucket, code) + code)
        except OSError:  # a folder of somebody else's, or a full disk: it is compiled again the next time
            return

    def _path(self, bucket: Bucket) -> Path:
        name = bucket.key.partition("\0")[0]
        form = "html" if bucket.environment.autoescape else "text"
        return Path(
            cache_from_source(self._folder / f"{name}.{form}.py")
        )  # also where that is told otherwise

    def _seal(self, bucket: Bucket, code: bytes) -> bytes:
        """What stands before the code and holds for nothing else."""
        surroundings = bucket.environment
        given = [
            (name, str(getattr(each, "jinja_pass_arg", None)))  # what it is called with is compiled in
            for names in (surroundings.filters, surroundings.tests)
            for name, each in sorted(names.items())
        ]
        options = [str(getattr(surroundings, name)) for name in _OPTIONS]
        made_of = (jinja2.__version__, MAGIC_NUMBER, options, given, bucket.key, bucket.checksum)
        return sha256(repr(made_of).encode("utf-8") + code).digest()
