"""The constraints, the bill of materials and the table of licences say the same, and name what the project asks for."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def constrained() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    found = [re.fullmatch(r"(\S+)==(\S+)((?: --hash=sha256:[0-9a-f]{64})+)", line) for line in lines if line[0] != "#"]
    return {normal(match[1]): match[2] for match in found}


def test_all_three_list_the_same_versions():
    bill = json.loads((ROOT / "docs" / "sbom.json").read_text(encoding="utf-8"))
    listed = {normal(each["name"]): each["version"] for each in bill["components"]}
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    licences = {
        normal(name): version for name, version in re.findall(r"^\| (\S+) \| (\d\S*) \| .+ \|$", table, re.MULTILINE)
    }
    assert constrained() == listed == licences


def test_whatever_the_project_asks_for_has_its_hash():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    everything = re.search(r"\[(.+)\]", extras["all"][0])[1].split(",")
    asked = [*project["dependencies"], *(each for extra in everything for each in extras[extra])]
    names = {normal(re.match(r"[\w.-]+", each)[0]) for each in asked if not each.startswith("release-parser[")}
    assert names - constrained().keys() == set()
