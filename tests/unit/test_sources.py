"""Sources: everything that is handed in comes out as a document or as a failure that names it."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import stat
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patience import never_hangs
from release_parser.clock import TimeUp
from release_parser.errors import InputError, UnsupportedFormatError
from release_parser.lexicon import Country, Force, Lexicon
from release_parser.records import Failure
from release_parser.sources import FORMATS, Limits, read_source
from release_parser.sources.blob import decode
from release_parser.sources.emphasis import strip_emphasis
from release_parser.sources.metadata import describe, split_title, with_title
from release_parser.sources.published import find_published, read_date, url_month
from release_parser.sources.render import plain_text
from release_parser.sources.targets import InputEntry
from release_parser.text import Document

FILES = Path(__file__).parents[1] / "fixtures" / "files"
EXAMPLESHIRE = Force(
    name="Exampleshire Police",
    short="EP",
    country="GB",
    kind="territorial",
    aliases=("Exampleshire Constabulary", "exampleshire.police.example"),
)
LEXICON = Lexicon({}, (Country(code="GB", name="United Kingdom", forces=(EXAMPLESHIRE,)),))


def documents(target, **options) -> list[Document | Failure]:
    return list(read_source(target, lexicon=lambda: LEXICON, **options))


def only(target, **options) -> Document:
    (document,) = documents(target, **options)
    assert isinstance(document, Document), document
    return document


def failure(target, **options) -> Failure:
    (found,) = documents(target, **options)
    assert isinstance(found, Failure), found
    return found


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


class TestPlainText:
    def test_stays_as_it_is_character_for_character(self, tmp_path):
        text = "Two men\u00a0charged\r\n\r\n\u201cWe\u00ad acted,\u201d said PC Jo Bloggs.\r\n"
        (tmp_path / "a.txt").write_bytes(text.encode())
        assert only(tmp_path / "a.txt").text == text

    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            (b"\xef\xbb\xbf12 arrests", "12 arrests"),
            ("£500 seized".encode("utf-16"), "£500 seized"),
            ("Two men – £500".encode("utf-16-le"), "Two men – £500"),  # no byte order mark: NULs on every other byte
            ("Two men – £500".encode("utf-16-be"), "Two men – £500"),
            ("“£500” seized – twice".encode("cp1252"), "“£500” seized – twice"),
            (
                "£500 “seized” ".encode() + b"\xff",
                "£500 “seized” \ufffd",
            ),  # one broken byte does not make it Windows-1252
        ],
    )
    def test_decoding(self, raw, text):
        assert decode(raw) == text

    @pytest.mark.parametrize(
        "raw", [b"\x89PNG\r\n\x1a\n", b"a\x00b", b"PK\x03\x04", b"two\x00men\x00 were", b"caf\x81\x9d"]
    )
    def test_what_is_no_text_is_said_to_be_none(self, raw):
        with pytest.raises(UnicodeError):
            decode(raw)

    def test_an_empty_file_is_a_failure_that_names_it(self, tmp_path):
        (tmp_path / "empty.txt").write_text(" \n")
        found = failure(tmp_path / "empty.txt")
        assert found.source == str(tmp_path / "empty.txt")
        assert found.stage == "read"
        assert "empty.txt is empty" in found.error

    def test_a_binary_file_is_a_failure_that_names_it(self, tmp_path):
        (tmp_path / "photo.txt").write_bytes(b"\xff\xd8\xff\xe0 JFIF")
        assert "a JPEG image" in failure(tmp_path / "photo.txt").error

    def test_a_file_over_the_limit_is_a_failure(self, tmp_path):
        (tmp_path / "long.txt").write_bytes(b"x" * 1001)
        assert "limit" in failure(tmp_path / "long.txt", limits=Limits(document=1000)).error


class TestMarkdownFiles:
    def test_a_fenced_head(self):
        document = only(FILES / "fenced-head.md")
        assert document.title == "Twelve arrested in week of action"
        assert document.published == dt.date(2020, 10, 23)
        assert document.publisher == "Exampleshire Police"
        assert document.text == (
            "Twelve arrested in week of action\n\n"
            "Twelve people have been arrested in Operation Sandpiper.\n\n"
            "Officers seized:\n\n* 14 knives\n* £2,500 in cash\n\n"
            "How to report\n\nTell our team <team@exampleshire.example> or call 101."
        )

    def test_a_dashed_head_with_windows_line_ends(self):
        document = only(FILES / "dashed-head.md")
        assert (document.title, document.published) == ("Lorry driver fined – Exampleton", dt.date(2021, 2, 25))
        assert document.publisher == "Exampleshire Police"  # the alias stands for the force
        assert document.text == "Lorry driver fined – Exampleton\n\nA driver was fined £400."

    def test_a_date_line_below_the_head_may_be_the_only_date(self):
        document = only(FILES / "date-line.md")
        assert document.published == dt.date(2019, 12, 13)
        assert document.title == "UPDATE: Man charged"
        assert "22:51 13/12/2019" in document.text

    def test_without_a_head_the_heading_is_the_title(self, tmp_path):
        (tmp_path / "a.md").write_text("# Van found\n\nIt was *empty*.\n")
        document = only(tmp_path / "a.md")
        assert (document.title, document.text) == ("Van found", "Van found\n\nIt was empty.")

    def test_a_broken_head_is_a_failure_with_its_line(self, tmp_path):
        (tmp_path / "a.md").write_text("---\ntitle: 'open\nx: [\n---\nText.\n")
        found = failure(tmp_path / "a.md")
        assert "YAML head is not valid" in found.error
        assert "a.md" in found.error

    def test_a_head_that_contains_itself_comes_to_an_end(self, tmp_path):
        (tmp_path / "a.md").write_text("---\na: &a\n  b: *a\n  c: *a\ntitle: Van found\n---\nIt was empty.\n")
        assert only(tmp_path / "a.md").title == "Van found"
        (tmp_path / "b.md").write_text("---\na: " + "[" * 5000 + "\n---\nIt was empty.\n")
        assert "b.md" in failure(tmp_path / "b.md").error

    def test_a_rule_at_the_top_is_no_head(self, tmp_path):
        (tmp_path / "a.md").write_text("---\n\nTwo arrests.\n\n---\n\nEnds.\n")
        assert only(tmp_path / "a.md").text == "Two arrests.\n\nEnds."


class TestRendering:
    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("**Two** *men* and __one__ _woman_", "Two men and one woman"),
            ("***both*** and **a *nested* one**", "both and a nested one"),
            ("** stray ** marks** at an end**", "stray  marks at an end"),
            ("_Published on 4 May. _", "Published on 4 May. "),
            (
                "call *355541 or 20*18 or 20*19, snake_case, @team_ , f**k",
                "call *355541 or 20*18 or 20*19, snake_case, @team_ , f**k",
            ),
            ("you b****", "you b****"),
            ("visit**https://example.org/a_b_c**", "visit https://example.org/a_b_c"),
            ("101**or** online; **J**oint", "101 or online; Joint"),
            (r"\- 24\-hour line \*not\* emphasis \_", "- 24-hour line *not* emphasis _"),
            ("Tom &amp; Jo&nbsp;&pound;5 &M;", "Tom & Jo\u00a0£5 &M;"),
            ("[text](/inside) and [top](#top)", "text and top"),
            ("[form](https://example.org/form)", "form <https://example.org/form>"),
            ("[www.example.org](https://www.example.org/)", "www.example.org"),
            (
                "[Jo](mailto:jo@example.org?subject=x), [jo@example.org](mailto:jo@example.org)",
                "Jo <jo@example.org>, jo@example.org",
            ),
            ("[0800 555 111](tel:0800555111) [call](tel:101)", "0800 555 111 call <101>"),
            (
                "[a **bold** [inner] link](https://example.org/x_(y) 'title')",
                "a bold [inner] link <https://example.org/x_(y)>",
            ),
            ("[text][ref] and [ref]\n\n[ref]: https://example.org", "text <https://example.org> and [ref]"),
            (
                "<https://example.org/a> <jo@example.org> <not a link>",
                "https://example.org/a jo@example.org <not a link>",
            ),
            ("![The knife, as found](knife.jpg) ![](logo.png)", "The knife, as found"),
            ("[![alt](a.png)](https://example.org)", "alt <https://example.org>"),
            ("`code *stays*`", "code *stays*"),
            ("a<br>b<br/>c <b>d</b> <p class='x'>e</p><!-- gone\nquite -->", "a\nb\nc d \ne"),
            ("# One\nText\n\nTwo\n===\n\nThree\n---\nText", "One\n\nText\n\nTwo\n\nThree\n\nText"),
            ("#hashtag\n\n### Closed ###", "#hashtag\n\nClosed"),
            ("> quoted\n>> twice\n> > again", "quoted\ntwice\nagain"),
            (" * one\n  - two\n+ three\n1. four", "* one\n* two\n* three\n1. four"),
            ("Before\n\n* * *\n\n***\n\n____\n\nAfter", "Before\n\nAfter"),
            ("| A | B |\n|---|:-:|\n| 1 | 2 |", "| A | B |\n| 1 | 2 |"),
            ("A | B\n---|---\n1 | 2\n\nnot | a | table", "| A | B |\n| 1 | 2 |\n\nnot | a | table"),
            ("```\n# kept *so*\n```", "# kept *so*"),
            ("hard break  \nnext\\\nline", "hard break\nnext\nline"),
        ],
    )
    def test_marks_go_and_words_stay(self, markdown, text):
        assert plain_text(markdown) == text.strip()

    @given(
        st.lists(
            st.sampled_from(
                [
                    "34",
                    "men",
                    "**",
                    "*",
                    "_",
                    "__",
                    " ",
                    "\n",
                    "\n\n",
                    "* ",
                    "# ",
                    "> ",
                    "\\",
                    "`",
                    "é",
                    ".",
                    "|",
                    "&",
                    "<",
                    "~",
                ]
            )
        )
    )
    def test_no_word_is_lost_or_made(self, parts):
        markdown = "".join(parts)
        assert "".join(filter(str.isalnum, plain_text(markdown))) == "".join(filter(str.isalnum, markdown))

    @pytest.mark.parametrize(
        "unit",
        [
            "*",
            "_",
            "**a ",
            "*a_b",
            "[",
            "![",
            "[a](",
            "](",
            "`",
            "<",
            "\\",
            "> ",
            "|",
            "# ",
            "&a",
            "<!--",
            "[x]: ",
            "https://",
        ],
    )
    def test_any_number_of_marks_comes_to_an_end(self, unit):
        with never_hangs():
            plain_text(unit * 20_000)

    def test_emphasis_pairs_the_nearest(self):
        assert strip_emphasis("*a **b** c* and 2 * 3 * 4") == "a b c and 2 * 3 * 4"


class TestMetadata:
    @pytest.mark.parametrize(
        ("value", "date"),
        [
            ("Posted at 13:24 on 12th February 2021", (2021, 2, 12)),
            ("Posted on 15:46:00 on 30th October 2020", (2020, 10, 30)),
            ("09:43 23/10/2020", (2020, 10, 23)),
            ("19/Mar/2021 04:07", (2021, 3, 19)),
            ("19 Mar 21 3:58 PM", (2021, 3, 19)),
            ("3rd August 2018", (2018, 8, 3)),
            ("2021-02-12T13:24+00:00", (2021, 2, 12)),
            ("2021-02-25T13:59:18Z", (2021, 2, 25)),
            ("Tuesday, July 28, 2009", (2009, 7, 28)),
            ("Thursday 21 May, 2020", (2020, 5, 21)),
            ("July 9th 2020", (2020, 7, 9)),
            ("13.12.19", (2019, 12, 13)),
            (dt.datetime(2020, 1, 2, 3, tzinfo=dt.UTC), (2020, 1, 2)),
            ("31/02/2020", None),
            ("spring 2020", None),
            ("12:30", None),
            ("4 May", None),
            (20200102, None),
        ],
    )
    def test_dates_in_every_form(self, value, date):
        assert read_date(value) == (date and dt.date(*date))

    def test_an_american_publisher_writes_the_month_first(self):
        fields = {"date": "03/04/2021", "force_or_agency": "US Department of Examples"}
        assert describe(fields, LEXICON).published == dt.date(2021, 3, 4)
        assert describe({"date": "03/04/2021"}, LEXICON).published == dt.date(2021, 4, 3)

    @pytest.mark.parametrize(
        ("lines", "date"),
        [
            (["Van stolen", "Published 4 February 2020", "A van was stolen."], (2020, 2, 4)),
            (["Van stolen", "Tuesday, 4 February 2020", "A van was stolen."], (2020, 2, 4)),
            (["Van stolen", "A van was stolen.", "It was taken on 4 February 2020."], None),
            (["a", "b", "c", "d", "e", "f", "12 May 2020", "g"], None),  # a court's date
            (["a", "b", "c", "d", "e", "f", "Release date: 19/Mar/2021 04:07", "Author: 1", "g"], (2021, 3, 19)),
            (["a", "b", "c", "d", "e", "f", "Published at 12 midday on Thursday 14 January 2021."], (2021, 1, 14)),
            (["a", "b", "c", "d", "e", "f", "22 Dec 20 8:47 AM"], (2020, 12, 22)),
            (["Date published: 15 January 2021 18:25", "text"], (2021, 1, 15)),
        ],
    )
    def test_date_lines_of_pages(self, lines, date):
        assert find_published(lines) == (date and dt.date(*date))

    def test_a_date_in_pieces_takes_its_year_from_the_url(self):
        fields = {"day": "02", "month": "Mar", "url": "https://example.org/latest-news/2021/march/van-stolen/"}
        assert describe(fields, LEXICON).published == dt.date(2021, 3, 2)
        assert describe(fields | {"url": "https://example.org/2021/april/x"}, LEXICON).published is None
        assert url_month("https://example.org/news/1999-2021/") is None

    @pytest.mark.parametrize(
        ("title", "kept"),
        [
            ("Two charged | Exampleshire Police", "Two charged"),
            ("Two charged - Exampleshire Constabulary", "Two charged"),
            ("Two charged - XP", "Two charged - XP"),
            ("Two charged - EP", "Two charged"),
            ("Two charged |", "Two charged"),
            ("Two charged – Exampleton", "Two charged – Exampleton"),
            ("Drugs | Two charged", "Drugs | Two charged"),
        ],
    )
    def test_only_a_force_is_taken_off_a_title(self, title, kept):
        assert split_title(title, LEXICON)[0] == kept

    @pytest.mark.parametrize(
        ("fields", "publisher"),
        [
            ({"area": "Exampleshire"}, "Exampleshire Police"),
            ({"area": "Exampleshire", "og": {"site": {"name": "GOV.UK"}}}, "Exampleshire Police"),
            ({"og": {"site_name": "Somewhere Police"}}, "Somewhere Police"),
            ({"title": "Theft | Somewhere Police", "area": "Somewhere"}, "Somewhere Police"),
            ({"publisher": "https://social.example/somewhere"}, None),
            ({"url": "https://www.exampleshire.police.example/news/van"}, "Exampleshire Police"),
        ],
    )
    def test_publishers(self, fields, publisher):
        assert describe(fields, LEXICON).publisher == publisher

    def test_a_title_that_the_body_shows_is_not_set_twice(self):
        assert with_title("Van stolen", "VAN STOLEN\n\nText") == "VAN STOLEN\n\nText"
        assert with_title("Van stolen", "4 May 2020\n\nVan stolen\n\nText") == "4 May 2020\n\nVan stolen\n\nText"
        assert with_title("Van stolen", "Text") == "Van stolen\n\nText"


class TestJsonLines:
    def test_fields_are_recognised(self):
        first, second, third = documents(FILES / "releases.jsonl")
        assert (first.source, first.title, first.published) == ("ex-1", "Two sentenced", dt.date(2009, 7, 28))
        assert first.publisher == "US Department of Examples"
        assert second.text == "Van stolen\n\nA van worth £9,000 was stolen."
        assert second.source.endswith("releases.jsonl:3")
        assert third.source == "https://exampleshire.example/34"

    def test_invalid_json_on_line_7_is_a_failure_in_its_place(self, tmp_path):
        lines = ['{"text": "One arrest."}'] * 6 + ['{"text": "One arr'] + ['{"text": "Two arrests."}']
        (tmp_path / "file.jsonl").write_text("\n".join(lines))
        found = documents(tmp_path / "file.jsonl")
        assert len(found) == 8
        assert isinstance(found[6], Failure)
        assert found[6].source.endswith("file.jsonl:7")
        assert "not valid JSON" in found[6].error
        assert found[7].text == "Two arrests."

    def test_what_no_record_can_hold_does_not_stop_the_file(self):
        lines = [
            r'{"text": "One.", "id": "\ud800", "publisher": "\ud800 Police"}',
            '{"text": ' + "1" * 5000 + "}",
            '{"text": "Two."}',
        ]
        first, second, third = documents("\n".join(lines).encode())
        assert (first.source, first.publisher) == ("\\ud800", "\\ud800 Police")
        assert isinstance(second, Failure)
        assert third.text == "Two."

    @pytest.mark.parametrize("line", ["[1]", "3", '{"title": "x"}', '{"text": ""}', '{"text": 3}', "[" * 100_000])
    def test_a_line_without_a_text_is_a_failure(self, line):
        assert isinstance(documents(io.BytesIO(f'{{"text": "a"}}\n{line}\n'.encode()).getvalue())[1], Failure)

    def test_windows_1252_and_utf_16_lines(self, tmp_path):
        (tmp_path / "a.jsonl").write_bytes('{"text": "£5"}\n'.encode("cp1252"))
        (tmp_path / "b.jsonl").write_bytes('{"text": "£5 \u0a00"}\n{"text": "£6"}\n'.encode("utf-16"))
        assert only(tmp_path / "a.jsonl").text == "£5"
        assert [document.text for document in documents(tmp_path / "b.jsonl")] == ["£5 \u0a00", "£6"]

    def test_a_line_over_the_limit_does_not_end_the_file(self, tmp_path):
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 5000}) + '\n{"text": "One arrest."}\n')
        long, short = documents(tmp_path / "a.jsonl", limits=Limits(document=1000))
        assert isinstance(long, Failure)
        assert short.text == "One arrest."


class TestArchives:
    def test_members_in_the_archives_order_with_their_path(self, tmp_path):
        path = zip_of(
            tmp_path / "archive.zip",
            {
                "b/two.txt": b"Two.",
                "a/one.md": b"# One\n\nOne.",
                ".DS_Store": b"x",
                "c.jpg": b"y",
                "__MACOSX/._b.txt": b"z",
            },
        )
        source = read_source(path)
        assert [document.source for document in source] == [f"{path}/b/two.txt", f"{path}/a/one.md"]
        assert source.skipped == 3

    def test_members_that_cannot_be_read_are_failures_that_name_them(self, tmp_path):
        path = zip_of(
            tmp_path / "a.zip",
            {
                "empty.txt": b"",
                "photo.txt": b"\x89PNG",
                "../evil.txt": b"x",
                "/etc/x.txt": b"x",
                "ok.txt": b"One arrest.",
            },
        )
        with zipfile.ZipFile(path, "a") as archive:
            link = zipfile.ZipInfo("link.txt")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, "/etc/passwd")
        found = documents(path)
        assert [type(item) for item in found] == [Failure, Failure, Failure, Failure, Document, Failure]
        assert all(item.source.startswith(f"{path}/") for item in found)
        assert "refused" in found[2].error
        assert "refused" in found[5].error

    def test_an_archive_with_nothing_to_read_is_one_failure(self, tmp_path):
        assert "holds no file that can be read" in failure(zip_of(tmp_path / "a.zip", {"photo.jpg": b"x"})).error

    def test_a_truncated_zip_is_one_failure(self, tmp_path):
        path = zip_of(tmp_path / "a.zip", {"one.txt": b"One arrest. " * 50})
        path.write_bytes(path.read_bytes()[:-30])
        assert "not a whole zip archive" in failure(path).error

    def test_a_damaged_member_does_not_end_the_archive(self, tmp_path):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("one.txt", b"One arrest.")
            archive.writestr("two.txt", b"Two arrests.")
        path.write_bytes(path.read_bytes().replace(b"One arrest.", b"0ne arrest."))
        damaged, whole = documents(path)
        assert "one.txt is damaged" in damaged.error
        assert whole.text == "Two arrests."

    def test_a_member_over_the_limit_and_a_bomb_are_failures(self, tmp_path):
        path = zip_of(
            tmp_path / "a.zip", {"large.txt": b"ab" * 1000, "bomb.jsonl": b"\n" * 2_000_000, "ok.txt": b"One arrest."}
        )
        large, bomb, fine = documents(path, limits=Limits(document=1500, ratio_from=100_000))
        assert "limit" in large.error
        assert "bomb.jsonl" in bomb.error
        assert fine.text == "One arrest."

    def test_archives_in_archives_end_somewhere(self, tmp_path):
        path = zip_of(tmp_path / "a.zip", {"x.txt": b"One arrest."})
        assert only(zip_of(tmp_path / "b.zip", {"a.zip": path.read_bytes()})).source.endswith("b.zip/a.zip/x.txt")
        for number in range(4):
            path = zip_of(tmp_path / f"{number}.zip", {"inner.zip": path.read_bytes()})
        assert "archives deep" in failure(path).error

    def test_gzip_around_other_formats(self, tmp_path):
        (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((FILES / "releases.jsonl").read_bytes()))
        (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"One arrest."))
        (tmp_path / "c.gz").write_bytes(gzip.compress(b'{"text": "One arrest."}'))
        assert len(documents(tmp_path / "a.jsonl.gz")) == 3
        assert only(tmp_path / "b.txt.gz").text == "One arrest."
        assert only(tmp_path / "c.gz").text == "One arrest."

    def test_a_truncated_gzip_gives_what_it_held_and_then_a_failure(self, tmp_path):
        import random

        random.seed(1)
        rows = [json.dumps({"text": f"{random.random()} arrests"}) for _ in range(20_000)]
        packed = gzip.compress("\n".join(rows).encode())
        (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
        found = documents(tmp_path / "a.jsonl.gz")
        assert len(found) > 5000
        assert [type(item) for item in found].count(Failure) == 1
        assert "truncated" in found[-1].error

    def test_a_gzip_bomb_is_a_failure(self, tmp_path):
        (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"\n" * 5_000_000))
        assert "bomb" in failure(tmp_path / "a.txt.gz", limits=Limits(ratio_from=1_000_000)).error

    def test_a_tar_in_any_packing(self, tmp_path):
        inside = io.BytesIO()
        with tarfile.open(fileobj=inside, mode="w") as archive:
            for name, content in {
                "a/one.txt": b"One.",
                "photo.jpg": b"x",
                "../evil.txt": b"x",
                "two.md": b"# Two",
            }.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
            link = tarfile.TarInfo("link.txt")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        tar = inside.getvalue()
        for name, content in {
            "a.tar": tar,
            "a.tar.gz": gzip.compress(tar),
            "a.tgz": gzip.compress(tar),
            "a.tar.bz2": bz2.compress(tar),
            "a.tar.xz": lzma.compress(tar),
        }.items():
            (tmp_path / name).write_bytes(content)
            source = read_source(tmp_path / name)
            one, evil, two, linked = source
            assert (one.text, one.source, two.text) == ("One.", f"{tmp_path / name}/a/one.txt", "Two")
            assert "refused" in evil.error
            assert "refused" in linked.error
            assert source.skipped == 1
            assert len(documents(content)) == 4
        (tmp_path / "b.tar").write_bytes(tar[: len(tar) // 4])
        assert isinstance(documents(tmp_path / "b.tar")[-1], Failure)


class TestTables:
    def test_columns_are_recognised_or_named(self, tmp_path):
        (tmp_path / "a.csv").write_bytes(
            b'id,Headline,Date,Body\r\n1,"Van, found",2021-03-04,"It was\r\nempty."\r\n2,Theft,,\r\n'
        )
        first, second = documents(tmp_path / "a.csv")
        assert (first.source, first.title, first.published) == ("1", "Van, found", dt.date(2021, 3, 4))
        assert first.text == "Van, found\n\nIt was\r\nempty."
        assert second.error.startswith(f"{tmp_path / 'a.csv'}:3 holds no release")
        (tmp_path / "b.tsv").write_text("Story\tForce\n34 arrests\tExampleshire Constabulary\n")
        named = only(tmp_path / "b.tsv", columns={"text": "Story"})
        assert (named.text, named.publisher) == ("34 arrests", "Exampleshire Police")

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_encodings_and_separators(self, encoding, tmp_path):
        (tmp_path / "a.csv").write_bytes("text;title\n“£5”;x\n".encode(encoding))
        assert only(tmp_path / "a.csv").text == "x\n\n“£5”"

    def test_a_table_without_a_text_is_one_failure(self, tmp_path):
        (tmp_path / "a.csv").write_text("number,name\n1,x\n2,y\n")
        assert "no column with the text; it has number, name" in failure(tmp_path / "a.csv").error
        assert "no column 'Words'" in failure(tmp_path / "a.csv", columns={"text": "Words"}).error

    @pytest.mark.parametrize(
        ("value", "texts"),
        [
            ({"text": "One."}, ["One."]),
            ([{"text": "One."}, {"body": "Two."}], ["One.", "Two."]),
            ({"count": 2, "items": [{"text": "One."}, {"content": "Two."}]}, ["One.", "Two."]),
        ],
    )
    def test_json(self, value, texts, tmp_path):
        (tmp_path / "a.json").write_text(json.dumps(value))
        assert [document.text for document in documents(tmp_path / "a.json")] == texts

    def test_json_that_is_none_is_a_failure_with_its_place(self, tmp_path):
        (tmp_path / "a.json").write_text('{"text": "One.",\n "title": }')
        assert "not valid JSON" in failure(tmp_path / "a.json").error
        assert "line 2" in failure(tmp_path / "a.json").error
        (tmp_path / "b.json").write_text('[{"text": "One."}, 7]')
        assert documents(tmp_path / "b.json")[1].source.endswith("b.json[1]")


class TestMail:
    def test_a_message_is_a_release(self, tmp_path):
        message = EmailMessage()
        message["Subject"], message["From"] = (
            "Van found – Exampleton",
            "Exampleshire Police <press@exampleshire.example>",
        )
        message["Date"] = "Thu, 25 Feb 2021 13:59:18 +0000"
        message.set_content("A van was found. It held £500.\n")
        message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="van.jpg")
        (tmp_path / "a.eml").write_bytes(message.as_bytes())
        source = read_source(tmp_path / "a.eml", lexicon=lambda: LEXICON)
        (document,) = source
        assert document.text.strip() == "Van found – Exampleton\n\nA van was found. It held £500."
        assert (document.title, document.published) == ("Van found – Exampleton", dt.date(2021, 2, 25))
        assert document.publisher == "Exampleshire Police"
        assert source.skipped == 1

    def test_a_message_without_text_is_a_failure(self, tmp_path):
        message = EmailMessage()
        message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="van.jpg")
        (tmp_path / "a.eml").write_bytes(message.as_bytes())
        assert "no text" in failure(tmp_path / "a.eml").error

    def test_attachments_that_a_source_reads_are_releases_too(self):
        message, forwarded = EmailMessage(), EmailMessage()
        message["Subject"], forwarded["Subject"] = "Two releases", "FW: Two charged"
        message.set_content("Please find two releases attached.\n")
        forwarded.set_content("Two men were charged.\n")
        message.add_attachment("34 arrests were made.", filename="C:\\desk\\arrests.txt")
        message.add_attachment(forwarded)
        message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
        message.add_attachment(b"\x89PNG", maintype="application", subtype="octet-stream", filename="torn.md")
        mail, text, inner, torn = self.as_file(message)
        assert (mail.title, text.text.strip(), inner.text.strip()) == (
            "Two releases",
            "34 arrests were made.",
            "Two charged\n\nTwo men were charged.",
        )
        assert [item.source.rsplit("a.eml", 1)[-1] for item in (mail, text, inner, torn)] == [
            "",
            "/arrests.txt",
            "/2.eml",
            "/torn.md",
        ]
        assert isinstance(torn, Failure)

    def test_the_html_part_stands_in_for_a_stub_of_a_plain_part(self):
        pytest.importorskip("lxml")
        message = EmailMessage()
        message["Subject"] = "Van found"
        message.set_content("Your program shows no HTML.\n")
        story = "<p>A van was found near Exampleton on Tuesday.</p><ul><li>14 knives</li><li>£500 in cash</li></ul><p>Two men were arrested.</p>"
        message.add_alternative(
            f"<html><head><title>x</title><style>p {{}}</style></head><body>{story}</body></html>", subtype="html"
        )
        (document,) = self.as_file(message)
        assert document.text == (
            "Van found\n\nA van was found near Exampleton on Tuesday.\n\n* 14 knives\n* £500 in cash\n\nTwo men were arrested."
        )

    def test_flowed_lines_are_paragraphs(self):
        raw = b"Subject: Van found\nContent-Type: text/plain; format=flowed\n\nA van was \nfound with \n14 knives.\n\nCall 101.\n-- \nPress desk\n"
        (tail,) = documents_of_mail(raw)
        assert tail.text == "Van found\n\nA van was found with 14 knives.\n\nCall 101.\n--\nPress desk"

    @staticmethod
    def as_file(message: EmailMessage):
        return documents_of_mail(message.as_bytes())


def documents_of_mail(raw: bytes):
    from release_parser.sources.blob import Blob, Options
    from release_parser.sources.mail import read

    return list(read(Blob("a.eml", io.BufferedReader(io.BytesIO(raw))), Options(lexicon=lambda: LEXICON)))


class TestTargets:
    def test_a_folder_is_read_to_its_depth_in_order(self, tmp_path):
        for name in ("b.txt", "a/z.txt", "a/y.md", ".hidden/x.txt", "photo.jpg"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("One arrest.")
        source = read_source(tmp_path)
        assert [Path(item.source).relative_to(tmp_path).as_posix() for item in source] == ["a/y.md", "a/z.txt", "b.txt"]
        assert source.skipped == 1

    def test_they_are_counted_without_reading_where_that_can_be(self, tmp_path):
        (tmp_path / "a.txt").write_text("One.")
        (tmp_path / "photo.jpg").write_text("x")
        zip_of(tmp_path / "b.zip", {"x.txt": b"One.", "y.md": b"Two.", "z.jpg": b"x"})
        source = read_source(tmp_path)
        assert (source.count(), len(list(source)), len(list(source)), source.skipped) == (3, 3, 3, 2)
        zip_of(tmp_path / "c.zip", {"x.jsonl": b""})
        assert read_source(tmp_path).count() is None
        assert read_source("-").count() is None

    def test_globs_lists_and_bytes(self, tmp_path):
        (tmp_path / "a.txt").write_text("One.")
        (tmp_path / "b.txt").write_text("Two.")
        assert [item.text for item in documents([str(tmp_path / "*.txt"), tmp_path / "a.txt", b"Three."])] == [
            "One.",
            "Two.",
            "One.",
            "Three.",
        ]

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            (b"34 arrests", "34 arrests"),
            (b'{"text": "34 arrests"}\n', "34 arrests"),
            (b"```yaml\ntitle: x\n```\n\n*34* arrests", "x\n\n34 arrests"),
            (gzip.compress(b"34 arrests", mtime=0), "34 arrests"),
            (b"MIME-Version: 1.0\nSubject: x\n\n34 arrests", "x\n\n34 arrests"),
            (b"Date: 5 May\nPlace: Exampleton\n\n34 arrests", "Date: 5 May\nPlace: Exampleton\n\n34 arrests"),
        ],
    )
    def test_bytes_and_standard_input_are_known_by_their_content(self, content, text, monkeypatch):
        assert only(content).text == text
        stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content)))
        monkeypatch.setattr("sys.stdin", stdin)
        document = only("-")
        assert document.text == text
        assert document.source.startswith("stdin")

    def test_what_cannot_be_read_at_all_is_an_error_at_once(self, tmp_path):
        (tmp_path / "data.xyz").write_text("x")
        (tmp_path / "photos").mkdir()
        (tmp_path / "photos" / "a.jpg").write_text("x")
        with pytest.raises(UnsupportedFormatError, match=r"data\.xyz.*\.jsonl"):
            read_source(tmp_path / "data.xyz")
        with pytest.raises(InputError, match="nothing in this folder"):
            read_source(tmp_path / "photos")
        with pytest.raises(InputError, match="no such file"):
            read_source(tmp_path / "missing.txt")
        with pytest.raises(InputError, match="list of inputs is empty"):
            read_source([])

    def test_a_name_without_suffix_is_known_by_its_content(self, tmp_path):
        (tmp_path / "release").write_text("34 arrests")
        assert only(tmp_path / "release").text == "34 arrests"

    def test_nothing_is_opened_before_somebody_asks(self, tmp_path):
        (tmp_path / "a.txt").write_text("One.")
        source = read_source(tmp_path / "a.txt")
        (tmp_path / "a.txt").unlink()
        (found,) = source
        assert "cannot be opened" in found.error

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            (OSError(5, "Input/output error"), "b cannot be opened: Input/output error"),
            (RuntimeError("the bucket is gone"), "b cannot be read: it met a fault of the program (RuntimeError"),
            (TimeUp(), "b took longer than 60 s to be read"),
        ],
    )
    def test_an_input_that_breaks_at_its_first_bytes_is_one_failure(self, tmp_path, monkeypatch, error, said):
        class Broken(io.RawIOBase):
            def readable(self):
                return True

            def readinto(self, buffer):  # noqa: ARG002 - the signature of a stream
                raise error

        for name in "abc":
            (tmp_path / name).write_text("34 arrests")
        opened = InputEntry._open
        monkeypatch.setattr(
            InputEntry, "_open", lambda self: io.BufferedReader(Broken()) if self.name.endswith("b") else opened(self)
        )
        found = list(read_source([tmp_path / name for name in "abc"]))
        assert [type(each) for each in found] == [Document, Failure, Document]
        assert said in found[1].error


class TestAnyInput:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.jsonl", b"\n \n"),
            ("a.jsonl", b"\xff\xfe"),
            ("a.csv", b"text,title\n"),
            ("a.json", b"[]"),
            ("a.tar", b"\0" * 10240),
        ],
    )
    def test_an_input_that_holds_nothing_is_a_failure_and_not_nothing(self, name, content, tmp_path):
        (tmp_path / name).write_bytes(content)
        assert name in failure(tmp_path / name).error

    # other suffixes of a format are the same reader's; a compressed tar is a tar in another packing
    SUFFIXES = sorted({each.suffixes[0] for each in FORMATS} | {".bz2", ".xz", ".zst", ".tgz"})

    @pytest.mark.parametrize("suffix", SUFFIXES)
    @given(content=st.binary(max_size=300))
    def test_whatever_is_in_a_file_it_is_a_document_or_a_failure(self, suffix, content, tmp_path):
        (tmp_path / f"a{suffix}").write_bytes(content)
        found = documents(tmp_path / f"a{suffix}")
        assert found
        assert all(isinstance(item, Document | Failure) for item in found)
        for item in found:
            if isinstance(item, Failure):
                assert item.model_dump_json()

    @given(data=st.data())
    def test_whatever_happens_to_an_archive_on_its_way_its_members_are_documents_or_failures(self, data, tmp_path):
        whole = bytearray(
            zip_of(
                tmp_path / "a.zip",
                {"a.md": (FILES / "fenced-head.md").read_bytes(), "b.jsonl": (FILES / "releases.jsonl").read_bytes()},
            ).read_bytes()
        )
        for _ in range(data.draw(st.integers(1, 4))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        found = documents(bytes(whole[: data.draw(st.integers(len(whole) // 2, len(whole)))]))
        assert all(isinstance(item, Document | Failure) for item in found)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (b"From: .Kelsham Police <des\xe9@kelsham.example>", None),
        (b'From: Kelsham: Police, text/html; name="a.html"', None),
        (b'Content-Type: text/plain; charset="utf\x00-8"', "does not say in which encoding it is written"),
    ],
)
def test_a_mail_with_a_header_that_python_fails_at(tmp_path, head, says):
    """Found by the fuzzer: Python's own reader of headers raises AttributeError or ValueError; the release stands without the header."""
    path = tmp_path / "a.eml"
    path.write_bytes(head + b"\n\nOfficers made 34 arrests.\n")
    (item,) = read_source(path)
    if says is None:
        assert "34 arrests" in item.text
    else:
        assert says in item.error
