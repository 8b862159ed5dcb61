r"""Numbers of houses, streets, postal districts, and coordinates.

In: a text. Out: rules that mask such numbers.

>>> [rule.name for rule in PLACES][0]
'postcode'
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from release_parser.extract.country import shapes_pattern
from release_parser.extract.masks.grammar import MaskedStretch, MaskText, mask
from release_parser.regexes import Regex
from release_parser.rules import Rule
from release_parser.text.words import begin_at

if TYPE_CHECKING:
    from release_parser.lexicon import Lexicon

_TO_TWELVE = "one two three four five six seven eight nine ten eleven twelve"


def postcode(subject: MaskText) -> tuple[MaskedStretch, ...] | None:
    """Postal codes in the shapes of the countries: 'AB12 3CD', 'K0L 1B0'."""
    found = tuple(
        MaskedStretch(match.start(), match.end(), "postcode")
        for match in begin_at(_postcodes(subject.lexicon), subject.text, subject.words.glued)
    )
    return found or None


@lru_cache(maxsize=8)
def _postcodes(lexicon: Lexicon) -> Regex:
    """The pattern for postal codes of all countries that begin with a letter."""
    shapes = {shape for country in lexicon.countries for shape in country.postcodes if shape[0] == "A"}
    return Regex(rf"(?<![\w£$€])(?:{shapes_pattern(shapes)})\b")


PLACES = (
    Rule("postcode", postcode, finds=("He lives in Ashford AB12 3CD.", "It is in Kelsham, ON K0L 1B0.")),
    mask(
        "zip_code",
        r"""(?<![\w£$€])(?:[A-Z]{2}|[A-Z]\p{Ll}+|(?<=\b[A-Z]\.)[A-Z]\.),?[ ]\d{5}(?:-\d{4})?(?=[.,;)]|$|[ ]\p{Lu})""",
        about="American postal codes behind their state: 'Kelsham, CA 90210', 'Ohio 44101-1234'.",
        starts="A0",
        finds=("Write to 4 Elm Road, Kelsham, CA 90210.", "Write to the Division, Washington, D.C. 20530."),
    ),
    mask(
        "coordinates",
        r"""
          (?<![\w.])[-−–]?\d{1,3}(?:\.\d{1,8})?[ ]?°[ ]?(?:\d{1,2}(?:\.\d+)?[ ]?['’′][ ]?(?:\d{1,2}(?:\.\d+)?[ ]?["”″])?)?[ ]?[NSEW]\b
        | (?<![\w.])\d{1,3}(?:\.\d{3,8}|[ ]\d{1,2}\.\d{1,4}['’′]?)[ ]?[NSEW]\b
        | (?<=\b(?i:«latitude»)[.:]?[ ][-−–]?)\d{1,3}\.\d{1,8}(?![\w%]|[ ](?!and\b)\p{Ll})
        | (?<![\w.])\d{1,3}\.\d{1,4}[ ][NS][ ,]{1,2}\d{1,3}\.\d{1,4}[ ][EW]\b
        | (?<=\()[-−–]?\d{1,3}\.\d{2,8},[ ][-−–]?\d{1,3}\.\d{2,8}(?=\))
        | (?<=\b(?i:«grid»)[:]?[ ])[A-Z]{2}[ ]?\d{2,5}[ ]?\d{2,5}\b
        | (?<![\w.])[-−–]?\d{1,3}\.\d{3,8}°?,?[ ]{1,2}[-−–]?\d{1,3}\.\d{3,8}(?![\w%])
        """,
        about="'53.4808° N, 2.2426° W', '46°30'N', '51.5007, -0.1246', '50 22.5N 004 08.6W', 'Lat 53.41, long -2.99'.",
        starts="0 A0",
        finds=(
            "Divers found the car at 54.9731° N, 1.6139° W.",
            "The buoy is at 50 22.5N 004 08.6W.",
            "Lat 53.41, long -2.99.",
            "Latitude 49.28 and longitude -123.12.",
            "It sank at 43.65 N 79.38 W (43.65, -79.38), grid reference SU 123 456.",
            "GPS 51.5007, -0.1246 marks the place.",
        ),
        ignores=("It was <claim value=40 kind=temperature>40°C</claim>.",),
    ),
    mask(
        "block_of_a_street",
        r"""(?<![\w£$€.,])(?:(?:\d{1,5}|zero)(?:[ ]?[-–][ ]?|[ ]to[ ]|-to-))?\d{1,5}[ -](?:hundred[ ])?(?i:«block»)\b
        | (?<![\w£$€.,])\d{3,5}(?:(?:,[ ]|,?[ ](?:and|or|&|to)[ ])\d{3,5}){0,4}[ ](?i:«block»|«blocks»)[ ](?=of[ ](?:\p{Lu}|\d))
        """,
        about="'the 1200 block of', 'the 0-100 block', 'the zero-to-100 block', 'the 500 block Elm Street'.",
        starts="0 zero",
        needs="«block» «blocks»",
        finds=(
            "It was in the 1200 block of North Main Street.",
            "Officers went to the zero-to-100 block of Elm Road.",
            "Shots were heard in the 100, 200 and 300 blocks of Elm Road and the 600 and 1000 blocks of 17 Avenue.",
        ),
        ignores=("They seized <claim value=12 head=block>12</claim> blocks of resin.",),
    ),
    mask(
        "house_with_direction",
        r"""(?<![\w£$€.,%-]|\d[ ])\d{1,6}[A-Za-z]?[ ](?:«direction»)[ ](?:(?:\d{1,4}(?:st|nd|rd|th)?|\p{Lu}[\w’'.-]{0,20})[ ]){1,4}?(?:«street»)(?![\w])""",
        about="A house on a street with its direction: '11720 SW 54th Terrace', '240 W. 300 South St.'.",
        starts="0",
        finds=("A parcel came to 8140 NE 27th Terrace, Suite 12.", "A blaze broke out at 155 E. 200 North St."),
    ),
    mask(
        "numbered_street",
        r"""
          (?<![\w£$€.,%-])(?:\d{1,6}[ ])?\d{1,3}(?:\s?(?:st|nd|rd|th))?[A-Z]?[ ](?:«numbered_street»)(?=[ ](?:«direction»)(?!\w)|[ ]?(?:[.,;:)\n]|$)|[ ](?:and|in|near|at|to|on|between|where|was|is|when|for|by|with|from|&)\b)
        | (?<![\w£$€.,%-])\d{1,5}[ ][NSEW]\.?[ ]\d{1,5}[ ][NSEW]\b                # '22 S 300 E', a town laid out in a grid
        | (?<![\w£$€.,%-])\d{1,5}[ ](?:«highway»)[ ]\d{1,4}\b
        | (?<![\w£$€.,%-])\d{1,3}\s{1,2}(?:st|nd|rd|th)\s{1,2}(?=(?:«street»)(?!\w))
        """,
        about="A street whose name is its number: '96 Street', '54A Avenue', '10400 96 Street', '22 nd Street' over a broken line.",
        starts="0",
        finds=("It was at 10400 96 Street near 54A Avenue.", "A house on 22\nnd\nStreet was searched."),
        ignores=("<claim value=12>12</claim> Street Pastors came.",),
    ),
    mask(
        "numbered_highway",
        r"""(?<=\b(?:on|onto|off|along)[ ]the[ ])[1-9]\d\d(?=[ ](?:near|at|between|in|by)[ ](?:the[ ])?\p{Lu})""",
        about="A highway that people call by its number: 'on the 401 near Kelsham'.",
        starts="0",
        finds=("She drove on the 401 near Kelsham.",),
        ignores=("They built on the <claim value=401>401</claim> plans.",),
    ),
    mask(
        "house_name",
        r"""(?<=\b\p{Ll}{1,15},?[ ])(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)[ ](?:\p{Lu}\p{Ll}+[ ]){1,2}(?:«house_name»)\b""",
        about="'Ten Acre Lane', 'Three Groves Wood'.",
        starts=_TO_TWELVE,
        finds=("It happened on Ten Acre Lane.",),
    ),
)
