"""People who are named with a rank, a title of office or a role.

In: a page. Out: `PersonEntity`s in the order of their first mention, each with all mentions of the name: in full, by surname, by rank and
surname. Suspects and victims, who have no rank or role, are left out. `link_speakers` adds whoever is quoted.

>>> from release_parser.text import read_page
>>> page = read_page("Commander Ann Pole, the lead for roads, praised staff. Cdr Pole and John Smith agreed.")
>>> [(person.name, person.rank, person.role, len(person.mentions)) for person in find_people(page, Lexicon.default())]
[('Ann Pole', 'Commander', 'lead for roads', 2)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from release_parser.extract.accused import Accused
from release_parser.extract.bare_names import bare_names
from release_parser.extract.headline_names import ranked_names
from release_parser.extract.mentions import PersonEntity
from release_parser.extract.name_parts import NamedPerson, Span, name_words, with_generation
from release_parser.extract.names import NameGrammar
from release_parser.extract.prosecutors import prosecutors
from release_parser.extract.roles import RoleGrammar, Standing
from release_parser.extract.same_names import is_same_name
from release_parser.lexicon import Lexicon, WordPattern, fold
from release_parser.regexes import Regex
from release_parser.text import Page

_SENTENCE_REACH = 1_000
"""How many characters of its sentence on either side a name is looked at with."""
# '..., announced Sheriff Tom Ash and Ann Pole, head of the lab': who announces a sentence is not who serves it
_ANNOUNCED = WordPattern(
    r"[,.][ ]?(?:said|«people.announces»|according[ ]to)[ ](?=\p{Lu})|\b(?:«people.announces»)[ ](?:today[ ])?by[ ](?=\p{Lu})"
)

_CAPITAL_WORD = Regex(
    r"(?<![\w’'-])\p{Lu}[\p{L}\p{M}]*+(?:(?:[’'](?=\p{Lu}\p{L}|\p{Ll}{3})|[-‐‑](?=\p{L}))[\p{L}\p{M}]++){0,3}+",
    library="regex",
)
# 'Tom Ash' is not Ann Ash, 'Ash Road' is nobody; 'Sergeant Ash' may be either
_OTHER_NAME = Regex(r"\b(?P<word>\p{Lu}\p{Ll}{1,20})[ ]$")
_GOES_ON = Regex(r"[ ]\p{Lu}\p{Ll}")
_LONGEST_ROLE_LINE = 60
_LINE_BELOW = Regex(rf",?(?:[ ]#\d{{1,6}})?[ ]*\n(?P<line>\p{{Lu}}[^\n]{{3,{_LONGEST_ROLE_LINE}}}?)[ ]*(?:\n|$)")
_LONGEST_WORD = 30
_ACCUSED = ""
"""Kept in the place of a name that stands before a court."""
_MOST_ROLES = 60
_ANNOUNCEMENT_REACH = 2_000
"""How many characters before a name the verb of those who announce is looked for."""


@dataclass(slots=True)
class CollectedPerson:
    """One person of the page while the mentions of the name are being collected."""

    name: str
    mentions: list[Span]
    rank: str | None = None
    role: str | None = None
    organisation: str | None = None
    rule: str = "person_with_rank"
    tokens: list[str] = field(default_factory=list)

    def entity(self) -> PersonEntity:
        """The person with all mentions in text order; none lies inside another, as the surname does in 'James T James'."""
        apart: list[Span] = []
        for start, end in sorted(self.mentions, key=lambda mention: (mention[0], -mention[1])):
            if not apart or end > apart[-1][1]:
                apart.append((start, end))
        return PersonEntity(self.name, tuple(apart), self.rule, self.rank, self.role, self.organisation)


def find_people(page: Page, lexicon: Lexicon, ranked: list[NamedPerson] | None = None) -> list[PersonEntity]:
    """The page's people with a rank, office or role. `ranked` are its `ranked_names`, if the caller has computed them already."""
    return _Finder(page, lexicon, ranked).find()


