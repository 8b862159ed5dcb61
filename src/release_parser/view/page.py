"""The page: every record in one file that needs no network, however many there are.

In: records. Out: HTML, piece by piece. Records are held as compressed JSON, `RECORDS_PER_CHUNK` together; the page's own program draws the
part of the list that is seen and unpacks the record that is looked at. The index of words and the columns of the list are
collected while the records go by; they are all that grows in memory.

>>> from release_parser.records import Failure
>>> page = View([Failure(source="a.pdf", stage="read", error="encrypted: remove the password")])
>>> page.html.startswith("<!doctype html>"), page.count
(True, 1)
"""

from __future__ import annotations

import base64
import gzip
import json
import os
from functools import cache
from html import escape
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any

from release_parser._version import __version__
from release_parser.checked import of_type
from release_parser.errors import ModelNotFoundError
from release_parser.records import Failure, Release
from release_parser.sinks.protect import Output, beginning, page_target, refuse_foreign, refuse_inputs
from release_parser.sinks.turns import whole_file
from release_parser.stream import ReleaseStream
from release_parser.tables.generate import ITEMS
from release_parser.view.compact import compact, letter
from release_parser.view.facets import Facets
from release_parser.view.given import Records, given_records
from release_parser.view.sample import sample
from release_parser.view.why import NON_CLAIMS, Explanations, about_rules
from release_parser.view.words import WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from release_parser.parser import Parser

RECORDS_PER_CHUNK = 32
"""Records that are compressed together: the page unpacks as many to show one."""
SCRIPTS = ("dom", "data", "search", "marks", "items", "record", "list", "why", "verdicts", "keys", "main")
"""The page's program, in the order in which its parts need each other."""


_MARK = b'<meta name="generator" content="release_parser">'
"""By which a page is known for one of ours."""


class View:
    """A page over records. Saving it runs a lazy stream; showing it in a notebook needs records that can be read twice.

    `records` are a release, records, or the path of a file that `parse` wrote. `sample_size` of them are taken, all alike likely
    and always the same ones for a `seed`. With `explain` the page says which rule gave each field of a claim and what took each number that
    is none; for that each text is read once more, by `parser` or the default one. Without a word on it fewer than `RECORDS_PER_CHUNK` records are
    explained. Raises `InputError` for text or bytes that are no path of records.
    """

    def __init__(
        self,
        records: Records,
        *,
        title: str | None = None,
        sample_size: int | None = None,
        seed: int = 0,
        explain: bool | None = None,
        parser: Parser | None = None,
    ) -> None:
        of_type("title", title, str, "give a text")
        if sample_size is not None:
            of_type("sample_size", sample_size, int, "give a number of releases")
            of_type("seed", seed, int, "give a whole number")
        self._given = given_records(records)
        self._title = title or self._given.name
        self._sample = None if sample_size is None else (sample_size, seed)
        self._explain, self._parser = explain, parser
        self.count = 0
        """Records in the page that was made last."""

    def pieces(self) -> Iterator[str]:
        """The page in pieces: its head, the records in compressed chunks, their index, its program."""
        self.count = 0
        records: Iterable[Release | Failure] = self._given
        if self._sample is not None:
            records = sample(records, *self._sample)
        head, tail = _asset("page.html").split("<!-- DATA -->")
        title = escape(self._title or "Releases")
        yield head.replace("<!-- TITLE -->", title).replace("/* STYLE */", _asset("page.css"))
        facets, words = Facets(), WordIndex()
        remaining = iter(records)
        chunks = 0
        explanations: Explanations | None = None
        while chunk := list(islice(remaining, RECORDS_PER_CHUNK)):
            if not chunks:
                explanations = self._explanations(all_there=len(chunk) < RECORDS_PER_CHUNK)
            for record in chunk:
                facets.add(record)
                words.add(self.count, _searched(record))
                self.count += 1
            yield _packed(f"chunk-{chunks}", _json([_held(record, explanations) for record in chunk]))
            chunks += 1
        postings = list(words.packed())
        yield _packed("postings", b"".join(postings))
        index = facets.columns() | {
            "words": "\n".join(words.words()),
            "lengths": [len(packed) for packed in postings],
            "chunk": RECORDS_PER_CHUNK,
            "title": facets.columns()["title"],
            "page": self._title or "Releases",
            "version": __version__,
            "lists": {name: letter(name) for name in (*ITEMS, NON_CLAIMS)},
            "abouts": [] if explanations is None else explanations.abouts,
        }
        index["rules"] = {} if self._explain is False else about_rules(index["names"]["rule"])
        yield _packed("index", _json(index))
        script = "\n".join(_asset(f"{name}.js") for name in SCRIPTS)
        yield tail.replace("/* SCRIPT */", script)

    def _explanations(self, *, all_there: bool) -> Explanations | None:
        """What explains the records, where they are to be explained."""
        if self._explain is False or (self._explain is None and not all_there):
            return None
        try:
            return Explanations(self._parser)
        except ModelNotFoundError:
            if self._explain:
                raise
            return None  # the page is whole without

    @property
    def html(self) -> str:
        """The whole page as text."""
        return "".join(self.pieces())

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the page, whole or not at all, and return its path.

        `InputError` where something stands there that is no page of this program, unless `force` says to replace it, and always
        where the page's own records come from that file.
        """
        target = page_target(path)
        output = Output(target, lambda path: _MARK in beginning(path))
        if isinstance(self._given.records, ReleaseStream):
            self._given.records.refuse_inputs([output])
        if self._given.path is not None:
            refuse_inputs([output], [(self._given.path, True)])
        if not force:
            refuse_foreign([output])
        with (
            whole_file(target) as temporary,
            temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
        ):
            file.writelines(self.pieces())
        return target

    def _repr_html_(self) -> str:
        """The page in a frame of its own, so that its style stays out of the notebook's."""
        return (
            f'<iframe srcdoc="{escape(self.html)}" title="{escape(self._title or "Releases")}" '
            'style="width:100%;height:640px;border:1px solid #888"></iframe>'
        )


@cache
def _asset(name: str) -> str:
    """The text of a file of the package."""
    return (files("release_parser.view") / "assets" / name).read_text(encoding="utf-8")


def _json(value: Any) -> bytes:
    """A value as JSON bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def _packed(name: str, content: bytes) -> str:
    """Data for the page: compressed, in letters that no HTML can be hidden in."""
    packed = base64.b64encode(gzip.compress(content, 6, mtime=0)).decode("ascii")
    return f'<script type="text/plain" id="{name}">{packed}</script>\n'


def _held(record: Release | Failure, explanations: Explanations | None) -> dict[str, Any]:
    """A record as the page holds it."""
    found = compact(record)
    if explanations is not None and isinstance(record, Release):
        explanations.add_to(found, record)
    return found


def _searched(record: Release | Failure) -> str:
    """The words by which a record is found."""
    if isinstance(record, Failure):
        return f"{record.source or ''} {record.error}"
    return "\n".join(part for part in (record.title, record.publisher, record.source, record.url, record.text) if part)
