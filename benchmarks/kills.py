"""Runs that are killed at random moments, again and again, and what is in the target when one has ended well.

    python benchmarks/kills.py KILLS TARGET...      such as 60 /tmp/x/out.jsonl sqlite:////tmp/x/out.db postgresql://…/empty /tmp/x/parts.parquet/

A folder whose name begins with 'parts' is written in parts, by month.

The parser is one that finds numbers only and takes a few milliseconds a release, so that kills fall everywhere: while the archive is read,
between batches, inside a transaction, while a file gets its name. Every target must hold, in the end, what a run that nobody disturbed writes.
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


def main(kills: int, targets: list[str]) -> None:
    chance = random.Random(16)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "news.zip"
        with zipfile.ZipFile(archive, "w") as file:
            for number in range(RELEASES):
                file.writestr(f"{number}.txt", f"Officers made {number} arrests in {number % 7} raids.")
        wanted = sorted(each.model_dump_json() for each in rp.read(archive).parse(parser=FakeParser()))
        for target in targets:
            resume = "/parts" in target or not target.rstrip("/").endswith((".csv", ".parquet", ".json", ".arrow"))
            done = ended = 0
            while done < kills:
                if done % 10 == 0:
                    started = time.monotonic()
                    run(archive, f"{folder}/{done}.jsonl", resume=False).wait()
                    seconds = time.monotonic() - started
                process = run(archive, target, resume=resume)
                try:
                    process.wait(timeout=chance.uniform(*WITHIN) * seconds)
                    ended += 1  # it was quicker; a resumed run over a target that is whole goes on being killed
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    done += 1
            said = run(archive, target, resume=resume).communicate()[1]
            found = sorted(each.model_dump_json() for each in rp.load(target))
            outcome = "nothing lost, nothing doubled" if found == wanted else f"WRONG: {len(found)} of {len(wanted)}"
            print(
                f"{target.split('?')[0]}: {done} kills, {ended} runs ended before: {outcome} {said.decode()[-300:]}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
