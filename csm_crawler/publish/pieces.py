"""Entries as earlier documents of one publishing hold them: an article stands in a dozen feeds, in the same words."""

import re
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

AT_MOST = 4000
"""Entries that are remembered of one format; of more, those go that were asked for longest ago."""

Key = TypeVar("Key", bound=Hashable)


class Pieces:
    """The bytes of entries, by all that they are made of but the names of platforms and topics.

    So one of them serves one format, and feeds that share their `labels`.
    """

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._at_most = at_most
        self._pieces: dict[Hashable, bytes] = {}

    def get(self, key: Hashable) -> bytes | None:
        """The bytes of an entry; None where it was not written yet, or is forgotten."""
        piece = self._pieces.pop(key, None)
        if piece is not None:
            self._pieces[key] = piece  # now the last that was asked for
        return piece

    def keep(self, key: Hashable, piece: bytes) -> None:
        """Remember an entry."""
        self._pieces[key] = piece
        if len(self._pieces) > self._at_most:
            del self._pieces[next(iter(self._pieces))]


def woven(
    keys: Sequence[Key], render: Callable[[Sequence[Key]], bytes], entry: re.Pattern[bytes], known: Pieces
) -> bytes:
    """The document with the entries of these keys in their order, as `render` writes it of those that are not known.

    `entry` matches each entry that is written, and nothing else; they stand together.
    """
    pieces = {key: known.get(key) for key in keys}
    # Of a document without an entry nobody could tell where they belong.
    new = [key for key, piece in pieces.items() if piece is None] or keys[-1:]
    body = render(new)
    places = list(entry.finditer(body))
    for key, place in zip(new, places, strict=True):
        pieces[key] = place[0]
        known.keep(key, place[0])
    if not keys or len(new) == len(keys):
        return body
    middle = b"".join(piece for piece in pieces.values() if piece is not None)
    return body[: places[0].start()] + middle + body[places[-1].end() :]
