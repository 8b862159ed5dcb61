"""What an installation of release_parser consists of: constraints with hashes, an SBOM, and a table of licences.

In: pip's report of what it would install. Out: `constraints.txt`, `docs/sbom.json` (CycloneDX 1.5), `docs/dependencies.md`.

    pip install --dry-run --ignore-installed --quiet --report report.json ".[all]"
    python benchmarks/bill_of_materials.py report.json
"""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OURS = "release-parser"
# what a licence asks of whoever passes the package on, beyond keeping its notice
COPYLEFT = ("LGPL", "MPL", "GPL")


def licence(metadata: dict[str, Any]) -> str:
    """The licence as the package states it: its expression, its classifiers, its field, in this order."""
    if metadata.get("license_expression"):
        return str(metadata["license_expression"])
    classified = [
        each.rsplit(" :: ", 1)[-1] for each in metadata.get("classifier", []) if each.startswith("License ::")
    ]
    stated = str(metadata.get("license") or "").strip().split("\n")[0]
    return ", ".join(classified) or (stated if len(stated) <= 60 else "") or "not stated"


def packages(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Name, version, licence and hash of each package, ours left out."""
    found = []
    for item in report["install"]:
        metadata = item["metadata"]
        name = metadata["name"].lower().replace("_", "-").replace(".", "-")
        if name != OURS:
            digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
            found.append({"name": name, "version": metadata["version"], "licence": licence(metadata), "sha256": digest})
    return sorted(found, key=lambda each: str(each["name"]))


def main(path: str) -> None:
    """Write the three files."""
    found = packages(json.loads(Path(path).read_text(encoding="utf-8")))
    where = f"{platform.system()} {platform.machine()}, Python {'.'.join(platform.python_version_tuple()[:2])}"
    lines = [
        f"# Everything that `release-parser[all]` needs, with the hashes of its files for {where}:",
        "#     pip install --require-hashes -r constraints.txt && pip install --no-deps .",
        *(f"{each['name']}=={each['version']} --hash=sha256:{each['sha256']}" for each in found),
    ]
    (ROOT / "constraints.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    components = [
        {
            "type": "library",
            "name": each["name"],
            "version": each["version"],
            "purl": f"pkg:pypi/{each['name']}@{each['version']}",
            "licenses": [{"license": {"name": each["licence"]}}],
            "hashes": [{"alg": "SHA-256", "content": each["sha256"]}],
        }
        for each in found
    ]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "library", "name": OURS}},
        "components": components,
    }
    (ROOT / "docs" / "sbom.json").write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    rows = "\n".join(f"| {each['name']} | {each['version']} | {each['licence']} |" for each in found)
    copyleft = ", ".join(
        f"{each['name']} ({each['licence']})" for each in found if any(mark in each["licence"] for mark in COPYLEFT)
    )
    (ROOT / "docs" / "dependencies.md").write_text(
        "# Dependencies and their licences\n\n"
        f"For those who must check licences before they install: every package that `release-parser[all]` installs on {where}. "
        "In a copy of the project, [`constraints.txt`](../constraints.txt) has the hashes of the files,\n"
        "[`sbom.json`](sbom.json) the same as a bill of materials (CycloneDX). Both are written by `benchmarks/bill_of_materials.py`.\n\n"
        f"These have conditions for anyone who changes them and passes them on: {copyleft}. release_parser itself is under the MIT licence and changes none of them.\n\n"
        f"| package | version | licence, as the package states it |\n|---|---|---|\n{rows}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1])
