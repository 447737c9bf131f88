"""Frozen records to JSON and back, told by their types alone; what is not of its type is refused.

A record is the list of its fields, in their order.  Nothing is run while reading, as pickle would.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

R = TypeVar("R")
_Read = Callable[[Any], Any]
#: What a surrogate that stands alone is written as; no reader makes one, but none may be lost.
_SURROGATES = "surrogatepass"


def encode(record: object) -> bytes:
    """Return a record as JSON in UTF-8, the same bytes for equal records."""
    text = json.dumps(record, default=_fields, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", _SURROGATES)


def decode(cls: type[R], data: bytes) -> R:
    """Return the record of class ``cls`` that ``encode`` wrote; raises ValueError for anything else.

    >>> from extract.records import Place
    >>> decode(Place, encode(Place(3, 0)))
    Place(line=3, column=0)
    """
    try:
        found = json.loads(data.decode("utf-8", _SURROGATES))
    except RecursionError:
        raise ValueError("nested too deep") from None
    read: Callable[[Any], R] = _reader(cls)  # type: ignore[arg-type]
    return read(found)


def _fields(record: object) -> object:
    return _getter(type(record))(record)  # type: ignore[arg-type]


@cache
def _getter(cls: type) -> Callable[[object], tuple[object, ...]]:
    names = _names(cls)
    if not names:
        raise TypeError(f"{cls.__name__} is no record")
    if len(names) == 1:
        return lambda record: (getattr(record, names[0]),)
    return attrgetter(*names)


@cache
def _reader(hint: Any) -> _Read:
    """What reads a value of a type."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is str:
        return _string
    if hint is int or hint is bool:
        return _plain(hint)
    if hint is float:
        return _plain(float, int)
    if origin is UnionType and len(inner) == 2 and inner[1] is NoneType:
        return _optional(_reader(inner[0]))
    if origin is tuple and inner[1:] == (...,):
        return _many(_reader(inner[0]))
    if origin is tuple:
        return _row(tuple, [_reader(one) for one in inner])
    if origin is dict and inner[0] is str:
        return _mapping(_reader(inner[1]))
    names = _names(hint)
    if names:
        hints = get_type_hints(hint)
        return _row(lambda values: hint(*values), [_reader(hints[name]) for name in names])
    raise TypeError(f"records have no values of type {hint}")


def _names(hint: Any) -> tuple[str, ...]:
    """The fields of a dataclass or named tuple, none for another type."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return tuple(field.name for field in dataclasses.fields(hint))
    return tuple(getattr(hint, "_fields", ()))


def _string(value: Any) -> str:
    """Words met again are one string in memory: keys and rules stand in thousands of records."""
    if type(value) is not str:
        raise ValueError("not a string")
    return sys.intern(value)


def _plain(*kinds: type) -> _Read:
    def read(value: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(f"not of type {kinds[0].__name__}")
        return value

    return read


def _optional(read: _Read) -> _Read:
    return lambda value: None if value is None else read(value)


def _many(read: _Read) -> _Read:
    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise ValueError("not a list")
        return tuple(map(read, value))

    return read_all


def _row(make: Callable[[list[Any]], Any], reads: list[_Read]) -> _Read:
    count = len(reads)

    def read(value: Any) -> Any:
        if type(value) is not list or len(value) != count:
            raise ValueError(f"not a list of {count}")
        return make([one(cell) for one, cell in zip(reads, value, strict=True)])

    return read


def _mapping(read: _Read) -> _Read:
    def read_all(value: Any) -> dict[str, Any]:
        if type(value) is not dict:
            raise ValueError("not a mapping")
        return {sys.intern(key): read(one) for key, one in value.items()}

    return read_all
