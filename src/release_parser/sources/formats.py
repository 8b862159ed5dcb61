"""The table of formats: which module reads which suffix. A new format is one file and one row.

In: a `Blob`. Out: its documents, and a `Failure` in the place of each that could not be read. A reader module has one function `read(blob,
options)` and is imported when its first file comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

import regex

from release_parser.clock import TimeUp
from release_parser.errors import (
    LexiconError,
    MissingExtraError,
    TargetError,
    UnsupportedFormatError,
    in_our_words,
)
from release_parser.extras import need
from release_parser.records import Failure
from release_parser.sources import apart
from release_parser.sources.blob import Blob, BombError, in_units, raise_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from release_parser.sources.blob import Options
    from release_parser.text import Document


class Reader(Protocol):
    """The function that reads a format: it takes a blob and yields its documents one by one. It may raise `ReleaseParserError` at any time."""

    def __call__(self, blob: Blob, options: Options) -> Iterator[Document | Failure]:
        """Read a blob."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format with its suffixes; `single`: a file is always one document; `extra`: the package that reads it and our extra that installs it."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    single: bool = True
    extra: tuple[str, str] | None = None
    apart: bool = False
    """Whether its reader is a library that a file can end, or fill with gigabytes: then it runs in a process of its own."""

    def reader(self) -> Reader:
        """The function that reads it; the module is imported here."""
        reader: Reader = import_module(f"release_parser.sources.{self.module}").read
        return reader


FORMATS = (
    Format("plain text", (".txt", ".text"), "plain"),
    Format("Markdown", (".md", ".markdown"), "markdown"),
    Format("HTML", (".html", ".htm", ".xhtml"), "web", extra=("trafilatura", "html"), apart=True),
    Format("JSON Lines", (".jsonl", ".ndjson"), "jsonlines", single=False),
    Format("crawl", (".warc", ".wet"), "crawl", single=False, extra=("fastwarc", "warc")),
    Format("zip archive", (".zip",), "zipped", single=False),
    Format("JSON", (".json",), "jsonfile", single=False, apart=True),
    Format("table", (".csv", ".tsv"), "tables", single=False),
    Format("e-mail", (".eml",), "mail", single=False, apart=True),
    Format("feed", (".rss", ".atom", ".xml"), "feed", single=False, extra=("feedparser", "feeds"), apart=True),
    Format("PDF", (".pdf",), "pdf", extra=("pypdfium2", "pdf"), apart=True),
    Format("Word document", (".docx",), "word", extra=("docx", "docx"), apart=True),
    Format(
        "Parquet or Arrow",
        (".parquet", ".pq", ".arrow", ".feather"),
        "arrow",
        single=False,
        extra=("pyarrow", "arrow"),
        apart=True,
    ),
    Format("tar archive", (".tar",), "tarred", single=False),
    Format("compressed", (".gz", ".bz2", ".xz", ".zst", ".tgz", ".tbz2", ".txz", ".tzst"), "packed", single=False),
)
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}


def known_suffixes() -> str:
    """All suffixes, for messages."""
    return ", ".join(_BY_SUFFIX)


def format_of(name: str) -> Format | None:
    """The format for the last suffix of a name, or None."""
    last = regex.split(r"[/\\]", name)[-1]
    dot = last.rfind(".")
    return _BY_SUFFIX.get(last[dot:].lower()) if dot > 0 else None


def needs_format(name: str) -> Format:
    """The format of a name that the caller gave. Raises `UnsupportedFormatError`, which lists the known suffixes."""
    found = format_of(name)
    if found is None:
        raise UnsupportedFormatError(
            f"{name}: no source reads this suffix; known are {known_suffixes()}. Rename it, or pass its text on standard input ('-')"
        )
    return found


# Two header lines, one of which only machines write; a release may well begin 'Date: 5 May'
_MAIL = regex.compile(
    rb"(?=.{0,400}?^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|X-[\w-]{2,40}):)[\w-]{2,40}: [^\n]{1,998}\n(?:[ \t][^\n]{0,998}\n){0,20}[\w-]{2,40}: ",
    regex.DOTALL | regex.MULTILINE | regex.IGNORECASE,
)


