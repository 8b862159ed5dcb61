"""Reads e-mail: the message is a release whose title is the subject, with its date and the force that sent it; then its attachments.

In: an `.eml` file. Out: a document for the message, from its plain part, or from its HTML part where the plain one is missing or a stub;
and the documents of every attachment that a source reads, forwarded messages included, named 'message.eml/release.docx'. Other attachments
are counted as skipped.
"""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import regex

from release_parser.errors import InputError, MissingExtraError
from release_parser.lexicon.forces import find_force
from release_parser.records import Failure
from release_parser.sources.blob import Blob
from release_parser.sources.formats import read_member
from release_parser.sources.metadata import describe, make_document, one_line, with_title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import MIMEPart

    from release_parser.sources.blob import Options
    from release_parser.text import Document


_LONGEST = {"content-type": 2000, "content-disposition": 2000}  # characters: a long file name has some hundreds
_LONGEST_OTHER = 20_000


class _Headers(EmailPolicy):
    """Python's own reading of headers, done once for each: a long one takes some milliseconds, and the library asks for it ten times."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The value of a header. Raises `InputError` for one that no mail program writes."""
        if len(value) > _LONGEST.get(name.lower(), _LONGEST_OTHER):
            raise InputError(f"its header {name} has {len(value):,} characters: it is damaged, or made to do harm")
        try:
            return _parsed(name, value)
        except RecursionError:
            raise InputError(f"it is nested too deep at its header {name}: it is damaged, or made to do harm") from None
        except OverflowError:  # 'Date: Tue, 04 May 29999999999999999999 10:00:00': a year that no machine can hold
            raise InputError(f"its header {name} holds a number that is too large: it is damaged") from None
        except (AttributeError, IndexError, LookupError, TypeError, ValueError):
            # Python's own reader of headers meets faults of its own in some that are damaged: 'From: .Kelsham Police <desk@'
            raise InputError(f"its header {name} cannot be read: it is damaged") from None


@lru_cache(maxsize=256)
def _parsed(name: str, value: str) -> Any:
    """The value of a header, remembered."""
    return email.policy.default.header_fetch_parse(name, value)


_POLICY = _Headers()


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """The message, and what is attached to it."""
    raw = blob.read(options.limits)
    if not raw.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    try:
        message: EmailMessage = email.message_from_bytes(raw, policy=_POLICY)  # type: ignore[arg-type]
        attached = list(message.iter_attachments())
        text = _text(message, blob.name)
    except RecursionError:
        raise InputError(f"{blob.name} holds mails in mails too deep to be read: refused") from None
    except InputError as error:
        raise InputError(f"{blob.name} cannot be read: {str(error).removeprefix(f'{blob.name}: ')}") from None
    skipped = options.tally.skipped
    found = False
    if text.strip():
        found = True
        yield _document(message, text, blob.name, options)
    for number, part in enumerate(attached, start=1):
        for item in _attachment(part, number, blob.name, options):
            found = True
            yield item
    if not found:
        options.tally.skipped = skipped  # the message is one Failure, and what it holds is no other input
        raise InputError(
            f"{blob.name} holds no text: it is not an e-mail, or one with nothing but attachments that no source reads"
        )


def _document(message: EmailMessage, text: str, name: str, options: Options) -> Document:
    """The document of the message itself."""
    lexicon = options.lexicon()
    sender, subject, date = (_header(message, header, name, options) for header in ("From", "Subject", "Date"))
    sender = one_line(parseaddr(str(sender))[0])
    fields = {
        "title": regex.sub(r"^(?:(?:fwd?|re)\s*:\s*)+", "", one_line(str(subject)) or "", flags=regex.IGNORECASE),
        "date": getattr(date, "datetime", None),
        "publisher": sender if sender and find_force(sender, lexicon) else None,
    }
    stated = describe(fields, lexicon)
    text = with_title(stated.title, text.replace("\r\n", "\n"))
    return make_document(stated, text, name, options)


