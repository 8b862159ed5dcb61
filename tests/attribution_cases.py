"""Cases for who says a quotation, made of the ways in which releases attribute words and of names of many cultures.

Each case is a text, and who speaks its last quotation: a name, a description, or nobody where the text does not say. Some of the names are words as
well ('Grant Marsh', 'Joy Banks'), and many are in no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NAMES = (
    "Siobhán Carrick", "Agnieszka Wrona", "Priya Venkataraman", "Fatima El-Hadi", "Mei Okada", "Ngozi Adewale", "Hinemoa Rata", "Ffion Prosser",
    "Marie-Claude Giroux", "Guadalupe Ortega Ruiz", "Oksana Shevchuk", "Thandiwe Mokoena", "Jaspreet Kaur Gill", "Nguyễn Thị Hạnh", "Abdul Rahman al-Masri",
    "Jan van der Berg", "Tadhg Ó Briain", "D’Angelo Price", "J.D. Pike", "Maria da Silva", "Tevita Fonua", "Chan Tai-man", "Li Wei", "Seán Mulcahy",
    "Krzysztof Zając", "Wiremu Te Paki", "Rhodri ap Huw", "Jean-Luc Tremblay", "Bjørn Dahl", "DeShawn Carter", "Mehmet Yılmaz", "Robert St. John",
    "Mary Beth O’Hare", "Kwame Boateng", "Zainab Bello-Usman", "Lars von Trapp", "Gurdeep Singh Sandhu", "Ana-Lucía Peña", "Harriet Long", "Joy Banks",
    "Grant Marsh", "Will Young", "Summer Reed", "Mark Forest", "Rose Bush", "Chuck Church", "Faith Park", "Ray Kelsham",
)  # fmt: skip
RANKS = (
    "Sergeant", "Det. Insp.", "Cpl.", "Const.", "Chief Superintendent", "Trooper", "Sheriff", "Garda", "Senior Constable", "DCI", "S/Sgt.", "Lieutenant",
    "Special Agent in Charge", "Detective Senior Sergeant", "A/Sgt", "PC", "Mayor", "Judge", "Chief", "Deputy", "Staff Sergeant", "Det. Const.", "Supt.",
    "Acting Inspector", "U.S. Attorney", "Councillor", "Assistant Chief Constable", "Captain",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A text, who speaks its last quotation (None: nobody is sure), and the template that made it."""

    text: str
    speaker: str | None
    template: str


TEMPLATES: tuple[tuple[str, str, str | None], ...] = (
    ("verb_first", "{rank} {name} said: “We act on it.”", "{name}"),
    ("verb_behind", "“We act on it,” said {rank} {name}.", "{name}"),
    ("verb_last", "“We act on it,” {rank} {name} said.", "{name}"),
    ("spokeswoman", "“We act on it,” {name}, a spokeswoman for the council, said.", "{name}"),
    ("role_and_reporters", "{name}, head of the trust, told reporters: “We act on it.”", "{name}"),
    ("according_to", "“We act on it,” according to {rank} {name}.", "{name}"),
    ("newspaper", "“We act on it,” {rank} {name} told the Kelsham Gazette. “We always will.”", "{name}"),
    ("statement", "In a statement, {rank} {name} said, “We act on it.”", "{name}"),
    ("interrupted", "“We act,” explained {name}, head of Kelsham Homes, “and we act soon.”", "{name}"),
    ("after_sentencing", "Speaking after the sentencing of {other}, {rank} {name} said: “He is a danger.”", "{name}"),
    ("who_arrested", "{rank} {name}, who arrested {other}, said: “He is a danger.”", "{name}"),
    ("who_said", "{rank} {name} interviewed {other}, who said: “I was at home.”", "{other}"),
    ("tells_an_officer", "{other} told {rank} {name}: “I was at home.”", "{other}"),
    ("told_by", "{rank} {name} was told by {other}: “I was at home.”", "{other}"),
    ("judge_tells", "The judge, {name}, told {other}: “You are a danger.”", "{name}"),
    ("mother_named", "{other}’s mother, {name}, said: “He was kind.”", "{name}"),
    ("mother", "{other}’s mother said: “He was kind.”", "{other}’s mother"),
    ("lawyer", "“He was kind,” said the family’s lawyer, {name}.", "{name}"),
    ("age", "{name}, 34, of Ware, said: “I was afraid.”", "{name}"),
    ("asked_about", "Asked about {other}, {rank} {name} replied: “We act on it.”", "{name}"),
    ("paragraph_before", "{rank} {name}, who led the inquiry, said:\n\n“We act on it.”", "{name}"),
    ("added", "{rank} {name} said: “We act.”\n\n{rank} {name} added: “We act soon.”", "{name}"),
    ("next_speaker", "{rank} {name} said: “We act on it.”\n\n{other} said: “I am so glad.”", "{other}"),
    ("verb_on_the_next_line", "“We act on it.”\nsays {rank} {name}.", "{name}"),
    ("verb_on_the_next_line", "“We act on it,”\nsaid {rank} {name}, who leads the team.", "{name}"),
    ("caption", "{rank} {name} with the award. “We act on it,” said {other}.", "{other}"),
    ("label", "{rank} {name}: “We act on it.”", "{name}"),
    ("signed", "“We act on it.” – {rank} {name}", "{name}"),
    ("surname_later", "{rank} {name} led the case.\n\n{surname} said: “We act on it.”", "{name}"),
    ("surname_behind", "{rank} {name} led the case.\n\n“We act on it,” {surname} said.", "{name}"),
    ("place", "{rank} {name}, of Fenwick West, said at Mercer Hall: “We act on it.”", "{name}"),
    ("victim_of", "The victim of {other} said: “I was afraid.”", "The victim"),
    ("unknown_verb", "“We act on it,” quipped {rank} {name}.", "{name}"),
    ("together", "{name} and {other} said in a joint statement: “We act on it.”", "{name} and {other}"),
    ("part_of_a_sentence", "{rank} {name} said the raid was “a good day for all of us in Ware”.", "{name}"),
    ("shot_by", "{other}, who was shot by {rank} {name}, said: “I was afraid.”", "{other}"),
    ("on_behalf", "On behalf of {other}, {rank} {name} said: “We act on it.”", "{name}"),
    ("letter", "In a letter to {other}, {rank} {name} wrote: “We act on it.”", "{name}"),
    ("reported_by_another", "{rank} {name} told the crowd that {other} had shouted: “I will be back.”", "{other}"),
    ("told", "{rank} {name} was told: “You will never find him there.”", None),
)  # fmt: skip


def attribution_cases(each: int = 6) -> Iterator[Case]:
    """`each` cases of every template, with names and ranks in turn."""
    at = 0
    for template, text, speaker in TEMPLATES:
        for _ in range(each):
            at += 1
            name, other = NAMES[at * 7 % len(NAMES)], NAMES[(at * 7 + 23) % len(NAMES)]
            words = {"name": name, "other": other, "surname": name.split()[-1], "rank": RANKS[at * 5 % len(RANKS)]}
            yield Case(text.format(**words), None if speaker is None else speaker.format(**words), template)
