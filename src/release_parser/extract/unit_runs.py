"""How far a unit's name reaches to the left of its noun: word by word, by a table of named rules.

In: the words before a noun ('Team'), from the noun to the left. Out: those that belong to one run of capitalised and joining words. Each
rule takes a word (True) or ends the run before it (False); the first rule that decides counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from release_parser.lexicon import WordPattern, fold
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable

if TYPE_CHECKING:
    from release_parser.extract.unit_names import UnitGrammar


_LONGEST_RANKED_NAME = 60
"""How many characters a rank and a name take at the most."""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word before a unit's noun."""

    start: int
    end: int
    text: str
    comma: bool
    """Whether a comma stands between it and the next word."""


@dataclass(frozen=True, slots=True)
class RunExtension:
    """A word that may extend the run to the left, with the run behind it and the word before it: the value that the rules of the table take."""

    grammar: UnitGrammar
    text: str
    word: UnitWord
    before: UnitWord | None
    run: list[UnitWord]
    first: int
    """Where the first word of the line starts."""

    @property
    def capital_before(self) -> bool:
        """Whether the word before is capitalised."""
        return self.before is not None and self.before.text[0].isupper()


def comma(step: RunExtension) -> bool | None:
    """'Ash, Elm and Oak Major Crime Unit': a comma between regions that 'and' goes on with belongs to the name; any other ends it."""
    if not step.word.comma:
        return None
    joined = [index for index, other in enumerate(step.run) if other.text in ("and", "&")]
    if not joined or joined[0] > 2:
        return False
    following = step.run[1] if joined[0] == 0 and len(step.run) > 1 else step.run[0]
    if step.grammar.is_region(step.word) and step.grammar.is_region(following):
        return None
    return None if step.before is not None and step.before.text in ("the", "The") and joined[0] == 1 else False


def joining_and(step: RunExtension) -> bool | None:
    """'Roads Policing and Response Unit' is one; 'the Dog Unit and Rural Crime Team' are two, and so are a force and a unit."""
    if step.word.text not in ("and", "&"):
        return None
    before = step.before
    if before is None or not step.capital_before or not step.run or step.grammar.closes(before):
        return False
    if _is_body_in_initials(step, before) or _ANOTHER_BODY.of(step.grammar.lexicon).search(
        step.text, max(before.start - _LONGEST_RANKED_NAME, step.first), before.end
    ):
        return False  # 'the PSNI and Ashtown Gang Unit': a force in short; 'Office of Public Affairs and'
    if step.grammar.ends_a_name(step.text, max(before.start - _LONGEST_RANKED_NAME, step.first), before.end):
        return False  # 'Assistant U.S. Attorney Tom Ash and Civil Rights Division'
    if before.comma and not step.grammar.is_region(before):
        return False  # ', and': a new item, but 'Ash, Elm, and Oak' are regions
    # 'Taskforce Heron and Strike Force Lapwing Squad': the first is named by the word before it
    kind = step.grammar.kind_before.search(step.text, max(before.start - 20, step.first), before.start)
    return kind is None and not step.grammar.ends_force(step.text, max(before.start - 40, step.first), before.end)


_INITIALS = Regex(r"(?:\p{Lu}{2,6}-)?\p{Lu}{3,6}")
# 'the Office of Public Affairs and Gang Unit'; 'Lee L. Meads and Gang Unit' has somebody before it
_ANOTHER_BODY = WordPattern(
    r"(?:\b(?:«name_words.office_of»)[ ]of[ ](?:the[ ])?(?:\p{Lu}\p{L}+[ ]){0,3}\p{Lu}\p{L}+|\b\p{Lu}\p{Ll}+[ ]\p{Lu}[.]?[ ]\p{Lu}\p{Ll}+)$"
)


