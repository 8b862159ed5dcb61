r"""Numbers in web addresses and in the furniture of a page.

In: a text. Out: rules that mask such numbers.

>>> [rule.name for rule in PAGES][0]
'web'
"""

from __future__ import annotations

from release_parser.extract.masks.grammar import mask

PAGES = (
    mask(
        "web",
        r"""
          (?:https?://|www\.)\S{1,300}+ | (?<![\w&])[@#]\w{2,50}
        """,
        about="Addresses of pages, handles and tags.",
        starts="http https www",
        signs="[@#]",
        finds=("See www.example.org/2020/12 or @PC123.", "Share #4Kelsham with your friends."),
    ),
    mask(
        "mailbox_or_file",
        r"""
          [\w.+-]{1,64}@[\w.-]{1,100}\w | \b[\w-]{1,60}\.(?:«web_file»)\b[\w/?=&.-]{0,200}
        """,
        about="Addresses of mailboxes and names of files.",
        signs="@",
        near="mp co «web_file»",
        finds=("The files are 12men.jpg and 34women.pdf.", "Write to unit12@kelsham.example."),
    ),
    mask(
        "furniture",
        r"""
          \b\d{1,3}[ ]min(?:ute)?s?[ ](?:«page_time»)\b | \b(?:«download»)[ ,-]{1,3}\d+(?:\.\d+)?[ ]?[KMG]B\b | [(]\d+(?:\.\d+)?[ ]?[KMG]B\b[)]? | (?<=^[ ]{0,8})\d[\d,]*(?:\.\d+)?[ ]?KB[ ]*$
        | \b(?:«page_word»)[ ]?\d{1,6}\b(?!,)
        | \b[Tt]here[ ](?:is|are)[ ]\d{1,3}[ ](?:«page_counts») | \b(?:«page_number»):?[ ]\d+ | \?[ ]\d{1,2}[ ][+][ ]\d{1,2}[ ]= | \|[ ]?\d{4,6}(?=[ ]*(?:$|\n)) | \[\d{1,3}\] | \b(?:«page_picture»)[ ]\d+[ ]of[ ]\d+
        | (?<!\d)\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?
        """,
        about="'4 min read', '(JPG - 20 KB)', 'Leave a Reply137', 'Image 3 of 5', '[1]'.",
        starts="0 «download» «page_word» there «page_number» «page_picture»",
        signs=r"[(|?\[](?=[ ]?\d)",
        finds=("4 min read and (JPG - 20 KB), Leave a Reply137",),
    ),
    mask(
        "list_number",
        r"""^[ ]{0,8}[(]?\d{1,2}[.):][ ](?=\p{Lu}) | ^[ ]{0,8}\d{1,2}[.)][ ]*$""",
        about="The number of an item: '1. Two men', '(2) Two men', '3: Ana Bell'.",
        starts="0",
        signs=r"^[ ]*[\d(]",
        finds=("1. Lock the door\n2. Call us", "3: Ana Bell"),
    ),
    mask(
        "date_in_brackets",
        r"""\([ ]?\d{1,2}[ ]?/[ ]?\d{1,2}(?:[ ]?/[ ]?\d{2,4})?[ ]?\)""",
        about="A date with stray spaces: '(21 /12)'.",
        signs=r"\(",
        finds=("It was on Monday (21 /12).",),
    ),
    mask(
        "list_of_whom_to_call",
        r"""^[ ]{0,8}\d{1,2}(?=[ ]\p{Lu}[^\n:]{2,60}(?::|[ ][-–])[ ](?:\+|0\d{2,4}[ ]?\d|https?:|www\.))""",
        about="'4 Elmfield Law Centre: 01632 960 417': a list whose numbers lost their dots.",
        starts="0",
        finds=("4 Elmfield Law Centre: 01632 960 417",),
    ),
)
