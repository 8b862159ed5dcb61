"""People who are named with a rank, a title of office or a role.

In: a page. Out: `PersonEntity`s in order of first mention, each with all mentions of the name: in full, by surname, by rank and
surname. Suspects and victims, who are only named, are none; whoever is quoted is added by `link_speakers`.

>>> from release_parser.text import read_page
>>> page = read_page("Commander Ann Pole, the lead for roads, praised staff. Cdr Pole and John Smith agreed.")
>>> [(person.name, person.rank, person.role, len(person.mentions)) for person in find_people(page, Lexicon.default())]
[('Ann Pole', 'Commander', 'lead for roads', 2)]
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from release_parser.extract.bare_names import bare_names
from release_parser.extract.headline_names import without_headline_words
from release_parser.extract.mentions import PersonEntity
from release_parser.extract.names import NamedPerson, NameGrammar, Span, name_words, with_generation
from release_parser.extract.roles import RoleGrammar, Standing
from release_parser.lexicon import Lexicon, fold
from release_parser.text import Block, Page

_NEAR = 1_000
"""How many characters of its sentence on either side a name is looked at with."""
# a sentence about somebody before a court names no official: 'John Smith, a company director, was jailed'
_ACCUSED = regex.compile(
    r"\b(?:jailed|sentenced|charged|convicted|guilty|pleaded|admitted|appeared|remanded|imprison\w+|bailed|banned|aged|defendants?|suspects?|wanted|died|killed|murder(?:ed|er)?|rapist|drug dealer|paedophile|victims?)\b|,[ ]\d{2},"
)

# '..., announced Sheriff Tom Ash and Ann Pole, head of the lab': who announces a sentence is not who serves it
_ANNOUNCED = regex.compile(r"[,.][ ]?(?:announced|said|stated|according[ ]to)[ ](?=\p{Lu})")

_CAPITAL_WORD = regex.compile(
    r"(?<![\w’'-])\p{Lu}[\p{L}\p{M}]*+(?:(?:[’'](?=\p{Lu}\p{L}|\p{Ll}{3})|[-‐‑](?=\p{L}))[\p{L}\p{M}]++){0,3}+"
)
# 'Tom Ash' is not Ann Ash; 'Ash Road' is nobody
_OTHER_NAME = regex.compile(
    r"(?<!\b(?:Mr|Mrs|Ms|Miss|Dr|Insp|Inspector|Sgt|Sergeant|Supt|Superintendent|Constable|Officer|Commander|Commissioner|Judge|Detective|Councillor|Cllr|Chief|Det|Const))(?<=\b\p{Lu}\p{Ll}{1,20})[ ]$"
)
_GOES_ON = regex.compile(r"[ ]\p{Lu}\p{Ll}")
_HOW_FAR = 2_000
"""How many characters before a name the verb of those who announce is looked for."""


@dataclass(slots=True)
class Person:
    """Somebody while the mentions are being collected."""

    name: str
    mentions: list[Span]
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None
    gender: str | None = None
    rule: str = "person_with_rank"
    tokens: list[str] = field(default_factory=list)

    def entity(self) -> PersonEntity:
        """The frozen form."""
        return PersonEntity(
            self.name, tuple(sorted(set(self.mentions))), self.rule, self.rank, self.role, self.organisation
        )


def find_people(page: Page, lexicon: Lexicon) -> list[PersonEntity]:
    """The page's people with rank, office or role."""
    names, roles = NameGrammar.of(lexicon), RoleGrammar.of(lexicon)
    text = page.text
    titled = without_headline_words(page, list(names.titled(text, 0, len(text))))
    people: dict[str, Person] = {}
    for mention in titled:
        if len(mention.tokens) >= 2 and (mention.office or mention.rank):
            _add(people, mention, _standing(page, mention, roles))
    for named, standing in _with_role(page, names, roles, titled):
        _add(people, named, standing)
    in_full = _FullNames(page, names)
    owners: dict[str, list[Person]] = {}
    for person in people.values():
        owners.setdefault(fold(person.tokens[-1]), []).append(person)
    for mention in titled:
        if len(mention.tokens) > 1:
            continue
        surname = mention.tokens[0]
        bearers = owners.get(fold(surname), [])
        if not bearers and (mention.office or mention.rank):
            full = in_full(surname)
            owners[fold(surname)] = [_add(people, mention, _standing(page, mention, roles), full)]
        elif (found := _bearer(bearers, mention)) is not None:
            owner, standing = found, _standing(page, mention, roles)
            owner.mentions.append((mention.name_start, mention.end))
            owner.rank = owner.rank or mention.rank
            owner.role = owner.role or standing.role
            owner.organisation = owner.organisation or standing.organisation
            owner.gender = owner.gender or mention.gender
    capitals = CapitalWords(text)
    for person in people.values():
        person.mentions += later_mentions(text, person, capitals, alone=len(owners[fold(person.tokens[-1])]) == 1)
    return sorted((person.entity() for person in people.values()), key=lambda entity: entity.mentions[0])


def _bearer(bearers: list[Person], mention: NamedPerson) -> Person | None:
    """Whom a surname means: its only bearer, or the only one of this rank."""
    if len(bearers) > 1 and mention.rank:
        bearers = [person for person in bearers if person.rank == mention.rank]
    return bearers[0] if len(bearers) == 1 else None


def _is_accused(text: str, start: int, end: int, at: int) -> bool:
    """Whether the sentence that holds a name tells of a court. A sentence without end is read near the name only."""
    return _ACCUSED.search(text, max(start, at - _NEAR), min(end, at + _NEAR)) is not None