def _is_body_in_initials(step: RunExtension, before: UnitWord) -> bool:
    """Whether initials before 'and' are a body of their own: 'the PSNI and Ashtown Gang Unit', 'the FBI, HHS-OIG and Fraud Control Unit', but not 'ASB and Licensing Team'."""
    following = fold(step.run[0].text)
    if not before.text.isupper() or step.run[0].text.isupper():
        return False
    if step.grammar.is_region(before):
        return True
    work = step.grammar.work | step.grammar.functions
    listed = step.text[max(0, before.start - 2) : before.start] == ", "
    return _INITIALS.fullmatch(before.text) is not None and (
        listed
        or "-" in before.text
        or not (
            fold(before.text) in work
            or following in work
            or any(form.startswith(f"{following} ") for form in step.grammar.functions)
        )
    )


def joining_of(step: RunExtension) -> bool | None:
    """'Management of Violent Offenders Team', 'Proceeds of Crime Section'."""
    if step.word.text != "of":
        return None
    return bool(step.run) and step.before is not None and step.grammar.takes_of(step.before)


def aside(step: RunExtension) -> bool | None:
    """'Child Protection (CP) Team'."""
    return step.capital_before if step.word.text[0] == "(" else None


_NUMBER = Regex(r"\d{1,2}|\p{Lu}")


def numbered_area(step: RunExtension) -> bool | None:
    """'District 4 Break and Enter Team', '12 Division Major Crime Unit'."""
    areas = step.grammar.numbered_areas
    if _NUMBER.fullmatch(step.word.text):
        behind = bool(step.run) and fold(step.run[0].text) in areas
        return (
            True
            if behind or (step.before is not None and step.capital_before and fold(step.before.text) in areas)
            else None
        )
    if fold(step.word.text) not in areas or not step.run:
        return None
    numbered = step.before is not None and _NUMBER.fullmatch(step.before.text)
    return True if numbered or _NUMBER.fullmatch(step.run[0].text) else None


def lower_case(step: RunExtension) -> bool | None:
    """A word in lower case ends the name, and '18 Violence Reduction Units' is a count."""
    return None if step.word.text[0].isupper() else False


def owner(step: RunExtension) -> bool | None:
    """'the Met's Gang Unit'."""
    return False if step.grammar.owns(step.word) else None


def another_noun(step: RunExtension) -> bool | None:
    """'Command Gang Unit' are two names."""
    joined = not step.run or step.run[0].text in ("and", "&", "of")
    return False if not joined and step.grammar.is_noun(step.word) else None


def capital(_step: RunExtension) -> bool | None:
    """Any other capitalised word belongs to the name."""
    return True


RUNS = RuleTable(
    "unit",
    (
        Rule("comma", comma, finds=("In Kelsham, <unit>Rural Crime Team</unit> officers came.",)),
        Rule("joining_and", joining_and, finds=("The <unit>Roads Policing and Response Unit</unit> came.",)),
        Rule("joining_of", joining_of, finds=("The <unit>Management of Violent Offenders Team</unit> came.",)),
        Rule("aside", aside, finds=("The <unit>Child Protection (CP) Team</unit> came.",)),
        Rule("numbered_area", numbered_area, finds=("The <unit>District 4 Gang Team</unit> came.",)),
        Rule("lower_case", lower_case, finds=("Officers met the <unit>Dog Unit</unit>.",)),
        Rule("owner", owner, finds=("Kelsham’s <unit>Gang Crime Unit</unit> came.",)),
        Rule("another_noun", another_noun, finds=("Roads Command <unit>Gang Crime Unit</unit> came.",)),
        Rule("capital", capital, finds=("The <unit>Ashtown Gang Unit</unit> came.",)),
    ),
    kinds=("unit",),
)
"""Whether a word goes on the run to its left."""


def run_before(grammar: UnitGrammar, text: str, words: list[UnitWord]) -> list[UnitWord]:
    """The run of capitalised and joining words right before a noun, in text order."""
    run: list[UnitWord] = []
    for index in range(len(words) - 1, -1, -1):
        before = words[index - 1] if index else None
        taken = RUNS.first(RunExtension(grammar, text, words[index], before, run, words[0].start))
        if taken is None or not taken[0]:
            break
        run = [words[index], *run]
    return run
