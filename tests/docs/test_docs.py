"""The documentation runs: Python blocks, console blocks; and it explains every rule."""

from __future__ import annotations

import ast
import doctest
import os
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import regex

import command_line
import release_parser.pipeline.component  # noqa: F401 - registers the component where the package is not installed
from release_parser.lexicon.entries import SCHEMAS
from releases import RELEASES

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_BLOCK = regex.compile(r"^```(?P<language>python|console)\n(?P<code>.*?)^```$", regex.MULTILINE | regex.DOTALL)
_RULE_LIKE = regex.compile(r"(?:age|operation|unit|person|quote|contact)[_-][a-z_-]+")
_RULE = regex.compile(r"^- `(?P<name>[^`]+)`", regex.MULTILINE)


_NOT_RUN = regex.compile(r"<!-- (?:not run|ci): [^>]+ -->\s*\Z")
RUN = [page for page in PAGES if page.parent.name == "how-to" or page.name in ("README.md", "index.md", "tutorial.md")]
"""Pages for people who begin: each of their blocks runs, shell as well, unless a comment before it says why not."""


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """Line and code of each block of a page in this language."""
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, match.start()) + 2, match["code"])
        for match in _BLOCK.finditer(text)
        if match["language"] == language
    ]


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A place that looks like the repository, where a page may write."""
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ids(path: Path) -> str:
    return path.name


def run_python(page: Path, line: int, code: str, names: dict[str, object]) -> None:
    """Run a block with the names of those before it; where it has prompts, what it prints must be what stands there."""
    if ">>>" in code:
        run = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), line - 1)
        report: list[str] = []
        result = doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(run, out=report.append, clear_globs=False)
        names.update(run.globs)
        assert not result.failed, "".join(report)
    else:
        exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in RUN and blocks(page, "python")], ids=ids)
def test_python_blocks_run_in_order_and_print_what_they_say(page, checkout):
    names: dict[str, object] = {"__name__": "__docs__"}
    for line, code in blocks(page, "python"):
        run_python(page, line, code, names)


def pieces(page: Path) -> list[tuple[int, str, str]]:
    """Line, language and code of every block of a page, in order; those left out that say why."""
    text = page.read_text(encoding="utf-8")
    block = regex.compile(
        r"^(?P<indent> *)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```$", regex.MULTILINE | regex.DOTALL
    )
    return [
        (text.count("\n", 0, match.start()) + 2, match["language"], textwrap.dedent(match["code"]))
        for match in block.finditer(text)
        if not _NOT_RUN.search(text[: match.start()])
    ]


@pytest.fixture
def shell(checkout, tmp_path_factory):
    """A shell that knows the command `release-parser`."""
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    programs = tmp_path_factory.mktemp("programs")
    (programs / "release-parser").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m release_parser "$@"\n')
    (programs / "release-parser").chmod(0o755)
    source = os.pathsep.join(path for path in sys.path if path)
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": source,
        "COLUMNS": "80",
    }

    def run(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            env=environment,
        )

    return run


@pytest.mark.parametrize("page", RUN, ids=ids)
def test_every_block_of_a_page_for_beginners_runs_in_its_order(page, shell):
    names: dict[str, object] = {"__name__": "__docs__"}
    for line, language, code in pieces(page):
        where = f"{page.name}:{line}"
        if language == "python":
            run_python(page, line, code, names)
        elif language == "console":
            for example in regex.split(r"^\$ ", code, flags=regex.MULTILINE)[1:]:
                command, _, expected = example.partition("\n")
                done = shell(command)
                assert done.returncode == 0, f"{where}: {done.stderr}"
                assert doctest.OutputChecker().check_output(expected, done.stdout, FLAGS), f"{where}\n{done.stdout}"
        elif language == "sh":
            if "sqlite3 " in code and shutil.which("sqlite3") is None:
                continue  # the Python block beside it asks the same
            done = shell(code)
            assert done.returncode == 0, f"{where}: {done.stderr}"
            names["_printed"] = done.stdout
        elif language == "text":  # what the shell block before it prints
            assert code == names["_printed"], f"{where}: it prints {names['_printed']}"
        else:
            assert language in ("sql", "toml", "json"), f"{where}: say in which language this is"


def test_the_reference_of_the_command_line_is_the_program_s_own():
    content = command_line.PAGE.read_text(encoding="utf-8")
    assert content == command_line.page(content), "run `python tests/docs/command_line.py`"


@pytest.mark.parametrize("page", [page for page in PAGES if page not in RUN and blocks(page, "console")], ids=ids)
def test_console_blocks_print_what_they_say(page, checkout):
    for line, code in blocks(page, "console"):
        for example in regex.split(r"^\$ ", code, flags=regex.MULTILINE)[1:]:
            command, _, expected = example.partition("\n")
            program, *arguments = shlex.split(command)
            assert program == "release-parser", f"{page.name}:{line}: only release-parser runs in console blocks"
            done = subprocess.run(
                [sys.executable, "-c", "import sys; from release_parser.cli import main; main(sys.argv[1:])", *arguments],
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{page.name}:{line}: {command}: {done.stderr}"
            assert doctest.OutputChecker().check_output(expected, done.stdout, FLAGS), (
                f"{page.name}:{line}: {command}\n{done.stdout}"
            )


def rules_in_source() -> set[str]:
    """Every string that is given as `rule=` anywhere, or has the form of a rule's name where mentions are made."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        makes_mentions = path.parent.name in ("extract", "link")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "rule":
                found |= {
                    leaf.value
                    for leaf in ast.walk(node.value)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
            elif (
                makes_mentions
                and isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and _RULE_LIKE.fullmatch(node.value)
            ):
                found.add(node.value)
    # links inside a claim name their rules too, but no record shows them
    return {rule for rule in found if not rule.startswith("entity_")} - set(SCHEMAS)


def explained() -> set[str]:
    """Every rule that docs/rules.md has a line for."""
    return set(_RULE.findall((ROOT / "docs" / "rules.md").read_text(encoding="utf-8")))


def test_every_rule_in_the_source_is_explained():
    assert rules_in_source() <= explained(), (
        f"say in docs/rules.md what they are: {sorted(rules_in_source() - explained())}"
    )


def test_every_rule_that_finds_something_is_explained(parser):
    found = set()
    for path in RELEASES:
        release = parser.parse(path.read_bytes().decode("utf-8"))
        for kind in ("claims", "comparisons", "operations", "police_units", "people", "quotes", "contacts"):
            found |= {record.rule for record in getattr(release, kind)}
    assert found <= explained(), f"say in docs/rules.md what they are: {sorted(found - explained())}"


def test_no_page_names_a_machine_or_an_index():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not regex.search(
            r"(?<![\w.])/(?:home|root|tmp|work|opt|Users)/|pypi\.|files\.pythonhosted|index-url", text
        ), page.name


GENERATED = {"example/page.html", "example/report.html"}
"""Pages that `docs/hooks.py` makes when the site is built."""


def test_every_link_inside_the_documentation_leads_somewhere():
    for page in PAGES:
        for target in regex.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if target not in GENERATED:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
