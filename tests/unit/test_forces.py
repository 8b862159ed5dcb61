"""The table of forces, and the publisher that a text names plainly."""

from __future__ import annotations

from collections import Counter

import pytest

from release_parser.extract.publisher import find_publisher
from release_parser.lexicon import Lexicon
from release_parser.text import read_page

FORCES = Lexicon.default().forces


def test_all_territorial_forces_of_the_united_kingdom_are_there():
    # 39 in England with the City of London, 4 in Wales, Scotland, Northern Ireland
    assert sum(force.country == "GB" and force.kind == "territorial" for force in FORCES) == 45


def test_names_and_forms_are_unambiguous():
    forms = Counter(form for force in FORCES for form in {force.name, *force.aliases})
    assert [form for form, count in forms.items() if count > 1] == []
    assert all(force.name.strip() == force.name and force.short and force.kind for force in FORCES)


@pytest.mark.parametrize("country", ["GB", "IE", "US", "CA", "AU", "NZ"])
def test_each_country_has_forces(country):
    assert any(force.country == country for force in FORCES)


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Two held after raid | Kent Police\n\nTwo men were arrested.", "Kent Police"),
        (
            "Two held after raid\n\nTwo men were arrested.\n\nIssued by: Lancashire Constabulary",
            "Lancashire Constabulary",
        ),
        ("Gwent Police is appealing for help. A Gwent Police car was hit.", "Gwent Police"),
        ("Two men were held. Call Gwent Police on 101.", "Gwent Police"),
        ("Two men were held. Visit www.gwent.police.uk or call Gwent Police.", "Gwent Police"),
        ("Met Police and Kent Police held two men. Kent Police thanked the Met Police.", None),
        ("He was wanted by Kent Police.", None),
        ("He comes from Kent.", None),
        ("Two men were arrested.", None),
    ],
)
def test_the_publisher_is_read_where_it_is_plain_and_never_guessed(text, publisher):
    assert find_publisher(read_page(text), Lexicon.default()) == publisher


@pytest.mark.parametrize("kind", ["territorial", "special", "federal", "state", "provincial", "local"])
def test_forces_of_every_kind_publish(kind):
    name = next(force.name for force in FORCES if force.kind == kind)
    text = f"Two held after raid\n\nTwo men were arrested.\n\nIssued by: {name}"
    assert find_publisher(read_page(text), Lexicon.default()) == name
