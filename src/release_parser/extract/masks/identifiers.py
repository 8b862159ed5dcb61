"""Numbers that identify one thing: registration plates, collar numbers, files, telephones.

In: a text. Out: rules that mask such numbers. Numbers that the public is asked to use are also found as contacts.

>>> [rule.name for rule in IDENTIFIERS][0]
'plate_shape'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.extract.country import shapes_pattern
from release_parser.extract.masks.grammar import MaskedStretch, MaskText, mask
from release_parser.lexicon import compile_forms, with_words
from release_parser.regexes import Regex
from release_parser.rules import Rule
from release_parser.text.words import begin_at

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon


def plate_shape(subject: MaskText) -> tuple[MaskedStretch, ...] | None:
    """Registration plates in shapes that nothing else has: 'AB12 CDE', '191-D-12345', '1ABC 234'."""
    starts = subject.words.starts(frozenset(), subject.words.digits, subject.words.glued)
    found = tuple(
        MaskedStretch(match.start(), match.end(), "plate_shape")
        for match in begin_at(_plates(subject.lexicon), subject.text, starts)
    )
    return found or None


@lru_cache(maxsize=8)
def _plates(lexicon: Lexicon) -> Regex:
    """The pattern for shapes in which letters and digits alternate at least twice; 'AAA 999' may be many other things."""
    shapes = {shape for country in lexicon.countries for shape in country.plates if _CHANGES.fullmatch(shape)}
    return compile_forms(
        rf"(?<![\w£$€-])(?!{with_words('«mask_words.money_code»', lexicon)}[ ])(?!(?:HIS|HER|THE)[ ]\d0S\b)(?:{shapes_pattern(shapes)})\b"
    )


_CHANGES = Regex(r"(?:A+[ -]?9+[ -]?A+|9+[ -]?A+[ -]?9+)(?:[ -]?[A9]+)?")

IDENTIFIERS = (
    Rule(
        "plate_shape",
        plate_shape,
        finds=("The van, AB12 CDE, and the car, 191-D-12345, were found.",),
        ignores=("MAN IN HIS <claim value=50 upper=59 kind=age>50S</claim> ARRESTED",),
    ),
    mask(
        "tax_form",
        r"""(?<![\w.,£$€-])(?:«tax_form_number»)(?=[ ](?:«tax_form»)\b)""",
        about="Tax forms are named by numbers: 'false 1099 forms', 'two 1040 returns'.",
        starts="0",
        needs="«tax_form»",
        finds=("He sent false 1099 forms to the tax office.",),
        ignores=("He filed <claim value=1100 head=return>1,100</claim> false tax returns.",),
    ),
    mask(
        "plate",
        r"""
          (?i:\b(?:«plate_word»)(?:[ ](?:«plate_filler»)|[ ]?[:#,]){0,3}+[ ](?:\p{Lu}\p{Ll}{1,14}[ ])?)(?=[A-Z0-9 -]{0,5}\d)(?!\d+[ ]\p{Ll})[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{1,5}){0,2}(?![\w%]|[.,]\d)
        | \b\d{2}[ -](?:«plate_behind»)\b
        """,
        about="Behind its word: 'registration mark WBZ 6104', 'number plate is BAZ 1102', 'index FIL 2213', '69 plate'.",
        starts="0 «plate_word»",
        needs="«plate_word» «plate_behind»",
        finds=(
            "A van, registration mark WBZ 6104, was found.",
            "It bore the registration 191 D 12345.",
            "A 69 plate car.",
        ),
        ignores=("They seized plates and <claim value=12>12</claim> cars.",),
    ),
    mask(
        "collar_number",
        r"""
          (?<!\w)(?:(?:«collar»)|(?<=(?:«asked_for»)[ ])officer)[ ]\#?\d{2,6}(?![\w%]|,\d)(?![ ]\p{Ll}+s\b)
        | (?i:\b(?:«numbered_badge»)[ ](?:numbers?|no\.?))(?:[ ](?:is|of))?[ ]?:?[ ]?\#?\w?\d{1,6}\b
        """,
        about="'PC 1234 Ash', 'Constable 4512', 'collar number 99', 'contact officer 123'.",
        starts="«collar» officer «numbered_badge»",
        finds=("PC 1234 Ash and PCSO 5678 came.",),
    ),
    mask(
        "release_number",
        r"""^(?:PR|NR|MR)[ ]?\d{2,4}[-/]\d{1,4}$ | ^(?i:«numbered_release»)[ ](?:\d{4}[-/]\d{1,4}|\d{1,4})$ | (?i:\b(?:«numbered_release»)[ ]?(?:[#:]|no\.?|number|id)[ ]?[#:]?[ ]?)[A-Za-z]{0,4}[ -]?\d[\w/-]{0,16}(?![\w%]|[.,]\d)""",
        about="The number of a release: 'N/R # 25-336', 'News Release # 24-071', 'Media Release: 2024-17'.",
        starts="«numbered_release»",
        finds=(
            "N/R # 25-336",
            "Police release #25-118",
            "News Release # 24-071",
            "News Release 2024-55",
            "Bulletin 14",
        ),
    ),
    mask(
        "file_number",
        r"""
          (?<![\w£$€.,/:-])(?:\d{2}|(?:19|20)\d\d)-\d{4,9}(?:-\d{1,6})?(?![\w%]|[.,]\d|-\d)(?<!(?:19|20)\d\d-(?:19|20)\d\d)
        | (?<![\w£$€])(?i:(?:«with_an_id»)[ ])?ID[ ]?[:#]{0,2}[ ]?(?=[A-Za-z]{0,6}\d)[\w-]{4,40}(?!\w)
        | (?<![\w£$€])\d{5,12}_\d{1,3}\b
        """,
        about="A file's number with its year before it, or behind 'ID': '26-17046', '2025-91440', 'Case ID KA71', '2604418_1'.",
        starts="0 «with_an_id» id",
        finds=("THEFT 26-17046", "Quote PULSE ID 1234567.", "ID# 55-21-13 was issued.", "File 2025-914406 is open."),
        ignores=("<claim value=15 upper=20>15-20</claim> men came.",),
    ),
    mask(
        "reference_number",
        r"""
          # 'a fine of CAD 500' is money
          (?i:\b(?<!\b(?:«contact_words.pays»)[ ](?=CAD[ ]))(?:«numbered_file»)\b(?:[ ](?:«file_filler»)\b\.?){0,3}+[ ]?[:#]?[ ]?(?:of[ ]|is[ ]|was[ ])?)\#?(?=[\w/*-]{3,}|\d{1,3}[ ](?:of|on|from)\b)(?!\d+(?:\.\d+)?MM\b)[A-Z]{0,4}/?\d[\w/*:.-]{0,24}(?<=[\w])(?![ ]\p{Ll}+s\b)
        | (?i:\b(?:«quoting»)(?:[ ]\p{L}+){0,4}?[ ])\#?[A-Z]{0,4}/?\d[\w/*:.-]{2,24}(?<=\w)
        """,
        about="'incident 428', 'log 1135', 'CAD 90', 'crime number 01/2345/21', 'quoting 5220174585'.",
        starts="«numbered_file» «quoting»",
        finds=(
            "Quote incident 428 of 28 March or crime number 01/2345/21.",
            "See docket 5120.",
        ),
        ignores=(
            "The scheme cost <claim value=3000000 unit=CAD>CAD 3MM</claim>.",
            "He paid a fine of <claim value=500 unit=CAD>CAD 500</claim>.",
        ),
    ),
    mask(
        "reference_shape",
        r"""
          (?<!\w)(?=\d*[A-Z])[A-HJ-NPR-Z\d]{17}(?!\w)
        | (?<![\w£$€])\d{2,6}[*]\d{2,8} | (?<![\w£$€.,])\d{7,15}(?!\w|,\d|[ ](?:\p{Ll}+[ ])?\p{Ll}+(?<!thi|wa|i|a)s\b) | (?<![\w£$€.,])0\d{4,14}\b | (?<![\w£$€])\d{1,6}/\d{2,8}/\d{2,4}\b
        | \b(?:\d{1,2}:)?\d{2}-(?i:«docket»)-\d{2,6}[\w-]{0,12} | \b\d{2}[ ](?i:«docket»)\.?[ ]\d{2,5}\b
        | (?<!\w)[A-Z]{2,4}-\d{6,8}(?:-\d{1,6})?\b
        | (?<![\w£$€])[A-Z]{2,4}/\d[\w/]{2,20} | \#\d[\d-]{0,20}(?<=\d)\b
        """,
        about="'20*355541', '01/2345/21', a digit string without end, a docket '21-cr-01234', '#1234', the seventeen signs of a vehicle.",
        starts="0 A0",
        signs="#",
        finds=(
            "The docket is 2:21-cr-01234, the file 20*355541.",
            "It lists PID 20571790, 20571808 and 20194809.",
            "VIN 1HGCM82633A004352 was checked.",
        ),
    ),
    mask(
        "phone",
        r"""
          (?<![\w£$€.,])1-\d{3}-\d{3}-\d{4}\b | (?<=\b1[ -])\(?\d{3}\)?[ -]\d{3}[ -]\d{4} | \b\d{3}[ ](?=area[ ]codes?\b)
        | (?<![\w£$€.,])(?:\+?\(?0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,6}|\(?\d{3}\)?[ -]\d{3}[ -]\d{4}|\+\d{1,3}[ -]?\(?\d[\d ()-]{6,16}\d)(?!\w)
        """,
        about="Telephone numbers of every country: '01632 960 417', '+44 20 7946 0123', '416 555-0123'.",
        starts="0",
        signs="[+(]",
        finds=("Ring 01632 960 417.", "Ring +44 20 7946 0123 or 416 555-0123.", "Callers of the 519 area code rang."),
    ),
    mask(
        "local_phone",
        r"""(?:\([2-9]\d{2}\)\s{1,2}|(?<![\w£$€.,/:-]))[2-9]\d{2}-\d{4}(?![\w%-]|[.,]\d)""",
        about="Seven digits of a telephone number, whose area code may stand on the line before: '(519)' and '555-0188'.",
        starts="0",
        signs=r"\(",
        finds=("Tel: (519)\n555-0188, ext. 12.",),
    ),
    mask(
        "dialled_thrice",
        r"""
          (?<![\w£$€.,/-])(?:[2-9]-1-1|9-9-9|9-8-8|1-0-1|1-1-1|1-1-2|1-0-5|0-0-0)(?![\w-])
        | (?i:(?<![\w-])(?:nine-(?:nine-nine|one-one|eight-eight)|one-(?:zero|oh|one)-(?:one|two)|zero-zero-zero))(?![\w-])
        | (?<=\b(?i:«called»)[ ])(?:9[ ]1[ ]1|9[ ]9[ ]9|1[ ]0[ ]1|1[ ]1[ ]2)(?![\w-])
        | (?i:\btriple[ ](?:zero|nine|one|0|9)\b)(?:[ ]?\(\d{3}\))? | (?<=\b(?i:«called»)[ ])000\b
        """,
        about="A number to call, spelled: '9-1-1', '9-9-9', 'call 9 1 1', 'nine-one-one', 'Triple Zero (000)'.",
        starts="0 triple nine one zero",
        finds=(
            "Anyone who spots the van should ring 9-1-1, not 3-1-1.",
            "Call Triple Zero (000) at once.",
            "A nine-one-one call was made.",
        ),
    ),
    mask(
        "star_number",
        r"""(?<![\w*])\*\d{3,4}\b(?!\*)""",
        about="A short number of a mobile network: '*677'.",
        signs=r"\*\d",
        finds=("Dial *677 from a mobile.",),
    ),
    mask(
        "extension",
        r"""
          \b101[ ]?[/|][ ]{0,2}\d{3,8}\b | (?<![\w£$€])18001\b(?:[ ]\d{3})?
        | (?<=\d{3,4}\)?,?[ ]{0,2})(?i:x|local|«extension»)\.?[:#]?[ ]{0,2}\d{2,7}(?![\w%]|[.,]\d)
        | \b(?i:«extension»)\.?[:#]?[ ]{0,2}\d{2,7}(?![\w%]|[.,]\d)
        """,
        about="A telephone number's extension: 'ext: 5366', 'x 2290', '101 | 30696'; and '18001 101', the text relay.",
        starts="101 18001 x local «extension»",
        finds=("Call 519-555-0188, Ext: 5366.", "Press office: 01632 960417 x 2290.", "Phone 416-555-0101 local 223."),
        ignores=("They seized <claim value=4>4</claim> phones.",),
    ),
    mask(
        "tip_number",
        r"""
          (?<=[A-Z]{3,8}['’”"]?\s[(])\d{3,7}(?:-\d{4})?(?=[)])
        | (?i:\b(?:«texting»)[ ](?:[^\s.;!?]{1,20}[ ]){0,7}?(?:to|on|at)[ ](?:(?:«short_code»)[ ]){0,3})['‘“"]?\d{4,7}\b(?![ ](?:«counted_people»|\p{Ll}+s)\b)
        | (?i:\b(?:«texting»):?[ ])\d{4,6}(?=[.,;]|$|[ ](?:or|and|to|if|with)\b)
        | (?i:\b(?:«texting»)[ ])["“‘']?(?=[A-Z]{2,8}\d)[A-Z]{2,8}\d{2,4}\b
        """,
        about="The number that a lettered one stands for, and the one to text: '(8477)' behind 'TIPS', 'text TIP202 to 284650'.",
        starts="0 «texting»",
        finds=(
            "Call 1-800-222-TIPS (8477).",
            "Text TIP202 and your message to 284650.",
            "Text your tip to 847411.",
            "SMS 5512.",
        ),
    ),
    mask(
        "file_name",
        r"""(?<!\w)(?:\p{Lu}{2,4}_)?(?:19|20)\d{6}_\d{4,8}(?!\d)""",
        about="A photo or film is named by its day and time: '20310514_114502'.",
        starts="0",
        finds=("Photos: 20310514_114502, 20310514_115837",),
        ignores=("They sent <claim value=2026>2,026</claim> letters.",),
    ),
    mask(
        "references_in_a_row",
        r"""(?<!\w)\p{Lu}{1,3}\d{5,}(?:[ ]?/[ ]?\p{Lu}{0,3}\d{4,}){1,8}(?!\d)""",
        about="The references of several cases: 'CA26054111/CA26055122/ 5299'.",
        starts="A0",
        finds=("Case CA26054111/CA26055122/ 5299",),
        ignores=("They took <claim value=5299>5,299</claim> calls.",),
    ),
    mask(
        "digits_in_words",
        r"""(?i:\b(?:zero|nought|one|two|three|four|five|six|seven|eight|nine)(?:[ -](?:zero|nought|one|two|three|four|five|six|seven|eight|nine)(?!-\p{L}*-?\p{L}{4,})){2,11}\b)""",
        about="A number told digit by digit: 'ask for zero two zero five'.",
        starts="zero nought one two three four five six seven eight nine",
        finds=("Call 101 and ask for zero two zero five.", "Quote incident one two three."),
        ignores=("They held <claim value=1>one</claim> man and <claim value=2>two</claim> boys.",),
    ),
    mask(
        "short_number_called",
        r"""(?<=\b(?i:«called»)[ ])(?:1\d\d|[2-9]11|988)\b(?:(?:,[ ]|,?[ ]or[ ])(?:1\d\d|[2-9]11|988|000)\b){0,4}+(?![ ](?:«counted_people»|\p{Ll}+s)\b) | (?<![\w£$€.,/-])310[- ](?=[A-Z]{4}\b)""",
        about="'call 119', 'dial 159', 'Call 211 or 988 for help', '310-POLC'.",
        starts="0",
        finds=("Dial 159.", "Call 211 or 988 for help.", "Call 310-TIPS at any time."),
        ignores=("They called <claim value=211>211</claim> witnesses.",),
    ),
    mask(
        "service_number",
        r"""
          (?<!^[ ]*\d{4}:[ ]|(?<!«emergency»)s:[ ])(?<![\w£$€.,/-]|\d[ ]|\d[ ]to[ ]|\b(?:from|than|over|nearly|almost|of)[ ])(?:999|911|112)(?![\w%]|[.,]\d|-\d)(?![ ](?!«service_behind»|always|unless|as\b|is\b|this\b|was\b)\p{Ll}+s\b|[ ](?:«counted_people»)\b)
        | (?<!^[ ]*\d{4}:[ ]|(?<!«emergency»)s:[ ])(?<![\w£$€.,/-]|\d[ ])(?:101|111|105|116[ ]?\d{3}|61016)(?![\w%]|[.,]\d|-\d)(?![ ](?:\p{Ll}+[ ])?(?!«service_behind»|always|unless|as\b|is\b|this\b|was\b)\p{Ll}+s\b|[ ](?:«counted_people»)\b)
        """,
        about="'101', '999', '112', '111': numbers to call; '101 arrests' and 'Arrests: 112' are counts, 'For emergencies: 999' is not.",
        starts="0",
        finds=(
            "Call 101 or 999.",
            "Callers to 999 operators waited.",
            "Flight BA 112 was met by police.",
        ),
        ignores=(
            "Officers made <claim value=101>101</claim> arrests.",
            "Arrests: <claim value=112 head=arrest>112</claim>",
            "Thefts rose from <claim value=100>100</claim> to <claim value=112>112</claim>.",
            "Officers seized <claim value=112 head=knife>112</claim> knives and <claim value=999 head=phone>999</claim> phones.",
        ),
    ),
)
