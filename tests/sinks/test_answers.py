"""The documented questions, answered by hand: what a careful reader takes from twenty releases is what the tables give.

`ARRESTS`, `CASH` and the tables below them were written from the releases alone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from release_parser.records import Release
from release_parser.stream import read
from releases import FIXTURES
from sink_records import query

DOCS = Path(__file__).parents[2] / "docs"
QUERIES = dict(
    regex.findall(
        r"^([^\n]+):\n\n```sql\n(.*?);\n```$",
        (DOCS / "databases.md").read_text(encoding="utf-8"),
        regex.MULTILINE | regex.DOTALL,
    )
)

ARRESTS: dict[str, set[int]] = {
    "burglary-task-force-crlf": {100},
    "canadian-project-vehicle-theft": {29},
    "cannabis-factory-street-value": {3, 38},  # two and a third at the scene; 38 since the operation began
    "cctv-image-shop-theft": set(),
    "christmas-drink-drive-campaign": {300},
    "city-violence-operations": {3810, 3200, 532},
    "county-lines-sentencing": set(),
    "courier-fraud-warning": set(),
    "garda-drugs-seizure": {2},
    "glued-words-warrants": {19},
    "justice-fentanyl-indictment": set(),
    "knife-crime-week-of-action": {47},
    "missing-teenager": set(),
    "murder-inquiry-updates": {4},
    "nz-gang-search-warrants": {11},
    "ransomware-regional-unit": {1},
    "rural-crime-quad-bikes": {2},
    "soft-hyphens-and-entities": {3},
    "speed-enforcement-table": {12},
    "summary-bullets-burglary": {14},
}
CASH: dict[str, set[tuple[int, str]]] = {
    "canadian-project-vehicle-theft": {(412_000, "CAD")},
    "cannabis-factory-street-value": {(17_260, "GBP")},
    "county-lines-sentencing": {(34_815, "GBP")},
    "garda-drugs-seizure": {(23_415, "EUR")},
    "glued-words-warrants": {(51_000, "GBP")},
    "justice-fentanyl-indictment": {(1_900_000, "USD")},
    "knife-crime-week-of-action": {(8_650, "GBP")},
    "nz-gang-search-warrants": {(240_000, "NZD")},
    "soft-hyphens-and-entities": {(22_500, "GBP")},
}
QUOTED = {
    ("A spokesman", None, 1),
    ("Aled Thistlethwaite", "inspector", 1),
    ("Anand Chaudhry-Bell", "deputy chief", 2),
    ("Barnaby Oyelaran", "chief inspector", 1),
    ("Bartholomew Nwosu", "detective chief inspector", 1),
    ("Caradoc Whitelaw", "detective inspector", 1),
    ("Dorota Wisniewska", "sergeant", 1),
    ("Emeka Stanbridge", "police community support officer", 1),
    ("Gearóid Ó Maolagáin", "superintendent", 1),
    ("Gethin Wardle", "detective sergeant", 1),
    ("Hebe Lockyer-Dunn", "constable", 1),
    ("Hester Vaisey", "detective superintendent", 1),
    ("Jane Connors", "commander", 1),
    ("Leland P. Braithwaite", None, 1),
    ("Lindiwe Askham", "sergeant", 1),
    ("Marguerite Osei-Blythe", "detective superintendent", 1),
    ("Marlon's family", None, 1),
    ("Ngaire Holloway", "detective inspector", 1),
    ("Oriel Fanshawe", "detective chief inspector", 1),
    ("Renata Goldfarb", "special agent in charge", 1),
    ("Rhoda Quantock", "inspector", 1),
    ("Rosalind Petheridge", None, 1),
    ("Rosamund Akehurst", "detective chief inspector", 1),
    ("Sadiq Khan", None, 1),
    ("Saul Wintringham", "detective inspector", 2),
    ("Sinead Castlemaine", None, 1),
    ("Tam Ogilvy-Reid", "constable", 1),
    ("The daughter of one of the victims", None, 1),
}
OPERATIONS = (
    "Aidant", "Basalt", "Cold Snap", "Foxglove", "Gannet", "Kestrel", "Lanternfish", "Larkspur", "Pandilla", "Signet", "Tara", "Tidewater",
    "Whio", "Winter Nights",
)  # fmt: skip
SCEPTRE = {
    ("arrest", "people", 47, None, "release"),
    ("seizure.weapons", "knife", 112, None, "release"),
    ("search", "sweep", 63, None, "release"),
    ("seizure.cash", "cash", 8650, "GBP", "release"),
    ("search", "warrant", 4, None, "release"),
    ("seizure.weapons", "machete", 2, None, "release"),
    ("seizure.drugs", "wrap", 36, None, "release"),
}
"""Of the release whose only operation it is: no sentence with a figure names it."""
SAID = {
    "canadian-project-vehicle-theft": [("Anand Chaudhry-Bell", "14"), ("Anand Chaudhry-Bell", "half")],
    "christmas-drink-drive-campaign": [("Barnaby Oyelaran", each) for each in ("seven", "Five", "one in three")],
    "justice-fentanyl-indictment": [
        ("Leland P. Braithwaite", "Two milligrams"),
        ("Leland P. Braithwaite", "more than five million"),
        ("Renata Goldfarb", "26 months"),
        ("Renata Goldfarb", "seven"),
    ],
    "nz-gang-search-warrants": [
        ("Ngaire Holloway", each) for each in ("$4.2 million", "up to half a kilogram", "one in ten")
    ],
    "speed-enforcement-table": [
        ("Aled Thistlethwaite", each) for each in ("17", "203", "11", "17", "30mph", "23 metres", "40mph", "36")
    ],
}
UNITS = {
    ("Easterby Burglary Task Force", None),
    ("Economic Crime Unit", None),
    ("Holbeck Cross Safer Neighbourhood Team", None),
    ("Major Investigation Team", None),
    ("North Coast Regional Organised Crime Unit", "NCROCU"),
    ("Northmere Violence Suppression Team", None),
    ("Organised Crime Team", "OCT"),
    ("Priority Policing Team", None),
    ("Violence Intervention Unit", None),
    ("Violence Suppression Units", "VSUs"),
    ("Violent Crime Taskforce", None),
    ("Westvale Roads Policing Unit", None),
}


def asked(answers: dict[str, set]):
    return [pytest.param(name, answers.get(name, set()), id=name) for name in ARRESTS]


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> str:
    """The twenty releases in a database."""
    target = f"sqlite:///{tmp_path_factory.mktemp('answers') / 'releases.db'}"
    paths = [path for path in sorted((FIXTURES / "releases").iterdir()) if path.stem in ARRESTS]
    assert len(paths) == len(ARRESTS) == 20
    read(paths).parse().write(target)
    return target


@pytest.mark.parametrize(("name", "expected"), list(asked(ARRESTS)))
def test_arrests_of_a_release(database, name, expected):
    rows = query(
        database,
        f"SELECT value FROM tallies_flat WHERE topic = 'arrest' AND thing = 'people' AND source LIKE '%{name}%'",
    )
    assert {value for (value,) in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.parametrize(("name", "expected"), list(asked(CASH)))
def test_cash_of_a_release(database, name, expected):
    rows = query(
        database,
        f"SELECT value, unit FROM tallies_flat WHERE topic = 'seizure.cash' AND unit IS NOT NULL AND source LIKE '%{name}%'",
    )
    assert set(rows) == expected


def test_arrests_by_operation_and_month(database):
    answers = set(query(database, QUERIES["Arrests by operation and month"]))
    assert ("sceptre", "2021-05", 47, 1) in answers
    assert ("whio", "2021-03", 11, 1) in answers
    assert ("basalt", "2021-03", 14, 1) in answers


def test_the_longest_sentences(database):
    months = [row[2] for row in query(database, QUERIES["The longest sentences, in months"])]
    # a gang's total of 41 years, then its members, from 12 years and six months down to three years
    assert months == [492, 150, 108, 80, 66, 54, 36]


def test_nothing_of_the_twenty_contradicts_itself(database):
    # 2,400 to 4,100 is 71 per cent, £260,000 to £415,000 is 60, 150 to 126 is 16
    assert query(database, QUERIES["Releases whose arithmetic does not hold, with both sentences"]) == []


def test_what_does_not_add_up(tmp_path):
    target = f"sqlite:///{tmp_path / 'figures.db'}"
    read([FIXTURES / "releases" / "recorded-crime-figures.txt"]).parse().write(target)
    ((_, _, kind, stated, expected, sentence, other),) = query(
        target, QUERIES["Releases whose arithmetic does not hold, with both sentences"]
    )
    # 'rose from 1,200 to 1,500, an increase of 35 per cent' is one of 25; the falls of 8, 31 and 25 per cent hold
    assert (kind, stated, expected) == ("comparison", "35 per cent", 25)
    assert "from 1,200 to 1,500" in sentence
    assert "from 1,200 to 1,500" in other


def test_who_is_quoted(database):
    rows = query(database, QUERIES["Who is quoted most"].removesuffix("LIMIT 20"))
    assert {(name, rank, quotes) for _, name, rank, quotes, _ in rows} == QUOTED
    assert {releases for *_, releases in rows} == {1}


def test_operations_by_month(database):
    rows = query(database, QUERIES["Operations by how many forces name them, and from when to when"])
    assert {(name, releases) for name, _, releases, *_ in rows} == {(name, 1) for name in OPERATIONS} | {("Sceptre", 2)}
    months = {name: (first, last) for name, _, _, first, last in rows}
    assert months["Sceptre"] == ("2021-05", "2021-05")
    assert months["Whio"] == ("2021-03", "2021-03")
    assert months["Winter Nights"] == (None, None)  # the release has no date


def test_what_sceptre_is_credited_with(database):
    rows = query(database, QUERIES["What Operation Sceptre is credited with"])
    assert {(row[2], row[3], row[4], row[5], row[7]) for row in rows if row[0] == "2021-05-24"} == SCEPTRE


@pytest.mark.parametrize("name", SAID)
def test_numbers_that_somebody_said(database, name):
    rows = query(
        database,
        f"SELECT speaker, span FROM claims_flat WHERE quote IS NOT NULL AND source LIKE '%{name}%' ORDER BY span_start",
    )
    assert rows == SAID[name]
    spoken = [row[:1] + row[3:4] for row in query(database, QUERIES["Numbers that somebody said, and who"])]
    assert all(row in spoken for row in rows)


def test_the_units_by_name(database):
    rows = query(database, QUERIES["The police units that releases mention most"].removesuffix("LIMIT 20"))
    assert {(name, acronym) for name, acronym, *_ in rows} >= UNITS


def test_what_rises_and_falls(database):
    rows = query(database, QUERIES["What rises and what falls, each change once"])
    # 'Auto thefts in the region jumped 71 per cent', 'after a 40 per cent rise in break-ins', 'claims were down 18 per cent'
    assert {("theft", "increase", 1, 71, 71), ("break-in", "increase", 1, 40, 40), ("claim", "decrease", 1, 18, 18)} <= set(rows)  # fmt: skip


def test_the_questions_are_of_records(database):
    assert len(QUERIES) == 10
    assert query(database, "SELECT COUNT(*) FROM releases") == [(20,)]
    assert Release.model_fields["tallies"]
