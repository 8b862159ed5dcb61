"""Pages, mails and tables made to hurt: twice the bytes cost twice the steps, or are refused.

Steps are the calls that Python makes, which are the same on every machine; seconds are for `benchmarks/reading.py`.
"""

from __future__ import annotations

import io
import sys

import pytest

from release_parser.errors import InputError
from release_parser.lexicon import Lexicon
from release_parser.records import Failure
from release_parser.sources import Limits
from release_parser.sources.blob import Blob, Options
from release_parser.sources.formats import needs_format

pytest.importorskip("trafilatura")

SMALL = 12_000


def page(body: str) -> bytes:
    return f"<html><head><title>x</title></head><body><h1>Nine held in raids</h1>{body}</body></html>".encode()


def mail(headers: str, body: str = "One arrest.") -> bytes:
    return f"Subject: x\nMIME-Version: 1.0\n{headers}\n\n{body}".encode()


LINEAR = {
    "quotations": (".html", lambda n: page(f"<p>{'<q>a</q>b ' * (n // 10)}</p>")),
    "struck-out words": (".html", lambda n: page(f"<p>{'<del>a</del>b ' * (n // 14)}</p>")),
    "footnote marks": (".html", lambda n: page(f"<p>{'b<sup>1</sup> ' * (n // 14)}</p>")),
    "powers": (".html", lambda n: page(f"<p>{'5 m<sup>2</sup> ' * (n // 16)}</p>")),
    "signatures": (".html", lambda n: page(f"<blockquote>{'<p>a</p><cite>b</cite>' * (n // 22)}</blockquote>")),
    "dates": (".html", lambda n: page("<time datetime='2021-05-04'>4 May</time> " * (n // 43))),
    "rows": (".html", lambda n: page(f"<table>{'<tr><td>a</td><td>1</td></tr>' * (n // 29)}</table>")),
    "cells of one row": (".html", lambda n: page(f"<table><tr>{'<td>a</td>' * (n // 10)}</tr></table>")),
    "terms": (".html", lambda n: page(f"<dl>{'<dt>a</dt><dd>b</dd>' * (n // 20)}</dl>")),
    "paragraphs of a bullet": (".html", lambda n: page(f"<ul><li>{'<p>a</p>' * (n // 8)}</li></ul>")),
    "headlines": (".html", lambda n: page("<h1>Nine held in raids</h1>" * (n // 27))),
    "bullets": (".md", lambda n: b"* a\n" * (n // 4)),
    "bars": (".md", lambda n: b"a|b\n" * (n // 4)),
    "rows with bars": (".md", lambda n: b"| a | b |\n" * (n // 10)),
    "brackets": (".md", lambda n: b"[a](" * (n // 4)),
    "columns": (".csv", lambda n: b",".join(b"c%d" % i for i in range(n // 8)) + b",text\n" + b"," * (n // 8) + b"a b\n"),
    "marks without end": (".csv", lambda n: b"id,text\n" + b'1,"a"b\n' * (n // 7)),
    "objects": (".json", lambda n: b"[" + b'{"text":"a b"},' * (n // 15) + b'{"text":"a"}]'),
    "lines of a reply": (".eml", lambda n: mail("X-A: b", "> a\n" * (n // 4))),
    "flowed lines": (".eml", lambda n: mail("Content-Type: text/plain; format=flowed", "a \n" * (n // 3))),
    "headers": (".eml", lambda n: mail("X-A: b\n" * (n // 7) + "X-B: c")),
    "parts": (".eml", lambda n: mail("Content-Type: multipart/mixed; boundary=b", "--b\n\na\n" * (n // 7) + "--b--\n")),
}  # fmt: skip
REFUSED = {
    "lists in lists": (".html", page("<ul><li>a" * 20_000)),
    "blocks in blocks": (".html", page("<div>a" * 20_000)),
    "tables in tables": (".html", page("<table><tr><td>a" * 20_000)),
    "attributes": (".html", page(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>One arrest.</p>")),
    "attributes without values": (".html", page(f"<p{' a' * 100_000}>One arrest.</p>")),
    "attributes behind quoted tags": (".html", page("<p" + """ a=">" b='<' """ * 50_000 + ">One arrest.</p>")),
    "attributes of a feed": (
        ".rss",
        b"<rss version='2.0'><channel><title>K</title><item><title "
        + b" ".join(b"a%d='1'" % n for n in range(100_000))
        + b">x</title></item></channel></rss>",
    ),
    "parameters": (".eml", mail("Content-Type: text/plain" + "; a=1" * 100_000)),
    "semicolons": (".eml", mail("Content-Type: text/plain" + ";" * 100_000)),
    "a file name": (".eml", mail(f'Content-Disposition: attachment; filename="{"a" * 100_000}"')),
    "comments in comments": (".eml", mail("Content-Type: text/plain " + "(" * 1500)),
    "mails in mails": (".eml", b"Content-Type: message/rfc822\n\n" * 30_000 + mail("X-A: b")),
    "objects in objects": (".json", b'{"a":' * 200_000),
}


def read(suffix: str, content: bytes) -> list:
    options = Options(limits=Limits(apart=False), lexicon=Lexicon.default)
    blob = Blob(f"x{suffix}", io.BufferedReader(io.BytesIO(content)))
    return list(needs_format(f"x{suffix}").reader()(blob, options))


def steps(suffix: str, content: bytes) -> int:
    count = 0

    def step(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        read(suffix, content)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(("suffix", "make"), LINEAR.values(), ids=LINEAR)
def test_twice_the_bytes_cost_twice_the_steps(suffix, make):
    read(suffix, make(SMALL // 10))  # what is made once
    small, large = steps(suffix, make(SMALL)), steps(suffix, make(2 * SMALL))
    assert large <= 2.3 * small


@pytest.mark.parametrize(("suffix", "content"), REFUSED.values(), ids=REFUSED)
def test_what_would_not_end_is_refused(suffix, content):
    with pytest.raises(InputError) as error:
        items = read(suffix, content)
        assert all(isinstance(item, Failure) for item in items)
        raise InputError(items[0].error)
    assert "fault of the program" not in str(error.value)


@pytest.mark.parametrize("sender", ["(" * 1500 + "desk@kelsham.example", "desk@kelsham.example, " * 5000])
def test_a_mail_whose_sender_cannot_be_read_stands_without_it(sender):
    (document,) = read(".eml", mail(f"From: {sender}"))
    assert document.publisher is None
    assert document.text.endswith("One arrest.")
