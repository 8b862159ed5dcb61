"""Ten nights that grow an archive in random order: what a night costs beside parsing its own new releases.

    python benchmarks/nights.py 600 sqlite:////tmp/nights.db

Every night the archive is a zip file with another name, whose members stand in another order. Processor seconds, not the clock's.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import release_parser as rp
from engines import refuse_held, release

NIGHTS = 10


def cost(work) -> float:
    """Processor seconds of some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main(count: int, target: str) -> None:
    refuse_held(target)
    chance = random.Random(7)
    texts = {f"{number}.txt": release(number).text for number in range(count)}
    names = list(texts)
    chance.shuffle(names)
    stream = rp.read(b"Officers made 34 arrests.").parse()
    list(stream)  # the model is loaded once
    with tempfile.TemporaryDirectory() as folder:
        for night in range(1, NIGHTS + 1):
            held = names[: count * (night - 1) // NIGHTS]
            new = names[len(held) : count * night // NIGHTS]
            path = Path(folder) / f"rel-{night}.zip"
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for name in chance.sample(held + new, len(held) + len(new)):
                    archive.writestr(name, texts[name])
            alone = cost(lambda new=new: list(rp.read([texts[name].encode() for name in new]).parse()))
            reading = cost(lambda path=path: list(rp.read(path)))
            seconds = cost(lambda path=path: rp.read(path).parse().write(target, resume=True))
            print(
                f"night {night:2}: {len(held):6} held, {len(new):5} new; {seconds:7.2f} s, its new releases alone {alone:7.2f} s, "
                f"reading {reading:5.2f} s: {seconds / (alone + reading):.2f} times"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
