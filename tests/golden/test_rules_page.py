"""docs/rules.md holds every rule of every table, as the code has them."""

from __future__ import annotations

from pathlib import Path

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