def _header(message: EmailMessage, header: str, name: str, options: Options) -> Any:
    """The value of a header, or '' with a note where it cannot be read."""
    try:
        return message.get(header, "")
    except InputError:
        options.tally.note_left_out(f"a header {header} that cannot be read", name)
        return ""


def _attachment(part: MIMEPart, number: int, name: str, options: Options) -> Iterator[Document | Failure]:
    """The documents of one attachment."""
    try:
        options.check_depth(name)
    except InputError as error:  # the message itself stands; its attachments are left out
        yield Failure(source=name, stage="read", error=str(error))
        return
    file = regex.split(r"[/\\]", part.get_filename() or "")[-1]  # a path is the sender's own business
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        content = inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        file = file if file.lower().endswith(".eml") else f"{file or number}.eml"
    else:
        decoded = part.get_payload(decode=True)
        content = decoded if isinstance(decoded, bytes) else b""
    stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", io.BytesIO(content))))
    yield from read_member(name, file or str(number), len(content), Blob(file, stream), options)


def _text(message: EmailMessage, name: str) -> str:
    """The message's own text: the plain part, unless it is a stub beside an HTML part ('Your program shows no HTML')."""
    plain, html = message.get_body(preferencelist=("plain",)), message.get_body(preferencelist=("html",))
    text = "" if plain is None else _content(plain, name)
    if html is None or len(text) > _LONGEST_STUB:
        return text
    try:
        shown = _shown(_content(html, name), name)
    except MissingExtraError:
        if text.strip():
            return text
        raise
    return shown if len(shown) > 2 * len(text) else text


_LONGEST_STUB = 400  # characters
# what mail programs set before each line that they quote or forward: '> ', '>> ', '> > '; '>10 arrests' is text
_QUOTED = regex.compile(r"(?:>(?:[ ]?(?=>)|[ ]|$)){1,20}")
_ENDS = regex.compile(r"[.!?:;][\"”’')]*$|^$")
_BEGINS = regex.compile(
    r"$|[*•▪●◦–—-][ ]|\(?\w{1,3}[.)][ ]|\||[\w-]{2,30}:[ ]"
)  # an empty line, a bullet, a row, 'Subject: …'


def _shown(html: str, name: str) -> str:
    """The text of an HTML part."""
    from release_parser.sources.dom import element_text, open_layout_tables  # noqa: PLC0415 - only mails in HTML need lxml
    from release_parser.sources.web import parse_html  # noqa: PLC0415

    if not html.strip():
        return ""
    tree = parse_html(html, name)
    open_layout_tables(tree)
    body = tree.find("body")
    return element_text(tree if body is None else body)


def _content(part: MIMEPart, name: str) -> str:
    """The text of a part. Raises `InputError` where its encoding is not known."""
    try:
        content = str(part.get_content())
    except LookupError as error:  # an encoding that nobody knows
        raise InputError(f"{name}: {error}") from error
    except ValueError:  # an encoding whose name holds what no name does
        raise InputError(f"{name}: it does not say in which encoding it is written") from None
    if part.get_param("format") == "flowed":
        content = _unflowed(content, gap="" if str(part.get_param("delsp")).lower() == "yes" else " ")
    return _unquoted(content)


def _unquoted(content: str) -> str:
    """The lines without the '> ' of a quoted mail, those broken inside a sentence joined."""
    pieces: list[str] = []
    goes_on = False
    for raw in content.splitlines():
        mark = _QUOTED.match(raw)
        line = raw[mark.end() :] if mark else raw
        pieces += (" " if mark and goes_on and not _BEGINS.match(line) else "\n", line)
        goes_on = mark is not None and _ENDS.search(line.rstrip()) is None
    return "".join(pieces[1:])


def _unflowed(content: str, *, gap: str) -> str:
    """Whole paragraphs: a space before a line's end says that the line goes on (RFC 3676); '-- ' marks the signature."""
    pieces: list[str] = []
    goes_on = False
    for raw in content.splitlines():
        line = raw.removeprefix(" ")
        pieces += (gap if goes_on and not line.startswith(">") else "\n", line.rstrip(" "))
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "".join(pieces[1:])
