"""docs/rules.md holds every rule of every table, as the code has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import release_parser
from release_parser.evaluate.rules import GENERATED, rule_tables, rules_page

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_of_rules_is_what_the_tables_say(request):
    page = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update-goldens"):
        PAGE.write_text(rules_page(page), encoding="utf-8")
        page = PAGE.read_text(encoding="utf-8")
    assert page == rules_page(page), "run pytest tests/golden --update-goldens and read docs/rules.md in the diff"


def test_nothing_is_left_out():
    generated = PAGE.read_text(encoding="utf-8").split(GENERATED)[1]
    for placed in rule_tables():
        for rule in placed.table:
            assert f"- `{rule.name}` — {rule.about}" in generated


def tables_in_source() -> Iterator[str]:
    """Every `RuleTable(...)` that a file of the package makes, as the page names it: 'extract.names.NO_NAME_BEHIND_A_RANK'."""
    package = Path(release_parser.__file__).parent
    for path in sorted(package.rglob("*.py")):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.value: ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}
        names |= {node.value: ast.unparse(node.target) for node in tree.body if isinstance(node, ast.AnnAssign)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split("[")[0] == "RuleTable":
                yield f"{module}.{names.get(node, f'a table without a name in line {node.lineno}')}"


def test_every_table_of_the_source_stands_on_the_page():
    headings = {
        line.split("`")[1]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("### ") and "`" in line
    }
    assert set(tables_in_source()) == headings
