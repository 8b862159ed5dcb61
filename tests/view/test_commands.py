"""`view` and `info` on the command line."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

import release_parser as rp
from pages import records
from release_parser.cli import app
from release_parser.errors import InputError
from releases import RELEASES


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def parsed(tmp_path_factory):
    """Records of three fixture releases."""
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    rp.read([str(each) for each in RELEASES[:3]]).parse().write(path)
    return path


def titles(page) -> list[str]:
    return [each["source"].rsplit("/", 1)[-1] for each in records(page.read_text(encoding="utf-8"))]


def test_records_are_shown(parsed, tmp_path):
    result = run("view", parsed, tmp_path / "page.html")
    assert result.exit_code == 0
    assert titles(tmp_path / "page.html") == [each.name for each in RELEASES[:3]]


def test_packed_records_too(parsed, tmp_path):
    (tmp_path / "records.jsonl.gz").write_bytes(gzip.compress(parsed.read_bytes()))
    run("view", tmp_path / "records.jsonl.gz", "-o", tmp_path / "page.html")
    assert len(titles(tmp_path / "page.html")) == 3


def test_a_packed_file_that_was_cut_is_a_failure(parsed, tmp_path):
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(parsed.read_bytes())[:12])
    run("view", tmp_path / "cut.jsonl.gz", "-o", tmp_path / "page.html", "--no-explain")
    (only,) = records((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "cut.jsonl.gz is damaged or truncated" in only["failure"]["error"]


def test_packed_records_may_have_a_suffix_in_capitals(parsed, tmp_path):
    (tmp_path / "RECORDS.JSONL.GZ").write_bytes(gzip.compress(parsed.read_bytes()))
    run("view", tmp_path / "RECORDS.JSONL.GZ", "-o", tmp_path / "page.html", "--no-explain")
    assert len(titles(tmp_path / "page.html")) == 3


def test_what_is_parsed_may_be_a_pattern_or_an_address(tmp_path):
    (tmp_path / "a.txt").write_text("34 arrests.")
    (tmp_path / "b.txt").write_text("12 arrests.")
    for source, count in ((tmp_path / "*.txt", 2), ((tmp_path / "a.txt").as_uri(), 1)):
        run("view", source, "-o", tmp_path / "page.html", "--no-explain")
        assert len(titles(tmp_path / "page.html")) == count


def test_a_database_too(parsed, tmp_path):
    rp.read([str(each) for each in RELEASES[:3]]).parse().write(tmp_path / "records.db")
    run("view", tmp_path / "records.db", "-o", tmp_path / "page.html")
    assert len(titles(tmp_path / "page.html")) == 3


def test_releases_are_parsed(tmp_path):
    run("view", RELEASES[0], "--to", tmp_path / "page.html")
    assert titles(tmp_path / "page.html") == [RELEASES[0].name]


def test_a_sample(parsed, tmp_path):
    run("view", parsed, "-o", tmp_path / "page.html", "--sample", 2, "--seed", 5, "--title", "Two of them")
    assert len(titles(tmp_path / "page.html")) == 2
    assert "<title>Two of them</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_explanations(parsed, tmp_path):
    for option, there in (("--explain", True), ("--no-explain", False)):
        run("view", parsed, "-o", tmp_path / "page.html", option)
        assert ("why" in records((tmp_path / "page.html").read_text(encoding="utf-8"))[0]) is there


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("view", "missing.jsonl.txt", "-o", "x.html"), "no such file"),
        (("view", "x.jsonl"), "name the page"),
    ],
)
def test_what_is_wrong_is_said(arguments, message):
    with pytest.raises(InputError, match=message):
        run(*arguments)


def test_info_names_versions():
    result = run("info")
    assert f"release_parser\t{rp.__version__}" in result.output
    for name in ("python\t3", "model\ten_core_web_sm-3.8", "spacy\t3.8", "pydantic\t2"):
        assert name in result.output


@pytest.mark.parametrize(
    ("words", "offered"), [("release-parser re", "report"), ("release-parser view --sa", "--sample")]
)
def test_a_shell_completes_commands_and_options(words, offered):
    asked = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "_RELEASE_PARSER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    code = "import sys; sys.argv = ['release-parser']; from release_parser.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=False)
    assert offered in done.stdout.split()


def test_help_is_short_too():
    assert run("-h").output == run("--help").output
    assert "--sample" in run("view", "-h").output
