"""Cases for pronouns that stand for a speaker, made of templates and names of many cultures.

Each case is a text whose last quotation a pronoun speaks, and whom it means: a name, a description, or nobody where the text does not say. The
names are not chosen by what the lexicon knows: a third of them is in no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice

HER = (
    "Siobhán Carrick", "Agnieszka Wrona", "Priya Venkat", "Fatima El-Hadi", "Mei Okada", "Ngozi Adewale", "Hinemoa Rata", "Aroha Tamihana",
    "Isla Macrae", "Ffion Prosser", "Marie-Claude Giroux", "Guadalupe Ortega", "Ingrid Solheim", "Oksana Shevchuk", "Thandiwe Mokoena",
    "Jaspreet Kaur Gill", "Margaret Thorne", "Lakeisha Brown", "Zeynep Aydin", "Anneliese Vogt", "Taimi Korhonen", "Xiomara Pinto",
)  # fmt: skip
HIM = (
    "Seán Mulcahy", "Krzysztof Zając", "Rajesh Menon", "Yusuf Abdi", "Kenji Mori", "Chukwuemeka Obi", "Wiremu Paki", "Tevita Fonua",
    "Hamish Gunn", "Rhodri Bowen", "Jean-Luc Tremblay", "Alejandro Fuentes", "Bjørn Dahl", "Volodymyr Koval", "Sipho Dlamini",
    "Gurdeep Singh Sandhu", "Derek Pullman", "DeShawn Carter", "Mehmet Yilmaz", "Friedhelm Brandt", "Eetu Lahti", "Teodoro Reyes",
)  # fmt: skip
RANKS = (
    "Sergeant", "Det. Insp.", "Cpl.", "Const.", "Chief Superintendent", "Trooper", "Sheriff", "Garda", "Senior Constable", "DCI", "S/Sgt.", "Lieutenant",
    "Special Agent in Charge", "Detective Senior Sergeant", "A/Sgt", "PC",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A text, whom its last quotation's pronoun means (None: nobody who is named), and the template that made it."""

    text: str
    speaker: str | None
    template: str


TEMPLATES: tuple[tuple[str, str, str | None], ...] = (
    ("officer_then_pronoun", "{rank} {her} led the search. She said: “We found him at last.”", "{her}"),
    ("officer_then_pronoun", "{rank} {him} led the search. He said: “We found her at last.”", "{him}"),
    ("officer_goes_on", "{rank} {her} said: “We act.”\n\nShe added: “We always act.”", "{her}"),
    ("officer_goes_on_behind", "“We act,” said {rank} {him}. The road is open.\n\nHe added: “We always act.”", "{him}"),
    ("jailed_in_between", "{rank} {her} said: “We act.”\n\n{him}, 44, was jailed for nine years.\n\nShe added: “He is a danger.”", "{her}"),
    ("jailed_in_between", "{rank} {him} said: “We act.”\n\n{other_him}, 44, was jailed for nine years.\n\nHe added: “I was afraid.”", None),
    ("victim_of_the_jailed", "{him}, 44, was jailed for nine years on Monday. He, {him}, had denied it.\n\nShe said: “I was afraid of him.”", None),
    ("victim_of_the_jailed", "{her}, 51, pleaded guilty and was sentenced to two years.\n\nHe said: “I trusted her with all I had.”", None),
    ("same_gender_as_the_jailed", "{him}, 44, was jailed for nine years on Monday.\n\nHe said: “I was afraid in my own home.”", None),
    ("other_gender_than_the_officer", "{rank} {him} led the case against a neighbour.\n\nShe said: “I was afraid every day.”", None),
    ("victims_statement", "{rank} {her} led the case.\n\nIn her victim impact statement, she said: “I was afraid every day.”", None),
    ("unnamed_victim", "The woman was hurt in the street. {rank} {him} arrested the driver. She said: “I saw nothing at all.”", "The woman"),
    ("officer_thanks_another", "{rank} {her} thanked {rank} {him} for his work. She said: “He did so well.”", "{her}"),
    ("officer_thanks_another", "{rank} {him} thanked {rank} {her} for her work. He said: “She did so well.”", "{him}"),
    ("mother_of_the_victim", "{him}'s mother, {other_her}, spoke of her loss. She said: “He was kind.”", "{other_her}"),
    ("family", "The family of {him} paid tribute to him. They said: “He was kind to all of us.”", "The family of {him}"),
    ("they_of_an_officer", "{rank} {her} led the search. They said: “We looked for him all night.”", None),
    ("streets_and_vans", "A white Ford Transit was seen in Acacia Avenue. Mercer Close was shut. He said: “I saw it leave.”", None),
    ("volunteer", "{her}, 34, joined the cadets in May. She said: “I love every hour of it.”", "{her}"),
    ("courtesy", "Mr {him} runs the shop in Kelsham Road. He said: “They took all that I had.”", "{him}"),
    ("place_of_the_officer", "{rank} {him}, who serves in Fenwick West, spoke at Mercer Hall. He said: “We act.”", "{him}"),
    ("described_officer", "The team is led by {rank} {her}. She said: “We act on every call.”", "{her}"),
    ("two_officers", "{rank} {him} and {rank} {her} led the case. She said: “We act on every call.”", "{her}"),
    ("judge", "Judge {her} sentenced {him} on Monday. She said: “You are a danger to all.”", "{her}"),
    ("in_one_sentence", "{rank} {her} sat with {other_her} when she said: “I did it.”", None),
    ("in_one_sentence", "{rank} {him} stood beside {other_him} before he said: “I did it.”", None),
    ("they_of_parents", "The parents of {him} paid tribute to him. They said: “He was kind.”", "The parents of {him}"),
    ("they_of_the_jailed", "{him} was jailed for life.\n\nThey said: “He broke us.”", None),
    ("dame", "Dame {her}, who chairs the trust, opened the hall. She said: “We are so glad.”", "{her}"),
    ("councillor", "Councillor {him} backed the plan. He said: “We act on every call.”", "{him}"),
    ("widow", "{him}'s widow, {other_her}, came to court. She said: “He was kind.”", "{other_her}"),
    ("victim_behind_an_officer", "{rank} {him} led the case. The victim, a woman of 40, was in court. She said: “I was afraid.”", "The victim"),
    ("charity", "{rank} {him} met {her}, chair of the charity. She said: “We are so glad.”", "{her}"),
)  # fmt: skip


def pronoun_cases(each: int = 10) -> Iterator[Case]:
    """`each` cases of every template, with names and ranks in turn."""
    hers, his, ranks = cycle(HER), cycle(HIM), cycle(RANKS)
    for name, text, speaker in TEMPLATES:
        for _ in range(each):
            her, other_her = islice(hers, 2)
            him, other_him = islice(his, 2)
            names = {"her": her, "him": him, "other_her": other_her, "other_him": other_him, "rank": next(ranks)}
            next(hers)
            yield Case(text.format(**names), None if speaker is None else speaker.format(**names), name)
