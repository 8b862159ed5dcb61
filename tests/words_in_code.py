"""Counts the content words that stand in Python: words that releases use belong into `lexicon/data`, the words of a grammar may stay.

Counted are different nouns, verbs, adjectives and names of three letters and more in the strings of extract/, link/ and text/ that are
compared with a text: patterns, lists of words and single words; months, weekdays and units of time are among them, and so are stems
('includ') and halves of words that patterns put together. Left out are

* docstrings, and the sentences that prove a rule;
* the closed classes of English below: determiners, pronouns, prepositions, conjunctions, auxiliaries, adverbs, numerals;
* names that are ours and that no text is compared with: of lists of the lexicon ('claim_words.said'), of rules, fields, groups of a
  pattern, kinds of quantities, and the labels that the model gives to words ('nsubj').
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from release_parser.records import Bound, Kind

SOURCE = Path(__file__).resolve().parents[1] / "src" / "release_parser"
FOLDERS = ("extract", "link", "text")

# The closed classes of English, in which no release has a word of its own.
DETERMINERS = "the this that these those all any both each either every few half many more most much neither none nothing anything something everything other others another same several some such own whose which what whatever enough less least fewer fewest lot lots"
PRONOUNS = "you your yours she her hers him his its they them their theirs our ours who whom myself himself herself itself themselves ourselves somebody someone anybody anyone everybody everyone nobody there here"
PREPOSITIONS = "about above across after against along alongside amid among amongst around before behind below beneath beside besides between beyond but concerning despite down during except for from inside into like near next off onto opposite out outside over past per regarding respect round since than through throughout till toward towards under underneath until upon via versus with within without following including due according together apart instead"
CONJUNCTIONS = "and because nor once though although unless til tis twas bout ere when whenever where wherever whereas whether while whilst yet how why"
AUXILIARIES = "was were been being are has have had having does did doing done can could may might must shall should will would ought cannot don doesn didn won wouldn aren isn wasn weren hasn haven hadn"
ADVERBS = "not never also just only even ever still then thus too very already almost again ago always rather quite soon now today yesterday tomorrow tonight later earlier last first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth else away back far further nearly approximately roughly exactly respectively altogether overall otherwise perhaps maybe well sometimes often usually currently recently previously formerly nationwide locally alone nearby overnight subsequently consequently namely anywhere halfway upwards downwards afterwards thereafter therefore however moreover meanwhile non both once twice thrice other"
NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens thirds teens twenties thirties forties fifties sixties seventies eighties nineties double treble triple teen nought zero teenth tieth dredth ths"
GRAMMAR = frozenset(f"{DETERMINERS} {PRONOUNS} {PREPOSITIONS} {CONJUNCTIONS} {AUXILIARIES} {ADVERBS} {NUMBERS}".split())
SYNTAX = frozenset(
    "nsubj nsubjpass csubj dobj pobj iobj acl advcl relcl ccomp xcomp pcomp conj nmod amod advmod nummod npadvmod quantmod appos poss prep predet"
    " adj adp adv cconj noun num pron propn sconj sym verb nns nnp nnps vbd vbg vbn vbp vbz prp wdt jjr jjs rbr rbs hyph lrb rrb pos".split()
)
"""Labels of the model for dependencies and parts of speech: no words of releases. Those that are words as well ('case', 'mark', 'det') count."""
ENDINGS = frozenset(
    "ing ings ion ions ies ies's ers ment ments ness tion ely ally ning ting ding ling ping ted ned ded led red ped sed ses ces ced cing".split()
)

NAMED = (
    frozenset(
        name
        for file in ("units", "topics", "currencies", "things")
        for name in tomllib.loads((SOURCE / f"lexicon/data/{file}.toml").read_text(encoding="utf-8"))
    )
    | set(get_args(Kind))
    | set(get_args(Bound))
    | {
        "increase",
        "decrease",
        "change",
        "sentence",
        "headline",
        "furniture",
        "bullet",
        "paragraph",
        "relative",
        "period",
        "posted",
    }
    | {"territorial", "special", "federal", "state", "provincial", "local"}
)
"""Names of ours, which the code compares: kinds of forces, units, topics, kinds of quantities and blocks."""

_ESCAPES = re.compile(
    r"«[^»]*»|\\[pP]\{[^}]*\}|\\N\{[^}]*\}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[A-Za-z]|\(\?P?<(?![=!])[^>]*>|\(\?P?[=&][^)]*\)|\[:\w+:\]|\(\?[a-zA-Z]+[):-]|#[^\n]*"
)
_EITHER_CASE = re.compile(r"\[([^\W\d_])([^\W\d_])\](?=[^\W\d_])")  # '[Ss]ince' is 'since'
_NAME = re.compile(
    r"[a-z]+(?:_[a-z]+)+|[a-z]+(?:_[a-z]+)*\.[a-z_]+"
)  # of a rule or a list, as 'from_one_to_other', 'claim_words.said'
_GROUP = re.compile(r"\(\?P<(\w+)>")
LETTERS = ("aeiou", "ABCDE", "wxy", "abcdefghijklmnopqrstuvwxyz")
"""Rows of letters."""
_SIGNS = re.compile(r"[\[\](){}|\\ ]")
"""What stands in patterns and in lists of words, and in no name of ours."""
_CLASS = re.compile(r"\[\^?\]?[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def words_of(pattern: str) -> Iterator[str]:
    """The content words of a pattern or of a word."""
    text = _EITHER_CASE.sub(lambda pair: pair[1] if pair[1].lower() == pair[2].lower() else pair[0], pattern)
    text = _CLASS.sub(" ", _ESCAPES.sub(" ", text))
    for word in _WORD.findall(text):
        lower = word.lower()
        if lower not in GRAMMAR | SYNTAX | ENDINGS:
            yield lower


def content_words(path: Path) -> Counter[str]:
    """The content words of a file with the lines that they stand in."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    own = {*_GROUP.findall(source), *(name for name in _attributes(tree)), *LETTERS}
    found: Counter[str] = Counter()
    for text in set(_lists(tree)) - own:
        found.update(words_of(text))
    return found


