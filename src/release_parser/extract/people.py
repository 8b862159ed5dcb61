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

from release_parser.extract.mentions import PersonEntity
from release_parser.extract.names import NamedPerson, NameGrammar, Span
from release_parser.extract.roles import RoleGrammar, Standing
from release_parser.lexicon import Lexicon, fold
from release_parser.text import Page

# a sentence about somebody before a court names no official: 'John Smith, a company director, was jailed'
_ACCUSED = regex.compile(
    r"\b(?:jailed|sentenced|charged|convicted|guilty|pleaded|admitted|appeared|remanded|imprison\w+|bailed|banned|aged|defendants?|suspects?|wanted|died|killed|murder(?:ed|er)?|rapist|drug dealer|paedophile|victims?)\b|,[ ]\d{2},"
)


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
        return PersonEntity(self.name, tuple(sorted(set(self.mentions))), self.rule, self.rank, self.role, self.organisation)


def find_people(page: Page, lexicon: Lexicon) -> list[PersonEntity]:
    """The page's people with rank, office or role."""
    names, roles = NameGrammar.of(lexicon), RoleGrammar.of(lexicon)
    text = page.text
    titled = list(names.titled(text, 0, len(text)))
    people: dict[str, Person] = {}
    for mention in titled:
        if len(mention.tokens) >= 2 and (mention.office or mention.rank):
            _add(people, mention, _standing(page, mention, roles))
    for mention in _with_role(page, names, roles, titled):
        _add(people, *mention)
    surnames = [mention for mention in titled if len(mention.tokens) == 1]
    for mention in surnames:
        owner = owner_of(people.values(), mention.name)
        if owner is None and (mention.office or mention.rank):
            _add(people, mention, _standing(page, mention, roles))
        elif owner is not None:
            owner.mentions.append((mention.name_start, mention.end))
            standing = _standing(page, mention, roles)
            owner.rank = owner.rank or mention.rank
            owner.role = owner.role or standing.role
            owner.organisation = owner.organisation or standing.organisation
            owner.gender = owner.gender or mention.gender
    for person in people.values():
        person.mentions += later_mentions(text, person, people.values())
    return sorted((person.entity() for person in people.values()), key=lambda entity: entity.mentions[0])


def owner_of(people: object, surname: str) -> Person | None:
    """The one person with this surname, or None where there is none or more than one."""
    found = [person for person in people if fold(person.tokens[-1]) == fold(surname)]  # type: ignore[attr-defined]
    return found[0] if len(found) == 1 else None


def _standing(page: Page, mention: NamedPerson, roles: RoleGrammar) -> Standing:
    return roles.beside(
        page.text, _bounds(page, mention.name_start), (mention.name_start, mention.end), title_start=mention.start, title_role=mention.role is not None
    )


def _bounds(page: Page, at: int) -> Span:
    sentence = page.sentence_at(at)
    if sentence is None:
        return at, min(len(page.text), at + 200)
    return page.sentences[sentence].start, page.sentences[sentence].end


def _add(people: dict[str, Person], mention: NamedPerson, standing: Standing) -> None:
    span = (mention.name_start, mention.end)
    person = people.get(fold(mention.name))
    if person is None:
        person = Person(mention.name, [], tokens=mention.tokens, rule="person_with_rank" if mention.rank else "person_with_title" if mention.title else "person_with_role")
        people[fold(mention.name)] = person
    person.mentions.append(span)
    person.rank = person.rank or mention.rank or standing.rank
    person.role = person.role or standing.role or mention.role
    person.organisation = person.organisation or standing.organisation
    person.gender = person.gender or mention.gender


def _with_role(page: Page, names: NameGrammar, roles: RoleGrammar, titled: list[NamedPerson]) -> list[tuple[NamedPerson, Standing]]:
    """Names without rank or title whose role stands beside them."""
    text = page.text
    taken = {at for mention in titled for at in range(mention.name_start, mention.end)}
    found: list[tuple[NamedPerson, Standing]] = []
    for block in page.blocks:
        if block.kind in ("headline", "furniture"):
            continue
        for start, end in names.bare(text, block.start, block.end):
            if start in taken or end - 1 in taken:
                continue
            bounds = _bounds(page, start)
            standing = roles.beside(text, bounds, (start, end))
            if standing.rank is None and (standing.role is None or standing.article in ("a", "an")):
                continue
            if _ACCUSED.search(text, *bounds):
                continue
            found.append((NamedPerson(start, start, end, text[start:end]), standing))
    return found


def later_mentions(text: str, person: Person, people: object) -> list[Span]:
    """Where the name stands again: in full, or the surname alone where nobody else has it."""
    full = [match.span() for match in regex.finditer(rf"(?<![\w’'-]){regex.escape(person.name)}(?![\w-])", text)]
    surname = person.tokens[-1]
    if len(person.tokens) < 2 or len(surname) < 3 or owner_of(people, surname) is not person:
        return full
    covered = {at for start, end in full for at in range(start, end)}
    found = []
    for match in regex.finditer(rf"(?<![\w’'-]){regex.escape(surname)}(?![\w-])", text):
        if match.start() in covered:
            continue
        before = text[max(0, match.start() - 30) : match.start()]
        # 'Tom Ash' is not Ann Ash; 'Ash Road' is nobody
        if regex.search(r"\b\p{Lu}\p{Ll}+[ ]$", before) and not regex.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Insp|Inspector|Sgt|Sergeant|Supt|Superintendent|Constable|Officer|Commander|Commissioner|Judge|Detective|Councillor|Cllr|Chief|Det|Const)[ ]$", before):
            continue
        if regex.match(r"[ ]\p{Lu}\p{Ll}", text[match.end() : match.end() + 3]):
            continue
        found.append(match.span())
    return full + found
