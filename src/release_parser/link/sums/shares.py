"""Shares of a total that stands before: '921 calls, almost half of these from Kelsham', '75 drivers, 40 per cent of whom were speeding'.

In: a figure as a whole. Out: the share, by the rules of `SHARES`, which `named_parts.py` tries among its own.
"""

from __future__ import annotations

from release_parser.link.sums.figures import Figure, singular
from release_parser.link.sums.wholes import Parts, Whole, figures_behind, is_share
from release_parser.regexes import Regex
from release_parser.rules import Rule

# '63 per cent of the votes', 'half of the fixed penalties'
_SHARE_OF = Regex(r"[ ]of[ ](?:the|all|these|those)[ ](?:total[ ])?(?P<noun>\p{Ll}+)\b(?:[ ](?P<second>\p{Ll}+s)\b)?")
_OPENS = Regex(r"(?:just[ ]|about[ ])?")


def share_of_it(whole: Whole) -> Parts | None:
    """'860 entries came in, with the north sending 45 per cent of the entries': a share of the noun that the total counts."""
    total = whole.total
    share = next((figure for figure in whole.behind if is_share(figure)), None)
    if share is None or total.thing is None or (match := _SHARE_OF.match(share.tail)) is None:
        return None
    if share.sentence != total.sentence and not _opens_the_next(whole, share):
        return None
    return Parts((share,), complete=False) if _is_of_its_noun(whole, match["noun"], match["second"]) else None


def _opens_the_next(whole: Whole, share: Figure) -> bool:
    """'They issued 418 fines. Half of the fines': whether a share opens the sentence behind the total, which counts no people."""
    total = whole.total
    if share.sentence != total.sentence + 1 or total.of_people or not _OPENS.fullmatch(share.lead):
        return False
    between = whole.account.figures[total.index + 1 : share.index]
    return not any(figure.thing == total.thing for figure in between)


def _is_of_its_noun(whole: Whole, noun: str, second: str | None) -> bool:
    """Whether a noun is what the total counts, or two words are of its noun: 'the fixed penalties' of 'fixed penalty notices'."""
    total = whole.total
    if second is None or whole.account.thing_of(noun) == total.thing:
        return whole.account.thing_of(noun) == total.thing
    entity = total.draft.entity
    words = () if entity is None else whole.account.page.text[entity.start : entity.end].lower().split()
    return {singular(noun), singular(second)} <= {singular(word) for word in words} or (
        whole.account.thing_of(second) == total.thing and noun in words
    )


# '40 per cent of whom', 'half of these cases', 'almost half of these came from'
_OF_THEM = Regex(r"[ ]of[ ](?:(?P<who>whom)|which|them|these|those)\b(?:[ ](?P<noun>\p{Ll}+s)\b)?")
# 'of whom 40 per cent', 'Of these, almost half'
_OF_WHOM = Regex(r"(?:.*[ ,;(])?of[ ](?:(?P<who>whom)|which|them|these|those),?[ ](?:\p{L}+[ ])?")


def share_of_them(whole: Whole) -> Parts | None:
    """'921 calls, almost half of these from Kelsham', 'of whom 40 per cent were speeding': a share of the figure right before it."""
    total = whole.total
    share = next((figure for figure in whole.behind if figure.kind != "age"), None)
    if share is None or not is_share(share) or share.sentence > total.sentence + 1 or _has_its_own_whole(whole, share):
        return None
    match = _OF_WHOM.fullmatch(share.lead) or _OF_THEM.match(share.tail)
    if match is None or (match["who"] and not total.of_people) or (total.kind == "count" and total.bare):
        return None
    return Parts((share,), complete=False, alike=True) if _is_named(total, match.groupdict().get("noun")) else None


def _is_named(total: Figure, noun: str | None) -> bool:
    """Whether the noun behind a share means the total's things: 'Of these cases' is no share of a number of judges."""
    return noun is None or singular(noun) == total.draft.head


# 'four out of 13', 'one in five': a number of numbers
_OUT_OF = Regex(r"\bout[ ]of[ ]\d")


def _has_its_own_whole(whole: Whole, share: Figure) -> bool:
    """Whether the share has its own whole: 'Of 18 shops, four out of 13 failed'."""
    own = share.draft.quantity
    return _OUT_OF.search(whole.account.page.text, own.start, own.end) is not None


def share_of_the_whole(whole: Whole) -> Figure | None:
    """The share in a sentence that begins with 'Of the 800 calls', if it is one of this total; else None."""
    share = next((figure for figure in figures_behind(whole) if is_share(figure)), None)
    return None if share is None or _has_its_own_whole(whole, share) else share


SHARES: tuple[Rule[Whole, Parts], ...] = (
    Rule(
        "share_of_them",
        share_of_them,
        finds=(
            "The force received <claim value=921>921</claim> calls about parties, <claim value=0.5 partof=c1>almost half</claim> of these came from Kelsham.",
            "The force recorded <claim value=822>822</claim> thefts, of which <claim value=0.75 partof=c1>three in every four</claim> were at night.",
            "Officers stopped <claim value=75>75</claim> drivers, <claim value=40 partof=c1>40 per cent</claim> of whom were speeding.",
            "The judges heard <claim value=800>800</claim> cases. <claim value=90 partof=c1>Ninety per cent</claim> of these cases led to orders.",
        ),
        ignores=(
            "The force hired <claim value=100>100</claim> judges. <claim value=90 partof=null>Ninety per cent</claim> of these cases led to orders.",
            "The force bought <claim value=75>75</claim> cars, <claim value=40 partof=null>40 per cent</claim> of whom were speeding.",
            "The force received <claim value=921>921</claim> calls about parties. <claim value=0.5 partof=null>Half</claim> of the town was asleep.",
        ),
    ),
    Rule(
        "share_of_it",
        share_of_it,
        finds=(
            "In all <claim value=860 >860</claim> entries came in, with the north sending <claim value=45 partof=c1>45 per cent</claim> of the entries.",
            "In May the force issued <claim value=418>418</claim> fixed penalty notices. <claim kind=proportion partof=c1>Over three-quarters</claim> of the fixed penalties were for parties.",
            "The force recorded <claim value=612>612</claim> crimes. <claim kind=proportion partof=c1>A third</claim> of the crimes were in Kelsham.",
        ),
        ignores=(
            "In all <claim value=860 >860</claim> entries came in, with the north sending <claim value=45 partof=null>45 per cent</claim> of the prizes.",
            "The force issued <claim value=418>418</claim> fixed penalty notices. <claim kind=proportion partof=null>Half</claim> of the speeding notices were paid.",
        ),
    ),
)
"""Shares of a total."""
