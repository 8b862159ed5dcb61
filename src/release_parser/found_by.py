"""What the rules are for that records name and that stand in no table: how a number is measured, how a name or a quote is found.

In: the name of such a rule. Out: a sentence for `explain`.

>>> FOUND_BY["person_with_rank"]
"a name behind a police rank: 'DCI Kay Ash', 'Police Constable Ray Ash'"
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FOUND_BY: Final[Mapping[str, str]] = {
    "count": "a number that counts things or people: '34 arrests', 'two of them'",
    "money": "an amount of money: '£3.4m', '40 euros'",
    "percentage": "a share in hundredths: '20%', 'nine per cent', 'two percentage points'",
    "proportion": "a fraction, or one number out of another: 'a third', 'one in five'",
    "multiplier": "how many times as much: 'doubled', 'tenfold', 'three times the limit'",
    "duration": "a length of time: 'two years', 'a 12-month order'",
    "length": "a length or distance: '40 miles', '6ft 2in'",
    "mass": "a weight: '2kg', 'three ounces'",
    "volume": "a volume: '12 litres'",
    "area": "an area: '40 acres', '900 square feet'",
    "speed": "a speed: '118mph'",
    "temperature": "a temperature: '30C'",
    "data": "an amount of data: '40 gigabytes'",
    "other": "a number with a unit of another kind",
    "age_listed": "ages behind the people whom they are of: 'three men, 19, 20 and 27, were held'",
    "age_in_a_row": "ages told one after the other: 'two aged 15 and the other 14'",
    "operation_marker": "a capitalised name behind 'Operation', 'Op' or 'Exercise': 'Operation Sandpiper'",
    "operation_list": "names behind one plural marker: 'Operations Sandpiper, Heron and Lapwing'",
    "operation_effort": "a project or taskforce of the police: 'Project Larkspur', 'Taskforce Heron'",
    "operation_codename": "a name that a naming word introduces: 'an investigation codenamed Heron'",
    "unit_name": "a capitalised name that ends in a unit's noun: 'Kelsham Roads Policing Unit', 'Eastham CID'",
    "unit_lower": "a name in lower case whose words together name a team: 'the roads policing unit'",
    "unit_head": "a name that opens with what units do: 'Counter Terrorism Policing North Coast'",
    "unit_numbered": "a unit's noun with its number: '43 Division'",
    "unit_lettered": "a division with its letter in quotation marks: '\"J\" Division'",
    "unit_known": "an acronym or name that the lexicon knows as a unit's",
    "person_with_rank": "a name behind a police rank: 'DCI Kay Ash', 'Police Constable Ray Ash'",
    "person_with_title": "a name behind another title or office: 'Councillor Kay Ash', 'Judge Ray Ash'",
    "person_with_role": "a name beside a role: 'Kay Ash, head of fraud', 'the Mayor of Eastham, Kay Ash'",
    "person_quoted": "a name without rank or role that is quoted: 'her mother, Kay Ash, said'",
    "quote_after_cue": "a reporting verb and then the words: 'DI Ash said: “We will act.”'",
    "quote_before_cue": "the words and then a reporting verb: '“We will act,” said DI Ash.'",
    "quote_after_label": "the words behind a colon without a verb: 'DI Ash: “We will act.”'",
    "quote_paragraph": "a paragraph in quotation marks that reads as speech, with no reporting verb beside it",
    "quote_fragment": "a part of a sentence in quotation marks, with the verb that reports it",
    "quote_signed": "words in quotation marks with the speaker's name under or behind them",
    "quote_credited": "words in quotation marks behind 'In the words of Sheriff Ann Pole' or 'According to the judge'",
    "quote_transcript": "a line that a rank, a name and a colon open: 'Inspector Ann Pole: We will be back.'",
    "quote_unmarked": "words without quotation marks that a reporting verb tells: 'DI Ash said: We will act.'",
    "contact_reference_led": "a number behind words that lead a reference: 'quoting incident 214 of 9 May'",
    "contact_reference_shape": "a number that has the shape of a reference and of nothing else: '46/123456/21'",
    "change_restated": "a change said twice: 'a quarter (26 per cent)'",
    "one_figure": "one figure of its topic, which is taken as it stands",
    "sum_of_figures": "figures of one topic, thing, unit and period, added up",
    "persons_told": "people who are told one by one, counted by their ages",
}  # fmt: skip
"""The purpose of each of these rules, by its name."""
