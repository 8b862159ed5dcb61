"""What a kill in the middle of a write leaves of a file of DuckDB: every write of a night, one after the other, ends behind its first page.

    python benchmarks/torn_writes.py      needs Linux and a C compiler

A first night writes releases; a second one replaces some of them, edits some and adds some, in batches. The second is run again and again
upon the file of the first, with a library in front of the system's that writes 4 KB of the next of DuckDB's blocks and then kills the process.
Each file that is left is opened twice: as DuckDB alone would find it, and by `rp.load`, with what was kept beside it; then the night is
run to its end, which must give what an undisturbed one gives.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from release_parser.sinks import load
from release_parser.sinks.duck import DuckSink
from sink_records import named_release, release

PREVENTED = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int writes;
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    char link[64], name[4096], *end = getenv("TORN_AT");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    if (end && length > 7 && !strncmp(name + length - 7, ".duckdb", 7) && ++writes == atoi(end)) {
        real(file, data, size < 4096 ? size : 4096, at);
        kill(getpid(), SIGKILL);
    }
    return real(file, data, size, at);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) { return pwrite64(file, data, size, at); }
"""
BATCH = 12
RELEASES = 20


def night(target: str, version: str) -> None:
    """Writes the releases of a night: all of another parser version, some edited, some new."""
    new = version != "1"
    with DuckSink(target, batch_size=BATCH) as sink:
        for number in range(RELEASES + 4 * new):
            if number % 3:
                sink.write(release(f"{number} arrests in {number + new} raids", source=f"{number}", version=version))
            else:
                sink.write(named_release(f"N{number}").model_copy(update={"title": f"Title {version}"}))


def found(target: str) -> list[str]:
    """What a database holds, or the first words of the error that it cannot be read for."""
    try:
        return sorted(each.model_dump_json() for each in load(target))
    except Exception as error:  # noqa: BLE001 - whatever DuckDB raises
        return [f"{type(error).__name__}: {' '.join(str(error).split())}"[-150:]]


def in_child(work, *given) -> tuple[int, object]:
    """Work in a process of its own, forked from this one that has loaded everything: its signal, and what it gave."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(*given), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), pickle.loads(data) if data else None


def told(tally: Counter[str]) -> str:
    return "; ".join(f"{name}: {count}" for name, count in tally.items())


def torn(target: str, write: int) -> None:
    os.environ["TORN_AT"] = str(write)
    night(target, "2")


def main() -> None:
    """Tear one write after the other, and say what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        first, last, path = (Path(folder) / f"{name}.duckdb" for name in ("first", "last", "torn"))
        in_child(night, f"duckdb:///{first}", "1")
        shutil.copy(first, last)
        in_child(night, f"duckdb:///{last}", "2")
        _, after = in_child(found, f"duckdb:///{last}")
        tally: Counter[str] = Counter()
        for write in range(1, 10_000):
            for left in Path(folder).glob("torn*"):
                left.unlink()
            shutil.copy(first, path)
            code, _ = in_child(torn, f"duckdb:///{path}", write)
            if not code:
                break
            tally["writes torn"] += 1
            bare = Path(folder) / "torn_bare.duckdb"
            shutil.copy(path, bare)
            if (log := path.with_name("torn.duckdb.wal")).exists():
                shutil.copy(log, f"{bare}.wal")
            _, alone = in_child(found, f"duckdb:///{bare}")
            tally["files that DuckDB refuses"] += len(alone) == 1
            _, kept = in_child(found, f"duckdb:///{path}")
            tally["of them with what is kept beside them"] += len(kept) == 1
            in_child(night, f"duckdb:///{path}", "2")
            _, finished = in_child(found, f"duckdb:///{path}")
            tally["nights that end otherwise"] += finished != after
            if write % 10 == 0:
                print(f"… {told(tally)}", flush=True)
        print(told(tally))


if __name__ == "__main__":
    if "LD_PRELOAD" in os.environ:
        main()
    else:
        with tempfile.TemporaryDirectory() as place:
            library = Path(place) / "torn.so"
            subprocess.run(
                ["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", library, "-ldl"],
                input=PREVENTED,
                text=True,
                check=True,
            )
            sys.exit(
                subprocess.run(
                    [sys.executable, __file__], env={**os.environ, "LD_PRELOAD": str(library)}, check=False
                ).returncode
            )
