"""Whether a quantity is the size of a change or a level.

In: a quantity in its sentence. Out: 'increase', 'decrease' or None.
'fell by 12%' is a change, 'fell to 126' a level; '11 fewer incidents', 'a 5 per cent rise', 'up nearly 57%' are changes.
"""

from __future__ import annotations

import regex

from release_parser.link.counted import Counted
from release_parser.records import Direction

_UP_VERB = r"(?:increas(?:e[sd]?|ing)|ris(?:e[sn]?|ing)|rose|gr(?:ew|ow(?:n|s|ing)?)|climb(?:ed|ing|s)?|jump(?:ed|ing|s)?|soar(?:ed|ing|s)?|surg(?:ed|ing|es?)|rais(?:ed|ing|es?)|go(?:ne|ing|es)?[ ]up|went[ ]up|improv(?:ed?|ing|es)|leap(?:t|ed)|rocket(?:ed|ing)?|gain(?:ed|ing|s)?|boost(?:ed|ing|s)?|extend(?:ed)?|add(?:ed|ing|s)?|up)"
_DOWN_VERB = r"(?:decreas(?:e[sd]?|ing)|f[ae]ll(?:en|ing|s)?|dropp(?:ed|ing)|drops?|reduc(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|go(?:ne|ing|es)?[ ]down|went[ ]down|plummet(?:ed|ing|s)?|plung(?:ed|ing|es?)|cut(?:s|ting)?|slump(?:ed|ing)?|shr[aiu]nk(?:ing|en)?|slash(?:ed|ing)|lower(?:ed|ing)|slid|los(?:t|es|ing)|tumbl(?:ed|ing)|dip(?:ped|s)?|sank|slipp(?:ed|ing)|down)"
_UP_NOUN = r"(?:increases?|rises?|jumps?|growth|surges?|spikes?|uplift|gains?|hike|upturn|improvement)"
_DOWN_NOUN = r"(?:decreases?|falls?|drops?|reductions?|declines?|cuts?|downturn|slump|dip|losses|loss|savings?)"
_ADVERBS = r"(?:[ ](?:significantly|sharply|slightly|also|further|dramatically|substantially|steadily|on[ ]average|year[ -]on[ -]year|again|overall|only|even|just))?"

