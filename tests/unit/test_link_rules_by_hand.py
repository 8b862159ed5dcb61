"""Rules of `link/` that look beyond one quantity, called by hand: neighbours, quotes, pronouns, actors, places, times, topics, operations."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from release_parser.extract.mentions import NamedEntity, QuoteMention
from release_parser.extract.people import find_people
from release_parser.lexicon import Lexicon
from release_parser.link import sharing
from release_parser.link.antecedents import DOUBTS, ChosenAntecedent, Pronoun, PronounCandidate
from release_parser.link.comparisons.two_changes import ChangePair, the_change_is_now
from release_parser.link.context.actors import ACTORS, NOBODY
from release_parser.link.context.agents import agents_of
from release_parser.link.context.clause import Clause
from release_parser.link.context.operations import OPERATIONS, _Credited, _Operations
from release_parser.link.context.periods import PERIODS, Timed, Times
from release_parser.link.context.place_names import PlaceName
from release_parser.link.context.places import NOWHERE, PLACES, Located
from release_parser.link.context.setting import Setting
from release_parser.link.context.steps import STEPS, DraftInStory
from release_parser.link.context.story import Story
from release_parser.link.context.topics import TOPICS
from release_parser.link.drafts import ClaimDraft
from release_parser.link.introductions import WITHOUT_A_VERB, Unattributed
from release_parser.link.periods import PeriodMention
from release_parser.link.sharing import DraftWithNeighbours
from release_parser.link.subjects import Subjects
from release_parser.link.surroundings import Surroundings
from release_parser.text import read_page
from release_parser.text.dates import find_dates
from syntaxes import counted_in, counts, drafts_in, syntax_of

LEXICON = Lexicon.default()


def beside(text: str, noun: str, head: str, **fields: object) -> DraftWithNeighbours:
    """The second quantity of a text beside the first, which counts this noun."""
    page, drafts = drafts_in(text)
    return DraftWithNeighbours(
        page.text, drafts[1], counts(text, drafts[0], noun, head).given("by_hand", **fields), None
    )


@pytest.mark.parametrize(
    ("text", "noun", "head", "shared"),
    [
        ("Police stopped 12 drivers and three were charged.", "drivers", "driver", "driver"),
        ("There were 126 murders, compared with 150 in May.", "murders", "murder", "murder"),
        ("Officers seized six phones from five of them.", "phones", "phone", None),
        ("Police made 126 raids and met 150 in May.", "raids", "raid", None),
    ],
)
def test_a_bare_count_takes_the_noun_of_the_count_before_it(text, noun, head, shared):
    found = sharing.NOUNS.first(beside(text, noun, head))
    assert (found and (found[0].head, found[1])) == (shared and (shared, "entity_shared"))


def series(text: str, pos: str) -> DraftWithNeighbours:
    first, second = counted_in(text, pos)
    return DraftWithNeighbours(text, ClaimDraft(second), counts(text, ClaimDraft(first), "income", "income", 0), None)


def test_amounts_of_one_series_are_of_one_thing():
    beside = series("income of £62,000 in May and £66,000", "NOUN ADP SYM NUM ADP PROPN CCONJ SYM NUM")
    draft, rule = sharing.SERIES.first(beside)
    assert (draft.head, rule) == ("income", "entity_of_the_series")


def test_an_amount_with_a_verb_before_it_is_of_no_series():
    assert (
        sharing.SERIES.first(series("income of £62,000 paid for £66,000", "NOUN ADP SYM NUM VERB ADP SYM NUM")) is None
    )


@pytest.mark.parametrize(
    ("text", "head"),
    [("Police made 34 searches (30%) there.", "search"), ("Police made 34 searches that found (30%) there.", None)],
)
def test_a_share_in_brackets_is_of_what_stands_before_it(text, head):
    found = sharing.BRACKETS.first(beside(text, "searches", "search"))
    assert (found and (found[0].head, found[1])) == (head and (head, "share_in_brackets"))


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Crime is down by 20% and arson 22%.", "decrease"),
        ("Thefts fell by 12% and 15% of drivers were fined.", None),
        ("Thefts fell by 12% on a day on which 15% of us spoke.", None),
    ],
)
def test_the_second_share_of_a_list_goes_where_the_first_goes(text, direction):
    page, (before, draft) = drafts_in(text)
    found = sharing.DIRECTIONS.first(DraftWithNeighbours(page.text, draft, before, None))
    assert (found and (found[0].direction, found[1])) == (direction and (direction, "direction_shared"))


def items(text: str, pos: str, tags: str, verbs: tuple[int, int], nouns: tuple[str, str]) -> DraftWithNeighbours:
    """Two items of a list with the verbs that they hang on: tokens of the sentence."""
    first, second = counted_in(text, pos, tags=tags)
    before, draft = (
        counts(text, ClaimDraft(counted), noun, noun).given("by_hand", verb=verb, predicate=counted.syntax.words[verb])
        for counted, verb, noun in zip((first, second), verbs, nouns, strict=True)
    )
    return DraftWithNeighbours(text, draft, before, None)


def test_an_item_has_the_verb_of_the_item_before():
    found = sharing.ITEMS.first(
        items(
            "They raided flats where police found 900 bags and two guns.",
            "PRON VERB NOUN SCONJ NOUN VERB NUM NOUN CCONJ NUM NOUN PUNCT",
            "PRP VBD NNS WRB NN VBD CD NNS CC CD NNS .",
            (5, 1),
            ("bag", "gun"),
        )
    )
    assert (found[0].predicate, found[1]) == ("found", "verb_of_the_list")


def test_a_person_is_no_item_of_what_was_found():
    assert (
        sharing.ITEMS.first(
            items(
                "They raided flats where police found 900 bags and two man.",
                "PRON VERB NOUN SCONJ NOUN VERB NUM NOUN CCONJ NUM NOUN PUNCT",
                "PRP VBD NNS WRB NN VBD CD NNS CC CD NN .",
                (5, 1),
                ("bag", "man"),
            )
        )
        is None
    )


def test_a_term_of_a_list_is_faced_whatever_the_offence_before_does():
    found = sharing.TERMS.first(
        items(
            "He faces 10 years for conspiring to file claims, 20 years for fraud.",
            "PRON VERB NUM NOUN ADP VERB PART VERB NOUN PUNCT NUM NOUN ADP NOUN PUNCT",
            "PRP VBZ CD NNS IN VBG TO VB NNS , CD NNS IN NN .",
            (1, 7),
            ("years", "years"),
        )
    )
    assert (found[0].predicate, found[1]) == ("faces", "verb_of_the_list")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("He was charged with two counts of theft and one count of fraud.", "charge"),
        ("He was charged with two counts of theft and admitted one count of fraud.", None),
    ],
)
def test_counts_of_the_same_noun_share_their_verb(text, predicate):
    given = beside(text, "counts", "count", predicate="charge")
    found = sharing.VERBS.first(replace(given, draft=counts(text, given.draft, "count of", "count")))
    assert (found and (found[0].predicate, found[1])) == (predicate and (predicate, "predicate_shared"))


def subjects_of(text: str) -> Subjects:
    page = read_page(text)
    return Subjects(page, find_people(page, LEXICON), [], LEXICON)


def unattributed(text: str, words: str, rule: str, linked: list[QuoteMention]) -> Unattributed:
    """A quote of these words without a reporting verb."""
    subjects = subjects_of(text)
    start = subjects.text.index(words)
    return Unattributed(subjects, QuoteMention(((start, start + len(words)),), rule), linked)


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        ("“We act on it.” – DCI Ann Pole", "quote", "signed"),
        ("“We act on it.”\n— Inspector Ann Pole", "quote_paragraph", "signature_line"),
        ("DS Ann Pole praised them.\n\n“We act on it.”", "quote_paragraph", "introduced"),
    ],
)
def test_who_speaks_where_no_verb_stands_beside_the_quote(text, kind, rule):
    speaker, found_by = WITHOUT_A_VERB.first(unattributed(text, "We act on it.", kind, []))
    assert (speaker.person, found_by) == ("Ann Pole", rule)


def test_who_alone_has_spoken_so_far_speaks_on():
    text = "PC Ann Pole said: “We act.”\n\nA man was held.\n\n“We go on.”"
    earlier = QuoteMention(((19, 26),), "quote", "Ann Pole", (3, 11))
    speaker, rule = WITHOUT_A_VERB.first(unattributed(text, "We go on.", "quote_paragraph", [earlier]))
    assert (speaker.person, rule) == ("Ann Pole", "only_speaker")
    other = QuoteMention(((30, 33),), "quote", "Tom Ash", (3, 11))
    assert WITHOUT_A_VERB.first(unattributed(text, "We go on.", "quote_paragraph", [earlier, other])) is None


ANN = PronounCandidate("Ann Pole", 3, "she", "official")
KIM = PronounCandidate("Kim Roe", 0, None, "somebody")


@pytest.mark.parametrize(
    ("text", "chosen", "fitting", "sentence", "doubt"),
    [
        ("PC Ann Pole came. She said:", ANN, [], (0, 17), None),
        ("Tom Ash was jailed. She said:", replace(KIM, part="suspect"), [], (0, 19), "suspect"),
        ("DC Ann Pole led it. In her victim statement, she said:", ANN, [], (0, 19), "victims_statement"),
        ("PC Ann Pole sat with PC Kay Ash when she said:", ANN, [], (0, 37), "another_in_its_sentence"),
        ("Kim Roe met PC Ann Pole. She said:", KIM, [ANN], (0, 24), "another_of_plain_gender"),
        ("PC Ann Pole came. Kim Roe left. She said:", replace(KIM, at=18), [], (18, 31), "another_before"),
    ],
)
def test_why_a_pronoun_may_mean_somebody_else(text, chosen, fitting, sentence, doubt):
    at = text.lower().index("she said")
    pronoun = Pronoun(subjects_of(text), at, "she", at)
    found = DOUBTS.first(ChosenAntecedent(pronoun, chosen, fitting, *sentence, 1))
    assert (found and found[1]) == doubt


@pytest.mark.parametrize(
    ("text", "pos", "tags", "tree", "verb", "own", "actor", "rule"),
    [
        (
            "Six cars were seized by officers.", "NUM NOUN AUX VERB ADP NOUN PUNCT", "CD NNS VBD VBN IN NNS .",
            "nummod:1 nsubjpass:3 auxpass:3 ROOT:3 agent:3 pobj:4 punct:3", 3, (0, 2), "officers", "actor_by",
        ),
        (
            "The patrols resulted in 26 arrests.", "DET NOUN VERB ADP NUM NOUN PUNCT", "DT NNS VBD IN CD NNS .",
            "det:1 nsubj:2 ROOT:2 prep:2 nummod:5 pobj:3 punct:2", 2, (4, 6), None, "no_actor",
        ),
        (
            "Following three crashes, officers urge care.", "VERB NUM NOUN PUNCT NOUN VERB NOUN PUNCT", "VBG CD NNS , NNS VBP NN .",
            "prep:5 nummod:2 pobj:0 punct:5 nsubj:5 ROOT:5 dobj:5 punct:5", 5, (1, 3), None, "no_actor_in_front_of_subject",
        ),
        (
            "Officers held a man after a search of two homes.", "NOUN VERB DET NOUN ADP DET NOUN ADP NUM NOUN PUNCT",
            "NNS VBD DT NN IN DT NN IN CD NNS .",
            "nsubj:1 ROOT:1 det:3 dobj:1 prep:1 det:6 pobj:4 prep:6 nummod:9 pobj:7 punct:1", 1, (8, 10), None, "no_actor_of_a_circumstance",
        ),
        (
            "The squad made 34 arrests.", "DET NOUN VERB NUM NOUN PUNCT", "DT NN VBD CD NNS .",
            "det:1 nsubj:2 ROOT:2 nummod:4 dobj:2 punct:2", 2, (3, 5), "The squad", "actor_subject",
        ),
        (
            "Officers searched homes and seized two guns.", "NOUN VERB NOUN CCONJ VERB NUM NOUN PUNCT", "NNS VBD NNS CC VBD CD NNS .",
            "nsubj:1 ROOT:1 dobj:1 cc:1 conj:1 nummod:6 dobj:4 punct:1", 4, (5, 7), "Officers", "actor_controlling",
        ),
        (
            "The team worked, stopping 40 cars.", "DET NOUN VERB PUNCT VERB NUM NOUN PUNCT", "DT NN VBD , VBG CD NNS .",
            "det:1 nsubj:2 ROOT:2 punct:2 advcl:2 nummod:6 dobj:4 punct:2", 4, (5, 7), "The team", "actor_controlling",
        ),
        (
            "Before May officers arrested 32 people.", "ADP PROPN NOUN VERB NUM NOUN PUNCT", "IN NNP NNS VBD CD NNS .",
            "prep:3 pobj:0 dep:1 ROOT:3 nummod:5 dobj:3 punct:3", 3, (4, 6), "officers", "actor_in_front",
        ),
    ],
)  # fmt: skip
def test_who_did_it(text, pos, tags, tree, verb, own, actor, rule):
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True)
    syntax = syntax_of(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))
    found, found_by = ACTORS.first(Clause(syntax, agents_of(LEXICON), verb, range(*own)))
    assert (None if found == NOBODY else text[slice(*found)], found_by) == (actor, rule)


def located(text: str, *places: str, topic: str | None = None, court: bool = False, introduced: str = "") -> Located:
    """The first quantity of a text among the places that these prepositional phrases name."""
    page, (draft, *_) = drafts_in(text)
    named = [
        PlaceName(at := page.text.index(place), at + place.index(" ") + 1, at + len(place), court) for place in places
    ]
    before = [place for place in named if place.end <= draft.quantity.start]
    above = [PlaceName(at := page.text.index(introduced), at + 3, at + len(introduced))] if introduced else []
    return Located(
        page.text,
        draft if topic is None else draft.given("by_hand", topic=topic),
        [place for place in before if place not in above],
        [place for place in named if place not in before],
        above,
    )


@pytest.mark.parametrize(
    ("given", "place", "rule"),
    [
        (located("Men were held in Kelsham (25) and Elm.", "in Kelsham"), "Kelsham", "place_of_its_bracket"),
        (
            located("He was jailed for four years at Kelsham Crown Court.", "at Kelsham Crown Court", topic="sentence", court=True),
            "Kelsham Crown Court", "place_court",
        ),
        (located("He was jailed for four years for theft in Elm.", "in Elm", topic="sentence"), None, "no_place_of_a_sentence"),
        (located("Officers made 34 arrests in Kelsham.", "in Kelsham"), "Kelsham", "place_behind"),
        (located("In Kelsham, 34 men were stopped.", "In Kelsham"), "Kelsham", "place_before"),
        (located("In Kelsham officers seized:\n\n* 34 knives", introduced="In Kelsham"), "Kelsham", "place_introduction"),
    ],
)  # fmt: skip
def test_where_it_happened(given, place, rule):
    found, found_by = PLACES.first(given)
    assert (None if found == NOWHERE else given.text[slice(*found)], found_by) == (place, rule)


@pytest.mark.parametrize(
    "given",
    [
        located("Officers made 34 arrests after a fire in Kelsham.", "in Kelsham"),
        located("Officers charged 34 men, due at Kelsham Crown Court.", "at Kelsham Crown Court", topic="charge", court=True),
        located("Officers held 34 men at Kelsham Crown Court.", "at Kelsham Crown Court", topic="arrest", court=True),
    ],
)  # fmt: skip
def test_what_happened_elsewhere_has_no_place(given):
    assert PLACES.first(given) is None


def timed(text: str) -> Timed:
    page, drafts = drafts_in(text)
    draft = next(draft for draft in drafts if draft.quantity.value == 34)
    times = Times(page, Surroundings(LEXICON, dates=find_dates(page.text)), [draft.quantity.start])
    return Timed(times, draft, times.between(0, len(page.text)))


@pytest.mark.parametrize(
    ("text", "period", "rule"),
    [
        ("Police made 34 arrests in May 2019.", "in May 2019", "period_behind"),
        ("In May 2019, police made 34 arrests.", "In May 2019", "period_before"),
    ],
)
def test_when_it_happened(text, period, rule):
    found, found_by = PERIODS.first(timed(text))
    assert (text[found.start : found.end], found_by) == (period, rule)


@pytest.mark.parametrize(
    "text",
    [
        "Police held 34 men after police searched a house in May 2019.",
        "In May 2019 there were raids, compared with 34 now.",
        "The men were jailed in May 2019 after 34 thefts.",
    ],
)
def test_the_time_of_something_else_is_none_of_its(text):
    assert PERIODS.first(timed(text)) is None


def topic_of(text: str, noun: str = "", head: str = "", rule: str = "by_hand") -> tuple[str, str] | None:
    """The topic of the last quantity of a text that no parser has read, and the rule that gives it."""
    page, drafts = drafts_in(text)
    draft = drafts[-1]
    if noun:
        draft = counts(page.text, draft, noun, head)
        draft = replace(draft, entity=replace(draft.entity, rule=rule))
    return TOPICS.first(Setting(Story(page, LEXICON), draft))


@pytest.mark.parametrize(
    ("text", "noun", "head", "topic", "rule"),
    [
        ("A driver did 118mph.", "driver", "driver", "circumstance", "topic_of_a_speed"),
        ("Police seized two knives.", "knives", "knife", "seizure.weapons", "topic_of_things"),
        ("The search lasted four hours.", "search", "search", "circumstance", "topic_of_time"),
        ("They made 34 arrests.", "arrests", "arrest", "arrest", "topic_of_a_noun"),
        ("40 arrested.", "", "", "arrest", "topic_of_a_number_alone"),
        ("Impaired Drivers Removed: 36", "", "", "suspect", "topic_of_a_label"),
        ("Burglary fell by 20%.", "Burglary", "burglary", "offence", "topic_of_a_noun"),
        ("A victim, aged 34, ran.", "victim", "victim", "victim", "topic_of_a_person_as_called"),
        ("Tom Ash, 34, was arrested.", "", "", "arrest", "topic_of_a_person_by_age"),
        ("He is 6ft tall.", "", "", "suspect", "topic_of_a_person_by_build"),
        ("34 men were convicted.", "men", "man", "conviction", "topic_of_people"),
        ("Police stopped 34 drivers.", "drivers", "driver", "search", "topic_of_people"),
        ("He faces 34 charges of theft.", "charges", "charge", "charge", "topic_of_charges"),
        ("He has been arrested 34 times.", "times", "time", "arrest", "topic_of_repeated_arrests"),
        ("A three-car crash closed the road.", "crash", "crash", "circumstance", "topic_of_a_size"),
        ("The man was fined £400.", "man", "man", "penalty", "topic_of_money"),
        ("Police seized heroin (£400).", "heroin", "heroin", "seizure.drugs", "topic_of_worth_in_brackets"),
        ("Of all burglaries 20% fell.", "", "", "offence", "topic_of_a_share"),
        ("They found 3kg of flour.", "", "", "circumstance", "topic_of_a_measure"),
        ("Police seized 3kg of cocaine.", "cocaine", "cocaine", "seizure.drugs", "topic_of_things"),
    ],
)
def test_what_a_number_is_about(text, noun, head, topic, rule):
    assert topic_of(text, noun, head) == (topic, rule)


HERON, LAPWING = (NamedEntity(name, (span,), "by_hand") for name, span in (("Heron", (10, 15)), ("Lapwing", (10, 17))))


@pytest.mark.parametrize(
    ("text", "operations", "names", "rule"),
    [
        ("Operation Heron led to 32 arrests.", [HERON], ("Heron",), "operations_in_sentence"),
        ("Operation Heron saw this:\n\n* 32 arrests", [HERON], ("Heron",), "operations_in_introduction"),
        ("Operation Heron ended.\n\nOfficers seized:\n\n* 32 cars", [HERON], ("Heron",), "operation_before_list"),
        ("Operation Heron began. The operation saw 32 arrests.", [HERON], ("Heron",), "operation_referred_to"),
        ("Operation Heron began. Police held 32 men.", [HERON], None, None),
        ("Operation Heron began. The operation saw 32 arrests.", [HERON, LAPWING], None, None),
    ],
)
def test_which_operation_is_credited(text, operations, names, rule):
    page, (draft, *_) = drafts_in(text)
    found = OPERATIONS.first(_Credited(_Operations(page, operations, LEXICON), draft))
    assert (found or (None, None)) == (names, rule)


@pytest.mark.parametrize(
    ("text", "kind", "topic", "steps", "rule"),
    [
        ("Two men were arrested and charged.", "count", "arrest", {"arrest", "charge"}, "steps_coordinated"),
        ("Officers arrested and charged two men.", "count", "arrest", {"arrest", "charge"}, "steps_coordinated"),
        (
            "Tom Ash, 40, was arrested. He was later charged.",
            "age",
            "arrest",
            {"arrest", "charge"},
            "steps_told_behind",
        ),
        ("He was arrested. Tom Ash, 40, is charged.", "age", "charge", {"arrest", "charge"}, "steps_told_before"),
        ("Two men were arrested.", "count", "arrest", None, None),
        ("He might be arrested. Tom Ash, 40, is charged.", "age", "charge", None, None),
    ],
)
def test_which_other_steps_of_the_law_are_told(text, kind, topic, steps, rule):
    page, (draft, *_) = drafts_in(text)
    aged = replace(draft.counted, quantity=replace(draft.quantity, kind=kind))
    told = DraftInStory(Story(page, LEXICON), replace(draft, counted=aged).given("by_hand", topic=topic), ())
    assert (STEPS.first(told) or (None, None)) == (steps, rule)


@pytest.mark.parametrize(
    ("text", "times", "later"),
    [
        ("Thefts rose by 12% in May. In June the increase was only 4%.", ("2023-01-01", "2024-01-01"), (1, 0)),
        ("Thefts rose by 12% in June. In May the increase was only 4%.", ("2024-01-01", "2023-01-01"), (0, 1)),
        ("Thefts rose by 12% there. Here the increase was only 4%.", (None, None), None),
        ("Thefts rose by 12% in May. In June the increase was only 4.", ("2023-01-01", "2024-01-01"), None),
    ],
)
def test_the_size_of_the_same_change_at_two_times(text, times, later):
    page, drafts = drafts_in(text)
    first, second = (
        counts(page.text, draft, noun, head).given(
            "by_hand",
            direction=direction,
            period=day and PeriodMention(0, 1, dt.date.fromisoformat(day), dt.date.fromisoformat(day)),
        )
        for draft, noun, head, direction, day in zip(
            drafts, ("Thefts", "increase"), ("theft", "increase"), ("increase", None), times, strict=True
        )
    )
    assert the_change_is_now(ChangePair(page.text, 0, first, second)) == later
