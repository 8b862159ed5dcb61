"""Operations that a marker such as 'Operation' or a naming word such as 'codenamed' introduces.

In: a page. Out: each mention with the bounds of its name and the rule that found it. A table of named rules decides whether words behind a
marker name an operation: most rules are vetoes ('the Ash Youth Project Heron Centre'), some are certain ('Operation "Heron"'), and some
need a second mention elsewhere on the page ('operation Heron', 'Project Heron Nets Five' in a headline).

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> text = "Under Projects Heron and Lapwing, and an operation codenamed Dunlin, three men were held."
>>> [text[one.name.start : one.name.end] for one in find_marked(read_page(text), Lexicon.default())]
['Heron', 'Lapwing', 'Dunlin']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from release_parser.extract.operation_names import Lines, Name, OperationNames, key_of
from release_parser.extract.taken import Taken
from release_parser.lexicon import Lexicon, Marker, WordPattern, compile_forms, fold, trie_pattern, with_words
from release_parser.regexes import Regex
from release_parser.rules import Rule, RuleTable
from release_parser.text.words import begin_at, first_words

if TYPE_CHECKING:
    from release_parser.text import Page

Verdict = Literal["named", "doubtful", "none"]


@dataclass(frozen=True, slots=True)
class Found:
    """One mention with a marker: `name` is the name alone, `alias` the form with its marker."""

    name: Name
    rule: str
    alias: str | None


class MarkWords:
    """The patterns for markers of one lexicon; `MarkWords.of(lexicon)` gives a cached one."""

    def __init__(self, lexicon: Lexicon) -> None:
        markers = lexicon.typed("operation_markers", Marker)

        def words(*roles: str) -> set[str]:
            return {form for entry in markers if entry.role in roles for form in entry.forms}

        def forms(*roles: str) -> str:
            found = words(*roles)
            return trie_pattern({*found, *(word.upper() for word in found)})

        lower = trie_pattern({form.lower() for form in words("marker", "effort") if len(form) > 3})
        self.lowered = compile_forms(rf"(?<![\p{{L}}\d-])(?:{lower})[ ]+(?=\p{{Ll}})")
        self.begins = first_words(words("plural", "marker", "effort"))
        kinds = {*lexicon.vocabulary("name_words")["named_kind"].forms, "operation"}
        self.naming_begins = first_words(
            [*words("codename"), *(form + ending for form in kinds for ending in ("", "s"))]
        )
        self.lexicon = lexicon
        named_kind = with_words("«name_words.named_kind»", lexicon)
        self.initiatives = {fold(form) for form in words("initiative")}
        self.marker = compile_forms(
            rf"""
            (?<![\p{{L}}\d@#/._-])(?:
              (?P<plural>{forms("plural")})                  # 'Operations Heron and Winter Tide', 'Projects Heron and Lapwing'
            | (?P<marker>{forms("marker")})                  # 'Operation Heron', 'Op. Heron', 'OP HERON'
            | (?P<effort>{forms("effort")})                  # 'Project Heron'
            | (?P<lower>{lower})(?=[ ]+['‘’"“]?\p{{Lu}})  # 'operation "Heron"': only quoted, or where it is named elsewhere
            )(?:[ ]?[:–-])?+(?:[ ]+|(?<=\.))(?=['‘"“]?[ ]?\p{{Lu}})
            """,
            re.VERBOSE,
        )
        self.naming = compile_forms(
            rf"""
            (?<![\p{{L}}\d])(?:
              (?i:{trie_pattern(words("codename"))})[ ]+
            | (?i:{named_kind})s?(?:[ ]is|[ ]was|[ ]has[ ]been|[ ]which[ ]was|,)?[ ](?i:{trie_pattern(words("dubbed"))})[ ]+
            )(?=['‘"“]?\p{{Lu}})
            | \b(?i:operation)s?,?[ ](?:like|such[ ]as|including)[ ](?=['‘"“]\p{{Lu}}[\p{{L}}\d-]{{2,20}}['’"”])     # 'operations like "Heron"'
            | \b(?i:operation),[ ](?=(?:['‘"“])?\p{{Lu}}[\p{{L}}-]{{2,20}}(?:['’"”])?,[ ]\p{{Ll}})     # 'a national operation, Heron, saw'
            """,
            re.VERBOSE,
        )
        outsiders = trie_pattern(words("outsider"))
        self.outsider_before = compile_forms(rf"(?i)(?<!\w)(?:{outsiders})(?!\w)[^.\n]{{0,25}}$")
        self.outsider_behind = compile_forms(
            rf"(?i)['’\"”]?(?:[ ]\([A-Z]{{2,6}}\))?,?[ ](?:an?|the)[ ](?:[\p{{L}}’'-]+[ ]){{0,3}}?(?:{outsiders})(?!\w)"
        )
        self.offence = compile_forms(rf"(?i)(?<!\w)(?:{trie_pattern(words('offence'))})[ ]$")
        self.criminal = compile_forms(rf"(?i)(?<!\w)(?:{trie_pattern(words('criminal'))})[ ](?:\w+[ ])?$")

    @staticmethod
    @lru_cache(maxsize=8)
    def of(lexicon: Lexicon) -> MarkWords:
        """The patterns of this lexicon."""
        return MarkWords(lexicon)


@dataclass(frozen=True, slots=True)
class MarkedName:
    """A marker such as 'Operation' and the name behind it: the value that the rules of the table take."""

    text: str
    start: int
    kind: str
    """'marker', 'effort' or 'lower'."""
    name: Name
    shouting: bool
    titled: bool
    words: MarkWords

    @property
    def before(self) -> str:
        """The text before the marker."""
        return self.text[max(0, self.start - 50) : self.start]


def offence(marked: MarkedName) -> Verdict | None:
    """Veto: 'Impaired Operation Charges' and 'Dangerous Operation Causing Death' are offences."""
    return "none" if marked.kind == "marker" and marked.words.offence.search(marked.before) else None


def initiative(marked: MarkedName) -> Verdict | None:
    """Veto: programmes of governments that the lexicon lists are no police operations."""
    name = fold(marked.text[marked.name.start : marked.name.end])
    return "none" if marked.kind != "marker" and name in marked.words.initiatives else None


def marked_again(marked: MarkedName) -> Verdict | None:
    """Veto: in "an operation 'Op Heron'" the second marker introduces the name."""
    return "none" if marked.kind == "lower" and marked.words.marker.match(marked.text, marked.name.start) else None


def project_of_others(marked: MarkedName) -> Verdict | None:
    """Veto: the project of somebody else, as in 'a charity called Project Heron', 'Project Heron, a nonprofit organisation'."""
    if marked.kind != "effort":
        return None
    behind = marked.words.outsider_behind.match(marked.text, marked.name.end)
    return "none" if behind or marked.words.outsider_before.search(marked.before) else None


def quoted(marked: MarkedName) -> Verdict | None:
    """Certain: quotation marks around the name, as in 'operation "Heron"'."""
    return "named" if marked.text[marked.name.start - 1] in "'‘\"“" else None


def lower_marker(marked: MarkedName) -> Verdict | None:
    """'operation Heron' is an operation only where the page names it elsewhere."""
    return "doubtful" if marked.kind == "lower" else None


_WORD_BEFORE = Regex(r"(?:\p{Lu}[\p{L}’'-]*|\d)[ ]$")
_OPENS = WordPattern(r"(?:^|[.!?\n“\"][ ]?)\p{Lu}\p{L}*[ ]$|['’]s[ ]$|\b(?:«contact_words.force»|\p{Lu}{2,5})[ ]$")


def compound(marked: MarkedName) -> Verdict | None:
    """Veto: a capitalised word before the marker makes another name, as in 'the Ash Youth Project Heron Centre'; not in a headline, where any word may be capitalised."""
    if marked.kind != "effort":
        return None
    before = marked.before[-30:]
    joined = _WORD_BEFORE.search(before) and not _OPENS.of(marked.words.lexicon).search(before)
    return "doubtful" if marked.titled or marked.shouting or joined else None


def plain(_marked: MarkedName) -> Verdict | None:
    """A name behind a marker: 'Operation Heron'."""
    return "named"


MARKS = RuleTable(
    "operation",
    (
        Rule("offence", offence, ignores=("He faces Impaired Operation Heron charges.",)),
        Rule("initiative", initiative, ignores=("The trial is part of Project Safe Childhood.",)),
        Rule("marked_again", marked_again, finds=("It was an operation 'Op <operation>Heron</operation>' in May.",)),
        Rule("project_of_others", project_of_others, ignores=("A charity called Project Heron helped.",)),
        Rule("quoted", quoted, finds=('It was an operation "<operation>Heron</operation>" in May.',)),
        Rule("lower_marker", lower_marker, ignores=("Under operation Heron officers came.",)),
        Rule("compound", compound, ignores=("The Ash Youth Project Heron opened.",)),
        Rule("plain", plain, finds=("Under Operation <operation>Heron</operation> police came.",)),
    ),
    kinds=("operation",),
)
"""Whether a marker and the words behind it name an operation, do so where proved elsewhere, or do not."""

_RULES = {"marker": "operation_marker", "effort": "operation_effort", "lower": "operation_marker"}


def find_marked(page: Page, lexicon: Lexicon, lines: Lines | None = None) -> list[Found]:
    """Mentions with a marker or a naming word, in text order."""
    words, grammar = MarkWords.of(lexicon), OperationNames.of(lexicon)
    named, doubtful = _behind_markers(page, words, grammar, lines or Lines(page))
    known = {key_of(page.text[one.name.start : one.name.end]) for one in named}
    named += [proved for one in doubtful if (proved := _proved(page.text, one, known))]
    taken = Taken((one.name.start, one.name.end) for one in named)
    named += _behind_naming_words(page, words, grammar, taken)
    named += _in_lower_case(page, words, named)
    return sorted(named, key=lambda one: one.name.start)


def _behind_markers(
    page: Page, words: MarkWords, grammar: OperationNames, lines: Lines
) -> tuple[list[Found], list[Found]]:
    """The names behind markers that are certain, and those that need a second mention."""
    text = page.text
    named: list[Found] = []
    doubtful: list[Found] = []
    read = 0  # a marker inside a list is read with it: 'Operations Heron, Operation Lapwing and Dunlin'
    for match in begin_at(words.marker, text, page.words.starts(words.begins)):
        if match.start() < read:
            continue
        shouting, titled = lines.capitals(match.start())
        name = grammar.read(text, match.end(), shouting=shouting, titled=titled)
        if name is None:
            continue
        if match["plural"]:
            named += _listed(text, match, name, words, grammar)
            read = named[-1].name.end if named else 0
            continue
        name = _quoted_whole(text, match.start(), name, words.lexicon)
        kind = match.lastgroup or ""
        verdict = MARKS.first(MarkedName(text, match.start(), kind, name, shouting, titled, words))
        one = Found(name, _RULES[kind], _SPACES.sub(" ", text[match.start() : name.end].replace('"', "")))
        if verdict is not None and verdict[0] != "none":
            (named if verdict[0] == "named" else doubtful).append(one)
    return named, doubtful


_SPACES = Regex(r"\s+")
_WORD = Regex(r"\S+")
# 'known by his codename Ricky': a person's, and no operation's
_NAMED_BY = Regex(r"\b(?:by|their|his)[ ](?:an[ ])?$")


def _proved(text: str, one: Found, known: set[str]) -> Found | None:
    """The mention, cut to a name that stands elsewhere on the page, or None: 'Project Heron Nets Five' in a headline."""
    ends = [match.end() for match in _WORD.finditer(text, one.name.start, one.name.end)]
    for end in reversed(ends):
        if key_of(text[one.name.start : end]) in known:
            alias = None if one.alias is None else one.alias[: len(one.alias) - (one.name.end - end)]
            return replace(one, name=Name(one.name.start, end, certain=True), alias=alias)
    return None


def _behind_naming_words(page: Page, words: MarkWords, grammar: OperationNames, taken: Taken) -> Iterator[Found]:
    """Names behind words such as 'codenamed Heron' and 'an operation dubbed Heron'; but 'a drugs operation called "Ricky"' is a dealer's."""
    text = page.text
    for match in begin_at(words.naming, text, page.words.starts(words.naming_begins)):
        before = text[max(0, match.start() - 40) : match.start()]
        if words.criminal.search(before) or _NAMED_BY.search(before[-12:]):
            continue
        name = grammar.read(text, match.end())
        if name is None or taken.overlaps(name.start, name.end):
            continue
        # 'codenamed Operation Heron': the marker names it
        if words.marker.match(text, match.end() + (text[match.end()] in "'‘\"“")) is None:
            yield Found(name, "operation_codename", None)


# a bare 'operation' behind these has a name: 'under operation heron'; 'in operation since' is none
_UNDER = WordPattern(r"(?i)(?<!\p{L})(?:under|during|via|through|«name_words.before_a_name»)[ ]$")
_LOWER_NAME = WordPattern(
    r"(?!(?:that|this|with|from|when|which|where|since|until|after|before|against|into|there|their|last|next|today|yesterday|tomorrow|hours?|times?|«name_words.after_operation»)\b)\p{Ll}{4,14}(?<!ing|ed|ly)(?![\p{L}\d-])(?=[ ]?[.,;:)]|[ ](?:on|in|by|with|and|has|have|was|were|is|since|«name_words.behind_a_name»)\b)"
)


def _in_lower_case(page: Page, words: MarkWords, named: list[Found]) -> Iterator[Found]:
    """'operation heron' where the page writes 'Operation Heron' elsewhere, or behind 'under'."""
    text = page.text
    forms = {text[one.name.start : one.name.end].lower() for one in named}
    lowered = list(begin_at(words.lowered, text, page.words.starts(words.begins)))
    for match in lowered:
        if match.group().strip() == "operation" and _UNDER.of(words.lexicon).search(
            text, max(0, match.start() - 12), match.start()
        ):
            name = _LOWER_NAME.of(words.lexicon).match(text, match.end())
            if name is not None and name.group() not in forms:
                yield Found(Name(name.start(), name.end(), certain=True), "operation_marker", None)
    lengths = sorted({len(form) for form in forms}, reverse=True)
    for match in lowered if forms else ():
        start = match.end()
        for length in lengths:
            if text[start : start + length] in forms and not _LETTER.match(text, start + length):
                yield Found(Name(start, start + length, certain=True), "operation_marker", None)
                break


_LETTER = Regex(r"[\p{L}\d-]")
_LONGEST_LIST = 12
_MORE = WordPattern(
    r"['’\"”]?(?:,?[ ](?:and|AND|&|or)[ ]|,[ ]|[ ]?/[ ]?)(?:(?:the|«name_words.marker_again»)[ ])?(?!(?:«name_words.kind_before»)[ ])(?=['‘\"“]?\p{Lu})"
)
_DEPARTMENT = WordPattern(r"(?:\p{Lu}[\p{L}-]+|\b(?:of|(?i:«name_words.head_of»)))[ ]$")
_NO_DEPARTMENT = WordPattern(r"(?:^|[.!?\n][ ]?)\p{Lu}\p{L}+[ ]$|\b(?:«name_words.of_an_operation»)[ ]$")


def _listed(text: str, marker: re.Match[str], name: Name, words: MarkWords, grammar: OperationNames) -> Iterator[Found]:
    """The names of 'Operations Heron, Winter Tide and Lapwing'. With one name it is a department: 'Operations Ash'."""
    before = text[max(0, marker.start() - 25) : marker.start()]
    lexicon = words.lexicon
    if _DEPARTMENT.of(lexicon).search(before) and not _NO_DEPARTMENT.of(lexicon).search(before):
        return  # 'Director of Operations Sue Ash and', 'Specialist Operations Sergeant'
    names = [name]
    while len(names) < _LONGEST_LIST and (more := _MORE.of(lexicon).match(text, names[-1].end)):
        following = grammar.read(text, more.end())
        if following is None:
            break
        names.append(following)
    if len(names) > 1:
        yield from (Found(one, "operation_list", None) for one in names)


_WHOLE = Regex(r"(?:[ ](?:\p{Lu}[\p{L}\d'’-]*|\d{1,2})){0,4}(?=['’\"”](?!\w))")
_TEAM = WordPattern(r"\b(?:Weeks?|Days?|«name_words.team»)\b")


def _quoted_whole(text: str, marker: int, name: Name, lexicon: Lexicon) -> Name:
    """The name, ended by the quotation mark that encloses marker and name: 'Operation Drive Sober' in marks."""
    if marker and text[marker - 1] in "'‘\"“" and (match := _WHOLE.match(text, name.end)):
        return name if _TEAM.of(lexicon).search(match.group()) else Name(name.start, match.end(), certain=True)
    return name
