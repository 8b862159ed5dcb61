"""What a user gets wrong is one line that says what to do, exit code 2, and never Python's traceback."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import release_parser as rp
from fakes import record
from release_parser import cli
from release_parser.errors import ReleaseParserError
from release_parser.report import Report
from release_parser.sinks import open_sink
from release_parser.text import Document

pytest.importorskip("sqlalchemy", reason="needs the extra sql")


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Path:
    """A folder with what people have lying about."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.db").write_text("a letter")
    (tmp_path / "no.duckdb").write_text("a letter")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "other.jsonl").write_text('{"a": 1}\n')
    (tmp_path / "torn.jsonl").write_text('{"id":"')
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    (tmp_path / "broken.toml").write_text("[broken")
    (tmp_path / "wrong.toml").write_text('[units.x]\nkind = "nonsense"\nforms = ["x"]\n')
    (tmp_path / "release.txt").write_text("Officers made 34 arrests.")
    (tmp_path / "foreign.html").write_text("<p>a letter")
    (tmp_path / "two.md").write_text("Officers made 34 arrests.")
    (tmp_path / "utf16.toml").write_text("[units.x]", encoding="utf-16")
    (tmp_path / "twice.toml").write_text("[units.x]\n[units.x]\n")
    (tmp_path / "unknown.toml").write_text('[unit.x]\nforms = ["x"]\n')
    (tmp_path / "list.toml").write_text("units = [1]\n")
    (tmp_path / "verdicts.jsonl").write_text('{"release": "1f", "item": "c1", "list": "claims", "verdict": "maybe"}\n')
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text("12 arrests")
    (tmp_path / "gold" / "a.gold.json").write_text('{"claims": [{"text": "99"}]}')
    with closing(sqlite3.connect(tmp_path / "tables.db")) as connection:
        connection.execute("CREATE TABLE letters (text)")
    with open_sink(tmp_path / "records.jsonl") as sink:
        sink.write(record(Document("Officers made 34 arrests.")))
    return tmp_path


