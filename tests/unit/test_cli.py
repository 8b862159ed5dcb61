"""The command line: what goes where, what is said, what the exit code is."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import fakes
from pages import records
from release_parser import cli, plan
from release_parser.engines.batch import LONGEST_TEXT
from release_parser.sinks import load
from release_parser.sources import Limits

FILES = Path(__file__).parents[1] / "fixtures" / "files"


@pytest.fixture
def run(monkeypatch, capsysbinary):
    """Run the console script with a parser that needs no model; give exit code, output and errors."""
    import types

    module = types.ModuleType("release_parser.parser")
    module.Parser = lambda **_: fakes.FakeParser()
    monkeypatch.setitem(sys.modules, "release_parser.parser", module)
    # parsers are built once and kept: neither shall this one outlive the test, nor an earlier one serve here
    monkeypatch.setattr(plan, "built", cache(plan.built.__wrapped__))

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        output, errors = capsysbinary.readouterr()
        return ended.value.code or 0, output.decode(), errors.decode()

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Officers made 34 arrests.")
    (tmp_path / "news" / "b.txt").write_text("")
    return tmp_path / "news"


class TestParse:
    def test_writes_a_file_and_sums_up_on_standard_error(self, run, folder, tmp_path):
        code, output, errors = run("parse", folder, tmp_path / "out.jsonl")
        assert (code, output) == (0, "")
        assert errors.startswith("2 read, 1 parsed, 1 failed: 1 claim, 0 quotes, 0 operations, 0 units")
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 2

    def test_the_first_failure_of_each_kind_is_told_whatever_the_target(self, run, folder, tmp_path):
        for target in ("out.csv", "out.jsonl"):
            _, _, errors = run("parse", folder, tmp_path / target)
            assert errors.count("1 input failed: ") == 1
            assert "there is nothing to parse" in errors

    def test_strict_exits_with_1_if_anything_failed(self, run, folder, tmp_path):
        assert run("parse", "--strict", folder, tmp_path / "out.jsonl")[0] == 1
        assert run("parse", "--strict", folder / "a.txt", tmp_path / "out.jsonl")[0] == 0

    def test_without_an_output_it_shows_a_table(self, run, folder):
        code, output, _ = run("parse", folder)
        assert code == 0
        assert "Officers made 34 arrests." in output
        assert "value" in output
        assert "failed: " in output
        assert "there is nothing to parse" in output.replace("\n", " ")

    @pytest.mark.parametrize("arguments", [["-"], ["--format", "jsonl"], ["-o", "-"]])
    def test_standard_output(self, run, folder, arguments):
        _, output, _ = run("parse", folder, "--quiet", *arguments)
        assert [json.loads(line)["source"] for line in output.splitlines()] == [
            str(folder / "a.txt"),
            str(folder / "b.txt"),
        ]

    def test_quiet_says_nothing(self, run, folder, tmp_path):
        assert run("parse", "-q", folder, tmp_path / "out.jsonl") == (0, "", "")

    def test_a_text_with_a_misread_encoding_is_parsed_and_noted(self, run, tmp_path):
        (tmp_path / "a.txt").write_text("Officers seized Â£500.", encoding="utf-8")
        code, _, errors = run("parse", tmp_path / "a.txt", tmp_path / "out.jsonl")
        assert (code, "note: 1 text holds signs of an encoding misread" in errors) == (0, True)

    def test_several_inputs(self, run, folder, tmp_path):
        assert run("parse", folder / "a.txt", FILES / "date-line.md")[2].startswith(
            "2 read"
        )  # the last one can only be an input
        assert run("parse", folder / "a.txt", FILES / "*.*", tmp_path / "out.jsonl")[2].startswith("7 read")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["missing.zip", "out.jsonl"], "release-parser: missing.zip: there is no such file or folder\n"),
            (["{folder}", "out.xyz"], "release-parser: out.xyz: this is not a target that can be written; known are"),
            (["{folder}", "nowhere/out.jsonl"], "release-parser: nowhere/out.jsonl: there is no folder nowhere"),
            (["{folder}", "--format", "xml"], "release-parser: --format is 'xml'"),
            (["{folder}", "--lexicon", "missing.toml"], "release-parser: missing.toml: cannot be read: No such file"),
        ],
    )
    def test_what_is_wrong_is_one_line_and_exit_2(self, run, folder, arguments, message):
        code, output, errors = run("parse", *(argument.format(folder=folder) for argument in arguments))
        assert (code, output) == (2, "")
        assert errors.startswith(message)
        assert errors.count("\n") == 1

    @pytest.mark.parametrize(
        "option",
        [
            "--raw",
            "--bom",
            "--resume",
            "--prune",
            "--replace-newer",
            "--partition=month",
            "--duplicates=mark",
        ],
    )
    def test_an_option_of_a_target_is_an_error_without_one(self, run, folder, option):
        code, output, errors = run("parse", folder, option)
        assert (code, output) == (2, "")
        assert errors == (
            f"release-parser: {option.split('=')[0]}{' mark' if 'duplicates' in option else ''}: "
            "there is nothing to write; name the target last, or with --to\n"
        )

    @pytest.mark.parametrize(
        ("target", "shape", "code"),
        [("out.csv", "jsonl", 2), ("out.jsonl", "jsonl", 2), ("-", "table", 2), ("-", "jsonl", 0)],
    )
    def test_a_format_is_for_what_is_shown(self, run, folder, tmp_path, monkeypatch, target, shape, code):
        monkeypatch.chdir(tmp_path)
        found, _, errors = run("parse", folder, target, "--format", shape)
        assert (found, "--format is for what is shown" in errors) == (code, code == 2)


class TestProgress:
    def test_a_terminal_sees_rate_and_remaining_time(self, monkeypatch):
        from release_parser import cli_progress
        from release_parser.stream import Summary

        class Terminal(io.StringIO):
            def isatty(self):
                return True

        screen = Terminal()
        monkeypatch.setattr("sys.stderr", screen)
        with cli_progress.Progress(count=lambda: 9000) as progress:
            progress.show(None, Summary(read=1500, failed=1, claims=9, seconds=60.0))
        assert "1,500 of 9,000 read, 25 a second, 5 min left, 1 failed: 9 claims, 0 quotes" in screen.getvalue()
        assert screen.getvalue().endswith("\r\x1b[K")

    @pytest.mark.parametrize(("seconds", "words"), [(48, "48 s"), (600, "10 min"), (12_000, "3 h 20 min"), (-1, "0 s")])
    def test_durations(self, seconds, words):
        from release_parser.cli_progress import duration

        assert duration(seconds) == words


class TestOtherCommands:
    def test_schema(self, run):
        schema = json.loads(run("schema")[1])
        assert schema["title"] == "Release"
        assert {"claims", "quotes", "text"} <= set(schema["properties"])

    def test_view(self, run, folder, tmp_path):
        run("parse", folder, tmp_path / "out.jsonl")
        code, _, errors = run("view", tmp_path / "out.jsonl", tmp_path / "out.html", "--no-explain")
        assert code == 0
        assert errors.startswith("2 records in ")
        assert len(records((tmp_path / "out.html").read_text(encoding="utf-8"))) == 2
        assert run("view", tmp_path / "missing.jsonl", tmp_path / "x.html")[0] == 2

    def test_lexicon(self, run, tmp_path):
        assert "units\t" in run("lexicon", "list")[1]
        assert "\nkilogram\t" in run("lexicon", "list", "units")[1]
        assert run("lexicon", "find", "kilos")[1].startswith("units\tkilogram")
        assert run("lexicon", "find", "nothing of the sort")[0] == 1
        assert run("lexicon", "list", "nonsense")[0] == 2
        (tmp_path / "mine.toml").write_text('[units.firkin]\nkind = "volume"\nforms = ["firkin"]\n')
        assert run("lexicon", "find", "firkins", "--lexicon", tmp_path / "mine.toml")[1].startswith("units\tfirkin")

    def test_version(self, run):
        from release_parser import __version__

        assert run("--version")[1].strip() == __version__

    def test_a_wrong_option_is_exit_2(self, run):
        assert run("parse", "--nonsense")[0] == 2


class TestScript:
    def test_help_loads_nothing_heavy(self):
        code = "import sys; from release_parser import cli; print([m for m in ('spacy', 'yaml', 'regex', 'release_parser.records') if m in sys.modules])"
        assert (
            subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
            == "[]"
        )

    @pytest.mark.parametrize("arguments", [["lexicon", "list", "cues"], ["schema"], ["schema", "--format", "md"]])
    def test_a_closed_pipe_is_no_error_of_any_command(self, arguments):
        command = [sys.executable, "-c", "from release_parser.cli import main; main()", *arguments]
        source = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=source) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(timeout=60) == 0

    def test_a_closed_pipe_is_no_error(self, tmp_path):
        (tmp_path / "a.jsonl").write_text('{"text": "34 arrests"}\n' * 5000)
        code = (
            "import sys, types; sys.path.insert(0, sys.argv.pop(1)); import fakes; m = types.ModuleType('p');"
            "m.Parser = lambda **options: fakes.FakeParser(); sys.modules['release_parser.parser'] = m;"
            "from release_parser.cli import main; main()"
        )
        for arguments in (["-"], []):
            command = [
                sys.executable,
                "-c",
                code,
                str(Path(fakes.__file__).parent),
                "parse",
                "-q",
                str(tmp_path / "a.jsonl"),
                *arguments,
            ]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
                process.stdout.readline()
                process.stdout.close()
                assert process.stderr.read() == b""
                process.wait(timeout=60)


class TestLimits:
    """`--limit` sets what one input may cost."""

    def test_sizes_and_numbers(self):
        limits, longest = cli.split_limits(["document=64KB", "whole=1GB", "ratio=500", "depth=4", "longest=100"])
        assert (limits.document, limits.whole, limits.ratio, limits.depth, longest) == (65536, 2**30, 500, 4, 100)

    def test_without_any_they_are_the_defaults(self):
        limits, longest = cli.split_limits([])
        assert limits == Limits()
        assert longest == LONGEST_TEXT

    @pytest.mark.parametrize(
        "limit", ["document", "document=", "document=0", "document=64XB", "ratio=5MB", "size=3", "depth=-1"]
    )
    def test_what_is_wrong_is_said(self, run, folder, limit):
        code, _, errors = run("parse", folder, "--limit", limit)
        assert code == 2
        assert f"--limit {limit}" in errors

    def test_a_file_over_the_limit_fails_and_the_others_do_not(self, run, folder):
        (folder / "large.txt").write_text("Officers made 34 arrests. " * 100)
        _, output, _ = run("parse", folder, "--limit", "document=1KB", "--format", "jsonl")
        records = [json.loads(line) for line in output.splitlines()]
        (large,) = [record for record in records if record["source"].endswith("large.txt")]
        assert "larger than 1 KB" in large["error"]
        assert any("claims" in record for record in records)

    def test_a_text_over_the_limit_fails(self, run, folder):
        _, output, _ = run("parse", folder, "--limit", "longest=3", "--format", "jsonl")
        assert all("error" in json.loads(line) for line in output.splitlines())


class TestInterrupted:
    """Ctrl-C: what is done is safely written, and where, is said."""

    @pytest.fixture
    def interrupted(self, run, tmp_path, monkeypatch):
        parse_batch = fakes.FakeParser.parse_batch

        def until_the_third(self, documents):
            for document in documents:
                if document.text.startswith("3 "):
                    raise KeyboardInterrupt
                yield from parse_batch(self, [document])

        monkeypatch.setattr(fakes.FakeParser, "parse_batch", until_the_third)
        lines = "".join(json.dumps({"text": f"{number} arrests."}) + "\n" for number in range(1, 6))
        (tmp_path / "news.jsonl").write_text(lines)

        def go(target):
            return run("parse", tmp_path / "news.jsonl", target)

        return go

    @pytest.mark.parametrize("name", ["out.json", "out.csv", "out.parquet", "out.arrow"])
    def test_a_file_that_cannot_be_gone_on_with(self, interrupted, tmp_path, name):
        pytest.importorskip("pyarrow")
        code, _, errors = interrupted(tmp_path / name)
        partial = tmp_path / name.replace("out.", "out.partial.")
        assert (code, errors) == (130, f"release-parser: interrupted; what was done is in {partial}\n")
        if name == "out.json":
            assert len(json.loads(partial.read_text())) == 2
        elif name == "out.csv":
            assert len(partial.read_text().splitlines()) == 3
        else:
            pyarrow = pytest.importorskip("pyarrow")
            parquet = pytest.importorskip("pyarrow.parquet")
            table = parquet.read_table(partial) if "parquet" in name else pyarrow.ipc.open_file(partial).read_all()
            assert table.num_rows == 2
        assert not (tmp_path / name).exists()

    @pytest.mark.parametrize("name", ["out.jsonl", "out.sqlite", "out.duckdb"])
    def test_a_target_that_can(self, interrupted, tmp_path, name):
        pytest.importorskip("sqlalchemy")
        pytest.importorskip("duckdb")
        code, _, errors = interrupted(tmp_path / name)
        assert code == 130
        assert errors.endswith("and the same command with --resume goes on from there\n")
        assert name.split(".")[0] in errors
        partial = next(tmp_path.glob("out*"))
        if name == "out.jsonl":
            assert len(partial.read_text().splitlines()) == 2
        else:
            assert len(list(load(tmp_path / name))) == 2
