r"""Numbers in the names of things: roads and products, calibres, set phrases, results of games.

In: a text. Out: rules that mask such numbers.

>>> [rule.name for rule in THINGS][:2]
['code', 'hyphened_code']
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import mask

THINGS = (
    mask(
        "code",
        r"""
          (?<![\w£$€.&\\]|(?<!\d)/)(?!(?:«calendar.month»|«money_code»|«money_prefix»)\d|[Xx]\d|R\d{1,3}(?:[ ]\d{3})+(?![\w-]))
          [A-Z][A-Za-z]{0,9}\d[\w]{0,12}+(?:\([A-Z]\)|(?:[/-]\d[\w-]{0,12}){1,3}+)?(?![.,]\d)
        | # 'a warrant (RM3300412)': six digits and more without a comma, alone in brackets, are a file's number
          (?<=[(\[])[A-Z]{2}\d{6,12}(?=[)\]])
        """,
        about="Letters and a digit in one word: 'A38', 'A1(M)', 'PS4', 'U18'; 'EUR3', 'HK200' and 'R50 000' are money, '(RM3300412)' is none.",
        starts="0 A0",
        finds=("The A38 near J12 was shut, and the A1(M).", "A warrant was issued (RM3300412)."),
        ignores=("He paid <claim value=30 unit=EUR>EUR30</claim>.",),
    ),
    mask(
        "hyphened_code",
        r"""
          (?<![\w£$€.])(?:(?i:«disease»)[ -]{0,2}\d{1,2}|(?!(?:UK|US|EU)-)[A-Z]{1,5}-\d{1,4}[A-Z]?)(?![\w.,]\d|\w)
        """,
        about="'Covid-19', 'AK-47', 'F-150', 'COVID 19', 'I-95'.",
        starts="0 A0 «disease»",
        finds=(
            "The Covid-19 rules cost him his AK-47.",
            "Covid 19 rules were in force.",
        ),
    ),
    mask(
        "model_of_phone_or_plane",
        r"""
          (?<![\w£$€.,-])\d{1,2}[ ](?:«model_behind»)(?!\w)
        | (?<![\w£$€.,-])7[0-8]7(?=[ ](?:Max|MAX|Dreamliner|jets?|aircraft|planes?)\b)
        """,
        about="'the 11 Pro Max', 'a 737 jet'.",
        starts="0",
        finds=("He sold an 11 Pro Max.",),
    ),
    mask(
        "version",
        r"""(?<=\b\p{Lu}[\p{L}\d]{1,20}[ ])\d{1,2}\.0(?![\w%]|[.,]\d|[ ](?:kg|km|«measured_behind»|«unit_of_a_count»)\b)""",
        about="The version of something with a name: 'Dark Bazaar 3.0', 'Operation Heron 2.0'.",
        starts="0",
        finds=("He bought it on Dark Bazaar 3.0 last year.",),
        ignores=("Crime fell <claim value=3 unit=percent direction=decrease>3.0 per cent</claim>.",),
    ),
    mask(
        "zeros",
        r"""(?<![\d.,£$€+-]|(?<![\p{L}\d])R?\d{1,3}(?:[ ]\d{3}){0,3}[ ])0{2,4}(?!\d|[.,]\d|[ ]?%|[ ]?(?:hrs?|hours?)\b)""",
        about="Zeros alone count nothing: the emergency number 000, the end of a code; '120 000' and 'R50 000' are numbers.",
        starts="0",
        finds=("Dial 000 at once.", "The code is KA50 000."),
        ignores=(
            "They seized <claim value=2000>2,000</claim> pills.",
            "<claim value=120000>120 000</claim> accounts were closed.",
        ),
    ),
    mask(
        "numbered_war",
        r"""\b(?:«war»)[ ]?(?:\d|One|Two|I{1,2})\b""",
        about="'World War 2', 'WW2'.",
        starts="«war»",
        finds=("A World War 2 shell was found.", "They served in World War One."),
    ),
    mask(
        "glued_letter",
        r"""
          (?<![\w.£$€,-])(?:[23]D|[2-6]G(?![ ]of)|[48]K(?=[ ](?:\p{Lu}+[ ])?(?:«screen»)(?!\w))|\d[xX×]\d|\d[ ][xX×][ ]4(?![\w.,]\d|\w|[ ]?(?:mm|cm|m)\b)|2FA|\dE’?s|\d[A-Z]s|\d{1,2}-a-side|(?:five|six|seven|eleven)-a-side|7-Eleven|20/20
            | # a firm called '8S': no unit is written so; '50S' is a decade in capitals
              (?!\d0S)\d{1,2}[AEIJNOQRSUYZ])(?!\w)
        """,
        about="'3D', '4G', '4K cameras', '4x4', '4 x 4', '2FA', '5-a-side', '7-Eleven', '20/20 vision', a firm called '8S'.",
        starts="0 five six seven eleven",
        finds=(
            "A 4x4 and a 4 x 4 came to the 5-a-side pitch, and a 4×4 left it.",
            "Orlex supplied 8S with parts.",
            "They bought 4K cameras.",
        ),
        ignores=("MAN IN HIS <claim value=50 upper=59 kind=age>50S</claim> ARRESTED",),
    ),
    mask(
        "fixed_pair",
        r"""
          (?<![\w/£$€.-])(?:24[/-]7|9-5(?=[ ](?:is|job|was|routine|\p{Ll}+)\b|[.,])|50[/:-]50|9/11|7/7|7/21|365)(?![\w/]|[.,]\d|[ ]\p{Ll}+s\b)
        | (?i:\bfifty[ -]fifty|\btwenty[ -]four[ -]seven|\bnine[ -]to[ -]five)\b
        """,
        about="'24/7', '50/50', '9/11', '7/7', 'fifty-fifty'.",
        starts="0 fifty twenty nine",
        finds=(
            "It is open 24/7, a 50/50 chance.",
            "It is a nine-to-five job.",
        ),
    ),
    mask(
        "of_two_parts",
        r"""
          (?i:\b(?:one|two|three|four|\d)(?:-ways?\b|[ ]way(?=[ ](?:«way_noun»)))
          | \b(?:one|two|three|four|five|six|\d)[ -](?:«of_two_parts»|piece(?![ ]of))\b | \b\d{1,2}-(?:«wheeled»)\b)
        """,
        about="How something is made: 'two-way', 'three-piece suite', 'two-factor', 'three-point turn'.",
        starts="0 one two three four five six",
        finds=("He made a three-point turn in a two-way street.",),
        ignores=("We found <claim value=1>one</claim> piece of evidence.",),
    ),
    mask(
        "set_phrase",
        r"""
          (?i:\b(?:«set_phrase»)\b | \b(?:100[ ]?%|100[ ]per[ ]?cent)[ ](?=(?:«wholly»)\b))
        | # the name of a kind: 'filed “zero returns”', 'so-called “two for one” offers'
          (?<=\p{Ll}[ ][“‘"])zero[ ](?=\p{Ll}{3,20}(?:[ ]\p{Ll}{3,20})?[,.]?[”’"])
        | (?<=-called[ ][“‘"])(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)[ -](?=\p{Ll}[\p{Ll} -]{1,30}[,.]?[”’"])
        """,
        about="'zero tolerance', 'the rule of six', 'stay 100% anonymous', 'on all fours', 'filed “zero returns”'.",
        starts="0 «set_phrase» zero one two three four five six seven eight nine ten",
        finds=(
            "Zero tolerance and the rule of six apply.",
            "You stay 100% anonymous.",
            "It was a one-off.",
            "He filed “zero returns” for his so-called “two for one” firm.",
        ),
    ),
    mask(
        "score",
        r"""
          (?<![\w£$€.,/-])\d{1,2}[ ]?[-–][ ]?\d{1,2}[ ](?:«score_noun»)\b
        | \b(?:«level_verb»)[ ](?:\w{1,12}[ ]){0,3}?at[ ]\d{1,3}[-–]\d{1,3}(?![\w.,-]\d|\w)
        | \b(?:«game_verb»)[ ](?:[\p{L}]{2,15}[ ]){0,3}?\d{1,2}[-–]\d{1,2}(?![\w.,-]\d|\w)
        """,
        about="Results of games: 'a 2-1 win', 'won 3-0', 'beat them 4–2', 'tied at 3-3'.",
        starts="0 «level_verb» «game_verb»",
        needs="«score_noun» «level_verb» «game_verb»",
        finds=("Kelsham won 3-0 after a 2-1 win.",),
    ),
    mask(
        "calibre",
        r"""
          (?<![\w£$€])(?:(?:\.\d{2,3}|\d{1,2}(?:\.\d{1,2})?)[ -]?(?:«calibre»)|\.\d{2,3})(?=[ -](?:(?:«ammunition»)|\p{Lu}))
        | (?<![\w£$€])\.(?:17|20|22|25|32|38|40|44|45|50|223|270|300|303|308|338|357|380|410)\b
        | (?<![\w£$€])\.30-(?:06|30)\b | (?<![\w£$€.])(?:5\.56|7\.62|5\.45)(?:[ ]?(?:[x×][ ]?\d{2}|mm))?(?!\w)
        | \b(?:10|12|16|20|28|410|twelve)[ -](?:«bore»)\b | (?<!\w)\.?410[ ](?:«long_gun»)
        | \b(?:\.\d{2,3}|\d{1,3})[ -](?i:«calibre_word»)\b
        """,
        about="The calibre of a weapon: 'a 9mm pistol', '.22 rifle', '12-bore', '.45-calibre', '7.62x39', '.30-06'.",
        starts="0 twelve",
        signs=r"\.\d",
        finds=("He had a 9mm pistol, a .22 rifle, a .30-06 and a 12 gauge shotgun.", "A sawed-off .22 Caliber rifle."),
        ignores=("They seized <claim value=9 unit=millimeter>9mm</claim> of steel.",),
    ),
    mask(
        "carat",
        r"""(?<![\w.,£$€-])(?:9|10|14|18|21|22|24)[ -]?(?:«carat»)\b""",
        about="How pure gold is: '18 carat gold', 'a 9ct ring'.",
        starts="0",
        finds=("An 18 carat gold chain and a 9ct ring were stolen.",),
    ),
    mask(
        "transport_number",
        r"""(?i:\b(?:the|a|no|number|an)[ ])\d{1,3}[A-Za-z]?[ ](?:«vehicle_of_line»)\b""",
        about="A line of buses or trams: 'the 38 bus', 'number 36 bus'.",
        starts="the a no number an",
        needs="«vehicle_of_line»",
        finds=("He took the 38 bus and the number 36 bus.",),
    ),
)
