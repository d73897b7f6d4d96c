"""C functions asked of every glyph and object of a page at once.

pdfium answers in nanoseconds, and has no calls for many glyphs; a call from Python takes twenty
times as long, most of it for turning arguments. The loops are therefore LuaJIT's, and Python's own
where lupa comes without it (for macOS).
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extractors.readers.pdf_text.calls.loops import Function, Integers, Loops


def best_loops() -> Loops:
    """Return LuaJIT's loops where it is there, otherwise Python's."""
    try:
        from extractors.readers.pdf_text.calls.lua_loops import LuaLoops
    except ImportError:
        return Loops()
    return LuaLoops()


class _OfThread(threading.local):
    """A thread's own loops: a Lua state is for one thread at a time."""

    def __init__(self) -> None:
        self.loops = best_loops()


_mine = _OfThread()


def by_index(function: Function, owner: int, indexes: Integers) -> NDArray[Any]:
    """Return f(owner, i) for each index: integers, or doubles where f returns such."""
    out = np.empty(len(indexes), np.float64 if function.result == "double" else np.int64)
    _mine.loops.by_index(function, owner, indexes, out)
    return out


def rows(function: Function, owner: int, indexes: Integers, width: int) -> NDArray[np.float32]:
    """Return what f(owner, i, row) writes to a row of floats for each index; 0 where it fails."""
    out = np.zeros((len(indexes), width), np.float32)
    _mine.loops.rows(function, owner, indexes, out)
    return out


def each(function: Function, items: Integers) -> Integers:
    """Return f(item) for each item."""
    out = np.empty(len(items), np.int64)
    _mine.loops.each(function, items, out)
    return out


def numbered(function: Function, items: Integers, numbers: Integers) -> Integers:
    """Return f(item, number) for each item and its number."""
    out = np.empty(len(items), np.int64)
    _mine.loops.numbered(function, items, numbers, out)
    return out


def filled(
    function: Function, items: Integers, width: int, kind: type[np.generic] = np.float32
) -> NDArray[Any]:
    """Return what f(item, first, second, ...) writes to its 2 or 4 places; 0 where it fails."""
    out = np.zeros((len(items), width), kind)
    _mine.loops.filled(function, items, out)
    return out


def texts(function: Function, items: Integers, key: bytes, longest: int) -> list[bytes]:
    """Return the text that each item has under a key; empty without one or a longer one."""
    name = ctypes.create_string_buffer(key)
    lengths, none = np.zeros(len(items), np.int64), np.zeros(len(items), np.int64)
    ask = _mine.loops.texts
    ask(function, items, ctypes.addressof(name), np.zeros(1, np.uint8), none, none, lengths)
    sizes = np.where(lengths <= longest, lengths, 0)
    if not sizes.any():
        return [b""] * len(items)
    ends = np.cumsum(sizes)
    out = np.zeros(int(ends[-1]), np.uint8)
    ask(function, items, ctypes.addressof(name), out, ends - sizes, sizes, lengths)
    data = out.tobytes()
    return [data[end - size : end] for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)]
