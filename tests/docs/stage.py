"""A place where the pages' shell blocks run: the inputs that they name, and stand-ins for what only a user's machine has.

A page says `release-parser parse archive.zip postgresql+psycopg://loader@db/releases`; here there is such an archive, and the
address becomes that of a server that the tests started. Installing is not tried: a `pip` that stands first on the path only
checks that the extras that a page names exist.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from release_parser.records import Release
from release_parser.sinks import open_sink
from releases import RELEASES

ROOT = Path(__file__).parents[2]
_PROGRAMS = {
    "release-parser": '#!/bin/sh\nexec "{python}" -S -E "{tests}/warm_command.py" call "{warm}" "$@"\n',
    "pip": '#!/bin/sh\nexec "{python}" "{here}" "$@"\n',
    # an environment without pip is made at once, and the pip above is found in its place
    "python3": '#!/bin/sh\n[ "$1 $2" = "-m venv" ] && set -- -m venv --without-pip "$3"\nexec "{python}" "$@"\n',
    # asked for one page in place of serving until it is stopped
    "datasette": '#!/bin/sh\nexec "{python}" -m datasette "$@" --get /releases.json\n',
}
_VERDICT = {"release": "1f", "item": "c1", "list": "claims", "rule": "count", "verdict": "right"}


def furnish(folder: Path, records: Sequence[Release]) -> None:
    """Put what pages name into a folder: the repository's tests, an archive, a folder of releases, their records, verdicts."""
    (folder / "tests").symlink_to(ROOT / "tests")
    (folder / "releases").mkdir()
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for path in RELEASES[:6]:
            archive.write(path, path.name)
            (folder / "releases" / path.name).write_bytes(path.read_bytes())
    for target in ("records.jsonl", "records.db"):
        with open_sink(folder / target) as sink:
            for record in records:
                sink.write(record)
    if find_spec("pyarrow"):
        (folder / "records.parquet").mkdir()
        write_table(str(folder / "records.parquet" / "part-0.parquet"), records)
    (folder / "release.txt").write_bytes(RELEASES[0].read_bytes())
    (folder / "verdicts.jsonl").write_text(json.dumps(_VERDICT) + "\n", encoding="utf-8")


def write_table(address: str, records: Sequence[Release]) -> None:
    """Write a table of records as a cluster does, to a file of this machine or of a bucket."""
    import fsspec
    import pyarrow as pa
    import pyarrow.parquet as pq

    from release_parser.engines.arrow import SCHEMA

    rows = [{"source": record.source, "record": record.model_dump_json()} for record in records]
    with fsspec.open(address, "wb") as file:
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), file)


class Shell:
    """Runs blocks of a page in the current folder; `warm` is the socket of `warm_command`, `stands_for` says what an address of a page is here."""

    def __init__(self, programs: Path, warm: Path, stands_for: Mapping[str, str]) -> None:
        self._stands_for = stands_for
        for name, script in _PROGRAMS.items():
            (programs / name).write_text(
                script.format(python=sys.executable, here=Path(__file__), tests=ROOT / "tests", warm=warm),
                encoding="utf-8",
            )
            (programs / name).chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "COLUMNS": "80",
        }

    def __call__(self, code: str) -> subprocess.CompletedProcess[str]:
        for said, here in self._stands_for.items():
            code = code.replace(said, here)
        command = ["bash", "-euo", "pipefail", "-c", code]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=300, check=False, env=self._environment,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip


def _check_install(arguments: list[str]) -> None:
    """What stands for pip: fails where an extra of this project is asked for that does not exist."""
    extras = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    )
    asked = {
        extra.strip()
        for argument in arguments
        if (match := re.fullmatch(r"(?:\.|release-parser)\[([\w,\s-]+)\]", argument))
        for extra in match[1].split(",")
    }
    if asked - extras:
        sys.exit(f"pyproject.toml has no extra {', '.join(sorted(asked - extras))}")


if __name__ == "__main__":
    _check_install(sys.argv[1:])
