"""Everything that needs the text alone and no spaCy: documents, cleaning with offsets, layout, sentences, dates."""

from release_parser.text.document import Document
from release_parser.text.layout import Block, Page, Sentence, read_page
from release_parser.text.offsets import OffsetMap

__all__ = ["Block", "Document", "OffsetMap", "Page", "Sentence", "read_page"]
