"""Runs that are killed at random moments, again and again, and what is in the target when one has ended well.

    python benchmarks/kills.py KILLS TARGET...      such as 60 /tmp/x/out.jsonl sqlite:////tmp/x/out.db postgresql://…/empty /tmp/x/parts.parquet/

A folder whose name begins with 'parts' is written in parts, by month.

The parser is one that finds numbers only and takes a few milliseconds a release, so that kills fall everywhere: while the archive is read,
between batches, inside a transaction, while a file gets its name. Whenever a run has ended well, its target must hold what a run that nobody
disturbed writes; then every release of the archive is edited, and the killing goes on.
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

RELEASES = 600
WITHIN = (0.2, 1.1)
"""When a run is killed, in shares of the time that one takes which nobody disturbs: machines are busy, and most of it is starting Python."""
RUN = """
import sys, time; sys.path.insert(0, sys.argv[1])
import fakes, release_parser as rp
class Slow(fakes.FakeParser):
    def parse_batch(self, documents):
        for record in super().parse_batch(documents):
            time.sleep(0.002)
            yield record
rp.read(sys.argv[2]).parse(parser=Slow()).write(sys.argv[3], resume=sys.argv[4] == "resume", partition="month" if "/parts" in sys.argv[3] else None)
"""


def run(archive: Path, target: str, *, resume: bool) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    how = "resume" if resume else "whole"
    tests = str(Path(__file__).parents[1] / "tests")
    return subprocess.Popen([sys.executable, "-c", RUN, tests, str(archive), target, how], stderr=subprocess.PIPE)


def publish(archive: Path, edition: int) -> list[str]:
    """Write an archive in which every release was edited since the last edition; gives the records that its targets must hold."""
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(RELEASES):
            file.writestr(f"{number}.txt", f"Officers made {number + edition} arrests in {number % 7} raids.")
    return sorted(each.model_dump_json() for each in rp.read(archive).parse(parser=FakeParser()))


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
            wrong: list[str] = []
            while done < kills or not whole:
                if done % 10 == 0:
                    started = time.monotonic()
                    run(archive, f"{folder}/{done}-{whole}.jsonl", resume=False).wait()
                    seconds = time.monotonic() - started
                process = run(archive, target, resume=resume)
                try:
                    process.wait(timeout=chance.uniform(*WITHIN) * seconds if done < kills else None)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    done += 1
                    continue
                whole += 1  # the target is compared, and every release of the next edition is another
                if fault := difference(target, wanted):
                    wrong.append(fault)
                wanted = publish(archive, whole)
            outcome = "; ".join(wrong) or "nothing lost, nothing doubled"
            print(f"{target.split('?')[0]}: {done} kills, compared {whole} times: {outcome}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
