"""Fuzzing that is led by coverage: `python tests/fuzz/guided.py TARGET SECONDS FOLDER`, with atheris installed.

TARGET is `parse`, `lexicon`, or the suffix of a source ('.html'). Inputs that reach new lines of the package are kept in
FOLDER/TARGET and changed again; each finding is written to FOLDER/findings once, by the place in the program that it came from.
The last line says how many inputs were tried in how many seconds of processor time.

Formats whose libraries are C++ are read in a child process, whose lines atheris does not see: for them it tries damage at random.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
import traceback
import zlib
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "properties")]

with atheris.instrument_imports(include=["release_parser"]):
    import release_parser as rp

    rp.parse("Officers made 34 arrests.")
    from test_fuzz import VOCABULARY, check, check_vocabulary

from damage import damage
from invariants import check as check_record
from releases import RELEASES, read_release
from seeds import seeds
from strategies import PIECES

target = sys.argv[1]
scratch = Path(tempfile.mkdtemp(prefix="fuzz-"))
SLOW = 10  # seconds for a text of six thousand characters


def attempt(data: bytes) -> None:
    """Raise where anything but a record, a document or an error of ours comes out."""
    if target == "parse":
        text = data.decode("utf-8", "replace").replace("\0", "")
        try:
            release = rp.parse(text)
        except rp.InputError:
            return
        check_record(release, text)
    elif target == "lexicon":
        check_vocabulary(data, scratch)
    else:
        check(data, target, scratch)


class Campaign:
    """One run: how many inputs were tried, and what was found, once for each place in the program."""

    def __init__(self, seconds: float, folder: Path) -> None:
        self.seconds, self.folder = seconds, folder
        self.tries, self.found, self.began = 0, set(), time.process_time()

    def test(self, data: bytes) -> None:
        self.tries += 1
        start = time.process_time()
        try:
            attempt(data)
        except BaseException as error:  # noqa: BLE001 - whatever comes out is a finding
            self._report(data, error)
        if (took := time.process_time() - start) > SLOW:
            self._report(data, TimeoutError(f"{took:.0f} s"))
        used = time.process_time() - self.began
        if self.tries % 500 == 0 or used > self.seconds:
            state = "DONE" if used > self.seconds else "SO FAR"
            print(f"{state} {target}: {self.tries:,} inputs, {used:,.0f} s, {len(self.found)} findings", flush=True)
        if used > self.seconds:
            os._exit(0)  # libFuzzer knows no other end

    def _report(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "slow"
        inner = re.search(r"\((\w+ in [^)]*)\)", str(error))  # a Failure names the place that it came from
        key = f"{type(error).__name__} {inner[1] if inner else place}"
        if key in self.found:
            return
        self.found.add(key)
        name = f"{target.strip('.')}-{zlib.crc32(data)}{target if target.startswith('.') else '.txt'}"
        (self.folder / "findings").mkdir(parents=True, exist_ok=True)
        (self.folder / "findings" / name).write_bytes(data)
        trace = "".join(traceback.format_tb(error.__traceback__)[-3:])
        print(f"FINDING {key}: {str(error)[:300]} ({name})\n{trace}", flush=True)


def change(data: bytes, most: int, seed: int) -> bytes:
    """Damage; for texts of releases also pieces of prose, and stretches of another input."""
    chance = random.Random(seed)
    if target != "parse" or chance.random() < 0.3:
        return (damage(data, seed) if chance.random() < 0.6 else atheris.Mutate(data, most))[:most]
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(text) + 1)
        until = min(len(text), at + chance.choice((0, 0, 1, 5, 40)))
        piece = chance.choice(PIECES) if chance.random() < 0.5 else _stretch(chance)
        text = text[:at] + piece + text[until:]
    return text.encode("utf-8", "replace")[:most]


def _stretch(chance: random.Random) -> str:
    words = read_release(chance.choice(RELEASES)).split(" ")
    at = chance.randrange(len(words))
    return " " + " ".join(words[at : at + chance.choice((1, 2, 3, 8))]) + " "


def main() -> None:
    folder = Path(sys.argv[3])
    corpus = folder / target
    corpus.mkdir(parents=True, exist_ok=True)
    if target == "parse":
        starts = [chunk.encode() for path in RELEASES for chunk in read_release(path).split("\n\n") if chunk.strip()]
    elif target == "lexicon":
        data = Path(rp.__file__).parent / "lexicon" / "data"
        starts = [VOCABULARY.encode(), *(path.read_bytes()[:3000] for path in sorted(data.glob("*.toml")))]
    else:
        starts = [seeds()[target]]
    for number, start in enumerate(starts):
        (corpus / f"start-{number}").write_bytes(start)
    flags = ["-max_len=6000", "-timeout=600", "-rss_limit_mb=6000", "-print_final_stats=0", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], Campaign(float(sys.argv[2]), folder).test, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
