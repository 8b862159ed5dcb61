"""What a run tells those who were not there: exit codes, the summary, numbers for Prometheus, the log."""

from __future__ import annotations

import json
import os

import pytest

from fakes import FakeParser
from release_parser import cli
from release_parser.cli_report import Limit
from release_parser.errors import InputError
from release_parser.stream import Summary


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.setattr("release_parser.plan.built", lambda _: FakeParser())

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        return ended.value.code or 0, capsys.readouterr().err

    return run


@pytest.fixture
def news(tmp_path):
    """Eight releases and two files that cannot be parsed."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}.txt").write_text("" if number < 2 else f"{number} arrests")
    return folder


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 0),
        (["--strict"], 1),
        (["--max-failures", "2"], 0),
        (["--max-failures", "1"], 1),
        (["--max-failures", "0"], 1),
        (["--max-failures", "20%"], 0),
        (["--max-failures", "19.5%"], 1),
        (["--max-failures", "many"], 2),
        (["--max-failures", "1.5"], 2),
        (["--log-format", "xml"], 2),
    ],
)
@pytest.mark.parametrize("target", ["out.jsonl", None])
def test_exit_codes(run, news, tmp_path, options, code, target):
    arguments = [news] if target is None else [news, tmp_path / target]
    assert run("parse", *arguments, *options)[0] == code


def test_a_run_whose_inputs_all_failed_has_failed(run, news, tmp_path):
    assert run("parse", news / "0.txt", news / "1.txt", tmp_path / "out.jsonl")[0] == 1


def test_a_share_of_nothing_is_not_passed():
    assert not Limit("0%").is_passed(Summary())
    with pytest.raises(InputError, match="such as 2%"):
        Limit("-1")


def test_the_summary_of_a_run_that_is_done(run, news, tmp_path):
    run("parse", news, tmp_path / "out.jsonl", "--summary", tmp_path / "summary.json", "--strict")
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["state"], summary["exit_code"], summary["error"]) == ("done", 1, None)
    assert (summary["read"], summary["parsed"], summary["failed"], summary["claims"]) == (10, 8, 2, 8)
    assert summary["target"] == str(tmp_path / "out.jsonl")
    assert summary["started_at"] <= summary["finished_at"]
    run("parse", news / "0.txt", tmp_path / "out.jsonl", "--summary", tmp_path / "summary.json")
    assert json.loads((tmp_path / "summary.json").read_text())["read"] == 1


def test_the_summary_of_a_run_that_could_not_begin(run, tmp_path):
    assert run("parse", tmp_path / "missing", tmp_path / "out.jsonl", "--summary", tmp_path / "summary.json")[0] == 2
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["state"], summary["exit_code"], summary["read"]) == ("failed", 2, 0)
    assert "there is no such file or folder" in summary["error"]


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("postgresql+psycopg://me:secret@localhost:1/news", "postgresql+psycopg://me:***@localhost:1/news"),
        ("postgresql://localhost:1/news?password=secret", "postgresql://localhost:1/news?password=***"),
    ],
)
def test_a_password_is_in_no_report(run, news, tmp_path, target, shown):
    code, said = run("parse", news, target, "--summary", tmp_path / "s.json", "--metrics", tmp_path / "m.prom")
    assert code == 2
    assert "secret" not in said + (tmp_path / "s.json").read_text() + (tmp_path / "m.prom").read_text()
    assert json.loads((tmp_path / "s.json").read_text())["target"] == shown


@pytest.mark.parametrize("option", ["--summary", "--metrics"])
def test_a_report_is_never_written_over_what_is_somebody_elses(run, news, tmp_path, option):
    (tmp_path / "mine.json").write_text('{"mine": 1}')
    code, said = run("parse", news, tmp_path / "out.jsonl", option, tmp_path / "mine.json")
    assert (code, "mine.json exists and" in said) == (2, True)
    assert (tmp_path / "mine.json").read_text() == '{"mine": 1}'
    code, said = run("parse", tmp_path / "mine.json", tmp_path / "out.jsonl", option, tmp_path / "mine.json", "--force")
    assert code == 2
    assert "is one of the inputs" in said


def test_numbers_for_prometheus(run, news, tmp_path):
    run("parse", news, tmp_path / "out.jsonl", "--metrics", tmp_path / "news.prom", "--max-failures", "1")
    lines = (tmp_path / "news.prom").read_text().splitlines()
    target = str(tmp_path / "out.jsonl")
    assert f'release_parser_run_read{{target="{target}"}} 10' in lines
    assert f'release_parser_run_failed{{target="{target}"}} 2' in lines
    assert f'release_parser_run_success{{target="{target}"}} 0' in lines
    assert f'release_parser_run_exit_code{{target="{target}"}} 1' in lines
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names)) == len(lines) / 3
    assert "release_parser_run_finished_timestamp_seconds" in names
    assert not list(tmp_path.glob(".*"))


def test_a_log_of_json(run, news, tmp_path):
    code, said = run("parse", news, tmp_path / "out.jsonl", "--log-format", "json")
    lines = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    failed = [line for line in lines if "stage" in line]
    assert [line["source"] for line in failed] == [str(news / "0.txt"), str(news / "1.txt")]
    assert lines[-1]["counts"]["parsed"] == 8
    assert {line["logger"] for line in lines} == {"release_parser"}
    assert all(line["time"].endswith("+00:00") and line["level"] == "info" for line in lines)


def test_an_error_in_a_log_of_json(run, tmp_path):
    code, said = run("parse", tmp_path / "missing", tmp_path / "out.jsonl", "--log-format", "json")
    (line,) = [json.loads(line) for line in said.splitlines()]
    assert (code, line["level"]) == (2, "error")
    assert "there is no such file or folder" in line["message"]


def test_quiet_says_nothing_in_json_either(run, news, tmp_path):
    assert run("parse", "-q", news, tmp_path / "out.jsonl", "--log-format", "json") == (0, "")


@pytest.mark.parametrize(
    ("target", "options"),
    [
        ("out.jsonl", ["--summary", "out.jsonl"]),
        ("out.db", ["--summary", "out.db"]),
        ("out.jsonl", ["--metrics", "out.jsonl.partial"]),
        ("out.jsonl", ["--summary", "out.duplicates.jsonl", "--duplicates", "mark"]),
        ("out.csv/", ["--summary", "out.csv/run.json"]),
        ("out.jsonl", ["--summary", "run.json", "--metrics", "./run.json"]),
    ],
)
def test_two_outputs_of_a_run_are_never_the_same_file(run, news, tmp_path, monkeypatch, target, options):
    """'parse news out.db --summary out.db' would leave the summary, and no record."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.csv").mkdir()
    code, said = run("parse", news, target, *options)
    assert (code, "would be written over by the same run" in said) == (2, True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.parent != news]


def test_a_summary_is_a_file(run, news):
    code, said = run("parse", news, "--summary", "-")
    assert (code, "standard output is for records" in said) == (2, True)


def test_what_ended_a_run_is_said_where_its_summary_cannot_be_written(run, tmp_path, monkeypatch):
    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("release_parser.sinks.turns.put", lambda *_: full(None))
    code, said = run("parse", tmp_path / "missing", "--summary", tmp_path / "s.json")
    assert code == 2
    assert "s.json cannot be written: No space left on device" in said
    assert said.endswith("there is no such file or folder\n")


def test_a_summary_that_may_not_be_written_is_an_error_before_the_run(run, news, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    code, said = run("parse", news, tmp_path / "out.jsonl", "--summary", tmp_path / "s.json")
    assert (code, "you have no right to write to its folder" in said) == (2, True)
    assert not (tmp_path / "out.jsonl").exists()
