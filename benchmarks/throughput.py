"""How fast we are, beside the bare spaCy pipeline on the same text in the same run.

    python benchmarks/throughput.py ARCHIVE [--releases 1000] [--rounds 3] [--check]

ARCHIVE is anything that `rp.read` takes. A seeded sample of it is read in rounds: (a) the full pipeline of the model,
(b) `rp.Parser` with everything on, (c) our stages one by one. CPU seconds of this process (`time.process_time`), numeric
libraries held to one thread, so that load on the machine does little; medians over the rounds and ratios to (a) are printed.
Then what a start costs, in fresh processes; memory after 1/4, 1/2 and all of the releases; and time against a release's length.
`--check` compares the records with those of `parse_everything=True` instead, and exits with 1 where one differs.
"""

# ruff: noqa: E402 - the number of threads is set before numpy is imported
from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL", "BLIS"):  # before numpy is imported: threads would count as our CPU time
    os.environ[f"{_library}_NUM_THREADS"] = "1"

import argparse
import gc
import platform
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from statistics import median

import spacy

import release_parser as rp
from release_parser.build import build_release
from release_parser.pipeline import model
from release_parser.records import ParserInfo
from release_parser.sources import read_source
from release_parser.text import Document

SEED = 8


def sample(archive: str, count: int) -> list[Document]:
    """`count` releases of the archive, the same ones every time, without those that cannot be read."""
    documents = [item for item in read_source(archive) if isinstance(item, Document) and item.text.strip()]
    random.Random(SEED).shuffle(documents)
    return documents[:count]


def words(documents: list[Document]) -> int:
    return sum(len(document.text.split()) for document in documents)


class Stages:
    """`Parser.parse_batch` taken apart by its own steps, so that each one's CPU time can be read."""

    def __init__(self) -> None:
        self.parser = rp.Parser()
        self.info = ParserInfo(version=self.parser.version, model=self.parser.model_name)
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        start = time.process_time()
        yield
        self.spent[stage] += time.process_time() - start

    def run(self, documents: list[Document]) -> dict[str, float]:
        self.spent.clear()
        iterator = iter(documents)
        while batch := list(islice(iterator, 64)):
            self._batch(batch)
        return dict(self.spent)

    def _batch(self, batch: list[Document]) -> None:
        parser = self.parser
        with self.timed("read: page, names, quotes, dates, quantities"):
            readings = [parser.read(document) for document in batch]
        with self.timed("syntax"):
            texts = [text for reading in readings for text in parser._texts(reading)]  # noqa: SLF001
            parsed = iter(list(parser._sentences.parse(texts)))  # noqa: SLF001
        for reading in readings:
            with self.timed("link"):
                findings = parser.link(reading, list(islice(parsed, len(reading.sentences))))
            with self.timed("build"):
                build_release(reading.document, reading.page, findings, self.info)


def bare(nlp: spacy.language.Language, documents: list[Document]) -> None:
    for _ in nlp.pipe((document.text for document in documents), batch_size=64):
        pass


