"""The documentation runs: Python blocks, console blocks; and it explains every rule."""

from __future__ import annotations

import ast
import doctest
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import regex

import release_parser.pipeline.component  # noqa: F401 - registers the component where the package is not installed
from release_parser.lexicon.entries import SCHEMAS
from releases import RELEASES

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_BLOCK = regex.compile(r"^```(?P<language>python|console)\n(?P<code>.*?)^```$", regex.MULTILINE | regex.DOTALL)
_RULE_LIKE = regex.compile(r"(?:age|operation|unit|person|quote|contact)[_-][a-z_-]+")
_RULE = regex.compile(r"^- `(?P<name>[^`]+)`", regex.MULTILINE)


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


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=ids)
def test_python_blocks_run_in_order_and_print_what_they_say(page, checkout):
    names: dict[str, object] = {"__name__": "__docs__"}
    for line, code in blocks(page, "python"):
        if ">>>" in code:
            run = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), line - 1)
            report: list[str] = []
            result = doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(
                run, out=report.append, clear_globs=False
            )
            names.update(run.globs)
            assert not result.failed, "".join(report)
        else:
            exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")], ids=ids)
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