class _FullNames:
    """'Chief Constable Pole' in full, where the release says 'Ann Pole' elsewhere and of nobody before a court."""

    def __init__(self, page: Page, names: NameGrammar) -> None:
        self._page, self._names = page, names
        self._found: dict[str, set[str]] | None = None

    def __call__(self, surname: str) -> str | None:
        """The one full name that ends in this surname, or None."""
        if self._found is None:
            self._found = {}
            for block in self._page.blocks:
                for start, end in bare_names(self._names, self._page.text, block.start, block.end):
                    name = self._page.text[start:end]
                    accused = _is_accused(self._page.text, *_bounds(self._page, start), start)
                    self._found.setdefault(fold(name.split()[-1]), set()).add("" if accused else name)
        full = self._found.get(fold(surname), set())
        return next(iter(full)) or None if len(full) == 1 else None


class CapitalWords:
    """Where each capitalised word of a text stands, so that a name is found without reading the text again."""

    def __init__(self, text: str) -> None:
        self._at: dict[str, list[int]] = {}
        for match in _CAPITAL_WORD.finditer(text):
            self._at.setdefault(match.group(), []).append(match.start())

    def find(self, word: str) -> list[int]:
        """Offsets of the word, in text order."""
        return self._at.get(word, [])


def _standing(page: Page, mention: NamedPerson, roles: RoleGrammar) -> Standing:
    return roles.beside(
        page.text,
        _bounds(page, mention.name_start),
        (mention.name_start, mention.end),
        title_start=mention.start,
        title_role=mention.role is not None,
    )


def _bounds(page: Page, at: int) -> Span:
    sentence = page.sentence_at(at)
    if sentence is None:
        return at, min(len(page.text), at + 200)
    return page.sentences[sentence].start, page.sentences[sentence].end


def _add(people: dict[str, Person], mention: NamedPerson, standing: Standing, full: str | None = None) -> Person:
    span = (mention.name_start, mention.end)
    name = full or mention.name
    key = fold(" ".join(name_words(name)))
    if key in people and _another_generation(people[key].name, name):  # 'Tom Ash Sr. and his son Tom Ash Jr.'
        key = fold(name)
    person = people.get(key)
    if person is None:
        person = Person(
            name,
            [],
            tokens=name_words(name),
            rule="person_with_rank" if mention.rank else "person_with_title" if mention.title else "person_with_role",
        )
        people[key] = person
    person.mentions.append(span)
    person.rank = person.rank or mention.rank or standing.rank
    person.role = person.role or standing.role or mention.role
    person.organisation = person.organisation or standing.organisation or mention.organisation
    person.gender = person.gender or mention.gender
    return person


def _another_generation(name: str, other: str) -> bool:
    """Whether both names say which generation they are, and not the same one."""
    generations = [words[len(" ".join(name_words(words))) :].strip(" ,.") for words in (name, other)]
    return all(generations) and generations[0] != generations[1]


def _with_role(
    page: Page, names: NameGrammar, roles: RoleGrammar, titled: list[NamedPerson]
) -> list[tuple[NamedPerson, Standing]]:
    """Names without rank or title whose role stands beside them."""
    text = page.text
    taken = {at for mention in titled for at in range(mention.name_start, mention.end)}
    found: list[tuple[NamedPerson, Standing]] = []
    for block in page.blocks:
        if block.kind in ("headline", "furniture"):
            continue
        for start, end in bare_names(names, text, block.start, block.end):
            if start in taken or end - 1 in taken:
                continue
            bounds = _bounds(page, start)
            standing = roles.beside(text, bounds, (start, end))
            if bounds == (start, end) and standing.role is None:
                standing = _press_office(page, block, roles)
            if standing.rank is None and (standing.role is None or standing.article in ("a", "an")):
                continue
            if standing.rank is None and (standing.role or "").islower() and roles.is_weak(standing.role or ""):
                continue
            if _is_accused(text, _announced_from(text, bounds[0], start), bounds[1], start):
                continue
            found.append((NamedPerson(start, start, end, text[start:end]), standing))
    return found


def _announced_from(text: str, start: int, name: int) -> int:
    """Where in the sentence that begins at `start` the list of those who announce begins, or `start`."""
    return max((match.end() for match in _ANNOUNCED.finditer(text, max(start, name - _HOW_FAR), name)), default=start)


def _press_office(page: Page, block: Block, roles: RoleGrammar) -> Standing:
    """A name alone on its line, the role on the next one: 'Ann Pole' / 'Public Affairs Officer'."""
    index = page.blocks.index(block)
    if index + 1 < len(page.blocks):
        line = page.text[page.blocks[index + 1].start : page.blocks[index + 1].end]
        if len(line) <= 60 and line[0].isupper() and roles.is_role(line):
            return Standing(role=line)
    return Standing()


def later_mentions(text: str, person: Person, capitals: CapitalWords, *, alone: bool) -> list[Span]:
    """Where the name stands again: in full, or, where nobody else has it, the surname `alone`."""
    surname, name = person.tokens[-1], " ".join(person.tokens)
    found: list[Span] = []
    for at in capitals.find(surname):
        end = at + len(surname)
        start = end - len(name)
        if _OTHER_NAME.search(text[max(0, at - 30) : at]) and not (len(person.tokens) > 1 and text[start:end] == name):
            continue
        if start >= 0 and text[start:end] == name:
            found.append((start, with_generation(text, end, len(text))))
        elif alone and len(person.tokens) > 1 and len(surname) > 2 and not _GOES_ON.match(text, end):
            found.append((at, with_generation(text, end, len(text))))
    return found
