"""A subset of a font with the signs that a page shows, so that it looks the same where no Chinese font is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from extract.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

#: The face of a collection that has mainland forms, by the end of its family name.
_MAINLAND = " SC"


def subset(font: bytes, text: str, name: str) -> bytes:
    """Return a font of the Chinese signs of a text as WOFF2; ``name`` stands for the font in messages.

    Raises MissingExtra when ``fonttools`` or ``brotli`` is not installed, InputError when it is no font.
    """
    try:
        import brotli  # noqa: F401
        from fontTools import subset as tools
        from fontTools.ttLib import TTLibError
    except ImportError:
        raise MissingExtra(
            "--font: needs the extra `font`; run pip install 'cebkg[font]', or leave the option out"
        ) from None
    options = tools.Options(flavor="woff2", layout_features=[], hinting=False, notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB"]
    try:
        face = _face(font)
        chooser = tools.Subsetter(options)
        chooser.populate(text="".join(sorted({sign for sign in text if sign >= "\u2e80"})))
        chooser.subset(face)
    except (TTLibError, AssertionError, KeyError, ValueError):
        raise InputError(f"{name}: not a font that can be read; give an .otf, .ttf or .ttc file") from None
    out = io.BytesIO()
    tools.save_font(face, out, options)
    return out.getvalue()


def _face(font: bytes) -> TTFont:
    from fontTools.ttLib import TTCollection, TTFont

    if not font.startswith(b"ttcf"):
        return TTFont(io.BytesIO(font), recalcTimestamp=False)
    faces = TTCollection(io.BytesIO(font), lazy=True).fonts
    number = next((n for n, face in enumerate(faces) if _family(face).endswith(_MAINLAND)), 0)
    return TTFont(io.BytesIO(font), fontNumber=number, recalcTimestamp=False)


def _family(face: TTFont) -> str:
    return str(face["name"].getDebugName(1) or "")