def cpu(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def full_pipeline() -> spacy.language.Language:
    """The default model with everything that it ships switched on but the senter, which spaCy itself leaves off."""
    folder = model._package_data(model.PACKAGE) or model._package_data(model.REPUBLISHED)  # noqa: SLF001
    if folder is None:
        raise SystemExit(model.REMEDY)
    return spacy.load(folder)


def speeds(documents: list[Document], rounds: int) -> None:
    nlp, parser, stages = full_pipeline(), rp.Parser(), Stages()
    # patterns are compiled when they are first used; what that costs a first record is measured apart, in `starts`
    bare(nlp, documents[:30]), list(parser.parse_batch(documents)), stages.run(documents)
    total, characters = words(documents), sum(len(document.text) for document in documents)
    spacys, ours, parts = [], [], defaultdict(list)
    for number in range(rounds):
        spacys.append(cpu(lambda: bare(nlp, documents)))
        ours.append(cpu(lambda: [None for _ in parser.parse_batch(documents)]))
        for stage, seconds in stages.run(documents).items():
            parts[stage].append(seconds)
        print(
            f"round {number + 1}: {' '.join(nlp.pipe_names)} {spacys[-1]:.1f} s, release_parser {ours[-1]:.1f} s, ratio {spacys[-1] / ours[-1]:.2f}",
            flush=True,
        )
    print(f"\n{len(documents):,} releases, {total:,} words, {characters:,} characters; median of {rounds} rounds\n")
    print("| | CPU seconds | words a CPU second | times (a) |\n|---|---:|---:|---:|")
    reference = median(spacys)
    print(f"| (a) `nlp.pipe` of the full model | {reference:.2f} | {total / reference:,.0f} | 1.0 |")
    print(
        f"| (b) `rp.Parser`, everything | {median(ours):.2f} | {total / median(ours):,.0f} | {median(a / b for a, b in zip(spacys, ours, strict=True)):.1f} |"
    )
    for stage, seconds in parts.items():
        spent = median(seconds)
        print(f"| (c) {stage} | {spent:.2f} | {total / spent:,.0f} | {reference / spent:.1f} |")


# What a start costs is measured in processes of its own; each prints seconds, the clock's, since reading files counts.
STARTS = {
    "import release_parser": "import time; t = time.perf_counter(); import release_parser, sys; assert 'spacy' not in sys.modules; print(time.perf_counter() - t)",
    "release-parser --help": "import os, sys, time; t = time.perf_counter(); import release_parser.cli as cli; sys.argv[1:] = ['--help']\n"
    "out = os.dup(1); os.dup2(os.open(os.devnull, os.O_WRONLY), 1)\n"
    "try: cli.main()\nexcept SystemExit: pass\nsys.stdout.flush(); os.dup2(out, 1)\n"
    "assert 'spacy' not in sys.modules; print(time.perf_counter() - t)",
    "first record, cold": "import time; t = time.perf_counter(); import release_parser as rp; rp.parse('Officers made 34 arrests in Kelsham on Monday.'); print(time.perf_counter() - t)",
    "Parser() alone": "import time; t = time.perf_counter(); import release_parser as rp; rp.Parser(); print(time.perf_counter() - t)",
    "of which import spacy": "import time; t = time.perf_counter(); import spacy; print(time.perf_counter() - t)",
}


def starts(repeats: int = 5) -> None:
    print("\n| start | best of 5, s | median, s |\n|---|---:|---:|")
    for name, code in STARTS.items():
        # the interpreter's own start is not in it (about 0.02 s); the first of them also fills the disk's cache
        seconds = [
            float(
                subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()[
                    -1
                ]
            )
            for _ in range(repeats)
        ]
        print(f"| {name} | {min(seconds):.3f} | {median(seconds):.3f} |")


def resident() -> float:
    """Resident memory now, in MB."""
    pages = (
        int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) if Path("/proc/self/statm").exists() else 0
    )
    return pages * resource.getpagesize() / 1e6


def growth(documents: list[Document]) -> None:
    """Memory against the number of releases, and time against the length of one."""
    parser = rp.Parser()
    print("\n| releases so far | resident MB |\n|---:|---:|")
    print(f"| 0 | {resident():.0f} |")
    stops = {len(documents) // 4, len(documents) // 2, len(documents)}
    for number, _ in enumerate(parser.parse_batch(documents), 1):
        if number in stops:
            print(f"| {number} | {resident():.0f} |")
    print(f"\npeak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print("\n| one release of | CPU s | µs a character |\n|---:|---:|---:|")
    joined = "\n\n".join(document.text for document in documents)
    while len(joined) < 1_000_000:
        joined += "\n\n" + joined
    for size in (1_000, 10_000, 100_000, 1_000_000):
        seconds = min(cpu(lambda size=size: parser.parse(joined[:size])) for _ in range(3 if size < 1_000_000 else 1))
        print(f"| {size:,} characters | {seconds:.3f} | {seconds / size * 1e6:.1f} |")


def check(documents: list[Document]) -> int:
    """Whether parsing every sentence gives other records than parsing those with a quantity."""
    lean, whole = rp.Parser(), rp.Parser(parse_everything=True)
    differing = [
        document.source
        for document, one, other in zip(
            documents, lean.parse_batch(documents), whole.parse_batch(documents), strict=True
        )
        if one.model_dump_json() != other.model_dump_json()
    ]
    print(
        f"{len(documents)} releases, {len(differing)} whose record differs when every sentence is parsed",
        *differing[:20],
        sep="\n",
    )
    return bool(differing)


def machine() -> str:
    name = platform.processor() or platform.machine()
    table = Path("/proc/cpuinfo")
    if table.exists():
        names = [
            line.split(":")[1].strip()
            for line in table.read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ]
        name = names[0] if names else name
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, spaCy {spacy.__version__}{load}"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("archive")
    arguments.add_argument("--releases", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--check", action="store_true")
    arguments.add_argument("--speed-only", action="store_true", help="leave out starts, memory and length")
    options = arguments.parse_args()
    documents = sample(options.archive, options.releases)
    if options.check:
        return check(documents)
    print(machine(), flush=True)
    speeds(documents, options.rounds)
    if not options.speed_only:
        starts()
        growth(documents)
    return 0


if __name__ == "__main__":
    sys.exit(main())
