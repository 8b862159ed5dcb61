"""Runs the blocks of a page that are no commands: vocabularies, queries, marked sentences, recipes of engines that may be missing."""

from __future__ import annotations

import ast
import importlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import regex

from release_parser.evaluate.marked import check_marked, read_cases
from release_parser.lexicon import Lexicon
from release_parser.parser import Parser

_ENTRY_OF_UNITS = regex.compile(r"^\[(\w+)\]$", regex.MULTILINE)


def run_toml(code: str, where: str) -> None:
    """A vocabulary, or the file of a country: it is valid, and what its entries find is found."""
    path = Path("shown.toml")
    # pages show an entry as it stands in `units.toml`; in a file of one's own its table has the name of the vocabulary too
    path.write_text(code if "[country]" in code else _ENTRY_OF_UNITS.sub(r"[units.\1]", code), encoding="utf-8")
    lexicon = Lexicon.default().overlay(path)
    names = set(_ENTRY_OF_UNITS.findall(code)) - {"country"}
    entries = [entry for entry in lexicon.vocabulary("units") if entry.name in names]
    assert len(entries) == len(names), where
    if entries:
        parser = Parser(lexicon=lexicon)
        faults = [fault for entry in entries for sentence in entry.finds for fault in check_marked(parser, sentence)]
        faults += [
            fault
            for entry in entries
            for sentence in entry.ignores
            for fault in check_marked(parser, sentence, {"claim"})
        ]
        assert not faults, f"{where}: {faults}"


def run_sql(code: str, where: str) -> None:
    """A query: of the tables of `records.db`, or of a folder of Parquet in DuckDB. Its answers are checked in tests/sinks."""
    if "read_parquet(" in code:
        duckdb = pytest.importorskip("duckdb", reason="needs the extra duckdb")
        assert duckdb.sql(code).columns, where
    else:
        with closing(sqlite3.connect("records.db")) as connection:
            assert connection.execute(code).description, where


def run_cases(code: str, where: str, parser: Parser) -> None:
    """Marked sentences as they stand in tests/fixtures/cases."""
    path = Path("shown.txt")
    path.write_text(code, encoding="utf-8")
    faults = [fault for case in read_cases(path) for fault in check_marked(parser, case.marked, case.kinds)]
    assert not faults, f"{where}: {faults}"


def check_recipe(code: str, where: str) -> None:
    """A recipe for Ray, Spark, Dask or Dagster: it is Python, and what it takes from this package is there; tests/engines runs it."""
    taken = 0
    for node in ast.walk(ast.parse(code, where)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("release_parser"):
            module = importlib.import_module(node.module or "")
            for name in node.names:
                taken += 1
                assert hasattr(module, name.name), f"{where}: {node.module} has no {name.name}"
        elif isinstance(node, ast.Import):
            taken += any(name.name == "release_parser" for name in node.names)
    assert taken, f"{where}: it takes nothing from this package"
