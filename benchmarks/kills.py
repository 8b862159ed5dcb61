"""Runs that are killed at random moments, again and again, and what is in the target when one has ended well.

    python benchmarks/kills.py KILLS TARGET...      such as 60 /tmp/x/out.jsonl sqlite:////tmp/x/out.db postgresql://…/empty /tmp/x/parts.parquet/

A folder whose name begins with 'parts' is written in parts, by month.

The parser is one that finds numbers only and takes a few milliseconds a release, so that kills fall everywhere: while the archive is read,
between batches, inside a transaction, while a file gets its name. Whenever a run has ended well, its target must hold what a run that nobody
disturbed writes. Then two releases in three are edited, and the parser gets a new version, so that what a database holds of the third is
replaced; and the killing goes on. After every ten kills two runs are left alone: they say how long a run takes.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import release_parser as rp
from fakes import FakeParser
from release_parser.records import ParserInfo, Release
from sink_records import named_release

RELEASES = 600
WITHIN = (0.2, 1.1)
"""When a run is killed, in shares of the time that one takes which nobody disturbs: machines are busy, and most of it is starting Python."""
RUN = """
import sys; sys.path.insert(0, sys.argv[1])
import kills, release_parser as rp
if sys.argv[4].startswith("duckdb"):  # batches of 500 would be two
    from release_parser.sinks.duck import DuckSink
    DuckSink.__init__.__kwdefaults__["batch_size"] = 100
parser = kills.Editions(sys.argv[2], seconds=0.002)
rp.read(sys.argv[3]).parse(parser=parser).write(sys.argv[4], resume=sys.argv[5] == "resume", partition="month" if "/parts" in sys.argv[4] else None)
"""


class Editions(FakeParser):
    """A parser whose version is the archive's edition; it knows the releases that are not edited by their names."""

    def __init__(self, version: str, *, seconds: float = 0.0) -> None:
        self.version, self.seconds = version, seconds

    def parse_batch(self, documents):
        for document in documents:
            time.sleep(self.seconds)
            (found,) = super().parse_batch([document])
            if document.text.startswith("Operation"):
                given = {name: getattr(document, name) for name in ("source", "title", "publisher")}
                found = named_release(document.text.split()[1]).model_copy(update=given)
            if isinstance(found, Release):
                found = found.model_copy(update={"parser": ParserInfo(version=self.version, model="fake")})
            yield found


def run(archive: Path, target: str, edition: int, *, resume: bool) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    how = "resume" if resume else "whole"
    arguments = [str(Path(__file__).parent), str(edition), str(archive), target, how]
    return subprocess.Popen([sys.executable, "-c", RUN, *arguments], stderr=subprocess.PIPE)


def publish(archive: Path, edition: int) -> list[str]:
    """Write an archive in which two releases in three were edited since the last edition; gives the records that its targets must hold."""
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(RELEASES):
            edited = f"Officers made {number + edition} arrests in {number % 7} raids."
            same = f"Operation N{number} said: “N{number}”"
            file.writestr(f"{number}.txt", edited if number % 3 else same)
    return sorted(each.model_dump_json() for each in rp.read(archive).parse(parser=Editions(str(edition))))


def difference(target: str, wanted: list[str]) -> str:
    """What is lost or doubled in a target; nothing where it is whole."""
    found = sorted(each.model_dump_json() for each in rp.load(target))
    return "" if found == wanted else f"{len(set(wanted) - set(found))} lost, {len(found)} of {len(wanted)} records"


def main(kills: int, targets: list[str]) -> None:
    chance = random.Random(16)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "news.zip"
        for target in targets:
            resume = "/parts" in target or not target.rstrip("/").endswith((".csv", ".parquet", ".json", ".arrow"))
            wanted = publish(archive, 0)
            done = whole = 0
            alone, seconds = 2, 0.0
            wrong: list[str] = []
            while done < kills or alone:
                started = time.monotonic()
                process = run(archive, target, whole, resume=resume)
                try:
                    process.wait(timeout=None if alone else chance.uniform(*WITHIN) * seconds)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    done += 1
                    alone = 2 if done % 10 == 0 else 0
                    continue
                if process.returncode:  # it was not killed: what follows would say nothing
                    said = process.stderr.read().decode() if process.stderr else ""
                    sys.exit(f"{target}: a run failed after {done} kills and {whole} that ended well: {said[-2000:]}")
                if alone:
                    seconds = time.monotonic() - started
                    alone -= 1
                whole += 1  # the target is compared, and the next edition is another
                if fault := difference(target, wanted):
                    wrong.append(fault)
                wanted = publish(archive, whole)
            outcome = "; ".join(wrong) or "nothing lost, nothing doubled"
            print(f"{target.split('?')[0]}: {done} kills, compared {whole} times: {outcome}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
