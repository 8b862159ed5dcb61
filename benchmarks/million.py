"""What a night of a million releases costs, from the costs of its parts.

    python benchmarks/million.py 2000 sqlite:////tmp/million.db

Measures, in processor seconds of this machine, on so many synthetic releases of some 250 words: parsing one (on a tenth of them), reading and
hashing one, writing one and its claims, looking one up that is held, passing a file over that has not changed. Then it adds them up for a
million: all of them new, and a night on which 1,000 are.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import release_parser as rp
from engines import refuse_held, release
from fakes import FakeParser
from release_parser.sinks import open_sink

MILLION = 1_000_000
NEW = 1_000


def cost(work, count: int) -> float:
    """Processor seconds of some work, for each of so many releases."""
    started = time.process_time()
    work()
    return (time.process_time() - started) / count


def main(count: int, target: str) -> None:
    refuse_held(target)
    texts = [release(number).text for number in range(count)]
    few = [text.encode() for text in texts[: max(count // 10, 50)]]
    stream = rp.read(few).parse()
    records = list(stream)  # the model is loaded, and what is compiled at first use
    parsing = cost(lambda: list(rp.read(few).parse()), len(few))
    every = [
        records[number % len(records)].model_copy(update={"id": f"{number:064x}", "source": f"{number}.txt"})
        for number in range(count)
    ]

    def write() -> None:
        with open_sink(target) as sink:
            for record in every:
                sink.write(record)

    writing = cost(write, count)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "all.zip"
        loose = Path(folder) / "loose"
        loose.mkdir()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for number, text in enumerate(texts):
                file.writestr(f"{number}.txt", text)
                (loose / f"{number}.txt").write_text(text)
                os.utime(loose / f"{number}.txt", (1_700_000_000, 1_700_000_000))
        reading = cost(lambda: list(rp.read(archive)), count)
        nights = f"sqlite:///{folder}/nights.db"
        for source in (archive, loose):
            rp.read(source).parse(parser=FakeParser()).write(nights)
        again = Path(folder) / "again.zip"
        again.write_bytes(archive.read_bytes())
        held = cost(lambda: rp.read(again).parse(parser=FakeParser()).write(nights, resume=True), count)
        passed = cost(lambda: rp.read(loose).parse(parser=FakeParser()).write(nights, resume=True), count)
    claims = sum(len(record.claims) for record in records) / len(records)
    for name, value in {
        f"parse one ({claims:.0f} claims)": parsing,
        f"write one to {target.split(':', maxsplit=1)[0]}": writing,
        "read one out of a zip archive": reading,
        "read one that is held, and look it up": held,
        "pass one over whose file has not changed": passed,
    }.items():
        print(f"{name:45} {value * 1000:8.3f} ms")
    for name, value in {
        "a million new ones": MILLION * (reading + parsing + writing),
        f"a night with {NEW:,} new ones, archives as zip": MILLION * held + NEW * (parsing + writing),
        f"a night with {NEW:,} new ones, loose files": MILLION * passed + NEW * (reading + parsing + writing),
    }.items():
        print(f"{name:45} {value / 3600:8.2f} processor hours")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