class _Finder:
    """Collects the people of one page by name."""

    def __init__(self, page: Page, lexicon: Lexicon, ranked: list[NamedPerson] | None) -> None:
        self._page, self._text = page, page.text
        self._lexicon = lexicon
        self._names, self._roles, self._accused = NameGrammar.of(lexicon), RoleGrammar.of(lexicon), Accused.of(lexicon)
        self._titled = ranked_names(page, self._names) if ranked is None else ranked
        self._people: dict[str, CollectedPerson] = {}
        self._surnames: dict[str, list[str]] = {}
        self._in_full: dict[str, set[str]] | None = None

    def find(self) -> list[PersonEntity]:
        """All people: first those named in full, since a surname alone may mean one of them, then all later mentions."""
        for mention in self._titled:
            if len(mention.tokens) >= 2 and (mention.office or mention.rank):
                self._add(mention, self._standing(mention))
        for named, standing in chain(self._with_courtesy(), self._with_role(), self._prosecuting()):
            self._add(named, standing)
        owners: dict[str, list[CollectedPerson]] = {}
        for person in self._people.values():
            owners.setdefault(fold(person.tokens[-1]), []).append(person)
        for mention in self._titled:
            if len(mention.tokens) == 1 and not self._in_a_role(self._text[mention.start : mention.end]):
                self._add_surname(mention, owners)
        capitals = CapitalWords(self._text)
        for person in self._people.values():
            alone = len(owners[fold(person.tokens[-1])]) == 1
            person.mentions += later_mentions(self._text, person, capitals, self._names, alone=alone)
        return sorted((person.entity() for person in self._people.values()), key=lambda entity: entity.mentions[0])

    def _add_surname(self, mention: NamedPerson, owners: dict[str, list[CollectedPerson]]) -> None:
        """Add 'Sergeant Pole' as a mention of the person with that surname, or as a new person whose full name is never given."""
        surname = mention.tokens[0]
        bearers = owners.get(fold(surname), [])
        if not bearers and (mention.office or mention.rank):
            owners[fold(surname)] = [self._add(mention, self._standing(mention), self._full_name(surname))]
        elif (owner := _bearer(bearers, mention)) is not None:
            owner.mentions.append((mention.name_start, mention.end))
            _learn(owner, mention, self._standing(mention), title_is_role=False)

    def _add(self, mention: NamedPerson, standing: Standing, full: str | None = None) -> CollectedPerson:
        """Add a mention to the person with its name, who is created where there is none yet."""
        name = full or mention.name
        key = fold(" ".join(name_words(name)))
        if key in self._people and _another_generation(self._people[key].name, name):
            key = fold(name)  # 'Tom Ash Sr. and his son Tom Ash Jr.'
        elif key not in self._people:
            key = self._spelled_otherwise(name) or key
        rule = "person_with_rank" if mention.rank else "person_with_title" if mention.title else "person_with_role"
        person = self._people.get(key)
        if person is None:
            person = self._people[key] = CollectedPerson(name, [], tokens=name_words(name), rule=rule)
            self._surnames.setdefault(fold(person.tokens[-1]), []).append(key)
        person.mentions.append((mention.name_start, mention.end))
        _learn(person, mention, standing, title_is_role=True)
        return person

    def _spelled_otherwise(self, name: str) -> str | None:
        """The key of the only person whose name differs in the middle name alone: 'Tom J. Ash' for 'Tom Ash'."""
        surname = fold(name_words(name)[-1])
        namesakes = [
            key for key in self._surnames.get(surname, ()) if is_same_name(self._people[key].tokens, name_words(name))
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def _standing(self, mention: NamedPerson) -> Standing:
        """What the text tells about the person at this mention: role, rank and organisation."""
        standing = self._beside(mention)
        if standing.role is None and mention.rank and (role := self._role_below(mention)) is not None:
            standing = replace(standing, role=role)
        return standing

    def _role_below(self, mention: NamedPerson) -> str | None:
        """The role on the line below a name alone on its line: 'Media Relations Officer' below 'Cst. Ann Pole'."""
        match = _LINE_BELOW.match(self._text, mention.end)
        if match is None or self._text[max(0, mention.start - 1) : mention.start] not in ("", "\n"):
            return None
        line = match.group("line")
        return line if self._roles.is_role(line) and not line.endswith((".", ":")) else None

    def _beside(self, mention: NamedPerson) -> Standing:
        """What the words beside a mention tell: role, rank and organisation."""
        return self._roles.beside(
            self._text,
            _bounds(self._page, mention.name_start),
            (mention.name_start, mention.end),
            title_start=mention.start,
            title_role=mention.role is not None,
            courtesy=mention.rank is None and not mention.office,
        )

    def _full_name(self, surname: str) -> str | None:
        """The full name for the surname of 'Chief Constable Pole', where the release has one and it is not that of somebody before a court."""
        if self._in_full is None:
            self._in_full = {}
            for block in self._page.blocks:
                for start, end in bare_names(self._names, self._text, block.start, block.end):
                    name = self._text[start:end]
                    accused = self._is_accused(*_bounds(self._page, start), start)
                    self._in_full.setdefault(fold(name_words(name)[-1]), set()).add(_ACCUSED if accused else name)
        full = self._in_full.get(fold(surname), set())
        return next(iter(full)) if len(full) == 1 and _ACCUSED not in full else None

    def _is_accused(self, start: int, end: int, at: int) -> bool:
        """Whether the sentence around a name is about a court. Of a very long sentence only the part near the name is read."""
        return self._accused.tells_or_ages(self._text, max(start, at - _SENTENCE_REACH), min(end, at + _SENTENCE_REACH))

    def _with_role(self) -> Iterator[tuple[NamedPerson, Standing]]:
        """The names without rank or title beside which a role stands."""
        taken = {at for mention in self._titled for at in range(mention.name_start, mention.end)}
        for index, block in enumerate(self._page.blocks):
            if block.kind in ("headline", "furniture"):
                continue
            for start, end in bare_names(self._names, self._text, block.start, block.end):
                if start in taken or end - 1 in taken or self._in_a_role(self._text[start:end]):
                    continue
                standing = self._role_of((start, end), index)
                if standing is None:
                    continue
                yield NamedPerson(start, start, end, self._text[start:end]), standing
                if standing.before and standing.role is not None and standing.role.endswith("s"):
                    yield from self._sharing_a_role(end, block.end, standing)  # 'Co-Directors Ann Pole and Tom Ash'

    def _prosecuting(self) -> Iterator[tuple[NamedPerson, Standing]]:
        """The people named behind 'prosecuted by', with what stands beside the name."""
        found = [*prosecutors(self._page, self._names)]
        for index, (start, end) in enumerate(found):
            bounds = _bounds(self._page, start)
            if index + 1 < len(found):  # '... of the Fraud Section and Tom Ash': the next one is of no section
                bounds = bounds[0], min(bounds[1], found[index + 1][0])
            standing = self._roles.beside(self._text, bounds, (start, end))
            serves = standing.organisation and standing.organisation.removesuffix(" and")
            yield NamedPerson(start, start, end, self._text[start:end]), replace(standing, organisation=serves)

    def _sharing_a_role(self, at: int, end: int, standing: Standing) -> Iterator[tuple[NamedPerson, Standing]]:
        """Those who share a role in the plural with the person named before: '... and Tom Ash'."""
        for start, stop in self._names.coordinated(self._text, at, end):
            if len(name_words(self._text[start:stop])) > 1:
                yield NamedPerson(start, start, stop, self._text[start:stop]), standing

    def _in_a_role(self, name: str) -> bool:
        """Whether an apparent name is the place of somebody's role: 'Ann Pole, Area Commander Kelsham West'."""
        return any(person.role is not None and name in person.role for person in [*self._people.values()][:_MOST_ROLES])

    def _with_courtesy(self) -> Iterator[tuple[NamedPerson, Standing]]:
        """Names behind Mr or Ms beside which a rank or role stands: 'The Superintendent of Traffic, Ms Ann Pole'."""
        for mention in self._titled:
            if mention.rank is None and not mention.office and len(mention.tokens) > 1:
                bounds = _bounds(self._page, mention.start)
                standing = self._standing(mention)
                if self._is_official(standing) and not self._is_accused(*bounds, mention.name_start):
                    yield mention, standing

    def _is_official(self, standing: Standing) -> bool:
        """Whether what stands beside a name without a rank makes the person one of the release's people."""
        if standing.rank is not None:
            return True
        if standing.role is None or standing.article in ("a", "an"):
            return False
        return not (standing.role.islower() and self._roles.is_weak(standing.role))

    def _role_of(self, name: Span, block: int) -> Standing | None:
        """The role of a name without rank or title, if it makes the person one of the release's people, else None."""
        bounds = _bounds(self._page, name[0])
        standing = self._roles.beside(self._text, bounds, name)
        if bounds == name and standing.role is None:
            standing = self._press_office(block)
        if not self._is_official(standing):
            return None
        accused = self._is_accused(_announced_from(self._text, bounds[0], name[0], self._lexicon), bounds[1], name[0])
        return None if accused else standing

    def _press_office(self, block: int) -> Standing:
        """The role on the line below a name alone on its line: 'Public Affairs Officer' below 'Ann Pole'."""
        if block + 1 < len(self._page.blocks):
            following = self._page.blocks[block + 1]
            line = self._text[following.start : following.end]
            if len(line) <= _LONGEST_ROLE_LINE and line[0].isupper() and self._roles.is_role(line):
                return Standing(role=line)
        return Standing()


def _learn(person: CollectedPerson, mention: NamedPerson, standing: Standing, *, title_is_role: bool) -> None:
    """Store what a mention tells that earlier ones did not."""
    person.rank = person.rank or mention.rank or (standing.rank if title_is_role else None)
    person.role = person.role or standing.role or (mention.role if title_is_role else None)
    person.organisation = person.organisation or standing.organisation or mention.organisation


def _bearer(bearers: list[CollectedPerson], mention: NamedPerson) -> CollectedPerson | None:
    """The person whom a surname means: the only one with it, or the only one with it and this rank."""
    if len(bearers) > 1 and mention.rank:
        bearers = [person for person in bearers if person.rank == mention.rank]
    return bearers[0] if len(bearers) == 1 else None


def _another_generation(name: str, other: str) -> bool:
    """Whether both names tell the generation ('Sr.', 'Jr.') and it differs."""
    generations = [words[len(" ".join(name_words(words))) :].strip(" ,.") for words in (name, other)]
    return all(generations) and generations[0] != generations[1]


def _bounds(page: Page, at: int) -> Span:
    """The bounds of the sentence around an offset, or 200 characters from it where no sentence holds it."""
    sentence = page.sentence_at(at)
    if sentence is None:
        return at, min(len(page.text), at + 200)
    return page.sentences[sentence].start, page.sentences[sentence].end


def _announced_from(text: str, start: int, name: int, lexicon: Lexicon) -> int:
    """The offset at which the list of people who announce something begins in the sentence from `start` on, or `start`."""
    return max(
        (
            match.end()
            for match in _ANNOUNCED.of(lexicon).finditer(text, max(start, name - _ANNOUNCEMENT_REACH), name + 1)
        ),
        default=start,
    )


class CapitalWords:
    """The offsets of each capitalised word of a text, so that a name is found without reading the text again."""

    def __init__(self, text: str) -> None:
        self._at: dict[str, list[int]] = {}
        for match in _CAPITAL_WORD.finditer(text):
            self._at.setdefault(match.group(), []).append(match.start())

    def find(self, word: str) -> list[int]:
        """Offsets of the word, in text order."""
        return self._at.get(word, [])


def later_mentions(
    text: str, person: CollectedPerson, capitals: CapitalWords, names: NameGrammar, *, alone: bool
) -> list[Span]:
    """The spans at which the name stands again: in full, or by the surname `alone` where nobody else has it."""
    surname, name = person.tokens[-1], " ".join(person.tokens)
    found: list[Span] = []
    for at in capitals.find(surname):
        end = at + len(surname)
        start = end - len(name)
        in_full = start >= 0 and text[start:end] == name
        other = _OTHER_NAME.search(text, max(0, at - _LONGEST_WORD), at)
        of_another = other is not None and other.group("word") not in names.ranks.last_words
        if in_full and (len(person.tokens) > 1 or not of_another):
            found.append((start, with_generation(text, end, len(text))))
        elif alone and not of_another and len(person.tokens) > 1 and len(surname) > 2 and not _GOES_ON.match(text, end):
            found.append((at, with_generation(text, end, len(text))))
    return found
