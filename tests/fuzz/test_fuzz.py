"""Damaged files of every format, damaged vocabularies, odd texts: only documents, failures in our words and our own errors come out.

The short run is part of every test run; `FUZZ_SECONDS=7200 pytest -m long tests/fuzz` is the long one. What once went wrong stands in
`corpus` and is tried first.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import regex

import release_parser as rp
from damage import damage
from invariants import check as check_record
from patience import never_hangs
from release_parser.lexicon import Lexicon
from release_parser.records import Failure
from release_parser.sources import Limits, read_source
from release_parser.text import Document
from releases import RELEASES, read_release
from seeds import seeds

SEEDS = seeds()
CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
SHORT = 40  # damaged files of each format
# libraries in C++ die of damage, and so stay in a process of their own
FRAGILE = (".pdf", ".parquet", ".arrow")
PYTHON = regex.compile(
    r"object has no|NoneType|index out of range|unexpected keyword|takes \d+ positional|must be in \d|codec can't|met a fault of the program"
)


def check(content: bytes, suffix: str, folder: Path) -> None:
    """Read it: every item is a document that can be a record, or a failure in our words."""
    path = folder / f"x{suffix}"
    path.write_bytes(content)
    limits = Limits(document=2**22, whole=2**22, ratio_from=2**20, seconds=20, memory=2**29, apart=suffix in FRAGILE)
    source = read_source(path, limits=limits)
    items = list(source)
    assert items or source.skipped or suffix == ".warc"  # a crawl's requests and notes are no inputs
    for item in items:
        if isinstance(item, Failure):
            assert not PYTHON.search(item.error), item.error
            assert item.stage == "read"
        else:
            assert isinstance(item, Document)
            assert item.source


@pytest.mark.parametrize("path", CORPUS, ids=[path.name for path in CORPUS])
def test_what_once_went_wrong(path, tmp_path):
    with never_hangs():
        check(path.read_bytes(), "." + path.name.split(".", 1)[1], tmp_path)


@pytest.mark.parametrize("path", [path for path in CORPUS if path.suffix == ".txt"], ids=lambda path: path.name)
def test_the_record_of_what_once_went_wrong_holds_together(path, parser):
    text = path.read_text(encoding="utf-8")
    if text.strip():
        check_record(parser.parse(text), text)
    else:
        with pytest.raises(rp.InputError):
            parser.parse(text)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_damaged_files(suffix, tmp_path):
    check(SEEDS[suffix], suffix, tmp_path)
    for number in range(SHORT):
        check(damage(SEEDS[suffix], number), suffix, tmp_path)


def test_damaged_releases_are_parsed_or_refused(parser):
    for number, path in enumerate(RELEASES):
        text = damage(read_release(path).encode(), number).decode("utf-8", "replace").replace("\0", "")
        check_text(parser, text)


def check_text(parser, text: str) -> None:
    try:
        release = parser.parse(text)
    except rp.InputError:
        return
    assert rp.Release.model_validate_json(release.model_dump_json()) == release  # its spans are checked again


VOCABULARY = """
[units.furlong]
forms = ["furlong", "furlongs"]
kind = "length"
finds = ["They walked <two furlongs>."]
"""


def check_vocabulary(content: bytes, folder: Path) -> None:
    path = folder / "x.toml"
    path.write_bytes(content)
    said = ""
    try:
        Lexicon.default().overlay(path)
    except rp.LexiconError as error:
        said = str(error)
    assert not PYTHON.search(said)


def test_damaged_vocabularies(tmp_path):
    for number in range(SHORT * 3):
        check_vocabulary(damage(VOCABULARY.encode(), number), tmp_path)


@pytest.mark.long
def test_for_hours(parser, tmp_path):
    seconds, number = float(os.environ.get("FUZZ_SECONDS", "0")), SHORT
    if not seconds:
        pytest.skip("set FUZZ_SECONDS")
    texts = [read_release(path).encode() for path in RELEASES]
    began = time.process_time()
    while time.process_time() - began < seconds:
        for suffix, whole in SEEDS.items():
            content = damage(whole, number)
            try:
                check(content, suffix, tmp_path)
            except BaseException:
                (Path(__file__).parent / "corpus" / f"{number}{suffix}").write_bytes(content)
                raise
        check_vocabulary(damage(VOCABULARY.encode(), number), tmp_path)
        for text in texts[number % 9 :: 9]:
            check_text(parser, damage(text, number).decode("utf-8", "replace").replace("\0", ""))
        number += 1
    print(f"{(number - SHORT) * len(SEEDS):,} damaged files, {(number - SHORT) * 3:,} texts")  # noqa: T201 - the figures are what it is for
