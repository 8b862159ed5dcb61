"""Contacts: telephone numbers, addresses, account names and references that the public is asked to use.

In: a cleaned page. Out: every occurrence of a contact, in text order; none overlaps another. The value is normalised: a telephone number is its
digits (with '+' where written), an address is as written, a reference has no leading word and single spaces.

>>> from release_parser.lexicon import Lexicon
>>> from release_parser.text import read_page
>>> page = read_page("Call 101 quoting incident 214 of 9 May, or Crimestoppers on 0800 555 111.")
>>> [(found.kind, found.value) for found in find_contacts(page, Lexicon.default())]
[('phone', '101'), ('reference', '214 of 9 May'), ('phone', '0800555111')]
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from release_parser.extract.addresses import find_addresses
from release_parser.extract.phones import find_phones
from release_parser.extract.references import find_references
from release_parser.extract.taken import Taken

if TYPE_CHECKING:
    from release_parser.extract.mentions import ContactMention
    from release_parser.lexicon import Lexicon
    from release_parser.text import Page


def find_contacts(page: Page, lexicon: Lexicon) -> list[ContactMention]:
    """Every occurrence of a contact on the page, so that none of their digits is counted as a quantity."""
    kept: list[ContactMention] = []
    taken = Taken()
    phones = find_phones(page, lexicon)
    references = [found for found in find_references(page, lexicon) if not _ends_a_phone(found, phones)]
    # an address may hold digits ('101@ash.police.uk'), a reference may hold what looks like a phone: the wider first
    for found in (*find_addresses(page, lexicon), *references, *phones):
        if not taken.overlaps(found.start, found.end):
            kept.append(found)
            taken.add(found.start, found.end)
    return sorted(kept, key=lambda found: found.start)


def _ends_a_phone(reference: ContactMention, phones: list[ContactMention]) -> bool:
    """Whether an apparent reference is the end of a telephone number: 'CRIME (27463)' in '1-800-222-CRIME (27463)'."""
    at = bisect_left(phones, reference.start, key=lambda phone: phone.start) - 1
    return at >= 0 and reference.end <= phones[at].end
