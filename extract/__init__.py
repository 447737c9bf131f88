"""Text to records, without RDF: read, structure, mentions, references, acts and relations.

>>> from extract import extract, read
>>> found = extract(read("extract/reports/ceb-annual-overview-2019.zh.txt"))
>>> next(m.span.text for m in found.mentions if m.entity == "HLCP-37")
'2019 年 4 月第三十七届会议'
"""

from extract.anytext import find_citations
from extract.errors import CebkgError, InputError
from extract.many import extract_files
from extract.pipeline import extract
from extract.reading import find_files, read, read_bytes
from extract.records import Document, Extraction
from extract.symbols import FoundCitation

__all__ = [
    "CebkgError",
    "Document",
    "Extraction",
    "FoundCitation",
    "InputError",
    "extract",
    "extract_files",
    "find_citations",
    "find_files",
    "read",
    "read_bytes",
]
