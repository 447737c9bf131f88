"""The shipped report as a graph, made once for all tests that ask it."""

from __future__ import annotations

from functools import cache

import extract
import graphs


@cache
def graph() -> graphs.KnowledgeGraph:
    """The graph of the shipped report."""
    return graphs.build(extract.extract(extract.read()))
