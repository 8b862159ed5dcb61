"""What an entry of each vocabulary may contain: one class for each vocabulary. A file with anything else is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from release_parser.records import Bound, Direction, Kind

LONGEST_FORM = 100
"""Characters of a form: patterns are made of forms, and grow with the longest."""
Form = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_FORM, pattern=r"^[^\s\x00](?:[^\n\x00]*[^\s\x00])?$")
]
"""How releases write something: a line without spaces around it."""


class Entry(BaseModel):
    """One entry: its name, how releases write it, and the sentences that prove it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    forms: tuple[Form, ...] = Field(min_length=1, description="as releases write it; lower case unless capitals matter")
    finds: tuple[str, ...] = Field(default=(), description="inline-marked sentences whose marks must be found exactly")
    ignores: tuple[str, ...] = Field(
        default=(), description="sentences in which nothing of this vocabulary's kind is found"
    )
    note: str | None = Field(default=None, description="why the entry is as it is")


class Unit(Entry):
    """A unit of measure; the name is pint's, singular."""

    kind: Kind
    symbol: bool = Field(default=False, description="forms stand glued to digits and take no plural: 'kg'")
    cased: bool = Field(default=False, description="capitals matter: '5W' is watts, '5w' is not")


class Currency(Entry):
    """A currency; the name is its ISO 4217 code."""

    symbols: tuple[Form, ...] = Field(default=(), description="what stands before the number: '£', 'US$'")
    singular: tuple[Form, ...] = Field(default=(), description="behind a hyphen, or before a note or coin: 'pound'")
    minor: tuple[Form, ...] = Field(default=(), description="words for a hundredth of it: 'pence'")


class NumberWord(Entry):
    """A word that is a number, or scales one."""

    value: str = Field(
        pattern=r"^(?:[0-9]{1,40}(?:\.[0-9]{1,15})?)?$", description="the number, as digits; empty for vague plurals"
    )
    role: Literal["one", "teen", "ten", "hundred", "scale", "dozen", "half", "fraction", "vague", "multiplier"]
    direction: Direction | None = None


class BoundWord(Entry):
    """Words before or after a number that bound it."""

    bound: Bound
    side: Literal["before", "after", "verb"] = "before"


class Rank(Entry):
    """A police rank, as full name and abbreviations, case as written."""

    generic: bool = Field(default=False, description="an office as well: 'Chief', 'Officer' behind a name are its role")


class Title(Entry):
    """A courtesy title or office in front of a name that is no police rank: Cllr, Dr, Judge."""

    office: bool = Field(default=False, description="names a function: its bearer is one of the release's people")
    role: bool = Field(default=False, description="the title is the bearer's role where nothing else names one")
    gender: Literal["he", "she"] | None = None


class Cue(Entry):
    """A reporting verb; the name is its lemma, the forms are all its inflections."""

    weak: bool = Field(default=False, description="reports only beside a quotation: 'warned', 'thanked'")
    addressee: bool = Field(default=False, description="its object is whom it is said to: 'told the Gazette'")
    parts: bool = Field(default=False, description="reports a part of what was said: 'said it was “a good day for us”'")


class UnitNoun(Entry):
    """The noun with which a police unit's name ends (Team, Squad), and other words that the grammar of such names needs."""

    lower: bool = Field(default=False, description="also names a team in lower case: 'roads policing unit'")
    role: Literal[
        "noun",
        "weak",
        "short",
        "head",
        "function",
        "area",
        "work",
        "known",
        "outsider",
        "owner",
        "agency",
        "owned",
        "generic",
        "vague",
        "insider",
        "of",
        "numbered_area",
        "opener",
        "possessive",
        "body",
    ] = Field(default="noun", description="what the forms are; unit_nouns.toml explains each")


class Marker(Entry):
    """Words around the name of an operation: those that introduce it, those with which it cannot begin, those that may follow it."""

    role: Literal[
        "marker",
        "plural",
        "effort",
        "codename",
        "dubbed",
        "false_friend",
        "end",
        "initiative",
        "outsider",
        "offence",
        "criminal",
        "reference",
    ] = "marker"


class Furniture(Entry):
    """Whole lines, or beginnings of lines, of a web page around a release."""

    role: Literal["link", "teaser", "end", "posted", "counter", "number", "hours", "label"] = Field(
        default="link", description="what the forms are; furniture.toml explains each"
    )


class NumberedName(Entry):
    """Words that make the number beside them a name, not a quantity: 'Section 60', '27 Acacia Road'."""

    side: Literal["before", "after"] = Field(
        default="before", description="where the word stands, seen from the number"
    )
    lower: bool = Field(default=False, description="names in lower case as well: 'section 60'")
    guarded: bool = Field(default=False, description="names only where the clause cannot go on with a counted noun")
    listed: bool = Field(default=False, description="its numbers come in lists: 'Counts 2, 3 and 4'")
    verb: bool = Field(
        default=False,
        description="a verb of headlines as well: names nothing behind a capital, 'Police Charge 19 Drivers'",
    )


