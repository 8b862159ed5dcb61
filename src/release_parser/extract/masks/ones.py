"""Ordinals, halves of a match, and 'one' where it is a pronoun.

In: a text. Out: rules that mask such words.

>>> [rule.name for rule in ONES][0]
'ordinal'
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import mask

_ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth"
_ORDINAL = "(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_HUNDREDS = r"(?![ -](?:hundred|thousand|million|billion|dozen|third|quarter|fifth|in[ -]\w|out[ -]of))"
# what a pronoun stands before: the end of its clause, or a word that goes on without a noun
_NOUN_END = (
    r"(?=[ ]?(?:[.,;:!?)”\"’—–]|-(?!\p{L})|$|\n)|[ ](?:and(?![ ](?:an?|one)[ -](?:half|third|quarter))|but|that|which|who|whose|where|when|while|if|we|you|they|he|she|it|to|for|in|of|by|into|is|was|are|were|with|from|as|on|at"
    r"|has|have|had|do|does|did|will|would|can|could|may|might|must|should|being|because|so|then|also|too|today|again)\b)"
)
# no adjective stands before 'one' in 'such as this one' but these end a phrase of their own: 'only one', 'with one'
_NO_ADJECTIVE = r"(?!(?:of|on|in|but|and|with|for|to|from|by|at|than|or|as|that|who|was|were|is|are|only|least|just|when|after|if|includ\p{Ll}+|\p{Ll}+ing|against)\b)"

ONES = (
    mask(
        "ordinal",
        r"""(?<![\w.,£$€])\d{0,3}(?i:(?<!1)1st|(?<!1)2nd|(?<!1)3rd|(?:1\d|[04-9])th)\b""",
        about="'1st', '42nd Street', '21st century', '18th birthday'; '11st' is a weight.",
        starts="0",
        needs="st nd rd th",
        finds=("On his 18th birthday he made the 42nd call.",),
        ignores=("He weighs <claim value=11 unit=stone>11st</claim>.",),
    ),
    mask(
        "ordinal_word",
        rf"""
          (?i:\b(?:the|his|her|their|its|our|my|your|this|that|every|first|second|and|or|for[ ]the|to)[ ](?:\p{{Ll}}+[ ])?(?:{_ORDINAL}|quarter[ ]finals?)(?![ ]of[ ](?:all|the|its|their|our|those)\b))\b
        | # 'third defendant pleads guilty', 'a 52-count third indictment': not 'one third', 'two thirds', 'a third'
          (?i:(?<!\b(?:a|an|one|two|the|1|2|about|over|under|nearly|almost|by)[ -])\b{_ORDINAL}(?![ ](?:of|in|from|on|to|and|more|less|fewer|off|since)\b)(?=[ ]\p{{L}}))
        | (?i:\ba[ ]{_ORDINAL}(?=[ ](?!of\b|in\b|from\b|on\b|since\b|compared\b|over\b|during\b|to\b|and\b|more\b|less\b|fewer\b|off\b|as\b|by\b|were\b|are\b|have\b|higher\b|lower\b|because\b|across\b|last\b|this\b|between\b|at\b|for\b|with\b)\p{{L}}))
        | (?i:\bthird[ -](?:«third_of_its_kind»)\b
          | (?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](?:first|second|{_ORDINAL})\b)
        """,
        about="'the third man', 'a third party', 'his fourth birthday': not 'a third of', 'two thirds'.",
        near=f"{_ORDINALS} quarter twenty thirty forty fifty sixty seventy eighty ninety",
        around=(60, 60),
        finds=("The third man fled to a third party.",),
        ignores=("Thefts fell by <claim value=0.3333333333 direction=decrease>a third</claim>.",),
    ),
    mask(
        "second_of_a_row",
        r"""(?i:\ban?[ ]second[ ](?=(?!(?:later|after|before|ago|earlier|and|or|of|in|on|at|to|for|from|by|with|was|is)\b)\p{Ll}))""",
        about="'a second man' comes after a first; 'a second later' is a time.",
        starts="a an",
        needs="second",
        finds=("We released an image of a second man.",),
    ),
    mask(
        "third_of_a_row",
        r"""(?i:(?<=\b(?:a|the)[ ]second\b[^.\n]{1,120}?\b)a[ ]third\b(?=[ ]?[.,;:\n]|[ ](?:was|is|has)\b))""",
        about="'a third' behind 'a second man' comes after him.",
        starts="a",
        needs="third",
        finds=("Officers held a second man on Monday and look for a third.",),
        ignores=("Thefts fell by <claim value=0.3333333333 direction=decrease>a third</claim>, a second report says.",),
    ),
    mask(
        "quarter",
        r"""(?i:\b(?:first|second|third|fourth|final|last|this|each|every|per|previous|next|same|«named_quarter»)[ ]quarters?\b(?![ ]of[ ]an?\b))""",
        about="A quarter of a year or of a town: 'the first quarter', 'each quarter'.",
        starts="first second third fourth final last this each every per previous next same «named_quarter»",
        needs="quarter quarters",
        finds=("Shops in the Jewellery Quarter closed.", "Crime fell each quarter."),
    ),
    mask(
        "half",
        r"""(?i:\bquarter[ -](?:to|«after_quarter»)\b | \b(?:first|second|other|«which_half»)[ ]half\b | \bhalf[ -](?:«before_half»)\b | \bhalfway\b)""",
        about="'the second half', 'half-term', 'half past', 'halfway', 'quarter to'.",
        starts="quarter first second other «which_half» half halfway",
        needs="quarter half halfway",
        finds=("He came at half past nine in half-term, halfway through.",),
    ),
    mask(
        "one_of",
        r"""(?i:\bone[ ]of\b | \bone[ ](?=(?:our|my|your|his|her|their)[ ]))""",
        about="'one of the men', 'One of Britain’s', and with its 'of' forgotten, 'contact one our officers'.",
        starts="one",
        finds=("One of the men ran.", "Please contact one our advisers."),
        ignores=("<claim value=1 head=officer>One</claim> officer was hurt.",),
    ),
    mask(
        "no_one",
        rf"""
          (?i:\b(?:no|any|every|some)[ -]one\b{_HUNDREDS})(?![ ](?:«one_person»)\b)
        | (?i:\b(?:another|this|that|which|the[ ](?:last|first|only|other|next|same|«which_one»)|each|every)[ ]one)\b{_HUNDREDS}{_NOUN_END}
        | # 'after another one took place', 'consider getting one fitted'
          (?i:\banother[ ]one)\b{_HUNDREDS}(?=[ ]\p{{Ll}}+(?:ed|ook|ame|ent)\b)
        | (?i:\b(?:«pronoun_verb»)[ ]one)\b{_HUNDREDS}(?:{_NOUN_END}|(?=[ ]\p{{Ll}}+ed[ ]?[.,;:)]|[ ]\p{{Ll}}+ed$))
        | (?i:\b(?:like|such[ ]as)[ ](?:this|that)[ ]one)\b | (?i:\bone[ ]like[ ](?:it|this|that|them)\b)
        """,
        about="'no one', 'another one', 'this one', 'cases like this one', 'if you see one'.",
        near="one",
        around=(70, 60),
        finds=(
            "No one was hurt.",
            "Cases like this one take time.",
            "Few nights are as quiet as this one.",
            "If you see one, call us.",
            "We appeal after another one took place. Consider getting one fitted.",
        ),
        ignores=("<claim value=1>One</claim> man was held.",),
    ),
    mask(
        "the_one",
        rf"""
          (?i:\b(?:the|a|an|that|this)[ ](?:{_NO_ADJECTIVE}\p{{Ll}}{{2,15}}[ ]){{0,1}}(?:(?!(?:«took_one»)\b|\p{{Ll}}+ed[ ]){_NO_ADJECTIVE}\p{{Ll}}{{2,15}}[ ])?one)\b{_HUNDREDS}{_NOUN_END}
        | (?i:\bthe[ ]one[ ](?:«one_participle»))\b
        | (?i:\bthe[ ]most[ ]\p{{Ll}}+[ ]one)\b{_HUNDREDS} | (?<=\p{{Ll}},[ ])one(?=[ ](?:based|built|made)[ ]on\b)
        """,
        about="'the one that', 'a difficult one.', 'the black one', 'the one found in the shed'.",
        near="one",
        around=(70, 60),
        finds=(
            "It was a difficult one.",
            "It looks like the one found in the shed.",
            "It was the most successful one yet.",
            "We build a new way of working, one based on trust.",
        ),
        ignores=(
            "The blast left <claim value=1>one</claim> man hurt.",
            "The crash killed <claim value=1>one</claim> and hurt <claim value=4>four</claim>.",
            "He got a <claim value=1 unit=day head=suspension>one-day</claim> suspension.",
            "The trial took <claim value=1.5 unit=week>one and one-half weeks</claim>.",
        ),
    ),
    mask(
        "one_that",
        r"""
          (?i:\bone)(?:[ ](?:(?:in|of|to|at|for|from|with|under|by|on|during|after|before)[ ]wh(?:ich|om)|that|which|who|whose|where|another|such|must|should|can|could|may|might|would|cannot|we|you|they)\b|[’']s\b)
        | (?i:\b(?:together|«done_as_one»)[ ]as[ ]one\b) | (?i:\b(?:as|for|in|with|but|to)[ ]one\b)(?=[.,;:!?)”\"]|$|[ ](?:another|and[ ]all|with)\b)
        """,
        about="'one that', 'one another', 'one’s', 'one must', 'as one'.",
        near="one",
        around=(70, 60),
        finds=("We stand as one.", "They know one another.", "There were threats, one in which a man shouted."),
    ),
    mask(
        "one_phrase",
        r"""
          (?i:\bone(?:[ -](?:by|to|on|and|in|at)[ -](?:one|only|all|the[ ]same)\b(?!-(?:half|third|quarter)|[ ](?:hundred|thousand|million|billion|trillion)\b)|-(?:«one_hyphened»)\b))
        | (?i:\bone[ ](?:hand(?=,|[ ](?:we|it|there|this|you|they|and|during)\b)|day[ ](?:we|you|he|she|they|it|soon|at))\b)
        | (?i:\b(?:«one_phrase»)\b)
        """,
        about="'one by one', 'one-off', 'number one', 'one day', 'at one point', 'on the one hand'.",
        near="one",
        around=(70, 60),
        finds=("At one point they went one by one.", "On the one hand she saw it.", "Patrol shift one began."),
        ignores=("It is a <claim value=0.000000001 kind=proportion>one in one billion</claim> match.",),
    ),
)