# 'making up 46% of replies', 'they signed up 12%': the particle of a verb, and no rise
_PARTICLE = regex.compile(
    r"\b(?:ma(?:k(?:es?|ing)|de)|sets?|setting|pick(?:s|ed|ing)?|t(?:akes?|aking|aken|ook)|end(?:s|ed|ing)?|us(?:es?|ed|ing)|sign(?:s|ed|ing)?|team(?:s|ed|ing)?|split"
    r"|cover(?:s|ed|ing)?|clos(?:es?|ed|ing)|turn(?:s|ed|ing)?|back(?:s|ed|ing)?|giv(?:es?|ing|en)|gave|follow(?:s|ed|ing)?|catch(?:es|ing)?|caught|stepp?(?:s|ed|ing)?"
    r"|round(?:s|ed|ing)?|add(?:s|ed|ing)?|freed?|freeing|sav(?:es?|ed|ing))[ ]up[ ]$",
    regex.IGNORECASE,
)
_BEFORE = (
    # 'fell by', 'down', 'was up', 'reduced violent crime by'; 'fell to' is a level
    (
        "increase",
        regex.compile(
            rf"\b(?:{_UP_VERB}|upwards?){_ADVERBS}(?:[ ][^.,;:()]{{1,60}}?)?[ ]by[ ](?:a[ ](?:further[ ]|massive[ ]|staggering[ ]|huge[ ])?|the[ ]|another[ ]|an[ ](?:average[ ]of[ ]|impressive[ ])?)?$|\b(?:up|rose|risen|grew|grown|gained|jumped|climbed|soared|surged|increased){_ADVERBS}[ ](?:a[ ]further[ ]|another[ ]|an?[ ])?$",
            regex.IGNORECASE,
        ),
    ),
    (
        "decrease",
        regex.compile(
            rf"\b(?:{_DOWN_VERB}|downwards?){_ADVERBS}(?:[ ][^.,;:()]{{1,60}}?)?[ ]by[ ](?:a[ ](?:further[ ]|massive[ ]|staggering[ ]|huge[ ])?|the[ ]|another[ ]|an[ ](?:average[ ]of[ ]|impressive[ ])?)?$|\b(?:down|fell|fallen|dropped|declined|decreased|dipped|slid|slipped|plunged|tumbled|reduced){_ADVERBS}[ ](?:a[ ]further[ ]|another[ ]|an?[ ])?$",
            regex.IGNORECASE,
        ),
    ),
    # 'a reduction of crime by', 'an increase in burglary by'
    (
        "increase",
        regex.compile(rf"\b{_UP_NOUN}[ ](?:of|in|on)[ ][^.,;:()]{{1,60}}?[ ]by[ ](?:an?[ ])?$", regex.IGNORECASE),
    ),
    (
        "decrease",
        regex.compile(
            r"\b(?:decreases?|falls?|drops?|reductions?|declines?|cuts?)[ ](?:of|in|on)[ ][^.,;:()]{1,60}?[ ]by[ ](?:an?[ ])?$",
            regex.IGNORECASE,
        ),
    ),
    # 'an increase of', 'a reduction in burglary of', 'a rise of over'
    (
        "increase",
        regex.compile(
            rf"\b{_UP_NOUN}(?:[ ](?:in|on)[ ][^.,;:()]{{1,50}}?)?(?<!\bout)[ ]of[ ](?:a[ ]|the[ ]|another[ ])?$",
            regex.IGNORECASE,
        ),
    ),
    (
        "decrease",
        regex.compile(
            r"\b(?:decreases?|falls?|drops?|reductions?|declines?|cuts?|downturn|slump|dip)(?:[ ](?:in|on)[ ][^.,;:()]{1,50}?)?(?<!\bout)[ ]of[ ](?:a[ ]|the[ ]|another[ ])?$",
            regex.IGNORECASE,
        ),
    ),
)
# 'gained 3%', 'could rise 5%', 'lost 1.1 per cent': with a count or an amount many of these verbs say something else
_SHARE_BEFORE = (
    (
        "increase",
        regex.compile(
            rf"\b(?:{_UP_VERB}|advanc(?:e[sd]?|ing)){_ADVERBS}[ ](?:a[ ]further[ ]|another[ ]|an?[ ])?$",
            regex.IGNORECASE,
        ),
    ),
    (
        "decrease",
        regex.compile(
            rf"\b(?:{_DOWN_VERB}|shed(?:s|ding)?|eas(?:ed|ing)){_ADVERBS}[ ](?:a[ ]further[ ]|another[ ]|an?[ ])?$",
            regex.IGNORECASE,
        ),
    ),
)
_AFTER = (
    # 'a 5 per cent rise', '43% reduction', '12% (year on year) fall'
    (
        "increase",
        regex.compile(
            rf"(?:[ -])(?:(?:overall|further|annual|year[ -]on[ -]year|average|significant|estimated)[ ])?{_UP_NOUN}\b(?![ ]to[ ]\d)",
            regex.IGNORECASE,
        ),
    ),
    (
        "decrease",
        regex.compile(
            r"(?:[ -])(?:(?:overall|further|annual|year[ -]on[ -]year|average|significant|estimated)[ ])?(?:decreases?|falls?|drops?|reductions?|declines?|downturn|cuts?|dip)\b(?![ ](?:in[ ]the[ ]ocean))",
            regex.IGNORECASE,
        ),
    ),
)
# 'a 45% theft reduction', 'over 45% of a reduction': what changed may stand between a share and the noun
_BETWEEN = r"[ ](?:of[ ]an?[ ]|(?!(?:of|in|on|for|and|or|the|an?|to|from|with|by|at|as|than|were|was|is|are|have|had|has|said|who|that|which|more|less|fewer|but|since|after|when)\b)\p{Ll}[\p{L}-]{2,}[ ](?:crime[ ])?)"
_SHARE_AFTER = (
    ("increase", regex.compile(rf"{_BETWEEN}{_UP_NOUN}\b", regex.IGNORECASE)),
    ("decrease", regex.compile(rf"{_BETWEEN}(?:decreases?|falls?|drops?|reductions?|declines?)\b", regex.IGNORECASE)),
)
# '11 fewer incidents', '20 per cent more calls', '5% higher', '3% lower', '12% up'
_MORE = regex.compile(
    r"[ ](?:more(?=[ ]\p{Ll}+(?:[ ]\p{Ll}+){0,3}[ ](?:than|compared)\b)|higher|up(?=[ ]?(?:on|from|compared|[.,;)]|$))|above(?=[ ]the)|better[ ]than|longer[ ]than|additional[ ](?=[\w ]{1,40}\bthan))\b",
    regex.IGNORECASE,
)
_LESS = regex.compile(
    r"[ ](?:fewer\b|less\b(?![ ]than)|lower\b|down(?=[ ]?(?:on|from|compared|[.,;)]|$)))", regex.IGNORECASE
)
_MORE_SHARE = regex.compile(r"[ ]more\b", regex.IGNORECASE)
_MINUS = regex.compile(r"(?:^|[\s(:])(?:[-–−]|(?i:minus)[ -])$")
_PLUS = regex.compile(r"(?:^|[\s(:])\+$")


