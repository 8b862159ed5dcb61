"""Archives and targets that are not on this machine: fsspec's memory, a server on the web, servers of S3 and of Google's storage."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import sys
import threading
import zipfile
from functools import partial
from pathlib import Path

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.cli import main
from release_parser.errors import InputError, MissingExtraError, TargetError, UnsupportedFormatError
from release_parser.records import Release
from release_parser.sinks import open_sink
from release_parser.sinks.loading import load_into
from sink_records import as_json, query, read, release, write

fsspec = pytest.importorskip("fsspec", reason="needs the extra cloud")
TEXTS = {"a.txt": "1 arrest", "b.txt": "2 arrests", "deep/c.md": "# Three\n\n3 arrests"}
FORMATS = (".jsonl", ".jsonl.gz", ".json", ".parquet", ".arrow", ".parquet/", ".csv/")


@pytest.fixture(params=["memory", "s3", "gs"])
def bucket(request) -> str:
    """The address of an empty folder that is not on this machine."""
    if request.param in ("s3", "gs"):
        return request.getfixturevalue(request.param)
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pseudo_dirs[:] = [""]
    return "memory://kelsham"


def put(address: str, content: bytes | str) -> None:
    with fsspec.open(address, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def names(address: str) -> list[str]:
    files, path = fsspec.url_to_fs(address)
    files.invalidate_cache()
    return [each.split("kelsham/", 1)[1] for each in sorted(files.find(path))]


def content(address: str) -> bytes:
    files, path = fsspec.url_to_fs(address)
    return files.cat_file(path)


def parsed(target, **options):
    return list(rp.read(target, **options).parse(parser=FakeParser()))


@pytest.fixture
def archive(bucket) -> str:
    for name, text in TEXTS.items():
        put(f"{bucket}/in/{name}", text)
    put(f"{bucket}/in/photo.jpg", b"\xff\xd8\xff")
    return f"{bucket}/in"


# reading


def test_a_folder_a_pattern_and_a_file(bucket, archive):
    stream = rp.read(archive)
    found = list(stream)
    assert [each.source for each in found] == [f"{archive}/{name}" for name in TEXTS]
    assert stream.source.skipped == 1
    assert [text for text, _ in [(each.text, 0) for each in rp.read(f"{archive}/*.txt")]] == ["1 arrest", "2 arrests"]
    assert [each.text for each in rp.read(f"{archive}/b.txt")] == ["2 arrests"]
    assert rp.read(archive).source.count() == 3


def test_an_archive_is_read_where_it_is(bucket, tmp_path):
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as file:
        for name, text in TEXTS.items():
            file.writestr(name, text)
    put(f"{bucket}/news.zip", (tmp_path / "news.zip").read_bytes())
    assert [each.text for each in rp.read(f"{bucket}/news.zip")] == [
        each.text for each in rp.read(tmp_path / "news.zip")
    ]
    named = [origin.identity for _, origin in rp.read(f"{bucket}/news.zip").source.identified()]
    assert named == list(TEXTS)


def test_a_table_is_read_where_it_is(bucket, tmp_path):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table({"text": ["1 arrest", "2 arrests"]}), tmp_path / "news.parquet")
    put(f"{bucket}/news.parquet", (tmp_path / "news.parquet").read_bytes())
    assert [each.text for each in rp.read(f"{bucket}/news.parquet")] == ["1 arrest", "2 arrests"]


def test_documents_have_one_identity_wherever_their_folder_is(archive, tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    here = [origin.identity for _, origin in rp.read(tmp_path).source.identified()]
    assert [origin.identity for _, origin in rp.read(archive).source.identified()] == here == list(TEXTS)
    assert [origin.identity for _, origin in rp.read(f"{archive}/*.txt").source.identified()] == ["a.txt", "b.txt"]


def test_what_is_not_there_is_an_error_at_once(bucket):
    with pytest.raises(InputError, match="there is no such file"):
        rp.read(f"{bucket}/nothing.txt")
    with pytest.raises(InputError, match="no file that a source can read matches"):
        rp.read(f"{bucket}/*.txt")
    put(f"{bucket}/a.exe", "x")
    with pytest.raises(UnsupportedFormatError):
        rp.read(f"{bucket}/a.exe")
    with pytest.raises(InputError, match="not known"):
        rp.read("parrot://kelsham/a.txt")


def test_a_file_address_is_a_path(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("1 arrest")
    assert [each.source for each in rp.read(f"file://{tmp_path}/a.txt")] == [str(tmp_path / "a.txt")]
    rp.read(f"file://{tmp_path}/a.txt").parse(parser=FakeParser()).write(f"file://{tmp_path}/out.jsonl")
    assert [each.text for each in rp.load(f"file://{tmp_path}/out.jsonl")] == ["1 arrest"]
    with pytest.raises(InputError, match="is one of the inputs"):
        rp.read(f"file://{tmp_path}/out.jsonl").parse(parser=FakeParser()).write(tmp_path / "out.jsonl")
    (tmp_path / "5% of May.txt").write_text("2 arrests")
    assert [each.text for each in rp.read((tmp_path / "5% of May.txt").as_uri())] == ["2 arrests"]


@pytest.fixture
def web(tmp_path):
    pytest.importorskip("aiohttp", reason="needs the extra cloud")
    pages = {
        "/news/12": "<html><body><article><h1>Raid</h1><p>Officers made 34 arrests in Kelsham.</p></article></body></html>"
    }

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path not in pages:
                super().do_GET()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages[self.path].encode())

        def do_HEAD(self):
            if self.path in pages:
                self.send_response(200)
                self.end_headers()
            else:
                super().do_HEAD()

        def log_message(self, *_):
            pass

    (tmp_path / "a.txt").write_text("1 arrest")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_web(web, tmp_path):
    pytest.importorskip("trafilatura")
    (page,) = rp.read(f"{web}/news/12")
    assert "Officers made 34 arrests in Kelsham." in page.text
    assert (page.source, page.url) == (f"{web}/news/12", f"{web}/news/12")
    (plain,) = rp.read(f"{web}/a.txt?page=2")
    assert plain.text == "1 arrest"
    with pytest.raises(InputError, match="there is no such file"):
        rp.read(f"{web}/b.txt")
    with pytest.raises((InputError, UnsupportedFormatError), match=r"written|no sink"):
        rp.read(f"{web}/a.txt").parse(parser=FakeParser()).write(f"{web}/out.jsonl")


def test_two_addresses_on_the_web_are_two_inputs(web):
    from release_parser.cli import split_arguments

    both = [f"{web}/a.txt", f"{web}/news/12"]
    assert split_arguments(both, None) == (both, None)


# writing


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_written_there_is_read_back(bucket, ending):
    if "parquet" in ending or "arrow" in ending:
        pytest.importorskip("pyarrow")
    records = [release("1 arrest"), release("2 arrests", source="b.txt", title="B")]
    target = f"{bucket}/out{ending}"
    write(target, records)
    assert read(target) == as_json(records)
    write(target, records[:1])
    assert read(target) == as_json(records[:1])
    assert not [name for name in names(bucket) if "tmp" in name or "partial" in name]


def test_claims_as_csv(bucket):
    write(f"{bucket}/claims.csv", [release("1 arrest and 2 knives")])
    assert content(f"{bucket}/claims.csv").count(b"\n") == 3


def test_what_somebody_else_wrote_is_left_alone(bucket):
    for ending in (".jsonl", ".csv", ".json"):
        put(f"{bucket}/out{ending}", "their own")
        with pytest.raises(InputError, match=f"{bucket}/out{ending} exists and release-parser did not write it"):
            write(f"{bucket}/out{ending}", [release()])
        assert content(f"{bucket}/out{ending}") == b"their own"
        write(f"{bucket}/out{ending}", [release()], force=True)
        assert content(f"{bucket}/out{ending}") != b"their own"


def test_a_large_file_is_known_by_its_ends(bucket, monkeypatch):
    pytest.importorskip("pyarrow")
    from release_parser import remote

    monkeypatch.setattr(remote, "HEAD", 64)
    monkeypatch.setattr(remote, "TAIL", 60_000)
    records = [release(f"{number} arrests " + "x" * 400, source=f"{number}.txt") for number in range(300)]
    for ending in (".parquet", ".arrow"):
        write(f"{bucket}/out{ending}", records)
        assert len(content(f"{bucket}/out{ending}")) > 0
        write(f"{bucket}/out{ending}", records[:2])
        assert read(f"{bucket}/out{ending}") == as_json(records[:2])


def test_what_is_read_is_never_written_over(archive, bucket):
    run = rp.read(f"{archive}/a.txt").parse(parser=FakeParser())
    put(f"{bucket}/a.jsonl", '{"text": "1 arrest"}\n')
    with pytest.raises(InputError, match="is one of the inputs"):
        rp.read(f"{bucket}/a.jsonl").parse(parser=FakeParser()).write(f"{bucket}/a.jsonl", force=True)
    with pytest.raises(InputError, match="is one of the inputs"):
        load_into([f"{bucket}/a.jsonl"], f"{bucket}/a.jsonl", force=True)
    assert run.write(f"{bucket}/b.jsonl").parsed == 1


def test_a_folder_that_the_run_writes_into_is_read_without_it(archive):
    for _ in range(2):
        summary = rp.read(archive).parse(parser=FakeParser()).write(f"{archive}/out.jsonl")
        assert summary.read == 3


def test_a_resumed_run_parses_what_is_new(archive):
    target = f"{archive}/out.jsonl"
    rp.read(archive).parse(parser=FakeParser()).write(target)
    put(f"{archive}/d.txt", "4 arrests")
    summary = rp.read(archive).parse(parser=FakeParser()).write(target, resume=True)
    assert (summary.parsed, summary.kept) == (1, 3)
    assert len([each for each in rp.load(target) if isinstance(each, Release)]) == 4


def test_an_interrupted_run_leaves_what_it_has_done_there(archive, bucket):
    def interrupt(_record, summary):
        if summary.read == 2:
            raise KeyboardInterrupt

    target = f"{bucket}/out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        rp.read(archive).parse(parser=FakeParser()).write(target, observe=interrupt)
    assert "out.jsonl.partial" in names(bucket)
    summary = rp.read(archive).parse(parser=FakeParser()).write(target, resume=True)
    assert (summary.parsed, summary.kept) == (1, 2)
    assert "out.jsonl.partial" not in names(bucket)


def test_duplicates_are_listed_beside_it(bucket, archive):
    put(f"{archive}/e.txt", "1 arrest")
    rp.read(archive).parse(parser=FakeParser(), duplicates="mark").write(f"{bucket}/out.jsonl")
    assert b'"kind":"same"' in content(f"{bucket}/out.duplicates.jsonl")


def test_from_there_into_a_database(bucket, tmp_path):
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    write(f"{bucket}/out.jsonl", [release("1 arrest")])
    assert load_into([f"{bucket}/out.jsonl"], tmp_path / "out.db") == (1, 0)
    assert query(f"sqlite:///{tmp_path}/out.db", "SELECT value FROM claims") == [(1,)]


def test_from_the_command_line(archive, bucket, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["parse", archive, f"{bucket}/out.jsonl", "--quiet"])
    assert ended.value.code == 0
    assert len(read(f"{bucket}/out.jsonl")) == 3


# faults


@pytest.mark.parametrize("scheme", ["s3", "gs"])
def test_a_bucket_that_is_not_there_is_one_line(scheme, request, tmp_path, capsys):
    request.getfixturevalue(scheme)
    (tmp_path / "a.txt").write_text("1 arrest")
    with pytest.raises(SystemExit) as ended:
        main(["parse", str(tmp_path / "a.txt"), f"{scheme}://nowhere/out.jsonl", "--quiet"])
    assert ended.value.code == 2
    said = capsys.readouterr().err.strip()
    assert said.count("\n") == 0
    assert f"{scheme}://nowhere/out.jsonl: there is no bucket nowhere" in said


def test_what_could_not_be_sent_is_kept_here(bucket, monkeypatch):
    from release_parser.remote import Place

    def refuse(self, path):
        raise TargetError(f"{self.address} cannot be written: the line is cut")

    monkeypatch.setattr(Place, "put", refuse)
    with pytest.raises(TargetError, match=r"what was done is in (.*), on this machine") as found:
        write(f"{bucket}/out.jsonl", [release()])
    kept = Path(re.search("is in (.*), on", str(found.value))[1])
    assert read(str(kept)) == as_json([release()])
    shutil.rmtree(kept.parent)


def test_what_a_killed_run_left_is_cleaned_by_the_next(bucket, tmp_path, monkeypatch):
    import tempfile

    from release_parser.sinks.storage import PREFIX

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{PREFIX}abc"
    left.mkdir()
    (left / "out.jsonl.partial").write_text("half")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    with open_sink(f"{bucket}/a.jsonl") as first:
        living = first.path.parent
        os.utime(living, (1_700_000_000, 1_700_000_000))
        write(f"{bucket}/b.jsonl", [release()])
        assert living.is_dir()
        first.write(release())
    assert not left.exists()
    assert read(f"{bucket}/a.jsonl") == as_json([release()])


@pytest.mark.parametrize("package", ["fsspec.core", "s3fs"])
def test_a_missing_package_is_named_with_its_extra(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)
    for run in (lambda: rp.read("s3://kelsham/a.txt"), lambda: write("s3://kelsham/a.jsonl", [])):
        with pytest.raises(MissingExtraError, match=r'pip install "release-parser\[cloud\]"'):
            run()


def test_a_password_is_not_said():
    with pytest.raises(InputError) as found:
        rp.read("parrot://desk:hidden@kelsham/a.txt")
    assert "hidden" not in str(found.value)