def check_extra(found: Format, name: str) -> None:
    """Raise `MissingExtraError` at once where a file that the caller named needs an extra; in a folder such a file becomes a `Failure`."""
    if found.extra is not None and find_spec(found.extra[0]) is None:
        need(*found.extra, name)


def sniff(start: bytes) -> Format:
    """The format of bytes without a name, by how they begin: an archive, JSON Lines, Markdown with a header, else plain text."""
    body = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")):
        return _BY_SUFFIX[".gz"]
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _BY_SUFFIX[".zip"]
    if regex.match(rb"(?i)(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,500}?-->\s*){0,3}<(?:!doctype\s+html|html)\b", body):
        return _BY_SUFFIX[".html"]
    if start.startswith(b"WARC/"):
        return _BY_SUFFIX[".warc"]
    if regex.match(rb'\{\s*"', body):
        return _BY_SUFFIX[".jsonl"]
    if regex.match(rb"(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,500}?-->\s*){0,3}<(?:rss|feed|rdf:RDF)\b", body):
        return _BY_SUFFIX[".rss"]
    if body.startswith(b"%PDF-"):
        return _BY_SUFFIX[".pdf"]
    if body.startswith((b"PAR1", b"ARROW1")):
        return _BY_SUFFIX[".parquet"]
    if _MAIL.match(body):
        return _BY_SUFFIX[".eml"]
    if body.startswith(b"["):
        return _BY_SUFFIX[".json"]
    if start[257:262] == b"ustar":
        return _BY_SUFFIX[".tar"]
    if regex.match(rb"```ya?ml[ \t]*\r?\n|---[ \t]*\r?\n[\w.-]+:", body):
        return _BY_SUFFIX[".md"]
    return _BY_SUFFIX[".txt"]


def read_blob(blob: Blob, found: Format, options: Options) -> Iterator[Document | Failure]:
    """Every document of a blob; an error becomes a `Failure` that names the input, and reading goes on behind it."""
    try:
        check_extra(found, blob.name)
        if found.apart and options.limits.apart and apart.POSSIBLE:
            yield from apart.read(blob, found, options)
        else:
            yield from found.reader()(blob, options)
    except (LexiconError, TargetError):  # not the input's fault: the run cannot go on
        raise
    except BombError as error:
        if options.depth:  # the archive that holds it has no end, too
            raise
        yield Failure(source=blob.name, stage="read", error=str(error))
    except TimeUp:
        yield Failure(source=blob.name, stage="read", error=apart.too_slow(blob.name, options.limits))
    except Exception as error:  # noqa: BLE001 - whatever a file does to a library, the next file is read
        yield read_failure(blob.name, error)


def one_release(where: str, make: Callable[[], Document | Failure]) -> Document | Failure:
    """The release of one row or entry; an error in it becomes its own `Failure`, and the others are read."""
    try:
        return make()
    except (LexiconError, MissingExtraError, TargetError):  # not the row's fault
        raise
    except BombError:
        raise
    except Exception as error:  # noqa: BLE001 - one row, whatever it does to a library
        return read_failure(where, error)


def read_failure(where: str, error: Exception) -> Failure:
    """The `Failure` of an input that cannot be read. Raises `TargetError` where the machine is at fault and not the input."""
    said = in_our_words(where, error)
    if isinstance(said, TargetError):
        raise said from error
    return Failure(source=where, stage="read", error=str(said))


_OUTSIDE = regex.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")
_DEBRIS = regex.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$)")


def read_member(
    archive: str, member: str, size: int, blob: Blob | None, options: Options
) -> Iterator[Document | Failure]:
    """The documents of an archive's member, by its name and stated size; `blob` is None where it is a link. Its path is checked here."""
    where = f"{archive}/{member}".encode("utf-8", "backslashreplace").decode()
    found = format_of(member)
    if found is None or _DEBRIS.search(member):
        options.tally.skipped += 1
    elif _OUTSIDE.search(member) or blob is None:
        yield Failure(
            source=where,
            stage="read",
            error=f"{where} is a link, a device or a sparse file, or points outside of its archive: refused",
        )
    elif found.single and size > options.limits.document:
        yield Failure(
            source=where,
            stage="read",
            error=f"{where} is larger than {in_units(options.limits.document)}, the limit for one release: {raise_limit('document')}",
        )
    else:
        yield from read_blob(Blob(where, blob.stream), found, options.deeper())
