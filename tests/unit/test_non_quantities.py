"""Digits and number words that count and measure nothing, and those beside them that do."""

from __future__ import annotations

import pytest
import regex

from patience import never_hangs
from release_parser.evaluate.marked import check_marked
from release_parser.extract.masks.table import MASKS
from release_parser.extract.non_quantities import find_non_quantities
from release_parser.lexicon import Lexicon, NumberedName
from release_parser.text.dates import find_dates

LEXICON = Lexicon.default()
NUMBER = regex.compile(
    r"\d[\d,.]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|third|half|quarter|twice)\b",
    regex.IGNORECASE,
)


def masked(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], rule) for start, end, rule in find_non_quantities(text, find_dates(text), LEXICON)]


def left(text: str) -> list[str]:
    """The numbers that no mask covers."""
    dates = find_dates(text)
    spans = [(mention.start, mention.end) for mention in dates] + [
        span[:2] for span in find_non_quantities(text, dates, LEXICON)
    ]
    return [
        match.group()
        for match in NUMBER.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "on the A38 near J12 of the M5, and the A1(M)",
        "between junctions 6 and 7",
        "at 27 Acacia Road, 12-14 High Street and Flat 3",
        "the 1200 block of North Main Street",
        "in Ashford AB12 3CD",
        "the van, AB12 CDE, or the 69 plate car",
        "an order under Section 60",
        "sections 20 and 47 of the Offences Against the Person Act 1861",
        "contrary to s.18 of the Act, and 18 U.S.C. § 922(g)(1)",
        "in Tier 3 areas, Class A drugs, Year 6 pupils, phase two",
        "a Ford Transit 350, a Peugeot 205 and a BMW 1 Series",
        "an iPhone 7, a Galaxy S9 and a PlayStation 4",
        "the Covid-19 pandemic and the G20",
        "open 24/7, a 50/50 chance, 4x4 and 5-a-side",
        "the number 36 bus and the 38 bus",
        "Platform 3, Terminal 5, Channel 4 and Windows 10",
        "PC 1234 Ash and PCSO 5678",
        "a 2-1 win",
        "No. 10, number one and day one of the trial",
        "one of the men, no one, another one, this one.",
        "a difficult one, one by one, a one-off, at one point",
        "one another and the one that got away",
        "the third man, a third party, his 18th birthday, the 42nd call",
        "the first quarter and the second half",
        "a 9mm pistol, a .22 rifle and a 12-bore shotgun",
        "incident 428 of 28 March, crime number 01/2345/21",
        "call 101 or 999 or 01632 960 417",
        "Theft of a boat – Section 411.205 of the Code",
        "a fight near the Seven Stars and at Five Ways",
        "4 min read and (JPG - 20 KB), Leave a Reply137",
        "see www.example.org/2020/12 or write to team7@example.org or @PC123",
        "7 Troop and 42 Commando",
        "the M60/M62 and the Misuse of Drugs Acts 1977/84",
        "Lanes 2 and 3 and lane 1 of the road, case study 2",
        "male 1 (left), we stand as one against it",
        "press option 2 or call ext. 305",
        "contact officer 1636 Ash",
        "the rule of six and zero tolerance",
        "stay 100% anonymous",
        "a silver 2013 Audi",
        "she asked Resource One, a company, for help; her firm Harbour Three is gone; he joined Harbour One in June",
        "“The Four Harbours conference brings people together,” she said. The Five Mills group met.",
        "4 Women’s Refuge: 01632 960 417",
        "3 Elmfield Law Centre - www.example.org",
    ],
)
def test_nothing_counts(text):
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("an order under Section 60 and 12 arrests", ["12"]),
        ("in the area 12 people were held", ["12"]),
        ("during the week 39 checks were made", ["39"]),
        ("Unit 5 six weeks ago held 7 people", ["7"]),
        ("one man, one driver and on one occasion", ["one", "one", "one"]),
        ("One woman was hurt and one is in hospital", ["One", "one"]),
        ("dropped by a third, a third of all", ["third", "third"]),
        ("half of them, a quarter of calls", ["half", "quarter"]),
        ("Ray Ash, 27, of Mill Road, and Jo Elm, aged 34 of Oak Street", ["27", "34"]),
        ("from 999 to 705", ["999", "705"]),
        ("101 arrests were made", ["101"]),
        ("killed 17 U.S. sailors", ["17"]),
        ("A Ford and 27 other cars", ["27"]),
        ("seized 9mm of steel", ["9"]),
        ("GBP 500 and EUR30", ["500", "30"]),
        ("a two-vehicle crash", ["two"]),
        ("five off-road bikes and one piece of evidence", ["five", "one"]),
        ("Two Ashford Men Held in Six Additional Towns", ["Two", "Six"]),
        ("no one hundred people", ["one"]),
        ("Detectives in Elmfield Arrest Two in Fraud Case", ["Two"]),
        ("Police searched homes in Elmfield Two men ran off", ["Two"]),
        ("The Four Men Jailed for a Raid on a Shop", ["Four"]),
        ("The Four Men were jailed", ["Four"]),
        ("4 Women Arrested: police name them", ["4"]),
        ("on Monday One was found near Elm Road", ["One"]),
    ],
)
def test_what_counts_is_left(text, numbers):
    assert left(text) == numbers


def test_each_mask_names_its_rule():
    assert masked("of 27 Acacia Road under Section 60") == [
        ("27 Acacia Road", "house_number"),
        ("Section 60", "section_of_law"),
    ]


@pytest.mark.parametrize("rule", list(MASKS), ids=lambda rule: rule.name)
def test_each_rule_proves_itself(parser, rule):
    assert rule.about
    assert rule.finds, "a rule that nothing proves"
    for sentence in rule.finds:
        assert any(rule.name in (name, "numbered_name") for _, name in masked(sentence)), sentence
    faults = [fault for sentence in rule.finds for fault in check_marked(parser, sentence, {"claim"})]
    faults += [fault for sentence in rule.ignores for fault in check_marked(parser, sentence, {"claim"})]
    assert not faults, "\n".join(faults)


def test_names_of_rules_are_unique():
    assert len({rule.name for rule in MASKS}) == len(list(MASKS))


def test_an_overlay_of_numbered_names_is_read(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('[numbered_names.pod]\nforms = ["Pod"]\nfinds = ["in Pod 7"]\n')
    text = "They met in Pod 7."
    assert [stretch.rule for stretch in find_non_quantities(text, [], LEXICON.overlay(path))] == ["pod"]
    assert find_non_quantities(text, [], LEXICON) == []


def test_dates_are_left_to_the_dates():
    assert masked("on 4 May 2020") == []


def test_each_entry_of_the_vocabulary_proves_itself():
    for entry in Lexicon.default().typed("numbered_names", NumberedName):
        assert entry.finds, entry.name
        for text in entry.finds:
            assert any(rule == entry.name.removesuffix("_lower_case") for _, rule in masked(text)), (
                entry.name,
                text,
                masked(text),
            )


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "1 ",
        "1,",
        "A1 ",
        "one ",
        "Ford ",
        "the one ",
        "quote ",
        "12 High ",
        "Section 1 and ",
        "@",
        "£",
        "a ",
        "www.",
        "a@",
        "The Four Mills ",
        "harbour Elm One ",
        "4 Elm: ",
    ],
)
def test_any_length_comes_to_an_end(piece):
    text = piece * (60_000 // len(piece))
    with never_hangs():
        find_non_quantities(text, [], LEXICON)
