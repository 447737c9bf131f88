"""Text to records, without RDF: read, structure, mentions, references, acts and relations."""

from extract.errors import CebkgError, InputError
from extract.reading import read, read_bytes
from extract.records import Document, Extraction

__all__ = ["CebkgError", "Document", "Extraction", "InputError", "read", "read_bytes"]
