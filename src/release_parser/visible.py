r"""Makes text from outside safe for a terminal: characters that move the cursor, set a title, change colours or reverse text are shown as escapes.

>>> visible("Two vans\x1b]0;root\x07 seized\u202e")
'Two vans\\x1b]0;root\\x07 seized\\u202e'
"""

from __future__ import annotations

import re  # and no `regex`, which a command line that answers at once does not load

# control characters but tab and line feed, marks of direction, and halves of characters
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with each character that controls a terminal shown as an escape."""
    return _UNSEEN.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