def find_direction(counted: Counted) -> Direction | None:
    """The direction of the change whose size the quantity is; None for levels, ages and plain counts."""
    quantity = counted.quantity
    if quantity.direction is not None:
        return quantity.direction
    if quantity.kind in ("age", "multiplier"):
        return None
    before, after = counted.before(110), counted.behind(70)
    if quantity.bound in ("more_than", "less_than") and regex.match(
        r"(?:below|above)\b", counted.text[quantity.start : quantity.start + 6], regex.IGNORECASE
    ):
        return None  # 'fell below 5,000', 'rose above 90%' are levels
    if _PARTICLE.search(before):
        return None
    for direction, pattern in _BEFORE:
        if pattern.search(before) and not (
            quantity.kind in ("count", "duration", "length")
            and regex.search(
                r"\b(?:grew|add(?:ed|ing|s)?|lost|los(?:es|ing)|up|down|cut|extended|raised|raising)[ ](?:a[ ]|an[ ]|to[ ])?$",
                before,
                regex.IGNORECASE,
            )
        ):
            return direction  # type: ignore[return-value]
    if quantity.kind == "percentage":
        for direction, pattern in _SHARE_BEFORE:
            if pattern.search(before):
                return direction  # type: ignore[return-value]
    if quantity.kind in ("percentage", "proportion", "money", "count"):
        for direction, pattern in _AFTER:
            if pattern.match(after) and not (
                quantity.kind in ("count", "money")
                and regex.match(
                    r"[ ](?:cuts?|drops?|falls?|rises?|losses|loss|savings?|gains?|jumps?)\b(?![ ]in\b)",
                    after,
                    regex.IGNORECASE,
                )
            ):
                return direction  # type: ignore[return-value]
        if quantity.kind in ("percentage", "proportion"):
            for direction, pattern in _SHARE_AFTER:
                if pattern.match(after):
                    return direction  # type: ignore[return-value]
        if _LESS.match(after) and not (
            quantity.kind == "count" and quantity.value == 1
        ):  # 'one less burglar on our streets'
            return "decrease"
        if _MORE.match(after) or (quantity.kind in ("percentage", "proportion") and _MORE_SHARE.match(after)):
            return "increase"
    if quantity.kind == "percentage":
        if _MINUS.search(before):
            return "decrease"
        if _PLUS.search(before):
            return "increase"
        return _in_brackets(before)
    return None


def _in_brackets(before: str) -> Direction | None:
    """'dropped by a quarter (26 per cent)', 'fell by 16 reports, or 15 per cent': the change said again."""
    match = regex.search(r"(?:\(|,?[ ]or[ ]|,[ ]?)$", before)
    if match is None:
        return None
    clause = before[: match.start()].rstrip()
    if moved := regex.search(  # 'thefts were up slightly (0.1%)', 'burglary fell (12%)'
        rf"\b(?:(?P<up>{_UP_VERB})|{_DOWN_VERB})(?:[ ]\p{{L}}+ly)?$", clause, regex.IGNORECASE
    ):
        return "increase" if moved.group("up") else "decrease"
    restated = regex.search(
        r"(?:by|of|down|up|fewer|more|less|fell|rose|dropped|gained|lost|jumped|climbed|slipped|grew|increased|decreased|declined)[ ](?:[\w£%.,-]+[ ]?){1,7}$",
        clause,
    )
    # 'fewer than half would tell (49 per cent)', 'even fewer said so (14 per cent)' change nothing
    if restated is None or not (
        regex.search(r"\b(?:quarter|third|half|fifth|tenth|\d[\d,.]*)\b", restated.group())
        or regex.search(r"\d[ ]$", clause[: restated.start()])
    ):
        return None
    if regex.match(r"(?:fewer|more|less)[ ]than\b", restated.group()):
        return None
    down = [
        m.start() for m in regex.finditer(rf"\b(?:{_DOWN_VERB}|{_DOWN_NOUN}|fewer|less)\b", clause, regex.IGNORECASE)
    ]
    up = [m.start() for m in regex.finditer(rf"\b(?:{_UP_VERB}|{_UP_NOUN})\b", clause, regex.IGNORECASE)]
    if not down and not up:
        return None
    return "decrease" if max(down, default=-1) > max(up, default=-1) else "increase"
