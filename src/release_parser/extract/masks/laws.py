r"""Numbers of statutes, sections and law reports.

In: a text. Out: rules that mask such numbers.

>>> [rule.name for rule in LAWS][0]
'section_sign'
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import mask

LAWS = (
    mask(
        "section_sign",
        r"""
          (?<![\w’'])(?:(?:ss?\.?|S\.)[ ]?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?(?:\(\w{1,4}\)){0,3}+(?!\w|[ ]?%))(?=[ ](?:of|and|or|wounding|assault|gbh|GBH|PACE|Offences|[A-Z])|[.,;)]|$)
        | §{1,2}[ ]?\d[\w().-]{0,12}(?:(?:,|[ ]and)[ ]\d[\w().-]{0,12}+(?![ ](?:«code_of_law»))){0,5}+
        """,
        about="'s.18', 's 47', 'ss. 20', 's. 354(1)(a) CC', '§ 922(g)(1)'.",
        starts="s ss",
        signs="§",
        finds=("It is contrary to s.18 of the Act, s. 354(1)(a) CC and S. 95 CC.", "He broke § 922(g)(1)."),
    ),
    mask(
        "code_of_law",
        r"""(?<![\w£$€.,-])\d{1,2}[ ](?:«code_of_law»)(?!\w)[ ]?(?:§{1,2}[ ]?|(?:«section_word»)[ ]?)?(?:\d[\w().-]{0,12}(?:(?:,|[ ]and)[ ]\d[\w().-]{0,12}+(?![ ](?:«code_of_law»))){0,5}+)?""",
        about="A title of a code: '18 U.S.C. § 1343', '21 USC 841'.",
        starts="0",
        needs="«code_of_law»",
        finds=("Both counts rest on 21 U.S.C. § 841 and 31 U.S.C. 5324.",),
    ),
    mask(
        "short_code_of_law",
        r"""
          (?<![\w£$€.,-])\d{1,5}(?:\.\d{1,2})?(?:\(\w{1,4}\)){1,4}+[ ]?(?:(?:«short_code_of_law»)(?!\w))?
        | \b(?:«short_code_of_law»)[ ]?\d{1,5}(?:\.\d{1,2})?(?:\(\w{1,4}\)){0,4}+(?![\w%]|[.,]\d)
        | (?<!\w)(?:«state_code»)[ ]?(?:§{1,2}[ ]?)?\d{1,4}[A-Z]{0,2}(?:[.:-]\d{1,5}[A-Z]{0,2}){1,3}(?:\(\w{1,4}\)){0,4}+(?![\w%]|[.,]\d)
        """,
        about="A section with its letters in brackets, alone or with its code: '245(a) PC', 'VC 23152(b)', 'CC 354(1)', 'F.S. 812.014'.",
        starts="0 «short_code_of_law» «state_code»",
        finds=(
            "He was held for 245(a) PC and 23152(b).",
            "The charge was PC 245(a).",
            "Charged: F.S. 812.014(2)(c) and RCW 9A.36.011.",
        ),
    ),
    mask(
        "law_report",
        r"""
          \b(?:«session_law»)(?:[ ]No\.)?[ ]\d{1,3}[-–]\d{1,4}\b
        | (?<![\w£$€.,-])\d{1,4}[ ](?:«law_report»)[ ]\d{1,5}(?!\w|[.,]\d)(?:[ ]?\(\d{4}\))?
        | [\[(](?:19|20)\d\d[\])][ ](?:\d{1,2}[ ])?(?:«law_report»)[ ](?:[A-Z][a-z]{2,5}[ ])?\d{1,5}
        """,
        about="Where a judgment is printed: '612 F.3d 88', '128 S. Ct. 1452 (2008)', '[2019] EWCA Crim 1234'.",
        starts="0 «session_law»",
        signs=r"[\[(](?=\d{4})",
        finds=(
            "It rests on Pub. L. 107-56.",
            "Counsel relied on 540 F.3d 72 and 389 U.S. 347.",
            "Compare 131 S. Ct. 1207 (2011).",
        ),
        ignores=("The blast killed <claim value=17>17</claim> U.S. sailors.",),
    ),
    mask(
        "act_year",
        r"""\b(?:«statute»)[ ](?:of[ ]|\([\p{L} ]{2,40}\)[ ])?\(?(?:1[6-9]\d\d|20\d\d)\b(?:[ ]?(?:[/–-]|to)[ ]?(?:(?:19|20)\d\d|\d\d)\b)?""",
        about="The year of a statute: 'Public Order Act 1986', 'Act of 1861', 'Acts 1977/84'.",
        starts="«statute»",
        finds=(
            "He broke the Public Order Act 1986 and the Misuse of Drugs Acts 1977/84.",
            "It is contrary to OAPA 1861.",
        ),
    ),
    mask(
        "alcohol_limit",
        r"""
          (?i:\bover)[ ]80\b(?![,.]\d|[ ](?!mg\b|milligrams?\b|«drink_driving»)\p{Ll})
        | \b80[ ]?(?:(?i:plus)\b|\+|mgs?%?(?!\w))(?![ ]\p{Ll}{3,}[ ](?:of|were|was)\b)
        """,
        about="The limit in the name of an offence: 'impaired, over 80', 'blood alcohol concentration (80 plus)'.",
        near="«drink_driving»",
        finds=(
            "A man was charged with impaired driving and over 80.",
            "A woman was charged with operation while impaired – blood alcohol concentration (80 plus).",
        ),
        ignores=("After checks for impaired drivers officers seized <claim value=80>over 80</claim> knives.",),
    ),
)
