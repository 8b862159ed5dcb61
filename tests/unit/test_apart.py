"""Readers that run in a process of their own: whatever it dies of is one failure, and the next input is read."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from release_parser.lexicon import Lexicon
from release_parser.lexicon.country import Country, Force
from release_parser.records import Failure
from release_parser.sources import Limits, apart, read_source
from release_parser.text import Document

pytestmark = pytest.mark.skipif(not apart.POSSIBLE, reason="no such processes here")
PAGE = b"<!DOCTYPE html><html><head><title>Two vans seized</title></head><body><p>Officers seized two vans.</p></body></html>"


@pytest.fixture
def folder(tmp_path):
    pytest.importorskip("trafilatura")
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_bytes(PAGE)
    return tmp_path


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_reader_that_dies_costs_its_input_alone(number, folder, monkeypatch):
    send = apart._Child.send

    def kill(child, task):
        if "b.html" in task[0]:
            os.kill(child._process.pid, number)
            child._process.wait()
        send(child, task)

    monkeypatch.setattr(apart._Child, "send", kill)
    first, second, third = read_source(folder)
    assert first.text == third.text == "Two vans seized\n\nOfficers seized two vans."
    assert isinstance(second, Failure)
    assert second.source.endswith("b.html")
    assert "needs more than" in second.error if number == signal.SIGKILL else number.name in second.error


def test_a_reader_that_takes_too_long_is_ended(folder):
    apart._end()  # a new one needs longer than that to begin
    (found,) = read_source(folder / "a.html", limits=Limits(seconds=0.01))
    assert "took longer than 0.01 s" in found.error
    (found,) = read_source(folder / "a.html")
    assert isinstance(found, Document)


def test_a_reader_that_takes_too_long_is_ended_from_another_thread_too(folder):
    apart._end()
    found = []
    thread = threading.Thread(target=lambda: found.extend(read_source(folder / "a.html", limits=Limits(seconds=0.01))))
    thread.start()
    thread.join()
    assert "took longer than 0.01 s" in found[0].error


def test_a_file_that_unpacks_to_gigabytes_is_a_failure(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    # one text in a dictionary, and as many rows that point to it: a few kilobytes of file
    texts = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 500, pyarrow.int32()), ["x" * 2_000_000])
    table = pyarrow.table({"text": texts.cast(pyarrow.string())})
    parquet.write_table(table, tmp_path / "a.parquet", compression="zstd")
    assert (tmp_path / "a.parquet").stat().st_size < 2_000_000
    *_, last = read_source(tmp_path / "a.parquet", limits=Limits(memory=300 * 2**20))
    assert "more than 300 MB" in last.error
    assert "MemoryError" not in last.error


def test_what_is_read_apart_is_the_same(folder, tmp_path):
    force = Force(name="Exampleton Police", short="EP", country="GB", kind="territorial", aliases=())
    lexicon = Lexicon({}, (Country(code="GB", name="United Kingdom", forces=(force,)),))
    (folder / "a.html").write_bytes(PAGE.replace(b"vans seized<", b"vans seized | Exampleton Police<"))
    (folder / "d.eml").write_bytes(
        b"From: a@b.example\nSubject: Raid\nDate: Wed, 23 Jan 2019 03:21:08 +0000\n\nTwo vans."
    )
    (folder / "e.json").write_bytes(b'[{"text": "One arrest.", "date": "0000-00-00"}, {"text": 5}]')
    (folder / "f.jpg.html").write_bytes(b"")
    runs = []
    for limits in (Limits(), Limits(apart=False)):
        source = read_source(folder, limits=limits, lexicon=lambda: lexicon, columns={"title": "date"})
        runs.append((list(source), source.skipped, source.notes))
    assert runs[0] == runs[1]
    assert runs[0][0][0].publisher == "Exampleton Police"
    assert runs[0][2]


def test_two_files_are_read_side_by_side(folder):
    (folder / "a.json").write_bytes(b'[{"text": "One."}, {"text": "Two."}]')
    pairs = zip(read_source(folder / "a.json"), read_source(folder / "a.json"), strict=True)
    assert [(one.text, other.text) for one, other in pairs] == [("One.", "One."), ("Two.", "Two.")]


def test_a_file_that_nobody_reads_to_its_end_leaves_no_reader_behind(folder):
    (folder / "a.json").write_bytes(b'[{"text": "One."}, {"text": "Two."}]')
    apart._end()
    items = iter(read_source(folder / "a.json"))
    next(items)
    items.close()
    assert apart._idle == []
    assert [item.text for item in read_source(folder / "a.json")] == ["One.", "Two."]
