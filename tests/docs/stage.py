"""A place where the pages' shell blocks run: the inputs that they name, and stand-ins for what only a user's machine has.

A page says `release-parser parse archive.zip postgresql+psycopg://loader@db/releases`; here there is such an archive, and the
address becomes that of a server that the tests started. Installing is not tried: a `pip` that stands first on the path checks the
command instead, that what it asks for is this project with extras that exist, or a package that the project itself asks for.
"""

from __future__ import annotations

import argparse
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

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release_parser.records import Release
from release_parser.sinks import open_sink
from releases import RELEASES

ROOT = Path(__file__).parents[2]
_PROGRAMS = {
    "release-parser": 'exec "{python}" -S -E "{tests}/warm_command.py" call "{warm}" "$@"',
    "pip": 'exec "{python}" "{here}" pip "$@"',
    "pre-commit": 'exec "{python}" "{here}" pre-commit "$@"',
    # a benchmark runs where the model is loaded already
    "python": 'case "$1" in benchmarks/*) exec "{python}" -S -E "{tests}/warm_command.py" run "{warm}" "$@";; esac\nexec "{python}" "$@"',
    # an environment is made at once, without pip, and its programs are these
    "python3": '[ "$1 $2" = "-m venv" ] || exec "{python}" "$@"\n"{python}" -m venv --without-pip "$3"\nexec "{python}" "{here}" programs "$0" "$3"',
    "pytest": 'exec "{python}" -m pytest "$@"',
    # asked for one page in place of serving until it is stopped
    "datasette": 'exec "{python}" -m datasette "$@" --get /releases.json',
    "mkdocs": 'exec "{python}" "{here}" mkdocs "$@"',
}
_VERDICT = {"release": "1f", "item": "c1", "list": "claims", "rule": "count", "verdict": "right"}
# what the data of other projects looks like, with sentences of our own
_NEWSQUANT = [
    {"id": 0, "text": "Thefts in Kelsham fell by 12 per cent.", "quantities": [
        {"change": "down", "value": "12.0", "unit": "per cent", "normalized_unit": "percentage", "referred_concepts": "thefts, Kelsham"}]},
    {"id": 2, "text": "The new station has about 40 desks.", "quantities": [
        {"change": "~", "value": "40.0", "unit": "desks", "normalized_unit": "desk", "referred_concepts": "station"}]},
    {"id": 4, "text": "Nobody was hurt.", "quantities": []},
]  # fmt: skip
_RECOGNIZERS = {
    "Number/English/NumberModel.json": ("forty vans", "number", {"value": "40"}),
    "Number/English/PercentModel.json": ("12 percent of them", "percentage", {"value": "12%"}),
    "Number/English/NumberRangeModel.json": ("from 10 to 20 vans", "numberrange", {"value": "[10,20)"}),
    "NumberWithUnit/English/AgeModel.json": ("he is 12 years old", "age", {"value": "12", "unit": "Year"}),
    "NumberWithUnit/English/CurrencyModel.json": ("40 euros", "currency", {"value": "40", "unit": "Euro"}),
    "NumberWithUnit/English/DimensionModel.json": ("12 miles", "dimension", {"value": "12", "unit": "Mile"}),
    "NumberWithUnit/English/TemperatureModel.json": ("12 degrees celsius", "temperature", {"value": "12", "unit": "C"}),
}


def furnish(folder: Path, records: Sequence[Release]) -> None:
    """Put what pages name into a folder: the repository, an archive, a folder of releases, their records, verdicts, the data of others."""
    for name in ("tests", "src", "benchmarks", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
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
    (folder / "newsquant-dev.json").write_text(json.dumps(_NEWSQUANT), encoding="utf-8")
    for file, (text, kind, resolution) in _RECOGNIZERS.items():
        path = folder / "RECOGNIZERS_FOLDER" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        case = {"Input": text, "Results": [{"Text": text, "TypeName": kind, "Resolution": resolution}]}
        path.write_text(json.dumps([case]), encoding="utf-8")


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
            written = script.format(python=sys.executable, here=Path(__file__), tests=ROOT / "tests", warm=warm)
            (programs / name).write_text(f"#!/bin/sh\n{written}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "COLUMNS": "80",
            "PYTEST_PLUGINS": "few_tests",
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
    """What stands for pip: fails where a command is none of pip's, or asks for an extra or a package that the project does not have."""
    parser = argparse.ArgumentParser("pip")
    install = parser.add_subparsers(required=True).add_parser("install")
    install.add_argument("-e", "--editable", action="append", default=[])
    install.add_argument("--upgrade", action="store_true")
    install.add_argument("--quiet", action="store_true")
    install.add_argument("wanted", nargs="*")
    asked = install.parse_args(arguments[1:]) if arguments[:1] == ["install"] else parser.parse_args(arguments)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [
        Requirement(line) for line in (*project["dependencies"], *(line for lines in extras.values() for line in lines))
    ]
    known = {"pip", *(canonicalize_name(requirement.name) for requirement in needed)}
    for place in asked.editable:
        if not re.fullmatch(r"\.(?:\[[\w,-]+\])?", place):
            sys.exit(f"{place} is no copy of the project")
    wanted = [Requirement(each) for each in asked.wanted]
    wanted += [Requirement(f"{project['name']}{place[1:]}") for place in asked.editable]
    for requirement in wanted:
        own = canonicalize_name(requirement.name) == project["name"]
        if not own and canonicalize_name(requirement.name) not in known:
            sys.exit(f"nothing of this project needs {requirement.name}")
        if own and (missing := requirement.extras - set(extras)):
            sys.exit(f"pyproject.toml has no extra {', '.join(sorted(missing))}")


def _check_hooks(arguments: list[str]) -> None:
    """What stands for pre-commit: its hooks are configured, and are to be installed."""
    if arguments != ["install"] or not (ROOT / ".pre-commit-config.yaml").is_file():
        sys.exit("there is nothing for pre-commit to install")


def _check_site(arguments: list[str]) -> None:
    """What stands for mkdocs: the site is configured; tests/docs/test_site.py builds it."""
    if arguments not in (["serve"], ["build", "--strict"]) or not (ROOT / "mkdocs.yml").is_file():
        sys.exit("there is no site for mkdocs")


def _copy_programs(arguments: list[str]) -> None:
    """Put these programs into a new environment: from the folder of the first argument into that of the second."""
    source, environment = map(Path, arguments)
    for name in _PROGRAMS:
        target = environment / "bin" / name
        target.unlink(missing_ok=True)
        target.write_bytes((source.parent / name).read_bytes())
        target.chmod(0o755)


if __name__ == "__main__":
    what = {"pip": _check_install, "pre-commit": _check_hooks, "mkdocs": _check_site, "programs": _copy_programs}
    what[sys.argv[1]](sys.argv[2:])
