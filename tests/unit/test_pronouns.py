"""Whom a pronoun means: right where it is plain, nobody where it is not, and almost never the wrong one."""

from __future__ import annotations

from collections import Counter

from pronoun_cases import Case, pronoun_cases
from release_parser.extract.people import find_people
from release_parser.extract.quotes import find_quotes
from release_parser.lexicon import Lexicon
from release_parser.link.speakers import link_speakers
from release_parser.text import read_page

LEXICON = Lexicon.default()


def verdict(case: Case) -> str:
    """'right', 'wrong', or 'null': nobody although the text says who."""
    page = read_page(f"A headline of it\n\n{case.text}")
    quotes, _ = link_speakers(page, find_quotes(page, LEXICON), find_people(page, LEXICON), LEXICON)
    assert quotes, case.text
    speaker = quotes[-1].speaker
    if speaker == case.speaker:
        return "right"
    return "null" if speaker is None else "wrong"


def test_a_pronoun_is_hardly_ever_given_to_the_wrong_one():
    cases = list(pronoun_cases())
    verdicts = Counter(verdict(case) for case in cases)
    assert len(cases) >= 200
    wrong = [case.text for case in cases if verdict(case) == "wrong"]
    assert len(wrong) <= len(cases) // 100, "\n".join(wrong)
    assert verdicts["right"] >= 0.85 * len(cases), verdicts


def test_a_suspect_never_speaks_for_a_victim():
    for case in pronoun_cases():
        if case.template in ("victim_of_the_jailed", "same_gender_as_the_jailed", "victims_statement"):
            assert verdict(case) == "right", case.text
