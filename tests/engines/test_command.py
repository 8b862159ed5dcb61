"""The command line's way to engines, resumed runs and duplicates."""

from __future__ import annotations

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser import plan
from release_parser.cli import main
from release_parser.summary import Summary


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setattr(plan, "built", lambda _: FakeParser())

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        return ended.value.code, capsys.readouterr().err.strip()

    return run


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text("Officers made 34 arrests.")
    return folder


def test_a_second_run_with_resume_parses_nothing(run, archive, tmp_path):
    assert "3 read, 3 parsed, 0 failed" in run("parse", archive, tmp_path / "out.jsonl", "--resume")[1]
    assert (
        "3 read, 0 parsed, 3 kept from before, 0 failed" in run("parse", archive, tmp_path / "out.jsonl", "--resume")[1]
    )


def test_the_same_text_is_written_once_where_that_is_asked(run, archive, tmp_path):
    code, summary = run("parse", archive, tmp_path / "out.jsonl", "--duplicates", "merge")
    assert (code, summary.split(":")[0]) == (
        0,
        "3 read, 1 parsed, 0 failed, 2 with the text of an earlier one, 0 with nearly that",
    )
    assert len(list(rp.load(tmp_path / "out.jsonl"))) == 1
    assert len((tmp_path / "out.duplicates.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "steam"), "there is no engine 'steam'"),
        (("--duplicates", "drop"), "'mark', 'merge' or None"),
        (("--time-limit", "0"), "a number of seconds above 0"),
        (("--workers", "0"), "1 or more"),
    ],
)
def test_what_makes_no_sense_is_an_error_at_once(run, archive, tmp_path, options, message):
    code, error = run("parse", archive, tmp_path / "out.jsonl", *options)
    assert (code, message in error) == (2, True), error


def test_an_interrupted_run_says_how_to_go_on(run, archive, tmp_path, monkeypatch):
    def interrupt(self, record, *, kept=False):
        raise KeyboardInterrupt

    monkeypatch.setattr(Summary, "add", interrupt)
    code, message = run("parse", archive, tmp_path / "out.jsonl")
    assert code == 130
    assert "out.jsonl.partial, and the same command with --resume" in message
    assert (tmp_path / "out.jsonl.partial").read_text().count("\n") == 1


def test_a_log_gets_a_plain_line_a_minute(monkeypatch, capsys):
    from release_parser import cli_progress

    clock = iter([0.0, 30.0, 61.0, 70.0, 122.0])
    monkeypatch.setattr(cli_progress.time, "monotonic", lambda: next(clock))
    with cli_progress.Progress(count=lambda: 9000) as progress:
        for read in (10, 20, 30, 40):
            progress.show(None, Summary(read=read, kept=5, claims=9, seconds=1.0))
    assert capsys.readouterr().err.splitlines() == [
        "20 read, 15 a second, 5 kept from before: 9 claims, 0 quotes",
        "40 read, 35 a second, 5 kept from before: 9 claims, 0 quotes",
    ]
