"""What type checkers say of the public names: checked by mypy, and by pyright where it is there; never run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import assert_type

import release_parser as rp

release = rp.parse("Officers made 34 arrests.", published="2021-01-15", source="a.txt")
assert_type(release, rp.Release)
assert_type(release.published, dt.date | None)
assert_type(release.url, str | None)
assert_type(release.claims, tuple[rp.Claim, ...])
assert_type(release.claims[0].quantity.value, Decimal | None)
assert_type(release.claims[0].measured_entity, rp.Span | None)
assert_type(release.quotes[0].speaker, rp.Speaker | None)
assert_type(release.breakdowns, tuple[rp.Breakdown, ...])
assert_type(release.tallies, tuple[rp.Tally, ...])

stream = rp.read("archive.zip", columns={"text": "Story"})
assert_type(stream, rp.Stream)
assert_type(iter(stream), Iterator[rp.Document | rp.Failure])
releases = stream.parse(workers=2, duplicates="merge", time_limit=None)
assert_type(releases, rp.ReleaseStream)
for record in releases:
    assert_type(record, rp.Release | rp.Failure)
assert_type(releases.write("releases.jsonl", resume=True), rp.Summary)
assert_type(rp.load("releases.jsonl"), Iterator[rp.Release | rp.Failure])

parser = rp.Parser(lexicon=rp.Lexicon.default())
assert_type(parser.parse(rp.Document("34 arrests")), rp.Release)
assert_type(list(parser.parse_batch([rp.Document("34 arrests")])), list[rp.Release | rp.Failure])

# what must not pass: an ignore that is not needed is an error, too
rp.parse(b"34 arrests")  # type: ignore[arg-type]
rp.parse("34 arrests", published=2021)  # type: ignore[arg-type]
rp.read("a.txt").parse(duplicates="keep")  # type: ignore[arg-type]
release.text = "x"  # type: ignore[misc]
