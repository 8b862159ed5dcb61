"""Tables generated from the record types: databases, flat files and the codebook are all made from them.

>>> from release_parser.tables import TABLE
>>> TABLE["claims"].key
('release_number', 'id')
"""

from release_parser.tables.bookkeeping import NUMBER
from release_parser.tables.generate import FLAT, TABLE, TABLES
from release_parser.tables.rows import records_of, rows_of
from release_parser.tables.spec import Column, Reference, Table

__all__ = ["FLAT", "NUMBER", "TABLE", "TABLES", "Column", "Reference", "Table", "records_of", "rows_of"]
