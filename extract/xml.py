"""XML as events with their places in the source; nothing outside the bytes is ever read.

The parser is Python's own expat.  A document that declares entities is refused, so that none can
multiply (a billion laughs) or name a file.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from extract.errors import InputError
from extract.records import Place

Attributes = dict[str, str]
#: Deepest nesting of elements; the UN's own files stay below fifteen.
MOST_DEPTH = 200


def walk(
    data: bytes,
    source: str,
    start: Callable[[str, Attributes, Place], None],
    end: Callable[[Place], None],
    text: Callable[[str, Place], None],
) -> None:
    """Call back for each element (its local name), its end, and each stretch of text within a line.

    White space comes with the place of what stood before it.
    Raises InputError, with the line, for bytes that are not well-formed XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0
    last = Place(1, 0)

    def place() -> Place:
        nonlocal last
        last = Place(parser.CurrentLineNumber, parser.CurrentColumnNumber)
        return last

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise InputError(
                f"{source}:{place().line}: elements nested more than {MOST_DEPTH} deep; not a report"
            )
        start(name.rsplit(" ", 1)[-1], attributes, place())

    def ended(_: str) -> None:
        nonlocal depth
        depth -= 1
        end(place())

    def declared(name: str, *_: object) -> None:
        raise InputError(
            f"{source}:{place().line}: declares the entity {name!r}; remove it, entities are not read"
        )

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = lambda words: text(words, last if words.isspace() else place())
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        words = expat.ErrorString(fault.code)
        raise InputError(
            f"{source}:{fault.lineno}: not well-formed XML ({words}); give the whole file"
        ) from None