def _attributes(tree: ast.Module) -> Iterator[str]:
    """The fields of the file's classes, which code may name in a string: 'title' of a document."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield from (
                field.target.id
                for field in node.body
                if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
            )


def _lists(tree: ast.Module) -> Iterator[str]:
    """The strings of patterns, of lists of words and of comparisons with a text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in CALLS:
            yield from _strings([node] if _called(node) == "mask" else node.args)
            if isinstance(node.func, ast.Attribute):
                yield from _strings([node.func.value] if isinstance(node.func.value, ast.Constant) else [])
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and not _is_table(node.value):
            target = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
            within = node not in tree.body  # there a word alone is a kind, a key or a group: `kind = "row"`
            if "__all__" not in target:
                yield from (text for text in _strings([node.value]) if not within or _SIGNS.search(text))
        elif (
            isinstance(node, ast.Compare)
            and all(isinstance(o, ast.In | ast.NotIn | ast.Eq | ast.NotEq) for o in node.ops)
            and not _is_field(node.left)
        ):
            yield from _strings(node.comparators)


PATTERNS = ("starts", "signs", "needs", "near")
CALLS = (
    "WordPattern",
    "compile",
    "compile_forms",
    "Regex",
    "search",
    "match",
    "fullmatch",
    "sub",
    "split",
    "findall",
    "finditer",
    "mask",
    "endswith",
    "startswith",
)


NAMING = (
    "WordSet",
    "typed",
    "vocabulary",
    "forms",
    "words",
    "group",
    "groups",
    "start",
    "end",
    "span",
    "spans",
    "captures",
)
"""What is called with names of ours: of lists and roles in the lexicon, and of groups in a pattern."""


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _is_table(node: ast.AST) -> bool:
    """Rules, types and records are named, not worded."""
    return (isinstance(node, ast.Call) and _called(node) in ("RuleTable", "Rule", "Step")) or (
        isinstance(node, ast.Subscript)
    )


FIELDS = frozenset(
    "part kind unit units bound form role roles name topic rule direction field per how vague code head_kind side gender dep deps pos tag tags lastgroup".split()
)


def _is_field(node: ast.AST) -> bool:
    """Whether what is compared is a field of ours, whose values are no words of releases."""
    if isinstance(node, ast.Attribute | ast.Name):
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        return name in FIELDS
    if isinstance(node, ast.Subscript):
        return _is_field(node.value)
    return isinstance(node, ast.Tuple) and any(_is_field(e) for e in node.elts)


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value not in NAMED and not _NAME.fullmatch(node.value):
                yield node.value
        elif isinstance(node, ast.Call) and _called(node) in NAMING:
            continue
        elif isinstance(node, ast.Subscript):
            yield from _strings([node.value])  # what a thing is asked for by is a name: match["rank"], people["kin"]
        elif isinstance(node, ast.Call) and _called(node) == "mask":
            yield from _strings([*node.args[1:], *(k.value for k in node.keywords if k.arg in PATTERNS)])
        else:
            proofs = isinstance(node, ast.Call) and _called(node) in ("Rule", "Step")
            yield from (
                ()
                if proofs
                else _strings(
                    [n for n in ast.iter_child_nodes(node) if isinstance(n, ast.expr | ast.keyword | ast.comprehension)]
                )
            )


def words_in_code() -> dict[str, Counter[str]]:
    """The content words of each file."""
    files = [path for folder in FOLDERS for path in sorted((SOURCE / folder).rglob("*.py"))]
    return {str(path.relative_to(SOURCE)): content_words(path) for path in files}
