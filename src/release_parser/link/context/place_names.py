"""Names of places on a page, each with the word that makes it one: 'in Kelsham', 'on Mill Road', 'at Ashtown Crown Court'.

In: a page and everything else found on it. Out: `PlaceName`s in text order, found once for each page. Where somebody lives is left out, and
so are names of operations, police units, people and days. The words are data: `places.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from release_parser.lexicon import Lexicon, Topic, WordPattern, compile_forms, fold, with_words
from release_parser.link.surroundings import Surroundings
from release_parser.regexes import Regex
from release_parser.text import Page
from release_parser.text.windows import around, windows
from release_parser.text.words import begin_at, first_words


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place. `lead` is where its preposition begins; `court`: it is a court."""

    lead: int
    start: int
    end: int
    court: bool = False


_WORD = (
    r"(?:U\.S\.(?=[ ]\p{Lu}\p{L}+[ ]Court)|\p{Lu}(?:[\p{L}’']|\.(?=\p{Lu})|(?<=\b(?:St|Co|Ft|Mt))\.|[-‐](?=\p{L}))*+)"
)
NAME = (
    rf"(?:«places.part_of_a_town»[ -](?:(?:«places.quarter_of_the_sky»)[ ])?)?{_WORD}"
    rf"(?:(?:[ ]|[ ](?:of|on|upon|under|le|de|la|du)[ ](?:the[ ])?){_WORD}){{0,5}}+"
)
_LONGEST_NAME = 120
"""How far before the word behind it a name and its preposition may begin, in characters."""
_LEAD = (
    r"\b(?P<preposition>[Ii]n|[Aa]cross|[Tt]hroughout|[Aa]round|[Ww]ithin|[Nn]ear|[Oo]utside|[Oo]n|[Aa]t|[Aa]long|[Oo]ff|[Bb]efore)[ ]"
    r"(?:(?:and|or)[ ]around[ ])?(?:the[ ]|an?[ ])?(?:(?:\d+[ ](?:«places.block»)|«places.area_of»)[ ]of[ ](?:the[ ])?)?"
)
_PLACED = WordPattern(rf"{_LEAD}(?P<name>{NAME})(?P<court>[ ](?:\p{{Ll}}+[ ])?(?:«places.court»)\b)?")
_SUBJECT = WordPattern(
    rf"(?P<name>{NAME})[ ](?:(?:has|have)[ ](?:also[ ])?(?:«places.seen»)|has[ ]had|had[ ]an?|«places.saw»)\b"
)
_SEEN = WordPattern(r" (?:ha(?:s|ve) (?:also )?(?:had|(?:«places.seen»))|had|(?:«places.saw»))\b")
_DATELINE = WordPattern(
    rf"[(]?(?P<name>{NAME})(?:,[ ](?:\p{{Lu}}[\p{{L}}.]{{1,12}}))?[)]?(?:[ ]?[(][^()\n]{{3,40}}[)])?,?[ ]*(?:[–—]|-{{1,2}}(?=[ \n]))"
)
# 'the U.S. District Court for the Southern District of Elmshire'
_OF_DISTRICT = WordPattern(rf"[ ]for[ ]the[ ]{NAME}")
_DATED = Regex(r"[(,]")
_PREPOSITIONS = frozenset("in across throughout around within near outside on at along off before".split())
_JOIN = WordPattern(
    rf"(?P<comma>,[ ](?:in[ ])?|[ ](?:and|&)[ ])(?P<name>{NAME})(?![ ]\p{{Lu}}|[ ](?:has|have|was|were|will|«places.spoke»)\b|[ ]?[(]\d|,[ ](?:\d|who|«places.aged»)|’s|'s)"
)
_ROAD_NUMBER = r"[ABMI]-?\d{1,4}(?:\(M\))?\b|(?:«places.numbered_road»)[ ]\d+"
_NUMBERED_ROAD = WordPattern(rf"\b(?P<preposition>[Oo]n)[ ](?:the[ ])?(?P<name>{_ROAD_NUMBER})", library="regex")
_RESIDENCE = WordPattern(rf"\b(?:of|from)[ ](?:the[ ])?{NAME}(?:,[ ]|[ ]|,[ ]{NAME},?[ ])$")
_CAPITALS = Regex(r"\b\p{Lu}\p{L}{3,}", library="regex")
_LONG_WORDS = Regex(r"\b\p{L}{4,}")
_DAYS = "«calendar.month»|«calendar.month_short»|«calendar.weekday»|«calendar.season»"
_DAY = WordPattern(_DAYS, re.IGNORECASE)


