"""The one error tree of the house: each message is one line that says what, where and what to do."""

from __future__ import annotations

from typing import ClassVar


class CebkgError(Exception):
    """Something that is not a fault of ours; ``exit_code`` is the contract's."""

    exit_code: ClassVar[int] = 70


class UsageError(CebkgError):
    """The call is wrong: an unknown question, option or format."""

    exit_code = 2


class InputError(CebkgError):
    """An input cannot be read or parsed."""

    exit_code = 3


class PartialFailure(CebkgError):
    """Some documents of several failed."""

    exit_code = 4


class MissingExtra(CebkgError):
    """An optional part is not installed; the message names the extra."""

    exit_code = 5
