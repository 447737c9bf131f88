"""Records to RDF and back: build, load, validate, export."""

from __future__ import annotations

from importlib.util import find_spec

from graphs.build import build
from graphs.export import export, export_files
from graphs.files import load
from graphs.model import KnowledgeGraph

# Imported here and not on first use: loading the module later would hide the function behind it.
if find_spec("graphs.validate"):
    from graphs.validate import validate  # type: ignore[import-untyped, unused-ignore]

__all__ = ["KnowledgeGraph", "build", "export", "export_files", "load", "validate"]
