"""E-mail: the message as a release, its subject as the title, its date, and the force that it comes from.

In: an `.eml` file. Out: one `Document`. The plain part is taken, else the HTML part; attachments are counted as skipped.
"""

from __future__ import annotations

import email
import email.policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

from release_parser.errors import InputError
from release_parser.sources.metadata import describe, find_force, one_line, with_title
from release_parser.text import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage, MIMEPart

    from release_parser.records import Failure
    from release_parser.sources.blob import Blob, Options


def read(blob: Blob, options: Options) -> Iterator[Document | Failure]:
    """One document."""
    raw = blob.read(options.limits)
    if not raw.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    message: EmailMessage = email.message_from_bytes(raw, policy=email.policy.default)
    options.tally.skipped += sum(1 for _ in message.iter_attachments())
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputError(f"{blob.name} holds no text: it is no e-mail, or one with attachments only")
    text = _text(body, blob.name)
    lexicon = options.lexicon()
    sender = one_line(parseaddr(str(message.get("From", "")))[0])
    date = message.get("Date")
    fields = {
        "title": one_line(str(message.get("Subject", ""))),
        "date": getattr(date, "datetime", None),
        "publisher": sender if sender and find_force(sender, lexicon) else None,
    }
    stated = describe(fields, lexicon)
    text = with_title(stated.title, text.replace("\r\n", "\n"))
    if not text.strip():
        raise InputError(f"{blob.name} is empty: there is nothing to parse")
    yield Document(text, source=blob.name, title=stated.title, published=stated.published, publisher=stated.publisher)


def _text(part: MIMEPart, name: str) -> str:
    try:
        content = str(part.get_content())
    except LookupError as error:  # an encoding that nobody knows
        raise InputError(f"{name}: {error}") from error
    if part.get_content_type() != "text/html":
        return content
    from release_parser.sources.dom import element_text  # noqa: PLC0415 - only mails in HTML need lxml
    from release_parser.sources.web import parse_html  # noqa: PLC0415

    return element_text(parse_html(content, name))
