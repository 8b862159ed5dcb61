"""The vocabulary: TOML files whose entries prove themselves, loaded lazily, cached, overlaid by the caller's own.

>>> Lexicon.default().vocabulary("units").find("kilos").name
'kilogram'
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from release_parser.errors import LexiconError
from release_parser.lexicon.country import Country, Force
from release_parser.lexicon.entries import PLURALS, SCHEMAS, Entry
from release_parser.lexicon.large import trie_pattern
from release_parser.lexicon.trie import fold
from release_parser.records.faults import say_fault
from release_parser.regexes import Regex

E = TypeVar("E", bound=Entry)


class Vocabulary(Generic[E]):
    """The entries of one vocabulary, by name and by form."""

    def __init__(self, name: str, entries: Mapping[str, E]) -> None:
        self.name = name
        self.entries = dict(entries)

    def __iter__(self) -> Iterator[E]:
        return iter(self.entries.values())

    def __getitem__(self, name: str) -> E:
        return self.entries[name]

    @cached_property
    def forms(self) -> dict[str, E]:
        """Every form in lower case with its entry, regular plurals included where the vocabulary has them."""
        forms: dict[str, E] = {}
        for entry in self:
            for form in entry.forms:
                forms[fold(form)] = entry
                if self.name in PLURALS and not getattr(entry, "symbol", False):
                    forms.setdefault(fold(plural(form)), entry)
        return forms

    def find(self, text: str) -> E | None:
        """The entry to which this form belongs, or None."""
        return self.forms.get(fold(text))

    @cached_property
    def pattern(self) -> str:
        """The source of a regular expression for all forms, folded to lower case: compile it with IGNORECASE."""
        return trie_pattern(self.forms)


class Lexicon:
    """All vocabularies and countries. Immutable: `overlay` returns a new one."""

    def __init__(self, tables: Mapping[str, Mapping[str, Entry]], countries: tuple[Country, ...]) -> None:
        self._tables = tables
        self.countries = countries
        self.forces: tuple[Force, ...] = tuple(force for country in countries for force in country.forces)
        self._vocabularies: dict[str, Vocabulary[Entry]] = {}

    @staticmethod
    @lru_cache(maxsize=1)
    def default() -> Lexicon:
        """The lexicon that the package ships: a file for each vocabulary, and one for each country."""
        data = files("release_parser.lexicon") / "data"
        tables: dict[str, dict[str, Entry]] = {}
        for name in SCHEMAS:
            content = tomllib.loads((data / f"{name}.toml").read_text(encoding="utf-8"))
            tables[name] = _read_entries(name, content, f"{name}.toml")
        lexicon = Lexicon(tables, ())
        for path in sorted((data / "countries").iterdir(), key=lambda path: path.name):
            if path.name.endswith(".toml"):
                lexicon = lexicon._with(tomllib.loads(path.read_text(encoding="utf-8")), f"countries/{path.name}")
        return lexicon

    def overlay(self, path: str | Path) -> Lexicon:
        """A lexicon with the entries of a TOML file added; an entry of the same name is replaced whole.

        The file's top tables are vocabularies, `[units.firkin]`, and at most one `[country]`, as in the files of
        `data/countries`. Raises `LexiconError` for what is not valid.
        """
        if not isinstance(path, str | Path):
            raise LexiconError(f"{path!r} is not a path: name a TOML file")
        try:
            content = tomllib.loads(
                Path(path).read_text(encoding="utf-8-sig")
            )  # some editors on Windows write the mark
        except UnicodeDecodeError as error:
            raise LexiconError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
        except RecursionError as error:
            raise LexiconError(
                f"{path}: is nested too deep for a vocabulary: write each entry as [vocabulary.name]"
            ) from error
        except OSError as error:
            raise LexiconError(f"{path}: cannot be read: {error.strerror or error}; name a TOML file") from error
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"{path}: cannot be read as TOML: {error}; mend the file there") from error
        return self._with(content, str(path))

    def _with(self, content: Mapping[str, object], origin: str) -> Lexicon:
        """Add the tables of one file, vocabularies and at most one country, to a copy."""
        tables = {name: dict(table) for name, table in self._tables.items()}
        countries = self.countries
        for name, table in content.items():
            if name != "country" and name not in SCHEMAS:
                raise LexiconError(f"{origin}: there is no vocabulary {name!r}; it is one of {', '.join(SCHEMAS)}")
            if not isinstance(table, dict):
                raise LexiconError(f"{origin}: {name!r} must be a table of entries: [{name}.NAME]")
            if name == "country":
                country = _read_country(table, origin)
                countries = (*(known for known in countries if known.code != country.code), country)
            else:
                tables[name] |= _read_entries(name, table, origin)
        return Lexicon(tables, countries)

    def country(self, code: str) -> Country:
        """The country with this code; `LexiconError` where there is none."""
        for country in self.countries:
            if country.code == code:
                return country
        raise LexiconError(f"there is no country {code!r}; it is one of {', '.join(c.code for c in self.countries)}")

    def vocabulary(self, name: str) -> Vocabulary[Entry]:
        """The vocabulary of this name; `LexiconError` where there is none."""
        if name not in self._tables:
            raise LexiconError(f"there is no vocabulary {name!r}; it is one of {', '.join(self._tables)}")
        if name not in self._vocabularies:
            self._vocabularies[name] = Vocabulary(name, self._tables[name])
        return self._vocabularies[name]

    def typed(self, name: str, schema: type[E]) -> Vocabulary[E]:
        """The vocabulary with entries of their own class, for code that reads their fields; `LexiconError` where the class is another."""
        vocabulary = self.vocabulary(name)
        if SCHEMAS[name] is not schema:
            raise LexiconError(f"vocabulary {name!r} holds {SCHEMAS[name].__name__}, not {schema.__name__}")
        return vocabulary  # type: ignore[return-value]

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """Names of all vocabularies."""
        return tuple(self._tables)


_SIBILANT_END = Regex(r"(?:[sxz]|ch|sh)$")
_CONSONANT_Y = Regex(r"[^aeiou]y$")
_KNIFE = Regex(r"ife$")


def plural(noun: str) -> str:
    """The regular plural of a noun as releases write it."""
    if _SIBILANT_END.search(noun):
        return noun + "es"
    if _KNIFE.search(noun):
        return noun[:-2] + "ves"
    if _CONSONANT_Y.search(noun):
        return noun[:-1] + "ies"
    return noun + "s"


def _read_country(table: Mapping[str, object], origin: str) -> Country:
    """The country of a table; `LexiconError` with the first fault where it is not valid."""
    forces = table.get("forces", ())
    # a force is of its country where it does not say otherwise; what is no force is refused below
    if isinstance(forces, list):
        forces = [{"country": table.get("code"), **row} if isinstance(row, dict) else row for row in forces]
    try:
        return Country.model_validate({**table, "forces": forces})
    except ValidationError as error:
        raise LexiconError(f"{origin}: country: {say_fault(error)}") from None


def _read_entries(vocabulary: str, table: Mapping[str, object], origin: str) -> dict[str, Entry]:
    """The entries of a table of one vocabulary; `LexiconError` with the first fault where one is not valid."""
    entries: dict[str, Entry] = {}
    for name, fields in table.items():
        if not isinstance(fields, dict):
            raise LexiconError(f"{origin}: entry {name!r} must be a table: write [{vocabulary}.{name}] with its forms")
        try:
            entries[name] = SCHEMAS[vocabulary].model_validate({"name": name, **fields})
        except ValidationError as error:
            raise LexiconError(f"{origin}: entry {name!r}: {say_fault(error)}") from None
    return entries
