"""How much faster two processes are than one, and how flat memory stays.

    python benchmarks/engines.py speed [RELEASES]            one process, then two, on the same synthetic releases
    python benchmarks/engines.py memory [RELEASES] [WORKERS]  peak memory of the caller and of each worker while it runs

The releases are made up as they are read: no archive, no disk. Names, places and numbers are new ones all the time, as in the
world, so that whatever remembers words would show.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from release_parser.engines import processes, serial
from release_parser.parser import Parser
from release_parser.records import Failure, Release
from release_parser.sinks import file_of
from release_parser.text import Document

Record = Release | Failure
FIRST = "Asha Bryn Carla Dmitri Elin Farid Greta Hamish Ines Joao Kirsty Liam Mona Niall Orla Piotr Rhys Sana Tariq Una".split()
RANKS = ("PC", "Sergeant", "Detective Sergeant", "Inspector", "Detective Chief Inspector", "Superintendent")
GOODS = (
    "wraps of heroin",
    "knives",
    "stolen bicycles",
    "cannabis plants",
    "cloned cards",
    "vapes",
    "catalytic converters",
)
DEEDS = ("arrested", "charged", "interviewed under caution", "stopped and searched", "given community resolutions")


def name(number: int) -> str:
    """A surname or place that hardly occurs twice."""
    letters = (
        hashlib.blake2b(str(number).encode(), digest_size=4)
        .hexdigest()
        .translate(str.maketrans("0123456789", "aeiouaeiou"))
    )
    return letters.capitalize()


def release(number: int) -> Document:
    """One release of some 250 words, the same for the same number."""
    dice = random.Random(number)
    town, operation, surname = (f"{name(number * 7 + at)}{end}" for at, end in enumerate(("ton", "", "son")))
    person = f"{dice.choice(RANKS)} {dice.choice(FIRST)} {surname}"
    paragraphs = [f"Officers act against crime in {town}"]
    for at in range(dice.randint(3, 6)):
        count, share, cash = dice.randint(2, 4000), dice.randint(2, 98), dice.randint(500, 900_000)
        paragraphs += [
            (
                f"More than {count:,} people were {dice.choice(DEEDS)} across {town} between January and March {2000 + dice.randint(1, 24)}, "
                f"{dice.choice(('up', 'down'))} {share} per cent on the same period a year earlier, as part of Operation {operation}."
            ),
            (
                f"Officers also seized {dice.randint(2, 90)} {dice.choice(GOODS)}, {dice.randint(1, 40)}kg of cannabis and £{cash:,} in cash "
                f"from an address on {name(number * 31 + at)} Road. A {dice.randint(18, 79)}-year-old man remains in custody."
            ),
        ]
    paragraphs += [
        f"{person}, who led the work, said: “We took {dice.randint(2, 60)} weapons off the streets of {town}, and we will be back.",
        "“If you know who carries a knife, tell us.”",
        f"Anyone with information is asked to call 101, quoting reference {dice.randint(1000, 9999)} of {dice.randint(1, 28)} May.",
    ]
    return Document("\n\n".join(paragraphs), source=f"synthetic/{number:07}")


def releases(count: int) -> Iterator[Document]:
    return (release(number) for number in range(count))


def speed(count: int) -> None:
    """Wall clock from the first record to the last: the start is two seconds, an archive takes an hour.

    The processor's seconds tell on a busy machine too what the second process costs.
    """
    parser = Parser()
    list(serial.run(releases(20), parser))
    used = time.process_time()
    one, alone = clocked(serial.run(releases(count), parser))
    used = time.process_time() - used

    caller = time.process_time()
    two, together = clocked(processes.run(releases(count), workers=2))
    caller = time.process_time() - caller
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{count} releases: one process {one:.1f} s ({count / one:.1f} a second), two {two:.1f} s ({count / two:.1f} a second)"
    )
    print(
        f"processor seconds: one {used:.1f}; two {children.ru_utime + children.ru_stime:.1f} with loading the model twice, caller {caller:.1f}"
    )
    print(f"speed-up {one / two:.2f}; the same bytes: {alone == together}")


def clocked(records: Iterator[Record]) -> tuple[float, str]:
    """Seconds from the first record to the last, and a digest of all."""
    digest = hashlib.sha256(next(records).model_dump_json().encode())
    started = time.perf_counter()
    for record in records:
        digest.update(record.model_dump_json().encode())
    return time.perf_counter() - started, digest.hexdigest()


def memory(count: int, workers: int) -> None:
    """Resident memory of every process, looked at while it runs; Linux."""
    peaks: dict[str, int] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            for pid in pids():
                peaks[pid] = max(peaks.get(pid, 0), resident(pid))

    threading.Thread(target=watch, daemon=True).start()
    started = time.perf_counter()
    claims = 0
    for seen, record in enumerate(processes.run(releases(count), workers=workers), start=1):
        claims += len(record.claims) if isinstance(record, Release) else 0
        if seen % max(1, count // 10) == 0:
            now = [resident(pid) for pid in pids()]
            seconds = int(time.perf_counter() - started)
            print(
                f"{seen:>9,} releases, {seconds:>6} s, MB: caller {now[0]}, workers {', '.join(map(str, now[1:]))}",
                flush=True,
            )
    done.set()
    print(f"{claims:,} claims; peaks in MB: {', '.join(map(str, peaks.values()))}")


def pids() -> list[str]:
    """This process and its workers."""
    me = Path("/proc/self").resolve().name
    found = [me]
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text().rsplit(")", 1)[1].split()[1]
            if parent == me and "engines.worker" in (path.parent / "cmdline").read_text():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def resident(pid: str) -> int:
    """Megabytes."""
    try:
        line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) // 1024


def refuse_held(target: str) -> None:
    """End where a target of an earlier measurement stands: what it holds would not be written, and cost nothing."""
    path = file_of(target)
    if path is not None and path.exists():
        sys.exit(f"{path} is there already: name a new target")


def main(arguments: list[str]) -> None:
    what = arguments[0] if arguments else ""
    if what == "speed":
        speed(int(arguments[1]) if len(arguments) > 1 else 1000)
    elif what == "memory":
        memory(int(arguments[1]) if len(arguments) > 1 else 2000, int(arguments[2]) if len(arguments) > 2 else 2)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