class Topic(Entry):
    """What a number is about; topics.toml explains the fields. A name with a point is one kind within a family: 'seizure.drugs'."""

    acts: tuple[str, ...] = Field(default=(), description="verbs in their base form that decide: 'arrest'")
    phrases: tuple[str, ...] = Field(
        default=(), description="other words that decide, exactly as written: 'in custody'"
    )
    on: tuple[Literal["people", "things", "premises", "money", "time", "crimes"], ...] = Field(
        default=(), description="what the acts can happen to"
    )
    done_to: bool = Field(default=False, description="the acts happen to what is counted, which is not their subject")
    weak: bool = Field(default=False, description="the acts decide only where they govern what is counted")
    person: bool = Field(
        default=False, description="the forms are people, whose topic an act decides before the noun does"
    )


class CalendarWord(Entry):
    """Words of the calendar: months, weekdays, seasons, and feasts that fall on the same day of every year."""

    day: str | None = Field(
        default=None, pattern=r"^(?:0[1-9]|1[0-2])-[0-3][0-9]$", description="month and day of a feast: '12-25'"
    )


class Word(Entry):
    """A plain list of words, whose name tells what they are."""


class Thing(Entry):
    """Nouns, as lemmas, that count the same things whichever of them is used: 'man', 'suspect' and 'teenager' are people."""

    thing: str | None = Field(default=None, description="what a tally calls it; null for the entry's own name")
    gender: Literal["he", "she"] | None = Field(default=None, description="of whom the nouns are always said")
    topics: tuple[str, ...] = Field(
        default=(),
        description="the topics under which the nouns mean it; empty for all: an arrest is a person arrested",
    )
    general: bool = Field(default=False, description="names a class whose parts have names: a knife is a weapon")


class ChangeVerb(Entry):
    """A verb, or 'up' and 'down', by which a figure changes; the forms are all its inflections."""

    direction: Direction | None = None
    alone: tuple[str, ...] = Field(default=(), description="forms that the size of a change follows without 'by'")
    doubtful: bool = Field(default=False, description="says something else right before a plain count: 'lost 40 men'")
    shares: bool = Field(default=False, description="tells of a change only with a percentage right behind it")
    moves: bool = Field(default=False, description="its subject is what changed: 'theft fell'")


class ChangeNoun(Entry):
    """A noun for a change of a figure; the forms are its singular and plural."""

    direction: Direction | None = None
    doubtful: bool = Field(default=False, description="says something else behind a plain count: '£300 losses'")
    size: bool = Field(default=True, description="its 'of' phrase is the size of the change: 'a rise of 40'")


class Noun(Entry):
    """Nouns that influence what a quantity counts and what happened to it."""

    role: Literal[
        "event",
        "event_of",
        "event_on",
        "container",
        "charge",
        "thing",
        "case",
        "dimension",
        "amount",
        "plain",
        "time",
        "calendar",
        "period",
        "graded",
        "value",
    ] = Field(description="what the nouns do; nouns.toml explains each")


class Participle(Entry):
    """Participles beside a noun."""

    role: Literal["outcome", "harmed", "describing", "weak", "about", "worth"] = Field(
        description="what they tell of the noun; participles.toml explains each"
    )


class Verb(Entry):
    """Verbs that influence which verb is a claim's predicate, and what its subject measures."""

    role: Literal[
        "court",
        "introducing",
        "weak_introducing",
        "reporting",
        "presenting",
        "headline",
        "predicative",
        "level",
        "cost",
        "by",
        "for",
        "lasting",
        "paying",
        "standing_at",
        "passed_over",
    ] = Field(description="what the verbs do; verbs.toml explains each")


SCHEMAS: dict[str, type[Entry]] = {
    "units": Unit,
    "currencies": Currency,
    "number_words": NumberWord,
    "bounds": BoundWord,
    "furniture": Furniture,
    "table_heads": Word,
    "ranks": Rank,
    "titles": Title,
    "cues": Cue,
    "people": Word,
    "given_names": Word,
    "unit_nouns": UnitNoun,
    "operation_markers": Marker,
    "numbered_names": NumberedName,
    "calendar": CalendarWord,
    "text_words": Word,
    "claim_words": Word,
    "contact_words": Word,
    "name_words": Word,
    "mask_words": Word,
    "measure_words": Word,
    "topics": Topic,
    "idioms": Word,
    "stretches": Word,
    "agents": Word,
    "places": Word,
    "things": Thing,
    "persons": Word,
    "nouns": Noun,
    "participles": Participle,
    "verbs": Verb,
    "change_verbs": ChangeVerb,
    "change_nouns": ChangeNoun,
}
"""Vocabulary name, which is its file's name, to the class of its entries."""

PLURALS = frozenset({"units", "unit_nouns", "topics"})
"""Vocabularies whose regular plurals are added by the loader."""
