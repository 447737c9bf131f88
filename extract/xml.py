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
#: Tells the place of what is called back for; asked only where a place is kept.
Where = Callable[[], Place]
#: Deepest nesting of elements; the UN's own files stay below fifteen.
MOST_DEPTH = 200


def walk(
    data: bytes,
    source: str,
    start: Callable[[str, Attributes, Where], None],
    end: Callable[[Where], None],
    text: Callable[[str, Where], None],
) -> None:
    """Call back for each element (its local name), its end, and each stretch of text within a line.

    Whoever keeps the place asks for it: most of what an XML file holds is white space between its tags.
    Raises InputError, with the line, for bytes that are not well-formed XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def place() -> Place:
        return Place(parser.CurrentLineNumber, parser.CurrentColumnNumber)

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise InputError(
                f"{source}:{place().line}: elements nested more than {MOST_DEPTH} deep; not a report"
            )
        start(name.rsplit(" ", 1)[-1], attributes, place)

    def ended(_: str) -> None:
        nonlocal depth
        depth -= 1
        end(place)

    def declared(name: str, *_: object) -> None:
        raise InputError(
            f"{source}:{place().line}: declares the entity {name!r}; remove it, entities are not read"
        )

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = lambda words: text(words, place)
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        words = expat.ErrorString(fault.code)
        raise InputError(
            f"{source}:{fault.lineno}: not well-formed XML ({words}); give the whole file"
        ) from None
