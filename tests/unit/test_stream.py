"""Streams: lazy, in order, one record for each input, and counted."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.engines import serial
from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.records import Failure, Release
from release_parser.sinks.jsonl import line_of
from release_parser.stream import read
from release_parser.text import Document
from releases import RELEASES


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "a.txt").write_text("Officers made 34 arrests and 12 searches.")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("One BREAK here.")
    (tmp_path / "d.md").write_text("# 5 charged\n\nFive men.")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    return tmp_path


def load_lines(path):
    """The records of a partial file, whose suffix `load` does not know."""
    copy = path.with_name("copy-of-partial.jsonl")
    shutil.copy(path, copy)
    records = list(rp.load(copy))
    copy.unlink()
    return records


class TestStream:
    def test_gives_one_record_for_each_input_in_order(self, archive):
        records = list(read(archive).parse(parser=FakeParser()))
        assert [type(record) for record in records] == [Release, Failure, Failure, Release]
        assert [record.source for record in records] == [
            str(archive / name) for name in ("a.txt", "b.txt", "c.txt", "d.md")
        ]
        assert (records[1].stage, records[2].stage) == ("read", "parse")
        assert "RuntimeError in fakes.py" in records[2].error

    def test_can_be_read_twice(self, archive):
        stream = read(archive).parse(parser=FakeParser())
        assert list(stream) == list(stream)

    def test_documents_alone(self, archive):
        assert [type(item) for item in read(archive)] == [Document, Failure, Document, Document]

    def test_a_time_limit_is_of_one_call_and_not_of_the_stream(self, archive):
        stream = read(archive)
        hurried = stream.parse(parser=FakeParser(), time_limit=0.001)
        assert hurried._documents.source._options.limits.seconds == 0.001
        assert stream.source._options.limits.seconds == 60
        assert len(list(stream.parse(parser=FakeParser()))) == 4
        assert stream.source.skipped == 1

    def test_prints_its_plan(self, archive):
        assert repr(read("-")) == "Stream: read -"
        assert (
            repr(read([archive / "a.txt", b"One."]).parse())
            == f"ReleaseStream: read {archive / 'a.txt'}, 4 bytes ▸ parse (serial)"
        )

    def test_reads_nothing_before_it_is_asked(self, tmp_path):
        (tmp_path / "a.jsonl").write_text('{"text": "One."}\n' * 1000)
        stream = iter(read(tmp_path / "a.jsonl").parse(parser=FakeParser()))
        assert next(stream).text == "One."

    @pytest.mark.parametrize("options", [{"workers": 0}, {"engine": "steam"}, {"engine": "serial", "workers": 2}])
    def test_an_unknown_engine_is_an_error_at_once(self, options):
        with pytest.raises(InputError):
            read(b"One.").parse(**options)


class TestWrite:
    def test_returns_what_was_done(self, archive, tmp_path):
        summary = read(archive).parse(parser=FakeParser()).write(tmp_path / "out.jsonl")
        assert (summary.read, summary.parsed, summary.failed, summary.skipped, summary.claims) == (4, 2, 2, 1, 3)
        assert str(summary).startswith("4 read, 2 parsed, 2 failed, 1 skipped: 3 claims, 0 quotes")
        assert list(rp.load(tmp_path / "out.jsonl")) == list(
            read([archive / n for n in ("a.txt", "b.txt", "c.txt", "d.md")]).parse(parser=FakeParser())
        )

    def test_a_target_in_the_folder_that_is_read_is_no_input(self, archive):
        for _ in range(2):
            assert read(archive).parse(parser=FakeParser()).write(archive / "out.jsonl").read == 4
            assert read(str(archive / "*.*")).parse(parser=FakeParser()).write(archive / "out.jsonl").read == 4

    def test_the_same_input_gives_the_same_bytes(self, archive, tmp_path):
        for name in ("one", "two"):
            read([archive / "a.txt", archive / "d.md"]).parse(parser=FakeParser()).write(tmp_path / f"{name}.jsonl.gz")
        assert (tmp_path / "one.jsonl.gz").read_bytes() == (tmp_path / "two.jsonl.gz").read_bytes()

    def test_ctrl_c_leaves_what_is_done_beside_the_target(self, archive, tmp_path):
        target = tmp_path / "out.jsonl"
        read(b"7 arrests").parse(parser=FakeParser()).write(target)
        older = target.read_text()

        def interrupt(record, summary):
            if summary.read == 3:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            read(archive).parse(parser=FakeParser()).write(target, observe=interrupt)
        assert target.read_text() == older
        assert [type(record) for record in load_lines(tmp_path / "out.jsonl.partial")] == [Release, Failure, Failure]
        assert not list(tmp_path.glob(".*"))

    def test_an_error_leaves_what_is_done_beside_the_target_too(self, archive, tmp_path):
        def fail(record, summary):
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            read(archive).parse(parser=FakeParser()).write(tmp_path / "out.jsonl", observe=fail)
        assert [type(record) for record in load_lines(tmp_path / "out.jsonl.partial")] == [Release]
        assert not (tmp_path / "out.jsonl").exists()
        assert not list(tmp_path.glob(".*"))

    def test_an_unknown_suffix_is_an_error_before_anything_is_parsed(self, archive, tmp_path):
        with pytest.raises(UnsupportedFormatError, match=r"out\.xyz.*\.jsonl"):
            read(archive).parse(parser=None).write(tmp_path / "out.xyz")


class TestWithTheRealParser:
    def test_a_folder_becomes_records_whose_spans_are_their_text(self, tmp_path, parser):
        summary = read(RELEASES[0].parent).parse(parser=parser).write(tmp_path / "out.jsonl")
        assert (summary.parsed, summary.failed) == (len(RELEASES), 0)
        assert summary.claims > 5 * len(RELEASES)
        loaded = list(rp.load(tmp_path / "out.jsonl"))  # a record with a wrong span cannot be built
        again = list(read(RELEASES).parse(parser=parser))
        assert loaded == again
        assert (tmp_path / "out.jsonl").read_bytes() == b"".join(map(line_of, again))

    @pytest.mark.parametrize("step", ["read", "finish"])
    def test_a_batch_outlives_whatever_one_of_its_documents_does(self, parser, monkeypatch, step):
        take = getattr(parser, step)

        def break_at_the_second(given, *rest):
            if (given if step == "read" else given.document).source == "b":
                raise AttributeError("a fault of the program")
            return take(given, *rest)

        monkeypatch.setattr(parser, step, break_at_the_second)
        records = list(parser.parse_batch(Document("Officers made 34 arrests.", source=name) for name in "abc"))
        assert [type(record) for record in records] == [Release, Failure, Release]
        assert "b cannot be parsed: it met a fault of the program (AttributeError in test_stream.py" in records[1].error

    def test_one_text(self):
        release = rp.parse("Officers made 34 arrests.", published="2021-01-15")
        assert [(claim.quantity.value, claim.head) for claim in release.claims] == [(34, "arrest")]
        assert release.published == dt.date(2021, 1, 15)


class TestSerial:
    def test_a_parser_that_gives_too_few_records_loses_no_input(self):
        class Short(FakeParser):
            def parse_batch(self, documents):
                yield from list(super().parse_batch(documents))[:1]

        items = [Document("One."), Failure(source="x", stage="read", error="y"), Document("Two."), Document("Three.")]
        records = list(serial.run(items, Short()))
        assert len(records) == len(items)
        assert (type(records[0]), records[1], type(records[3])) == (Release, items[1], Release)


class TestProcesses:
    def test_a_ready_parser_travels(self, archive):
        assert list(read(archive).parse(workers=2, parser=FakeParser())) == list(
            read(archive).parse(parser=FakeParser())
        )


class TestPublicSurface:
    def test_import_loads_nothing_heavy(self):
        code = "import sys, release_parser; print([m for m in ('spacy', 'typer', 'yaml', 'pydantic', 'regex', 'rich') if m in sys.modules])"
        assert (
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
            == "[]"
        )

    def test_every_public_name_is_there(self):
        for name in rp.__all__:
            if name != "Parser":
                assert getattr(rp, name) is not None
        assert set(rp.__all__) <= set(dir(rp))
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            rp.nothing  # noqa: B018

    def test_a_date_may_be_a_text(self):
        with pytest.raises(rp.ReleaseParserError, match="2021-01-15"):
            rp.parse("One.", published="last week")
