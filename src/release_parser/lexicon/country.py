"""A country: its currency, and the forces, laws, courts and places by which its releases are recognized.

In: a file of `data/countries`, or an overlay with the same tables. Out: a validated `Country`. docs/countries.md explains each field.

>>> from release_parser.lexicon import Lexicon
>>> Lexicon.default().country("NZ").dollar
'NZD'
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Force(BaseModel):
    """A police force or law-enforcement agency: a publisher of releases, never a unit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    short: str
    country: str
    kind: str
    aliases: tuple[str, ...] = ()


class Country(BaseModel):
    """What distinguishes one country. Every list holds words as releases write them, with their capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="ISO 3166, or EU and INT for bodies of several countries")
    name: str
    note: str | None = Field(default=None, description="why an entry is as it is")
    signs: tuple[str, ...] = Field(
        default=(),
        description="signs of its currency that are letters of codes and roads elsewhere: the R of 'R50,000'",
    )
    dollar: str | None = Field(default=None, description="ISO 4217 code of what a bare '$' means in its releases")
    pounds: Literal["mass", "money"] | None = Field(default=None, description="what 'forty pounds' is by itself")
    date_order: Literal["day_first", "month_first", "either"] = Field(
        default="day_first", description="what '05/03/2026' is: 5 March, May 3, or either, which nothing tells"
    )
    adjectives: tuple[str, ...] = Field(default=(), description="'$400 Canadian', 'in Canadian currency'")
    states: tuple[str, ...] = Field(default=(), description="its states, provinces and regions in full")
    state_codes: tuple[str, ...] = Field(
        default=(), description="their abbreviations, as a dateline gives them: 'B.C.'"
    )
    cities: tuple[str, ...] = Field(
        default=(), description="large towns and districts whose name no other country's releases know: 'Montréal'"
    )
    agencies: tuple[str, ...] = Field(default=(), description="bodies of this country that are no publishing force")
    laws: tuple[str, ...] = Field(default=(), description="statutes that no other country has under this name")
    courts: tuple[str, ...] = Field(default=(), description="courts and prosecutors' words of this country alone")
    domains: tuple[str, ...] = Field(default=(), description="how its web addresses end")
    area_codes: tuple[str, ...] = Field(default=(), description="telephone area codes of this country alone")
    public_numbers: tuple[str, ...] = Field(
        default=(), description="what only its public is told to call: '101', '105'"
    )
    postcodes: tuple[str, ...] = Field(default=(), description="shapes: 'A' a capital, '9' a digit")
    plates: tuple[str, ...] = Field(default=(), description="shapes of registration plates, written likewise")
    forces: tuple[Force, ...] = ()
