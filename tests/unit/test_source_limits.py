"""What one input may cost, whatever it is packed in, and what archives may not do."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from dataclasses import replace

import pytest

from release_parser.records import Failure
from release_parser.sources import Limits, jsonfile, read_source
from release_parser.text import Document

MEGABYTE = 2**20
SMALL = Limits(ratio_from=MEGABYTE)


def zstd():
    return pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


PACK = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": lambda raw: zstd().compress(raw),
}


def failures(target, **options):
    found = list(read_source(target, **options))
    assert all(isinstance(item, Failure) for item in found), found
    return [item.error for item in found]


@pytest.mark.parametrize("suffix", PACK)
class TestEveryCompression:
    def test_is_read_as_a_stream(self, suffix, tmp_path):
        (tmp_path / f"a.jsonl.{suffix}").write_bytes(PACK[suffix](b'{"text": "One arrest."}\n' * 3))
        assert [item.text for item in read_source(tmp_path / f"a.jsonl.{suffix}")] == ["One arrest."] * 3

    def test_is_known_by_its_content(self, suffix):
        assert [item.text for item in read_source(PACK[suffix](b"One arrest."))] == ["One arrest."]

    def test_goes_on_behind_its_first_part(self, suffix, tmp_path):
        """Logs are appended, and parallel compressors write a part for each core."""
        (tmp_path / f"a.jsonl.{suffix}").write_bytes(
            PACK[suffix](b'{"text": "One."}\n') + PACK[suffix](b'{"text": "Two."}\n')
        )
        assert [item.text for item in read_source(tmp_path / f"a.jsonl.{suffix}")] == ["One.", "Two."]

    @pytest.mark.parametrize("inner", ["txt", "jsonl", "json", "csv", "tar", "html", "eml", "warc"])
    def test_a_bomb_is_a_failure(self, suffix, inner, tmp_path):
        start = b"text\n" if inner == "csv" else b""
        (tmp_path / f"a.{inner}.{suffix}").write_bytes(PACK[suffix](start + b"\n" * 6 * MEGABYTE))
        (error,) = failures(tmp_path / f"a.{inner}.{suffix}", limits=SMALL)
        assert f"a.{inner}.{suffix}" in error

    def test_a_truncated_file_is_said_to_be_one(self, suffix, tmp_path):
        packed = PACK[suffix](b'{"text": "One arrest."}\n')
        (tmp_path / f"a.jsonl.{suffix}").write_bytes(packed[:-3])
        found = [item.error for item in read_source(tmp_path / f"a.jsonl.{suffix}") if isinstance(item, Failure)]
        assert len(found) == 1
        assert "truncated" in found[0]

    def test_what_comes_behind_it_is_no_part_of_it_and_not_passed_over(self, suffix, tmp_path):
        (tmp_path / f"a.txt.{suffix}").write_bytes(PACK[suffix](b"One arrest.") + b"what is this?")
        found = list(read_source(tmp_path / f"a.txt.{suffix}"))
        # bzip2's own reader, like the bzip2 command, passes over what stands behind
        assert isinstance(found[0], Document if suffix == "bz2" else Failure)


def test_xz_and_zstd_may_not_ask_for_gigabytes(tmp_path):
    filters = [
        {
            "id": lzma.FILTER_LZMA2,
            "dict_size": 1536 * MEGABYTE,
            "mode": lzma.MODE_FAST,
            "mf": lzma.MF_HC3,
            "nice_len": 8,
        }
    ]
    # what an encoder would need gigabytes for: the same small file with the size of its dictionary patched
    packed = bytearray(
        lzma.compress(b"One arrest.", check=lzma.CHECK_NONE, filters=[{**filters[0], "dict_size": 4096}])
    )
    at = packed.index(b"\x21\x01\x00")
    packed[at + 2] = 39  # 3 GB
    end = 12 + (packed[12] + 1) * 4 - 4
    import zlib

    packed[end : end + 4] = zlib.crc32(bytes(packed[12:end])).to_bytes(4, "little")
    (tmp_path / "a.txt.xz").write_bytes(bytes(packed))
    assert "emory" in failures(tmp_path / "a.txt.xz")[0]
    parameters = {zstd().CompressionParameter.window_log: 28, zstd().CompressionParameter.compression_level: 1}
    compressor = zstd().ZstdCompressor(options=parameters)  # its size is not known, so the window stays
    (tmp_path / "a.txt.zst").write_bytes(compressor.compress(b"One arrest.") + compressor.flush())
    assert "memory" in failures(tmp_path / "a.txt.zst")[0]


class TestBombsOfMembers:
    def test_many_members_that_are_small_each(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("first.txt", "One arrest.")
            for number in range(40):
                archive.writestr(f"{number}.txt", b" " * 200_000)
        found = list(read_source(tmp_path / "a.zip", limits=SMALL))
        assert isinstance(found[0], Document)
        assert "bomb" in found[-1].error
        assert len(found) < 41  # what is left of such an archive is not read

    def test_members_that_lie_over_each_other(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.txt", "One arrest.")
            archive.filelist *= 400  # one member, listed again and again
        assert "over each other" in failures(tmp_path / "a.zip")[0]

    def test_one_bomb_after_the_other_ends_the_archive(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x.bin", bytes(range(256)) * 4 * MEGABYTE)  # room in the budget of the whole
            for number in range(40):
                archive.writestr(f"{number}.jsonl", b"\n" * 2 * MEGABYTE)
        found = list(read_source(tmp_path / "a.zip", limits=Limits(ratio_from=MEGABYTE)))
        assert all("bomb" in each.error for each in found)
        assert len(found) == 4

    def test_a_bomb_in_layers_none_of_which_is_one(self, tmp_path):
        raw = b" " * 3 * MEGABYTE
        layers = gzip.compress(gzip.compress(raw, 1), 1)
        (tmp_path / "a.txt.gz.gz").write_bytes(layers)
        assert "bomb" in failures(tmp_path / "a.txt.gz.gz", limits=Limits(ratio_from=MEGABYTE, ratio=250))[0]

    def test_a_sparse_member_of_a_tar(self, tmp_path):
        # one data block, and a stated size of a terabyte
        header = tarfile.TarInfo("a.jsonl")
        raw = bytearray(header.tobuf(tarfile.GNU_FORMAT))
        raw[156:157] = b"S"
        raw[386:410] = b"00000000000\x0000000000000\x00"
        raw[483:495] = b"77777777777\x00"
        raw[148:156] = b" " * 8
        raw[148:156] = b"%06o\0 " % sum(raw)
        (tmp_path / "a.tar").write_bytes(bytes(raw) + b"\0" * 1024)
        assert "sparse" in failures(tmp_path / "a.tar")[0]

    def test_a_word_document_that_is_one(self, tmp_path):
        pytest.importorskip("docx")
        with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b" " * 40 * MEGABYTE)
        assert "larger than 32 MB" in failures(tmp_path / "a.docx")[0]


class TestLargeJson:
    """A list larger than one release may be is read object by object, in the memory of the largest of them."""

    ROWS = tuple(
        {"text": f"Officers made {n} arrests. “Well done” 😀", "tags": ["a", {"b": [n]}]} for n in range(2, 400)
    )
    LIMITS = Limits(document=4000)

    @pytest.fixture(params=["apart", "here"])
    def limits(self, request):
        return replace(self.LIMITS, apart=request.param == "apart")

    @pytest.fixture
    def chunks(self, monkeypatch):
        """Small ones, so that objects and characters are cut at every place."""
        monkeypatch.setattr(jsonfile, "_BYTES_PER_READ", 7)
        monkeypatch.setattr(jsonfile, "_CHARACTERS_BEHIND_AN_OBJECT", 5)

    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("envelope", ["{}", '{{"count": 3, "items": {}}}', "\ufeff {}"])
    def test_every_object_is_read(self, indent, envelope, limits, tmp_path):
        content = envelope.format(json.dumps(self.ROWS, ensure_ascii=False, indent=indent))
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
        items = list(read_source(tmp_path / "a.json", limits=limits))
        assert [item.text for item in items] == [row["text"] for row in self.ROWS]
        assert items[7].source.endswith("a.json[7]")

    @pytest.mark.usefixtures("chunks")
    def test_wherever_it_is_cut(self, tmp_path):
        (tmp_path / "a.json").write_text(json.dumps(self.ROWS[:60], ensure_ascii=False), encoding="utf-8")
        for most in (200, 201, 202, 203, 1000):
            items = list(read_source(tmp_path / "a.json", limits=Limits(document=most, apart=False)))
            assert [item.text for item in items] == [row["text"] for row in self.ROWS[:60]]

    def test_a_broken_object_is_one_failure(self, limits, tmp_path):
        rows = [json.dumps(row) for row in self.ROWS]
        rows[9] = '{"text": "A man" was held.}'
        (tmp_path / "a.json").write_text(f"[{', '.join(rows)}]")
        items = list(read_source(tmp_path / "a.json", limits=limits))
        assert [at for at, item in enumerate(items) if isinstance(item, Failure)] == [9]
        assert len(items) == len(rows)

    def test_one_that_is_cut_off_says_so(self, limits, tmp_path):
        (tmp_path / "a.json").write_text(json.dumps(self.ROWS)[:-30])
        items = list(read_source(tmp_path / "a.json", limits=limits))
        assert [item.text for item in items[:-1]] == [row["text"] for row in self.ROWS[:-1]]
        assert "damaged" in items[-1].error

    def test_what_is_no_list_is_refused(self, limits, tmp_path):
        (tmp_path / "a.json").write_text(json.dumps({"text": "x" * 5000}))
        (error,) = failures(tmp_path / "a.json", limits=limits)
        assert "no list of releases" in error
        (tmp_path / "a.json").write_bytes(json.dumps([{"text": "caf\xe9"}] * 500, ensure_ascii=False).encode("cp1252"))
        (error,) = failures(tmp_path / "a.json", limits=limits)
        assert "not UTF-8" in error

    def test_in_an_archive_the_limit_of_whole_files_holds(self, limits, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.json", json.dumps(self.ROWS))
        items = list(read_source(tmp_path / "a.zip", limits=replace(limits, whole=20_000)))
        assert "larger than 19.5 KB" in items[-1].error
        assert len(list(read_source(tmp_path / "a.zip", limits=limits))) == len(self.ROWS)


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", r"..\a.txt", r"C:\a.txt", "C:/a.txt"])
@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_name_that_leaves_its_archive_is_refused(name, kind, tmp_path):
    if kind == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr(name, "One arrest.")
    else:
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            member = tarfile.TarInfo(name)
            member.size = 11
            archive.addfile(member, io.BytesIO(b"One arrest."))
    assert "refused" in failures(tmp_path / f"a.{kind}")[0]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_tar_are_refused(kind, tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.type, member.linkname = kind, "/etc/passwd"
        archive.addfile(member)
    assert "refused" in failures(tmp_path / "a.tar")[0]


def test_a_link_in_a_folder_is_read_but_a_linked_folder_is_not_followed(tmp_path):
    """A file that somebody linked is meant to be read; a linked folder may be its own parent."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "a.txt").write_text("One arrest.")
    try:
        (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "a.txt")
        (tmp_path / "in" / "deep" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert [item.text for item in read_source(tmp_path / "in")] == ["One arrest."]


class TestWhatIsNoted:
    def test_a_misread_encoding_is_left_alone_and_noted(self, tmp_path):
        (tmp_path / "a.txt").write_text("The driverâ€™s Â£500", encoding="utf-8")
        (tmp_path / "b.txt").write_text("The café’s £500 – naïve Âme", encoding="utf-8")
        (tmp_path / "c.txt").write_text("Â£20 seized", encoding="utf-8")
        source = read_source(tmp_path)
        assert [item.text for item in source] == ["The driverâ€™s Â£500", "The café’s £500 – naïve Âme", "Â£20 seized"]
        (note,) = source.notes
        assert (note.count, note.first) == (2, str(tmp_path / "a.txt"))
        assert str(note).startswith("2 texts hold signs of an encoding misread before")
        list(source)
        assert source.notes[0].count == 2  # a second reading counts anew

    def test_broken_bytes_are_noted(self):
        source = read_source("£500 “seized” ".encode() + b"\xff")
        assert [item.text for item in source] == ["£500 “seized” \ufffd"]
        assert "U+FFFD" in str(source.notes[0])

    def test_clean_texts_are_not_noted(self):
        source = read_source("A café in Zürich: £500, “€20” – 5°".encode())
        assert list(source)
        assert source.notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "“Two arrests – £500.”"),
        ("a.md", "“Two arrests – £500.”"),
        ("a.jsonl", '{"text": "“Two arrests – £500.”"}\n'),
        ("a.json", '[{"text": "“Two arrests – £500.”"}]'),
        ("a.csv", "id,text\n1,“Two arrests – £500.”\n"),
        ("a.tsv", "id\ttext\n1\t“Two arrests – £500.”\n"),
    ],
)
def test_encodings(encoding, name, content, tmp_path):
    (tmp_path / name).write_bytes(content.encode(encoding))
    assert [item.text for item in read_source(tmp_path / name)] == ["“Two arrests – £500.”"]
