"""The query page."""

from __future__ import annotations

from graphs.model import KnowledgeGraph
from queries.web.markup import POLICY, page


def assets(graph: KnowledgeGraph) -> tuple[dict[str, tuple[str, bytes]], dict[str, str]]:
    """Return the parts of the query page by name, and the policy of the page."""
    return {"query.html": ("text/html", page("SPARQL", "<h1>SPARQL</h1>"))}, {"query.html": POLICY}