MISTAKES = [
    ("parse", "Missing argument"),
    ("parse nothing.txt", "nothing.txt: there is no such file or folder"),
    ("parse release.txt nowhere/out.csv", "there is no folder nowhere"),
    ("parse release.txt no.db", "no.db exists and is no SQLite database"),
    ("parse release.txt no.duckdb", "no.duckdb exists and is no DuckDB database"),
    ("parse release.txt out.doc", "this is not a target that can be written"),
    ("parse release.txt mysql://localhost/x", "this is not a target that can be written"),
    ("parse release.txt sqlite://", "names no file"),
    ("parse release.txt other.csv", "other.csv exists and release-parser did not write it"),
    ("parse picture.png", "no source reads this suffix"),
    ("parse empty", "nothing in this folder can be read"),
    ("parse release.txt --workers 0", "workers is 0"),
    ("parse release.txt --workers many", "Invalid value for '--workers'"),
    ("parse release.txt --engine spark", "there is no engine 'spark'"),
    ("parse release.txt --lexicon broken.toml", "broken.toml: cannot be read as TOML"),
    ("parse release.txt --lexicon nothing.toml", "nothing.toml: cannot be read: No such file"),
    ("parse release.txt --lexicon wrong.toml", "wrong.toml: entry 'x'"),
    ("parse release.txt --lexicon empty", "empty: cannot be read"),
    (
        "parse release.txt --model nope",
        "there is no spaCy model 'nope': neither a folder with a config.cfg nor an installed package; install it with `python -m spacy download nope`",
    ),
    ("parse release.txt out.jsonl --max-failures lots", "--max-failures lots"),
    ("parse release.txt --resume", "--resume: there is nothing to write; name the target last"),
    ("parse release.txt --raw --prune", "--raw, --prune: there is nothing to write"),
    ("parse release.txt out.jsonl --prune", "prune is for databases and Parquet in parts"),
    ("parse release.txt out.csv --format table", "--format is for what is shown"),
    ("parse release.txt out.jsonl --bom", "bom is for a .csv file"),
    ("parse other.csv --column text", "--column text: give FIELD=NAME"),
    ("parse release.txt --nonsense", "No such option"),
    ("prase release.txt", "No such command 'prase'"),
    ("view records.jsonl", "name the page to write"),
    ("view nothing.jsonl -o x.html", "nothing.jsonl: there is no such file"),
    ("view no.db -o x.html", "is no SQLite database"),
    ("view records.jsonl -o nowhere/x.html", "there is no folder nowhere"),
    ("view records.jsonl -o release.txt", "a page is HTML; give it a name that ends with .html"),
    ("view records.jsonl -o foreign.html", "foreign.html exists and release-parser did not write it"),
    ("view records.jsonl -o empty", "empty is a folder"),
    ("view records.jsonl -o x.html --sample 0", "a sample of 0"),
    ("view records.jsonl -o x.html --seed 3", "--seed is for --sample N"),
    ("report no.db -o x.html", "is no SQLite database"),
    ("report release.txt -o x.html", "release.txt: records can be loaded from"),
    ("report nothing -o x.html", "nothing: there is no such file or folder"),
    ("report other.jsonl -o x.html", "other.jsonl:1"),
    ("report torn.jsonl -o x.html", "torn.jsonl:1"),
    ("report records.jsonl -o empty", "empty is a folder"),
    ("explain nothing.txt", "there is no such file"),
    ("explain empty", "nothing in this folder"),
    ("explain release.txt c99", "has no c99: it has claim c1"),
    ("explain release.txt --at 999999", "outside of the text"),
    ("explain release.txt --find zebra", "does not stand in the release"),
    ("explain release.txt c1 --at 4", "say what to explain by one of"),
    ("evaluate nothing", "nothing: there is no such folder"),
    ("evaluate other.jsonl", "other.jsonl"),
    ("evaluate empty", "empty"),
    ("diff records.jsonl nothing.jsonl", "nothing.jsonl is not a file: give records"),
    ("diff records.jsonl other.jsonl", "other.jsonl, line 1 is not a record"),
    ("diff no.db records.jsonl", "`release-parser load` makes one"),
    ("diff release.txt records.jsonl", "release.txt is not a file of records"),
    ("load records.jsonl", "name the records and the target"),
    ("load other.jsonl x.db", "other.jsonl:1"),
    ("load release.txt x.db", "release.txt: records can be loaded from"),
    ("load records.jsonl no.db", "is no SQLite database"),
    ("parse release.txt out.jsonl --max-failures 200%", "more than 100% of the inputs"),
    ("parse release.txt out.jsonl --limit document", "--limit document: give document=NUMBER"),
    ("parse release.txt out.jsonl --limit size=3MB", "there is no limit 'size'"),
    ("parse release.txt out.jsonl --since yesterday", "since is 'yesterday'"),
    ("parse release.txt out.jsonl --since 999999d", "since is '999999d'"),
    ("parse release.txt out.jsonl --since 0001-01-01", "since is '0001-01-01'"),
    ("parse release.txt out.jsonl --time-limit 0", "time_limit is 0"),
    ("parse release.txt out.jsonl --time-limit nan", "time_limit is nan"),
    ("parse release.txt out.jsonl --archive=", "identity is empty: give a name for the archive"),
    ("parse release.txt --to=", "'': this is not a target that can be written"),
    (f"parse release.txt {'x' * 300}.jsonl", "File name too long"),
    (f"parse {'x' * 300}.txt", "File name too long"),
    ("parse release.txt out.jsonl --duplicates drop", "duplicates is 'drop'"),
    ("parse release.txt out.parquet --partition force,year", "partition is 'force,year'"),
    ("parse release.txt out.jsonl --summary nowhere/s.json", "there is no folder nowhere"),
    ("parse release.txt out.jsonl --summary foreign.html", "foreign.html exists and release-parser did not write it"),
    ("parse release.txt out.jsonl --log-format yaml", "--log-format is 'yaml'"),
    ("parse release.txt out.jsonl --lexicon utf16.toml", "utf16.toml: byte 0 is not UTF-8"),
    ("parse release.txt out.jsonl --lexicon twice.toml", "twice.toml: cannot be read as TOML"),
    ("parse release.txt out.jsonl --lexicon unknown.toml", "there is no vocabulary 'unit'"),
    ("parse release.txt out.jsonl --lexicon list.toml", "'units' must be a table of entries"),
    ("parse release.txt out.jsonl --model empty", "empty is not a spaCy model"),
    ("view records.jsonl -o x.html --sample ten", "Invalid value for '--sample'"),
    ("view tables.db -o x.html", "holds no records of release_parser"),
    ("report records.jsonl -o x.html --viewer gone.html", "--viewer gone.html: there is no such page"),
    ("report records.jsonl -o x.html --viewer foreign.html", "--viewer foreign.html is not a page that"),
    ("report records.jsonl", "name the page to write"),
    ("explain picture.png", "no source reads this suffix"),
    ("explain release.txt --at -5", "offset -5 is outside of the text"),
    ("evaluate verdicts.jsonl", "verdicts.jsonl, line 1: the verdict is 'maybe'"),
    ("evaluate gold", "claims[0]: '99' is not in the text"),
    ("diff records.jsonl release.txt", "line 1 is not JSON"),
    ("diff records.jsonl records.jsonl --examples -1", "Invalid value for '--examples'"),
    ("load records.jsonl records.jsonl", "records.jsonl is one of the inputs"),
    ("load records.jsonl out.exe", "this is not a target that can be written"),
    ("lexicon chek", "Did you mean 'check'"),
    ("schema --format xml", "--format is 'xml'"),
    ("schema --format sql --dialect oracle", "--dialect is 'oracle'"),
    ("schema --dialect sqlite", "--dialect is for --format sql"),
    ("schema --format sql --database news", "--database is for --format datasette"),
    ("lexicon list nonsense", "nonsense"),
    ("lexicon check --lexicon broken.toml", "broken.toml: cannot be read as TOML"),
]


