"""Records to RDF and back: build, load, validate, export."""

from __future__ import annotations

from graphs.build import build
from graphs.export import export, export_files
from graphs.files import load
from graphs.model import KnowledgeGraph

__all__ = ["KnowledgeGraph", "build", "export", "export_files", "load"]
