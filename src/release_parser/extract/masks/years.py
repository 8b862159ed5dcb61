"""Years before a noun, which count nothing: the year of a car, a study, a set of figures.

In: a text. Out: rules that mask such years. A year from 1950 to 2049 before a plain plural is not masked, since it may be a count: '2016
tablets were seized'.

>>> [rule.name for rule in YEARS][0]
'year_of_a_model'
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import mask

_YEAR = r"(?<![\w£$€.,/:-])(?:19[5-9]\d|20[0-4]\d)(?:[ ]?[/–-][ ]?(?:(?:19|20)\d\d|\d\d))?"
_NO_UNIT = r"(?!(?:km|kg|hours?|years?|«unit_of_a_count»|and|or|to|in|on|of|at|by|per|other|more|further|new|«counted_people»)\b)"

YEARS = (
    mask(
        "year_of_a_model",
        rf"""
          (?<=\b(?:(?:an?|the|his|her|their)|(?i:«colour»))[ ]){_YEAR}(?=[ ](?:(?:«colour»)[ ]){{0,2}}(?:«model»\b|\p{{Lu}}))
        | {_YEAR}(?=[ ](?:(?:(?:«colour»)|«model»)[ ]){{1,3}}\p{{Lu}}\p{{Ll}})
        | (?<=\b(?i:one|two|three|four|five|six|\d{{1,2}})[ ]){_YEAR}(?=[ ]\p{{Lu}}\p{{Ll}})
        """,
        about="'a yellow 2015 Orbea', 'a 2013 silver BMW', 'a red 2016 model Kawasaki'.",
        starts="0",
        finds=(
            "Thieves took a blue 2014 model Yamaha and a 2009 silver Skoda.",
            "2014 white Toyota Hilux",
        ),
        ignores=("<claim value=2>Two</claim> 2022 Yamaha jet skis were stolen.",),
    ),
    mask(
        "year_in_a_line",
        rf"""(?<=^[ ]*(?:[•*·–—-][ ]*)?(?:\p{{Lu}}\p{{Ll}}+:[ ])?(?:(?i:one|a|an|\d)[ ](?i:x[ ])?)?){_YEAR}(?=[ ](?!(?:«kept_capital»)\b)\p{{Lu}}[\p{{L}}-]*(?<!s)[ ]?(?:\p{{Lu}}|[\d(]|$))
          | (?<=^[ ]*[•*·–—-][ ]*(?:(?i:one|a|an|\d)[ ](?i:x[ ])?)?){_YEAR}(?=(?:[ ][\p{{L}}\d-]+){{0,4}}?[ ](?i:«vehicle»)\b(?!s))
          | (?=(?:19|20)\d\d[ ]\p{{Lu}})(?<={_YEAR}[ ]\p{{Lu}}[\p{{L}}-]+[ ]\p{{Lu}}[^\n.:;]{{1,40}}?(?:,|,?[ ]and)[ ]){_YEAR}(?=[ ]\p{{Lu}}[\p{{L}}-]+(?<!s)[ ]\p{{Lu}})
          | (?<=(?:^[^\n.:]{{2,40}}:|;)[ ]){_YEAR}(?=[ ](?!(?:«kept_capital»)\b)\p{{Lu}}\p{{Ll}}[\p{{L}}-]*[ ](?:\p{{Lu}}|[\d(]|\p{{L}}+(?<!s)(?:[;,.]|$)))
        """,
        about="A line that begins with a year, or a label and a year, and goes on with names: '2016 Audi Q7', 'Stolen: 2013 Dodge Charger'.",
        starts="0",
        finds=(
            "Police seized:\n• 2016 Audi Q7\n• 2013 Dodge Charger",
            "Stolen: 2008 Yamaha WR450, blue",
            "Stolen vehicles\n- 2005 Peterbilt dump truck\n- 2011 utility trailer",
            "Items seized: 2014 Ducati Monster; 2019 Trek bike",
            "Items seized: 2014 Ducati Monster, 2019 Trek Domane and 2020 Kia Rio",
        ),
        ignores=("<claim value=2016>2016</claim> Men Arrested",),
    ),
    mask(
        "year_with_a_determiner",
        rf"""
          (?i:(?<=\b(?:an?|the|its|their|our|his|her|this|that)[ ]|[’']s[ ])|(?<=\b(?:an?)[ ]\p{{Ll}}{{3,15}}[ ])){_YEAR}(?=[ ]{_NO_UNIT}\p{{L}}|-\p{{Ll}})
        | (?=(?:19|20)\d\d[ ])(?i:(?<=\b(?:the|its|their|our|his|her)[ ](?!(?:«before_a_count»)\b)\p{{Ll}}{{4,15}}[ ])){_YEAR}(?=[ ]{_NO_UNIT}\p{{Ll}}{{3,20}}(?<!s)(?:[ ]\p{{Ll}}|[.,;]))
        """,
        about="'a 2004 consent decree', 'a false 2015 tax form', 'the fatal 2009 outbreak', 'the force’s 2019 figures'.",
        starts="0",
        finds=(
            "The force signed a 2004 consent decree.",
            "He sent in a false 2015 tax form.",
            "She spoke of the tragic 2014 ferry disaster.",
        ),
        ignores=(
            "The remaining <claim value=2014 head=pill>2014</claim> pills were burnt.",
            "Officers burnt the other <claim value=2014 head=plant>2014</claim> cannabis plants.",
        ),
    ),
    mask(
        "year_of_a_level",
        r"""(?<=(?:^|[:;•][ ]))(?:19[5-9]\d|20[0-4]\d)(?=[ ][–—-][ ]£?\$?\d[\d,.]*(?:[;,]|[ ]*$))""",
        about="A year and its level in a row of them: 'Incidents: 2021 – 412; 2022 – 388'.",
        starts="0",
        finds=("Log: 2021 – 101",),
        ignores=("Thefts: 2021 – <claim value=412>412</claim>; 2022 – <claim value=388>388</claim>",),
    ),
    mask(
        "year_about",
        r"""(?=(?:19|20)\d\d)(?<=\b(?:from|in|since|until|till|by|before|after|between|«since»|and)[ ](?:in[ ])?(?:approximately|about|around|roughly|at[ ]least|early|late|mid)[ -])(?:19[5-9]\d|20[0-4]\d)(?=[ ]?[.,;:)–-]|[ ](?:and|to|until|through|when|the|he|she|they|as|«going_on»)\b|$)""",
        about="A year that is not known to the day: 'from approximately 1995 and continuing', 'in about 2010'.",
        starts="0",
        finds=("He sold drugs from approximately 1995 until he was caught.",),
        ignores=("They seized drugs from <claim value=1995 bound=about>about 1995</claim> men.",),
    ),
    mask(
        "year_in_brackets",
        r"""(?<=[(])(?:19[5-9]\d|20[0-4]\d)(?=[ ](?:\p{Ll}+[ ])?in[ ]«in_brackets»\b)""",
        about="The year whose figures stand in brackets: 'Thefts in 2020 (2019 in brackets)'.",
        starts="0",
        needs="«in_brackets»",
        finds=("Thefts in 2020 (2019 in brackets) by town",),
        ignores=("Officers found cannabis (<claim value=2019>2019</claim> plants in bags).",),
    ),
    mask(
        "year_of_figures",
        rf"""{_YEAR}(?=[ ](?:(?!(?:were|was|and|in|on|by|for|to)\b)[\p{{L}}’'-]{{2,16}}[ ]){{0,4}}?(?i:«year_noun»)(?!\w))""",
        about="'2025 Hate Crime statistics', '2022 Use of Force figures', 'a 2002 murder investigation', '2025 - 2026 results'.",
        starts="0",
        needs="«year_noun»",
        finds=("2025 Hate Crime statistics", "2022 Use of Force figures released", "The town records a 2025 surplus."),
        ignores=("<claim value=2016>2,016</claim> tablets were seized.",),
    ),
)
