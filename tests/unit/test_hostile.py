"""What somebody who means harm, or a careless caller, hands over: terminals, formulas, passwords, models, odd characters and types."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import sys

import pytest
from rich.console import Console

import release_parser as rp
from release_parser.cli_table import print_records
from release_parser.errors import InputError, ModelNotFoundError
from release_parser.pipeline import model as models
from release_parser.records import Failure, ParserInfo, Release, release_id
from release_parser.sinks.csvfile import ClaimsSink, harmless
from release_parser.sinks.passwords import masked
from release_parser.text import Document
from release_parser.visible import visible

ODD = "Two vans\x1b]0;root\x07\x1b[2J seized\u202e"


class TestTerminal:
    def test_what_a_terminal_obeys_is_written_out(self):
        release = Release(
            id=release_id("34 arrests"),
            text="34 arrests",
            title=ODD,
            publisher=ODD,
            source=ODD,
            parser=ParserInfo(version="1", model="x"),
        )
        for terminal in (True, False):
            out = io.StringIO()
            console = Console(file=out, force_terminal=terminal, no_color=True, width=200)
            print_records([release, Failure(source=ODD, stage="read", error=ODD)], console=console)
            shown = out.getvalue()
            assert "\x1b]" not in shown
            assert "\x1b[2J" not in shown
            assert "\u202e" not in shown
            assert "\\x1b]0;root" in shown

    def test_the_command_line_does_not_obey_the_name_of_a_file(self, tmp_path):
        run = subprocess.run(
            [sys.executable, "-m", "release_parser", "parse", str(tmp_path / "a\x1b[2J.txt")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode
        assert "\x1b" not in run.stderr
        assert "\\x1b[2J" in run.stderr

    @pytest.mark.parametrize("text", ["“£500” – café", "line\nline\ttab", "👩\u200d🚒", "می\u200cخواهم"])
    def test_text_stays_text(self, text):
        assert visible(text) == text


class TestSpreadsheets:
    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1"])
    def test_a_formula_is_text(self, text):
        assert harmless(text) == f"'{text}"

    @pytest.mark.parametrize("value", ["34 arrests", "", None, -5, 0.5, "a=b"])
    def test_anything_else_stays(self, value):
        assert harmless(value) == value

    def test_the_table_of_claims_has_no_formulas(self, tmp_path):
        release = rp.parse('=HYPERLINK("x") 34 arrests were made.', title="=cmd|'/c calc'!A1", source="@SUM(A1)")
        with ClaimsSink(str(tmp_path / "a.csv")) as sink:
            sink.write(release)
        cells = (tmp_path / "a.csv").read_text(encoding="utf-8").split("\n", 1)[1]
        assert '"=' not in cells
        assert '"@' not in cells
        assert "\"'=cmd" in cells
        assert "\"'@SUM" in cells


@pytest.mark.parametrize(
    "target",
    [
        "postgresql://desk:hunter2@host/db",
        "postgresql+psycopg://desk@host/db?password=hunter2&sslmode=require",
        "postgresql://host/db?user=desk&sslpassword=hunter2",
        "duckdb:///md:news?motherduck_token=hunter2",
        "duckdb://desk:hunter2@host/news",
        "host=x password=hunter2 dbname=y",
        "{'password': 'hunter2'}",
    ],
)
def test_a_password_is_no_part_of_a_message(target):
    assert "hunter2" not in masked(target)
    if "://" in target:
        with pytest.raises(rp.ReleaseParserError) as error:
            list(rp.read(b"34 arrests").parse().write(target.replace("host", "127.0.0.1:1")))
        assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("target", ["duckdb:///md:news", "duckdb:///motherduck:news", "duckdb:///s3://x/y"])
def test_a_database_on_the_network_is_no_file_of_duckdb(target):
    pytest.importorskip("duckdb")
    with pytest.raises(InputError, match="names no file"):
        rp.load(target)


def test_a_view_in_the_place_of_a_table_shows_no_file_of_this_machine(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    path = tmp_path / "theirs.duckdb"
    rp.read(b"Officers made 34 arrests.").parse().write(f"duckdb:///{path}")
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP VIEW IF EXISTS claims_flat")
        connection.execute("ALTER TABLE failures RENAME TO failures_")
        connection.execute(
            f"CREATE VIEW failures AS SELECT 1 AS position, content AS source, 'read' AS stage, content AS error FROM read_text('{secret}')"
        )
    with pytest.raises(InputError, match="is a view"):
        list(rp.load(f"duckdb:///{path}"))


class TestModels:
    @pytest.fixture
    def altered(self, tmp_path):
        """A package with the official name and weights of its own."""
        source = models._package_data(models.REPUBLISHED)
        if source is None:
            pytest.skip("the re-published model is not installed")
        folder = tmp_path / models.PACKAGE / f"{models.PACKAGE}-3.8.0"
        shutil.copytree(source, folder)
        (tmp_path / models.PACKAGE / "__init__.py").write_text("")
        with (folder / "tagger" / "cfg").open("ab") as file:
            file.write(b"\n")  # one byte that is not the official one
        return folder

    def test_one_in_the_working_folder_is_checked_like_any(self, altered, monkeypatch):
        monkeypatch.syspath_prepend(str(altered.parents[1]))
        models._load_default.cache_clear()
        try:
            with pytest.raises(ModelNotFoundError, match="not the official file"):
                models.load_model()
        finally:
            models._load_default.cache_clear()

    def test_one_that_is_named_is_named_as_unverified(self, altered):
        with pytest.warns(RuntimeWarning, match="not verified"):
            _, name = models.load_model(altered)
        assert name.startswith("en_core_web_sm")
        assert name.endswith("-3.8.0-unverified")


class TestValues:
    @pytest.mark.parametrize("text", ["aged 𐵀𐵀", "𐵀𐵀 arrests", "£𐵀𐵀 seized", "on 𐵀𐵀 May 2021", "a 𐵀𐵀-year-old man"])
    def test_digits_that_nobody_can_read_are_no_numbers(self, text):
        release = rp.parse(f"{text}. Officers made 34 arrests.")
        assert release.text.startswith(text)
        assert [claim.span.text for claim in release.claims] == ["34"]

    def test_digits_of_other_scripts_are_read(self):
        assert [int(claim.quantity.value) for claim in rp.parse("Officers made ３４ arrests.").claims] == [34]

    @pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", dt.date.min, dt.date.max])
    def test_a_day_that_stands_for_unknown_is_our_error(self, day):
        with pytest.raises(InputError, match="no press release is of that day"):
            rp.parse("Officers made 34 arrests yesterday.", published=day)

    @pytest.mark.parametrize(
        ("day", "week"),
        [
            (dt.date(1800, 1, 1), dt.date(1799, 12, 23)),
            (dt.date(2200, 12, 31), dt.date(2200, 12, 22)),
            (dt.datetime(2021, 5, 4, 12, tzinfo=dt.UTC), dt.date(2021, 4, 26)),
        ],
    )
    def test_any_other_day_is_read(self, day, week):
        """From Monday to Sunday, over the first and the last of the years that are read too."""
        release = rp.parse("Officers made 34 arrests last week, and next year in the last decade.", published=day)
        assert release.published == (day.date() if isinstance(day, dt.datetime) else day)
        assert release.claims[0].period.start == week

    @pytest.mark.parametrize("field", ["source", "url", "title", "publisher"])
    def test_a_lone_surrogate_is_our_error_and_names_the_field(self, field):
        with pytest.raises(InputError, match=f"the {field} "):
            rp.parse("34 arrests", **{field: "a\ud800"})
        (failure,) = rp.Parser().parse_batch([Document("34 arrests", **{field: "a\ud800"})])
        assert isinstance(failure, Failure)

    @pytest.mark.parametrize("text", [b"34 arrests", bytearray(b"x"), 34, None, ["34 arrests"]])
    def test_what_is_no_text_is_our_error(self, text):
        with pytest.raises(InputError, match=r"bytes and no text|and no text: give a str"):
            rp.parse(text)

    def test_a_number_as_the_title_is_our_error(self):
        with pytest.raises(InputError, match="title is int"):
            rp.parse("34 arrests", title=34)
