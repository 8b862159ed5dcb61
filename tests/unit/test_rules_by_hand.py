"""Rules of `link/` called by hand: on syntax that is written down here, or on text alone, without a model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from release_parser.extract.people import find_people
from release_parser.lexicon import Lexicon
from release_parser.link.changes import DIRECTIONS
from release_parser.link.comparisons.levels import LEVELS, LevelPair
from release_parser.link.comparisons.stated import NOT_ITS_CHANGE, StatedChange
from release_parser.link.entities import find_entity
from release_parser.link.predicates.choice import PREDICATES, Governed
from release_parser.link.predicates.verbs import VERBS
from release_parser.link.spoken_clause import SpokenClause
from release_parser.link.subject_rules import BEFORE_THE_VERB
from release_parser.link.subjects import Subjects
from release_parser.link.subjects_behind import BEHIND_THE_VERB
from release_parser.link.sums.figures import measure
from release_parser.link.sums.left_out import LEFT_OUT, Candidate
from release_parser.text import read_page
from syntaxes import counted_in, drafts_in

LEXICON = Lexicon.default()


@pytest.mark.parametrize(
    ("text", "pos", "tags", "tree", "rule", "head"),
    [
        ("Officers made 34 arrests.", "NOUN VERB NUM NOUN PUNCT", "NNS VBD CD NNS .", "", "noun_behind", "arrest"),
        ("Police held two of the suspects.", "NOUN VERB NUM ADP DET NOUN PUNCT", "NN VBD CD IN DT NNS .", "", "of_phrase", "suspect"),
        ("Arrests: 34", "NOUN PUNCT NUM", "NNS : CD", "", "label_before", "arrest"),
        ("Police met five of them.", "NOUN VERB NUM ADP PRON PUNCT", "NN VBD CD IN PRP .", "", "of_those", None),
        ("A 34-year-old man ran.", "DET NUM PUNCT NOUN PUNCT ADJ NOUN VERB PUNCT", "DT CD HYPH NN HYPH JJ NN VBD .", "", "person_behind", "man"),
        ("A woman, aged 22, ran.", "DET NOUN PUNCT VERB NUM PUNCT VERB PUNCT", "DT NN , VBN CD , VBD .", "", "person_before", "woman"),
        ("Ann Ash, 27, ran.", "PROPN PROPN PUNCT NUM PUNCT VERB PUNCT", "NNP NNP , CD , VBD .", "", "name_before", None),
        ("A three-week operation ended.", "DET NUM PUNCT NOUN NOUN VERB PUNCT", "DT CD HYPH NN NN VBD .", "", "noun_behind", "operation"),
        (
            "The chase lasted 20 minutes.", "DET NOUN VERB NUM NOUN PUNCT", "DT NN VBD CD NNS .",
            "det:1 nsubj:2 ROOT:2 nummod:4 dobj:2 punct:2", "subject_of_lasting", "chase",
        ),
        ("Police found 2kg of heroin.", "NOUN VERB NUM NOUN ADP NOUN PUNCT", "NN VBD CD NN IN NN .", "", "of_phrase", "heroin"),
        ("They found cannabis worth 800 pounds.", "PRON VERB NOUN ADJ NUM NOUN PUNCT", "PRP VBD NN JJ CD NNS .", "", "worth_before", "cannabis"),
        ("Police warned 16% of drivers.", "NOUN VERB NUM NOUN ADP NOUN PUNCT", "NN VBD CD NN IN NNS .", "", "of_phrase", "driver"),
        (
            "Burglary fell by 12%.", "NOUN VERB ADP NUM NOUN PUNCT", "NN VBD IN CD NN .",
            "nsubj:1 ROOT:1 prep:1 nummod:4 pobj:2 punct:1", "changing_subject", "burglary",
        ),
    ],
)  # fmt: skip
def test_what_a_quantity_counts_or_measures(text, pos, tags, tree, rule, head):
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True) if tree else ((), ())
    (counted,) = counted_in(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))
    entity, found_by = find_entity(counted)
    assert (found_by, entity and entity.head) == (rule, head)


@pytest.mark.parametrize(
    ("text", "pos", "way", "rule"),
    [
        ("Burglary fell by 12%.", "NOUN VERB ADP NUM NOUN PUNCT", "decrease", "verb_before"),
        ("There was a 12% rise.", "PRON AUX DET NUM NOUN NOUN PUNCT", "increase", "noun_behind"),
        ("Thefts doubled.", "NOUN VERB PUNCT", "increase", "said_by_the_number"),
        ("They made up 46% of it.", "PRON VERB ADP NUM NOUN ADP PRON PUNCT", "level", "particle_of_a_verb"),
        ("Police saw 11 fewer thefts.", "NOUN VERB NUM ADJ NOUN PUNCT", "decrease", "more_or_less_behind"),
        ("Thefts fell below 40.", "NOUN VERB ADP NUM PUNCT", "level", "bound_of_a_level"),
        ("Burglary: -12%", "NOUN PUNCT PUNCT NUM NOUN", "decrease", "sign_before"),
        ("Burglary is down 24 cases.", "NOUN AUX ADV NUM NOUN PUNCT", "decrease", "is_up_or_down"),
        ("One less burglar hides.", "NUM ADJ NOUN VERB PUNCT", "level", "one_less"),
        ("Ann Ash, 27, fell.", "PROPN PROPN PUNCT NUM PUNCT VERB PUNCT", "level", "age_or_multiple"),
    ],
)
def test_which_way_a_quantity_changed(text, pos, way, rule):
    (counted,) = counted_in(text, pos)
    assert DIRECTIONS.first(counted) == (way, rule)


def test_a_plain_count_changed_no_way():
    (counted,) = counted_in("Police held 12 men.", "NOUN VERB NUM NOUN PUNCT")
    assert DIRECTIONS.first(counted) is None


@pytest.mark.parametrize(
    ("text", "pos", "tags", "tree", "rule", "verb"),
    [
        (
            "Police arrested two men.", "NOUN VERB NUM NOUN PUNCT", "NN VBD CD NNS .",
            "nsubj:1 ROOT:1 nummod:3 dobj:1 punct:1", "verb_above", "arrested",
        ),
        (
            "Two men were arrested.", "NUM NOUN AUX VERB PUNCT", "CD NNS VBD VBN .",
            "nummod:1 nsubjpass:3 auxpass:3 ROOT:3 punct:3", "verb_behind", "arrested",
        ),
        ("34 people arrested", "NUM NOUN VERB", "CD NNS VBN", "nummod:1 ROOT:1 acl:1", "verb_behind", "arrested"),
        (
            "He admitted two counts of theft.", "PRON VERB NUM NOUN ADP NOUN PUNCT", "PRP VBD CD NNS IN NN .",
            "nsubj:1 ROOT:1 nummod:3 dobj:1 prep:3 pobj:4 punct:1", "verb_of_the_court", "admitted",
        ),
    ],
)  # fmt: skip
def test_which_verb_a_quantity_belongs_to(text, pos, tags, tree, rule, verb):
    deps, heads = zip(*(token.split(":") for token in tree.split()), strict=True)
    (bare,) = counted_in(text, pos, tags=tags, deps=" ".join(deps), heads=" ".join(heads))
    counted = replace(bare, entity=find_entity(bare)[0])
    token, found_by = VERBS.first(counted)
    assert (found_by, counted.syntax.words[token]) == (rule, verb)


def test_a_verb_that_reports_is_no_predicate():
    tree = {"deps": "nsubj ROOT nummod nsubj ccomp punct", "heads": "1 1 3 4 1 1"}
    (bare,) = counted_in("Police say two men ran.", "NOUN VERB NUM NOUN VERB PUNCT", tags="NN VBP CD NNS VBD .", **tree)
    counted = replace(bare, entity=find_entity(bare)[0])
    chosen = PREDICATES.first(Governed(counted, 1, "verb_above"))
    assert chosen is not None
    assert chosen[0] != 1


def levels_of(text: str, between: str) -> tuple[list[str], str] | None:
    """The first two quantities of a text as levels: the current one and the baseline as written, and the rule that says so."""
    page, drafts = drafts_in(text)
    levels = [index for index, draft in enumerate(drafts) if draft.direction is None]
    start = drafts[levels[0]].quantity.start
    pair = LevelPair(page, drafts, levels, levels[0], levels[1], between, page.text[max(0, start - 100) : start])
    found = LEVELS.first(pair)
    if found is None:
        return None
    return [page.text[drafts[index].quantity.start : drafts[index].quantity.end] for index in found[0]], found[1]


@pytest.mark.parametrize(
    ("text", "between", "current", "baseline", "rule"),
    [
        ("Thefts rose from 40 to 60.", " to ", "60", "40", "from_one_to_other"),
        ("Thefts were down 10% (800 to 720).", " to ", "720", "800", "in_the_bracket_of_the_change"),
        (
            "There were 187 thefts. That compares with 254 last year.", " thefts. That compares with ",
            "187", "254", "compared_in_the_next_sentence",
        ),
        ("Police counted 9 offences, down to 8.", " offences, down to ", "8", "9", "down_to_the_other"),
        (
            "There were 640 thefts, 200 fewer than the 800 of 2019.", " thefts, fewer than the ",
            "640", "800", "fewer_than_the_other",
        ),
        (
            "There were 640 thefts, a rise on the year before, when 533 were recorded.",
            " thefts, a rise on the year before, when ", "640", "533", "when_it_was_the_other",
        ),
        ("Police made 126 raids, compared with 150 in 2019.", " raids, compared with ", "126", "150", "compared_with_the_other"),
    ],
)  # fmt: skip
def test_which_of_two_levels_is_the_current_one(text, between, current, baseline, rule):
    assert levels_of(text, between) == ([current, baseline], rule)


def test_two_counts_that_nothing_compares_are_no_levels_of_one_thing():
    assert levels_of("Police made 126 raids and 150 stops.", " raids and ") is None


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("Thefts fell from 800 to 640, a drop of 20%.", None),
        ("Thefts went from 900 to 720 as car crime dropped by 15 per cent.", "other_clause"),
        ("Thefts fell from 800 to 640. Patrols ran. Dogs came. Fraud dropped by 12 per cent.", "too_far"),
        ("Seizures fell from 800 to 640, down 12kg.", "other_unit"),
    ],
)
def test_why_a_change_is_not_that_of_two_levels(text, veto):
    page, drafts = drafts_in(text)
    found = NOT_ITS_CHANGE.first(StatedChange(page.text, drafts, 2, 1, 0))
    assert (found and found[1]) == veto


def clause_of(text: str, start: int, end: int) -> SpokenClause:
    page = read_page(text)
    return SpokenClause(Subjects(page, find_people(page, LEXICON), [], LEXICON), start, end, start)


@pytest.mark.parametrize(
    ("text", "person", "mention", "rule"),
    [
        ("PC Ann Pole, who arrested Tom Ash, said:", "Ann Pole", "PC Ann Pole", "name_before"),
        ("Sentencing Tom Ash, Judge Pole said:", "Pole", "Judge Pole", "name_before"),
        ("She said:", None, "She", "pronoun_before"),
        ("A spokesman for the trust said:", "A spokesman", "A spokesman", "description_before"),
        ("The grocer said:", "The grocer", "The grocer", "unlisted_before"),
        ("The passer-by from the shop said:", "The passer-by", "The passer-by", "unlisted_before"),
    ],
)
def test_who_speaks_before_the_verb(text, person, mention, rule):
    speaker, found_by = BEFORE_THE_VERB.first(clause_of(text, 0, text.index("said")))
    assert (speaker.person, text[slice(*speaker.span)], found_by) == (person, mention, rule)


@pytest.mark.parametrize(
    ("text", "person", "mention", "rule"),
    [
        ("“We act,” said PC Ann Pole.", "Ann Pole", "PC Ann Pole", "name_behind"),
        ("“We act,” said he.", None, "he", "pronoun_behind"),
        ("“We act,” said the victim.", "the victim", "the victim", "described_behind"),
        ("“We act,” said the heckler.", "the heckler", "the heckler", "unlisted_behind"),
    ],
)
def test_who_speaks_behind_the_verb(text, person, mention, rule):
    speaker, found_by = BEHIND_THE_VERB.first(clause_of(text, text.index("said") + 4, len(text)))
    assert (speaker.person, text[slice(*speaker.span)], found_by) == (person, mention, rule)


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("Thefts fell by 12%.", "no_amount"),
        ("Police met 12.", "not_counted"),
        ("He has two prior convictions.", "of_the_past"),
        ("The operation aims to make 40 arrests.", "only_possible"),
        ("Police held one of the two men.", "one_of_them"),
        ("On average 17 people are killed.", "on_average"),
        ("Last year 17 people were killed.", None),
    ],
)
def test_why_a_figure_is_no_result(text, veto):
    page, drafts = drafts_in(text)
    drafts = [draft.given("by_hand", predicate="hold") if veto != "not_counted" else draft for draft in drafts]
    account = measure(page, drafts, (), LEXICON)
    found = LEFT_OUT.first(Candidate(account.figures[-1], account))
    assert (found and found[1]) == veto


def test_the_verb_of_a_quantity_is_its_predicate_where_nothing_says_otherwise():
    (counted,) = counted_in("Police held 12 men.", "NOUN VERB NUM NOUN PUNCT")
    assert PREDICATES.first(Governed(counted, 1, "by_hand")) == (1, "governing_verb")
    assert PREDICATES.first(Governed(counted, None, None)) is None
