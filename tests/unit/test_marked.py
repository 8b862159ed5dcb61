"""Inline-marked cases, proved with a parser that finds what it is told to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from release_parser.errors import InputError
from release_parser.evaluate.attributes import KINDS
from release_parser.evaluate.marked import PROVES, check_lexicon, check_marked, parse_marked, read_cases
from release_parser.lexicon import Lexicon
from release_parser.lexicon.entries import SCHEMAS
from release_parser.records import (
    Claim,
    Comparison,
    Operation,
    ParserInfo,
    Period,
    Quantity,
    Quote,
    Release,
    Span,
    Speaker,
    release_id,
)


def span(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span(start=start, end=start + len(piece), text=piece)


class Finds:
    """A parser that finds exactly the given pieces: quantities, operations, quotes."""

    def __init__(self, *, claims=(), operations=(), quotes=(), comparisons=(), **of_claim):
        self.claims, self.operations, self.quotes = claims, operations, quotes
        self.comparisons, self.of_claim = comparisons, of_claim

    def parse(self, text: str) -> Release:
        whole = Span(start=0, end=len(text), text=text)
        claims = tuple(
            Claim(
                id=f"c{number}",
                span=span(text, piece),
                quantity=Quantity(value=value),
                sentence=whole,
                rule="number",
                **{name: make(text) for name, make in self.of_claim.items()},
            )
            for number, (piece, value) in enumerate((pair for pair in self.claims if pair[0] in text), start=1)
        )
        operations = tuple(
            Operation(name=name, span=span(text, name), mentions=(span(text, name),), rule="operation")
            for name in self.operations
            if name in text
        )
        quotes = tuple(
            Quote(
                id=f"q{number}",
                content="\n\n".join(pieces),
                spans=tuple(span(text, piece) for piece in pieces),
                speaker=Speaker(person="Ray Ash", span=span(text, "She")),
                cue=span(text, "said"),
                rule="quote",
            )
            for number, pieces in enumerate(self.quotes, start=1)
        )
        return Release(
            id=release_id(text),
            text=text,
            claims=claims,
            comparisons=self.comparisons,
            operations=operations,
            quotes=quotes,
            parser=ParserInfo(version="0", model="none"),
        )


ARRESTS = Finds(claims=[("34", Decimal(34))], head=lambda _: "arrest")


def test_marks_leave_the_plain_text_and_know_where_they_stood():
    text, marks = parse_marked(
        'A <claim value="2.5" unit=kilogram>2.5kg</claim> haul in Op <operation>Sceptre</operation>.'
    )
    assert text == "A 2.5kg haul in Op Sceptre."
    assert [(mark.kind, text[mark.start : mark.end]) for mark in marks] == [
        ("claim", "2.5kg"),
        ("operation", "Sceptre"),
    ]
    assert marks[0].attributes == {"value": "2.5", "unit": "kilogram"}


def test_a_claim_is_marked_inside_a_quote():
    text, marks = parse_marked('"<quote speaker="Ray Ash">We made <claim value=9>9</claim> arrests.</quote>" She said.')
    assert [(mark.kind, text[mark.start : mark.end]) for mark in marks] == [
        ("quote", "We made 9 arrests."),
        ("claim", "9"),
    ]


def test_what_looks_like_a_mark_and_is_none_stays_in_the_text():
    text, marks = parse_marked("Fewer than <5 people> or <b>more</b>, <claims> aside")
    assert (text, marks) == ("Fewer than <5 people> or <b>more</b>, <claims> aside", ())


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("<claim>34 arrests", "never closed"),
        ("34</claim> arrests", "closes nothing"),
        ("<claim><quote>34</claim></quote>", "closes nothing"),
        ("<claim size=34>34</claim>", "no attribute 'size'"),
        ("<claim value=34 arrest>34</claim>", "cannot read the attributes"),
        ('<claim value="34"head=arrest>34</claim>', "cannot read the attributes"),
    ],
)
def test_wrong_marking_is_an_error_that_quotes_it(marked, fault):
    with pytest.raises(InputError, match=fault):
        parse_marked(marked)


def test_no_fault_where_all_is_found():
    assert check_marked(ARRESTS, "Officers made <claim value=34 head=arrest>34</claim> arrests.") == []
    assert check_marked(ARRESTS, "Officers made <claim value=34.0 head=charge|arrest>34</claim> arrests.") == []
    assert check_marked(ARRESTS, "Officers made <claim unit=null place=null>34</claim> arrests.") == []


def test_a_fault_says_what_is_missed_and_what_was_found_instead():
    assert check_marked(ARRESTS, "Officers made <claim>34 arrests</claim>.") == [
        "claim '34 arrests' at 14 is not found: found is '34' in 'Officers made 34 arrests.'",
        "claim '34' at 14 is found (rule number) but not marked in 'Officers made 34 arrests.'",
    ]
    assert check_marked(Finds(), "It took <claim>two hours</claim>.") == [
        "claim 'two hours' at 8 is not found in 'It took two hours.'"
    ]


def test_a_fault_says_which_attribute_differs():
    assert check_marked(ARRESTS, "<claim value=35 head=arrest unit=gram>34</claim> held.") == [
        "claim '34' at 0: value is 34, not 35 in '34 held.'",
        "claim '34' at 0: unit is null, not gram in '34 held.'",
    ]


def test_what_is_not_marked_may_not_be_found():
    assert check_marked(ARRESTS, "Unit 34 was searched.", {"claim"}) == [
        "claim '34' at 5 is found (rule number) but not marked in 'Unit 34 was searched.'"
    ]
    # but only of the kinds that are marked, or asked for
    assert check_marked(ARRESTS, "Unit 34 was searched.") == []
    assert check_marked(Finds(claims=[("9", Decimal(9))], operations=["Sceptre"]), "Op Sceptre: <claim>9</claim>") == []
    with pytest.raises(InputError, match="no kind sum"):
        check_marked(ARRESTS, "34", {"sum"})


def test_period_entity_place_actor_and_operations_are_attributes():
    parser = Finds(
        claims=[("34", Decimal(34))],
        operations=["Sceptre"],
        period=lambda text: Period(span=span(text, "In 2020"), start="2020-01-01", end=None),
        measured_entity=lambda text: span(text, "suspected thieves"),
        place=lambda text: span(text, "Northmere"),
        actor=lambda text: span(text, "officers"),
    )
    marked = (
        '<claim period="In 2020" start=2020-01-01 end=null entity="suspected thieves" place=Northmere actor=officers'
        " operations=null quoted=false direction=null>34</claim>"
    )
    assert check_marked(parser, f"In 2020 officers in Northmere stopped {marked} suspected thieves.") == []
    assert (
        len(
            check_marked(
                parser,
                f"In 2020 officers in Northmere stopped {marked.replace('2020-01-01', '2021-01-01')} suspected thieves.",
            )
        )
        == 1
    )


def test_a_claim_has_a_side_of_a_comparison():
    parser = Finds(
        claims=[("126", Decimal(126)), ("150", Decimal(150))],
        comparisons=(Comparison(current="c1", baseline="c2", rule="levels"),),
    )
    assert check_marked(parser, "<claim side=current>126</claim> against <claim side=baseline>150</claim>") == []
    assert len(check_marked(parser, "<claim side=change>126</claim> against <claim side=null>150</claim>")) == 2


def test_a_quote_in_pieces_is_one_quote():
    parser = Finds(quotes=[("We will act,", "and soon.")])
    marked = '"<quote part=a speaker="Ray Ash" mention=She cue=said>We will act,</quote>" She said, "<quote part=a>and soon.</quote>"'
    assert check_marked(parser, marked) == []
    apart = Finds(quotes=[("We will act,",), ("and soon.",)])
    assert check_marked(apart, marked) == [
        "the 2 pieces of quote 'a' from 'We will act,' are not one quote in '\"We will act,\" She said, \"and soon.\"'"
    ]


def lexicon(tmp_path, content: str) -> Lexicon:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    return Lexicon({name: {} for name in SCHEMAS}, ()).overlay(path)


def test_a_lexicon_proves_itself(tmp_path):
    firkin = """
        [units.firkin]
        kind = "volume"
        forms = ["firkin"]
        finds = ["<claim value=34>34</claim> firkins"]
        ignores = ["Firkin Street"]
    """
    assert check_lexicon(ARRESTS, lexicon(tmp_path, firkin)) == []
    wrong = firkin.replace("value=34", "value=35").replace("Firkin Street", "34 Firkin Street")
    assert check_lexicon(ARRESTS, lexicon(tmp_path, wrong)) == [
        "units.firkin: claim '34' at 0: value is 34, not 35 in '34 firkins'",
        "units.firkin: claim '34' at 0 is found (rule number) but not marked in '34 Firkin Street'",
    ]


def test_an_entry_that_proves_nothing_is_a_fault(tmp_path):
    entry = '[ranks.warden]\nforms = ["Warden"]\nfinds = ["Warden Ash said"]'
    assert check_lexicon(Finds(), lexicon(tmp_path, entry)) == ["ranks.warden: finds 'Warden Ash said' marks nothing"]


def test_a_rank_may_stand_beside_a_number_but_a_unit_may_not(tmp_path):
    entry = '[ranks.warden]\nforms = ["Warden"]\nignores = ["34 wardens"]\n[bounds.some]\nforms = ["some"]\nbound = "about"\nignores = ["34"]'
    assert check_lexicon(ARRESTS, lexicon(tmp_path, entry)) == [
        "bounds.some: claim '34' at 0 is found (rule number) but not marked in '34'"
    ]


def test_what_makes_a_number_a_name_finds_no_claim(tmp_path):
    entry = '[numbered_names.hut]\nforms = ["Hut"]\nfinds = ["Hut 34"]'
    assert check_lexicon(ARRESTS, lexicon(tmp_path, entry)) == [
        "numbered_names.hut: claim '34' at 4 is found (rule number) but not marked in 'Hut 34'"
    ]
    assert check_lexicon(Finds(), lexicon(tmp_path, entry)) == []


def published_by(publisher: str | None, day: dt.date | None):
    """A parser that reads who publishes and when, and nothing else."""

    class Told(Finds):
        def parse(self, text: str) -> Release:
            return super().parse(text).model_copy(update={"publisher": publisher, "published": day})

    return Told()


def test_who_publishes_and_when_is_looked_for_only_where_it_is_marked():
    told = published_by("Kelsham Police", dt.date(2021, 5, 4))
    for marked in (
        "Issued by <publisher>Kelsham Police</publisher>",
        '<publisher name="Kelsham Police|Elm Police">kelsham.example</publisher>',
        "Posted <published day=2021-05-04>4 May 2021</published> by <publisher>Kelsham Police</publisher>",
        "Issued by Kelsham Police on 4 May 2021",
    ):
        assert check_marked(told, marked) == []


def test_another_publisher_and_another_day_are_faults():
    marked = "<published day=2021-05-04>4 May</published> <publisher>Elm Police</publisher>"
    where = "in '4 May Elm Police'"
    assert check_marked(published_by("Kelsham Police", dt.date(2020, 5, 4)), marked) == [
        f"published '4 May' at 0: day is 2020-05-04, not 2021-05-04 {where}",
        f"publisher 'Elm Police' at 6: name is Kelsham Police, not Elm Police {where}",
    ]
    assert check_marked(published_by(None, None), marked) == [
        f"published '4 May' at 0: day is null, not 2021-05-04 {where}",
        f"publisher 'Elm Police' at 6: name is null, not Elm Police {where}",
    ]


def test_who_publishes_has_no_attributes_but_its_name():
    with pytest.raises(InputError, match=r"<publisher> has no attribute 'rank' .* it is one of name"):
        parse_marked("<publisher rank=PC>Kelsham Police</publisher>")


def test_every_vocabulary_with_proofs_exists():
    assert set(PROVES) <= set(SCHEMAS)
    assert set(PROVES.values()) <= KINDS


def test_cases_are_read_a_line_each(tmp_path):
    path = tmp_path / "lists.txt"
    path.write_text(
        "# kinds: claim operation\n# bullets\n\nResults:\\n* <claim>34</claim> arrests\n# kinds:\nno kinds\n",
        encoding="utf-8",
    )
    lists, none = read_cases(path)
    assert lists.marked == "Results:\n* <claim>34</claim> arrests"
    assert (lists.kinds, lists.where) == ({"claim", "operation"}, "lists.txt:4")
    assert none.kinds == frozenset()


def test_an_unknown_kind_in_a_case_file_is_an_error_that_names_the_line(tmp_path):
    path = tmp_path / "sums.txt"
    path.write_text("# kinds: sum\n34", encoding="utf-8")
    with pytest.raises(InputError, match=r"sums\.txt, line 1: there is no kind sum"):
        read_cases(path)