# 'from outside a home in Mill Road', 'the garden of their home in Kelsham': the house, and what happened there
_HOUSE = WordPattern(
    r"(?<!\b(?:«places.lives»)[ ])\b(?:from|outside|inside|into|at|of)[ ](?:an?|the|his|her|their)[ ](?:\p{Ll}+[ ]){0,2}(?:«places.house»)[ ]$",
    library="regex",
)
_LAST_WORD = Regex(r"(?P<word>\p{L}+)[ ]$")
_NEXT_WORD = Regex(r"[ ](?P<word>\p{Ll}[\p{L}-]*)")
_DAY_BEHIND = WordPattern(
    rf"[ ](?:of|on|upon|under|le|de|la|du)[ ](?:the[ ])?(?:{_DAYS})\b.*|[ ](?:{_DAYS})\b.*",
    re.IGNORECASE | re.DOTALL,
)


def _without_day(name: str, lexicon: Lexicon) -> str:
    """The name without a day or possessive: 'Kelsham' for 'in Kelsham on Friday' and 'in Kelsham's biggest raid'."""
    match = _DAY_BEHIND.of(lexicon).search(name)
    name = name if match is None or match.start() == 0 else name[: match.start()]
    return name.removesuffix("’s").removesuffix("'s")


class _PlaceWords:
    """The patterns for places of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.vocabulary("places")
        self.roads = frozenset(words["roads"].forms)
        self.no_places = frozenset(words["no_places"].forms)
        self.short = frozenset(words["short"].forms)
        self.lexicon = lexicon
        name = with_words(NAME, lexicon)
        premises = "|".join(map(re.escape, sorted(words["premises"].forms, key=len, reverse=True)))
        self.premises = first_words(words["premises"].forms)
        self.of_premises = compile_forms(
            rf"\b(?P<preposition>[Ii]n|[Oo]n|[Aa]t|[Ff]rom|[Aa]cross|[Tt]o|[Dd]uring|[Aa]round|[Tt]he|[Aa]n?|[Oo]f|[Ff]ollowing)[ ](?:the[ ]|an?[ ])?(?:(?:\d+|\p{{Ll}}{{3,8}})[ ])?(?P<name>{name})(?<!-wide)(?=[ ](?P<noun>{premises})\b)"
        )
        courts = "|".join(re.escape(form).replace("’", "[’']?") for form in words["courts"].forms)
        self.court = Regex(rf"(?:{courts})[ ]Court|Old Bailey")
        self.lives = Regex(rf"\b(?:{'|'.join(map(re.escape, words['lives'].forms))})[ ]$")
        bodies = lexicon.vocabulary("agents")["bodies"].forms
        self.bodies = frozenset(fold(form) for form in bodies) - {fold(road) for road in words["roads"].forms}
        self.topics = lexicon.typed("topics", Topic)
        self.areas = frozenset(
            fold(name)
            for name in (
                *(force.short for force in lexicon.forces),
                *(state for country in lexicon.countries for state in (*country.states, country.name)),
            )
        )


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _PlaceWords:
    """The patterns of this lexicon, made once for each lexicon."""
    return _PlaceWords(lexicon)


class PlaceNames:
    """All names of places on a page, with the preposition before each, looked up by offset."""

    def __init__(self, page: Page, around: Surroundings) -> None:
        self._page, self._text, self._words = page, page.text, _words(around.lexicon)
        self._taken = sorted(
            stretch
            for entities in (around.operations, around.police_units, around.people)
            for entity in entities
            for stretch in entity.mentions
        )
        self._titles: dict[int, bool] = {}
        placed = list(self._placed())
        self._known = {fold(page.text[place.start : place.end]) for place in placed if not self._in_title(place.start)}
        self._known.update(self._datelines())
        found = {
            place.start: place
            # the last wins: a road with its number, 'Highway 12', over the name alone
            for place in (*self._of_premises(), *self._subjects(), *placed, *self._numbered())
            if not self._in_title(place.start) or self._is_known(place)
        }
        self._places = [found[start] for start in sorted(found)]
        self._starts = [place.start for place in self._places]

    def knows(self, name: str) -> bool:
        """Whether the page names this place with a preposition, or the lexicon has it."""
        return fold(name) in self._known or fold(name) in self._words.areas

    def may_be(self, name: str) -> bool:
        """Whether a name may be a place's: it is no day, drug, offence or body."""
        return self._is_place(name, court=False) and self._words.topics.find(name.rsplit(maxsplit=1)[-1]) is None

    def within(self, start: int, end: int) -> list[PlaceName]:
        """The places that begin inside a stretch, in text order."""
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _datelines(self) -> Iterator[str]:
        """The places of datelines, which are no places of claims but known from then on: '(Kelsham, ON) – Police', 'KELSHAM (May 4, 2026) –', 'KELSHAM, Pa. –'."""
        for block in self._page.blocks:
            match = _DATELINE.of(self._words.lexicon).match(
                self._text, block.start, min(block.end, block.start + _LONGEST_NAME)
            )
            if match is None or not (match["name"].isupper() or _DATED.search(match.group())):
                continue
            if self._is_place(match["name"].title(), court=False):
                yield fold(match["name"])

    def _placed(self) -> Iterator[PlaceName]:
        """Names behind a preposition."""
        for match in begin_at(_PLACED.of(self._words.lexicon), self._text, self._page.words.starts(_PREPOSITIONS)):
            start = match.start("name")
            name = _without_day(match["name"], self._words.lexicon)
            court = match["court"] is not None or self._words.court.search(name) is not None
            end = match.end("court") if match["court"] else start + len(name)
            if court and (district := _OF_DISTRICT.of(self._words.lexicon).match(self._text, end)):
                end = district.end()
            if (
                (self._fits(match["preposition"].lower(), name, court=court) or self._is_in_town(match, end))
                and not self._lives_there(match.start())
                and not self._is_taken(start, end)
                and not self._is_somebody(name, end)
                and self._is_place(name, court=court)
            ):
                yield PlaceName(match.start(), start, self._joined(end), court)

    def _is_somebody(self, name: str, end: int) -> bool:
        """Whether the name only tells whose something is: 'their part in a Kelsham man's death', 'in Kelsham Police's view', 'in New Zealand notes'."""
        match = _NEXT_WORD.match(self._text, end)
        if match is None or name.rsplit(" ", 1)[-1] in self._words.roads:  # 'At a house in Mill Road officers found'
            return False
        topic = self._words.topics.find(match["word"])
        of_money = topic is not None and topic.name == "seizure.cash"
        return of_money or (topic is not None and topic.person) or fold(match["word"]) == "police"

    def _numbered(self) -> Iterator[PlaceName]:
        """Roads with a number: 'on the A38'."""
        for match in _NUMBERED_ROAD.of(self._words.lexicon).finditer(self._text):
            yield PlaceName(match.start(), *match.span("name"))

    def _of_premises(self) -> Iterator[PlaceName]:
        """Names of known places before a noun for premises: 'a Kelsham flat', 'on Elmshire roads'."""
        for match in self._premises():
            name = _without_day(match["name"], self._words.lexicon)
            start = match.start("name")
            place = PlaceName(match.start(), start, start + len(name))
            if self._is_taken(place.start, place.end) or not self._is_place(name, court=False):
                continue
            if (name == match["name"] and self._is_surely_of_premises(match)) or self._is_known(place):
                yield place

    def _is_surely_of_premises(self, match: re.Match[str]) -> bool:
        """Whether the name before premises is certainly a place: 'at a Kelsham flat', but not 'a man from the Kelsham area' or 'the Ashco store'."""
        preposition = match["preposition"].lower()
        before = _LAST_WORD.search(self._text, max(0, match.start() - 40), match.start())
        topic = None if before is None else self._words.topics.find(before["word"])
        if preposition == "of":  # 'the search of a Kelsham home'
            return topic is not None and topic.name == "search"
        if preposition in ("the", "a", "an", "to"):
            return False
        return preposition != "from" or topic is None or not topic.person

    def _premises(self) -> Iterator[re.Match[str]]:
        """The matches of the pattern for premises, sought only around their nouns."""
        nouns = self._page.words.starts(self._words.premises)
        for low, high in around(nouns, self._text, before=_LONGEST_NAME, after=40):
            yield from self._words.of_premises.finditer(self._text, low, high)

    def _seen(self) -> Iterator[re.Match[str]]:
        """The matches of the pattern for subjects, sought only around their verbs."""
        for low, high in windows(_SEEN.of(self._words.lexicon), self._text, before=_LONGEST_NAME, after=20):
            yield from _SUBJECT.of(self._words.lexicon).finditer(self._text, low, high)

    def _subjects(self) -> Iterator[PlaceName]:
        """Known places as a subject: 'Elmshire has seen a rise of 7%'."""
        for match in self._seen():
            place = PlaceName(match.start(), *match.span("name"))
            if self._is_known(place) and not self._is_taken(place.start, place.end):
                yield place

    def _is_known(self, place: PlaceName) -> bool:
        """Whether the page or the lexicon knows the place."""
        return self.knows(self._text[place.start : place.end])

    def _fits(self, preposition: str, name: str, *, court: bool) -> bool:
        """Whether a preposition fits the name: 'on' and 'at' fit roads and buildings, not 'on Ash Day' or 'at Ash Ltd'."""
        if preposition == "before":  # 'appeared before Kelsham Magistrates' Court'
            return court
        if preposition not in ("on", "at", "off", "along"):
            return True
        # 'on Mill Road Kelsham', 'on Mill Road West', 'at Kelsham Station'
        words = [word.rstrip(".") for word in name.split()]
        of_a_town = words[1:2] == ["of"] and words[0] in self._words.roads  # 'at the Port of Kelsham'
        return (
            court or of_a_town or self._is_land(words) or any(word in self._words.roads for word in words[1:] or words)
        )

    def _is_land(self, words: list[str]) -> bool:
        """Whether the last words name a piece of land: 'on Ash Lake First Nation'."""
        return len(words) > 2 and " ".join(words[-2:]).title() in self._words.roads

    def _is_in_town(self, match: re.Match[str], end: int) -> bool:
        """Whether a town stands behind the name: 'at Castle Moat, Kelsham'."""
        joined = None if match["preposition"].lower() != "at" else _JOIN.of(self._words.lexicon).match(self._text, end)
        return joined is not None and joined["comma"] == ", " and self._joins(joined)

    def _lives_there(self, lead: int) -> bool:
        """Whether the words before tell where somebody lives."""
        before = self._text[max(0, lead - 70) : lead]
        return (
            self._words.lives.search(before[-20:]) is not None and _HOUSE.of(self._words.lexicon).search(before) is None
        ) or _RESIDENCE.of(self._words.lexicon).search(before) is not None

    def _is_taken(self, start: int, end: int) -> bool:
        """Whether another finding covers the stretch."""
        at = bisect_right(self._taken, (end, 0))
        return any(low < end and start < high for low, high in self._taken[max(0, at - 4) : at])

    def _is_place(self, name: str, *, court: bool) -> bool:
        """Whether a name behind a preposition is a place's."""
        words = name.split()
        if name in self._words.short:
            return True
        if name.isupper() and len(name) < 6:
            return False  # 'in CID', 'in MDMA'
        if len(words) < 3 and any(_DAY.of(self._words.lexicon).fullmatch(word) for word in words):
            return False
        if court:
            return True
        named_road = len(words) > 1 and words[-1] in self._words.roads  # 'in Ash Court' is a street, 'in Court' is none
        if any(word in self._words.no_places for word in words[: -1 if named_road else None]):
            return False
        if fold(words[-1]) in self._words.bodies and not self._is_land(words):
            return False
        return not any(self._is_thing(form) for form in (name, words[0], words[-1]))

    def _is_thing(self, form: str) -> bool:
        """Whether a capitalised word is a thing that is seized: 'in Heroin', 'with Firearms'."""
        topic = self._words.topics.find(form)
        return topic is not None and topic.name.startswith(
            ("seizure.drugs", "seizure.weapons", "seizure.cash", "seizure.other")
        )

    def _joined(self, end: int) -> int:
        """Where the whole phrase of places ends: 'Mill Road, Kelsham', 'Ash, Elm and Oak'."""
        for _ in range(12):
            match = _JOIN.of(self._words.lexicon).match(self._text, end)
            if match is None or not self._joins(match):
                return end
            end = match.end("name")
        return end

    def _joins(self, match: re.Match[str]) -> bool:
        """Whether a name behind a comma or 'and' belongs to the phrase of places."""
        name = match["name"]
        if self._is_taken(*match.span("name")) or not self._is_place(name, court=False):
            return False
        last = name.rsplit(" ", 1)[-1]
        return len(name.split()) < 3 or last in self._words.roads

    def _in_title(self, at: int) -> bool:
        """Whether nearly every word of the sentence is capitalised, so that a capital shows no name."""
        index = self._page.sentence_at(at)
        if index is None:
            return False
        if index not in self._titles:
            sentence = self._page.sentences[index]
            text = self._text[sentence.start : min(sentence.end, sentence.start + 400)]
            long = len(_LONG_WORDS.findall(text))
            self._titles[index] = long > 3 and len(_CAPITALS.findall(text)) > 0.75 * long
        return self._titles[index]
