"""The place that a claim is limited to, where its own clause names one.

In: the sentence's text and where the claim stands. Out: the stretch of the place name, without its preposition.
"""

from __future__ import annotations

import regex

_NAME = r"(?:\p{Lu}[\p{L}’'-]+)(?:(?:[ ](?:and|upon|on|of|the|de|le|in|under|by|next)){0,2}[ -]\p{Lu}[\p{L}’'-]+){0,4}"
_PLACE = regex.compile(
    rf"\b(?P<preposition>in|across|throughout|around|within|at|near)[ ](?:the[ ])?(?P<place>(?:(?:North|South|East|West|Central|Greater|north|south|east|west|central|greater|mid|city[ ]of|county[ ]of|town[ ]of|borough[ ]of)[ -])?{_NAME}|(?:county|borough|force[ ]area|city|region|country|UK|district|capital)\b)"
)
_NOT_PLACES = regex.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"Operation|Project|Op|Crown|Court|Magistrates|Detective|Inspector|Sergeant|Police|Section|Act|Covid|Christmas|Easter|New[ ]Year|Class|Chief|Superintendent)\b"
)
# '12 in Ash, while Elm had three'
_CLAUSE_END = regex.compile(r"[;:]|,[ ](?:while|and[ ]\d|with|whilst|but)\b")
# 'Ash residents Ann', 'Leeds man'
_NO_PLACE = regex.compile(r"[ ](?:\p{Ll}+(?:s|ed|ing)[ ]\p{Lu}|man\b|woman\b|police\b|\p{Lu}\p{Ll}+[ ]\p{Lu})")


def find_place(text: str, start: int, end: int, sentence_start: int, sentence_end: int) -> tuple[int, int] | None:
    """The nearest place name behind the claim in its clause, else one that opens the sentence."""
    clause_end = sentence_end
    if boundary := _CLAUSE_END.search(text[end:sentence_end]):
        clause_end = end + boundary.start()
    for low, high in ((end, clause_end), (sentence_start, start)):
        for match in _PLACE.finditer(text, low, high):
            if (
                not _NOT_PLACES.search(match.group("place"))
                and not _NO_PLACE.match(
                    text[match.end("place") : match.end("place") + 30],
                )
                and (
                    low == end
                    or match.start() - sentence_start < 4
                    or match.group("preposition") in ("across", "throughout")
                )
            ):
                return match.span("place")
    return None