@pytest.mark.parametrize(("line", "said"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_on_the_command_line(desk, capsys, line, said):
    with pytest.raises(SystemExit) as ended:
        cli.main(line.split())
    errors = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in errors
    assert errors.startswith(("release-parser: ", "Usage: "))
    assert "Traceback" not in errors
    assert len(errors.splitlines()) == 1 or errors.startswith("Usage: ")


PYTHON = {
    "bytes as text": lambda: rp.parse(b"Officers made 34 arrests."),
    "nothing as text": lambda: rp.parse(""),
    "None as text": lambda: rp.parse(None),
    "a number as text": lambda: rp.parse(34),
    "a path as text": lambda: rp.parse(Path("release.txt")),
    "a folder given as text": lambda: rp.parse("empty"),
    "a file given as text": lambda: rp.parse("release.txt"),
    "a day that is none": lambda: rp.parse("34 arrests.", published="yesterday"),
    "a day with something behind it": lambda: rp.parse("34 arrests.", published="2021-01-15 or so"),
    "a number as a day": lambda: rp.parse("34 arrests.", published=20210115),
    "a column of no field": lambda: rp.read("other.csv", columns={"texts": "Story"}),
    "a path that is none": lambda: list(rp.read("nothing.txt").parse()),
    "a number as a path": lambda: list(rp.read(34).parse()),
    "None as a path": lambda: list(rp.read(None).parse()),
    "no workers": lambda: rp.read("release.txt").parse(workers=0),
    "workers as a text": lambda: rp.read("release.txt").parse(workers="4"),
    "a time limit as a text": lambda: rp.read("release.txt").parse(time_limit="a minute"),
    "a length as a text": lambda: rp.read("release.txt").parse(longest="1 MB"),
    "a parser that is none": lambda: rp.read("release.txt").parse(parser="en_core_web_sm"),
    "an empty path": lambda: rp.read(""),
    "columns as a text": lambda: rp.read("release.txt", columns="Story"),
    "limits as a number": lambda: rp.read("release.txt", limits=5),
    "an observer that is no function": lambda: rp.read("release.txt").parse().write("out.jsonl", observe=True),
    "texts where documents are wanted": lambda: list(rp.Parser().parse_batch(["Officers made 34 arrests."])),
    "an offset as a text": lambda: rp.parse("Officers made 34 arrests.").explain(at="9"),
    "a lexicon by its path": lambda: rp.Parser(lexicon="mine.toml"),
    "a model as a number": lambda: rp.Parser(model=5),
    "None as records": lambda: rp.load(None),
    "an unknown target": lambda: rp.read("release.txt").parse().write("out.doc"),
    "a target in no folder": lambda: rp.read("release.txt").parse().write("nowhere/out.csv"),
    "a number as a target": lambda: rp.read("release.txt").parse().write(34),
    "a file that is no database": lambda: rp.read("release.txt").parse().write("no.db"),
    "records of no database": lambda: list(rp.load("no.db")),
    "records of no records": lambda: list(rp.load("other.jsonl")),
    "records that are not there": lambda: list(rp.load("nothing.jsonl")),
    "a view of bytes": lambda: rp.view(b"x"),
    "a view of nothing": lambda: rp.view(None),
    "a view of texts": lambda: rp.view(["Officers made 34 arrests."]).html,
    "a view into no folder": lambda: rp.view(rp.load("records.jsonl")).save("nowhere/x.html"),
    "a report of texts": lambda: Report(["Officers made 34 arrests."]),
    "an open file as input": lambda: rp.read(open("release.txt")),  # noqa: PTH123, SIM115 - as people write it
    "a mapping as input": lambda: rp.read({"release.txt": 1}),
    "a number among the paths": lambda: rp.read(["release.txt", 5]),
    "no path in the list": lambda: list(rp.read([]).parse()),
    "a number as a time": lambda: rp.read("release.txt", since=5),
    "a number as an identity": lambda: rp.read("release.txt", identity=5),
    "a number as a column": lambda: rp.read("other.csv", columns={"text": 1}),
    "a lexicon by its path, for reading": lambda: rp.read("release.txt", lexicon="mine.toml"),
    "a lexicon as a mapping": lambda: rp.read("release.txt").parse(lexicon={}),
    "workers that are half": lambda: rp.read("release.txt").parse(workers=1.5),
    "duplicates as a truth": lambda: rp.read("release.txt").parse(duplicates=True),
    "a text of two": lambda: rp.parse(["34 arrests.", "12 arrests."]),
    "a number as a title": lambda: rp.parse("34 arrests.", title=5),
    "half a character": lambda: rp.parse("34 \ud800 arrests."),
    "an open file as target": lambda: rp.read("release.txt").parse().write(open("out.jsonl", "w")),  # noqa: PTH123, SIM115
    "None as target": lambda: rp.read("release.txt").parse().write(None),
    "bytes as target": lambda: rp.read("release.txt").parse().write(b"out.jsonl"),
    "a number as partition": lambda: rp.read("release.txt").parse().write("out.parquet/", partition=5),
    "resume where nothing is known": lambda: rp.read("release.txt").parse().write("out.csv", resume=True),
    "a version that is none": lambda: list(rp.load("records.jsonl", versions="old")),
    "claims as records": lambda: list(rp.load("other.csv")),
    "a sample in words": lambda: rp.view("records.jsonl", sample_size="ten"),
    "a seed in words": lambda: rp.view("records.jsonl", sample_size=1, seed="x"),
    "a page's title as a number": lambda: rp.view("records.jsonl", title=5),
    "a page without a name": lambda: rp.view("records.jsonl").save(None),
    "a report's title as a number": lambda: Report("records.jsonl", title=5),
    "a viewer as a number": lambda: Report("records.jsonl", viewer=5),
    "an explanation of nothing": lambda: rp.parse("Officers made 34 arrests.").explain(),
    "words to explain as a number": lambda: rp.parse("Officers made 34 arrests.").explain(find=34),
    "no overlay": lambda: rp.Lexicon.default().overlay(None),
    "a vocabulary that is none": lambda: rp.Lexicon.default().vocabulary("nope"),
    "a lexicon that is none": lambda: rp.Lexicon.default().overlay("broken.toml"),
    "a model that is none": lambda: rp.Parser(model="nope"),
}


@pytest.mark.parametrize("mistake", PYTHON)
def test_in_python(desk, mistake):
    with pytest.raises(ReleaseParserError) as raised:
        PYTHON[mistake]()
    assert len(str(raised.value)) > 20


def test_writing_before_parsing_says_what_was_forgotten(desk):
    with pytest.raises(AttributeError, match=r"call parse first, rp\.read\(…\)\.parse\(\)\.write"):
        rp.read("release.txt").write("out.jsonl")
    with pytest.raises(AttributeError, match=r"a Stream of documents has no wrote$"):
        rp.read("release.txt").wrote  # noqa: B018 - it is asked for


def test_records_of_another_program_can_still_be_parsed_as_texts(desk, capsys):
    (desk / "texts.jsonl").write_text(json.dumps({"text": "Officers made 34 arrests."}) + "\n")
    with pytest.raises(SystemExit) as ended:
        cli.main(["view", "texts.jsonl", "-o", "x.html"])
    assert ended.value.code == 0


def test_a_vocabulary_saved_by_an_editor_on_windows_is_read(desk):
    (desk / "mine.toml").write_bytes(b'\xef\xbb\xbf[units.zoot]\r\nkind = "mass"\r\nforms = ["zoot"]\r\n')
    assert rp.Lexicon.default().overlay("mine.toml").vocabulary("units").find("zoot")
