"""Questions to the graph: named ones, any SPARQL, sentences, cards, paths and scores against gold data."""

from queries.answer import Answer, ask
from queries.catalogue import Question, questions
from queries.evaluate import Scores, evaluate
from queries.run import Table, run
from queries.show import Card, path, show

__all__ = [
    "Answer",
    "Card",
    "Question",
    "Scores",
    "Table",
    "ask",
    "evaluate",
    "path",
    "questions",
    "run",
    "show",
]
