"""A graph for readers: the explorer with the named questions beside it, the site with their answers."""

from __future__ import annotations

from graphs.explorer import explore
from graphs.files import site_parts
from graphs.model import KnowledgeGraph
from graphs.site import Answered, site
from queries.catalogue import questions
from queries.run import run


def explorer(graph: KnowledgeGraph, *, sparql: bool = True, font: tuple[str, bytes] | None = None) -> bytes:
    """Return the explorer as one HTML file; see ``graphs.explorer.explore``."""
    asked = [(q.name, q.zh, q.en, q.sparql) for q in questions()] if sparql else []
    return explore(graph, sparql=sparql, questions=asked, font=font)


def published(graph: KnowledgeGraph) -> dict[str, bytes]:
    """Return the files of the static site by path; see ``graphs.site.site``."""
    tables = [(asked, run(graph, asked.name)) for asked in questions()]
    answers = [Answered(q.name, q.zh, q.en, q.sparql, table.columns, table.rows) for q, table in tables]
    return site(graph, explorer(graph), answers, site_parts())
