"""Loops of calls to C functions, for pages of which every glyph and object is asked.

pdfium answers in nanoseconds, and has no calls for many glyphs at once; a call from Python takes
twenty times as long, most of it for turning arguments. The loops are therefore Lua's: LuaJIT
compiles them, and calls C functions by their address. Where it is missing (lupa brings it along,
but not for macOS), Python's own loops do the same.
"""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Result = Literal["int", "intptr_t", "double"]

_C: dict[Result, Any] = {
    "int": ctypes.c_int, "intptr_t": ctypes.c_ssize_t, "double": ctypes.c_double,
}  # fmt: skip
_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t
# C's `int` and `long` are handed on in full registers: nothing above them is looked at.


@dataclass(frozen=True, slots=True)
class Function:
    """A C function by its address, and what it returns."""

    address: int
    result: Result = "int"

    def taking(self, *arguments: Any) -> Any:
        """Return it as a Python function of these C types; the interpreter's lock is kept."""
        return ctypes.PYFUNCTYPE(_C[self.result], *arguments)(self.address)


class Loops(Protocol):
    """Loops over indexes of one owner, or over addresses; results are written to `out`."""

    def by_index(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        """Write f(owner, i) for each place i of `out`: 64 bits of its kind."""

    def rows(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        """Let f(owner, i, row) fill row i of `out`, 4 bytes a value."""

    def each(self, function: Function, items: Integers, out: Integers) -> None:
        """Write f(item) for each item."""

    def numbered(
        self, function: Function, items: Integers, numbers: Integers, out: Integers
    ) -> None:
        """Write f(item, number) for each item and its number."""

    def filled(self, function: Function, items: Integers, out: NDArray[Any]) -> None:
        """Let f(item, first, second, ...) fill the places of each row, 2 or 4 of 4 bytes."""

    def texts(
        self,
        function: Function,
        items: Integers,
        key: int,
        out: NDArray[np.uint8],
        places: Integers,
        sizes: Integers,
        lengths: Integers,
    ) -> None:
        """Let f(item, key, text, size, length) write each item's text to its place in `out`.

        Its length is written to `lengths`, also where the text finds no room.
        """


_LUA = """
local ffi = require("ffi")
local found = {}

local function typed(shape)
    local types = {}
    for _, kind in ipairs({"int", "intptr_t", "double"}) do
        types[kind] = ffi.typeof(kind .. " (*)" .. shape)
    end
    return types
end

local of_index, of_item = typed("(void *, intptr_t)"), typed("(void *)")
local of_row = typed("(void *, intptr_t, void *)")
local of_two, of_four = typed("(void *, void *, void *)"), typed("(void *, void *, void *, void *, void *)")
local of_text = typed("(void *, void *, void *, intptr_t, void *)")
local pointer, bytes, values = ffi.typeof("void *"), ffi.typeof("char *"), ffi.typeof("intptr_t *")
local arrays = {int = values, intptr_t = values, double = ffi.typeof("double *")}

function found.by_index(result, address, owner, count, out)
    local call, first = ffi.cast(of_index[result], address), ffi.cast(pointer, owner)
    local array = ffi.cast(arrays[result], out)
    for at = 0, count - 1 do array[at] = call(first, at) end
end

function found.rows(result, address, owner, count, out, size)
    local call, first = ffi.cast(of_row[result], address), ffi.cast(pointer, owner)
    local row = ffi.cast(bytes, out)
    for at = 0, count - 1 do call(first, at, row + at * size) end
end

function found.each(result, address, items, count, out)
    local call, given = ffi.cast(of_item[result], address), ffi.cast(values, items)
    local array = ffi.cast(values, out)
    for at = 0, count - 1 do array[at] = call(ffi.cast(pointer, given[at])) end
end

function found.numbered(result, address, items, numbers, count, out)
    local call, given = ffi.cast(of_index[result], address), ffi.cast(values, items)
    local number, array = ffi.cast(values, numbers), ffi.cast(values, out)
    for at = 0, count - 1 do
        array[at] = call(ffi.cast(pointer, given[at]), number[at])
    end
end

function found.two(result, address, items, count, out)
    local call, given = ffi.cast(of_two[result], address), ffi.cast(values, items)
    local row = ffi.cast(bytes, out)
    for at = 0, count - 1 do
        local place = row + 8 * at
        call(ffi.cast(pointer, given[at]), place, place + 4)
    end
end

function found.four(result, address, items, count, out)
    local call, given = ffi.cast(of_four[result], address), ffi.cast(values, items)
    local row = ffi.cast(bytes, out)
    for at = 0, count - 1 do
        local place = row + 16 * at
        call(ffi.cast(pointer, given[at]), place, place + 4, place + 8, place + 12)
    end
end

function found.texts(result, address, items, count, key, out, places, sizes, lengths)
    local call, given = ffi.cast(of_text[result], address), ffi.cast(values, items)
    local name, first = ffi.cast(pointer, key), ffi.cast(bytes, out)
    local place, size, length = ffi.cast(values, places), ffi.cast(values, sizes), ffi.cast(values, lengths)
    for at = 0, count - 1 do
        call(ffi.cast(pointer, given[at]), name, first + place[at], size[at], length + at)
    end
end

return found
"""


class LuaLoops:
    """The loops compiled by LuaJIT; ImportError where lupa comes without it."""

    def __init__(self) -> None:
        from lupa import luajit21

        self._lua = luajit21.LuaRuntime(register_eval=False, register_builtins=False)
        self._found = self._lua.execute(_LUA)

    def by_index(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        self._found.by_index(function.result, function.address, owner, len(out), _at(out))

    def rows(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        self._found.rows(
            function.result, function.address, owner, len(out), _at(out), out.strides[0]
        )

    def each(self, function: Function, items: Integers, out: Integers) -> None:
        self._found.each(function.result, function.address, _at(items), len(items), _at(out))

    def numbered(
        self, function: Function, items: Integers, numbers: Integers, out: Integers
    ) -> None:
        self._found.numbered(
            function.result, function.address, _at(items), _at(numbers), len(items), _at(out)
        )

    def filled(self, function: Function, items: Integers, out: NDArray[Any]) -> None:
        call = self._found.two if out.shape[1] == 2 else self._found.four
        call(function.result, function.address, _at(items), len(items), _at(out))

    def texts(
        self,
        function: Function,
        items: Integers,
        key: int,
        out: NDArray[np.uint8],
        places: Integers,
        sizes: Integers,
        lengths: Integers,
    ) -> None:
        arrays = (_at(out), _at(places), _at(sizes), _at(lengths))
        self._found.texts(function.result, function.address, _at(items), len(items), key, *arrays)


class PythonLoops:
    """The loops of Python, at a twentieth of the speed."""

    def by_index(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        call = function.taking(_POINTER, _NUMBER)
        out[:] = [call(owner, at) for at in range(len(out))]

    def rows(self, function: Function, owner: int, out: NDArray[Any]) -> None:
        call, size = function.taking(_POINTER, _NUMBER, _POINTER), out.strides[0]
        for at, row in enumerate(range(_at(out), _at(out) + out.nbytes, size)):
            call(owner, at, row)

    def each(self, function: Function, items: Integers, out: Integers) -> None:
        call = function.taking(_POINTER)
        out[:] = [call(item) for item in items.tolist()]

    def numbered(
        self, function: Function, items: Integers, numbers: Integers, out: Integers
    ) -> None:
        call = function.taking(_POINTER, _NUMBER)
        out[:] = list(map(call, items.tolist(), numbers.tolist()))

    def filled(self, function: Function, items: Integers, out: NDArray[Any]) -> None:
        places = out.shape[1]
        call = function.taking(_POINTER, *[_POINTER] * places)
        for item, row in zip(
            items.tolist(), range(_at(out), _at(out) + out.nbytes, 4 * places), strict=True
        ):
            call(item, *range(row, row + 4 * places, 4))

    def texts(
        self,
        function: Function,
        items: Integers,
        key: int,
        out: NDArray[np.uint8],
        places: Integers,
        sizes: Integers,
        lengths: Integers,
    ) -> None:
        call = function.taking(_POINTER, _POINTER, _POINTER, _NUMBER, _POINTER)
        rooms = zip((places + _at(out)).tolist(), sizes.tolist(), strict=True)
        for at, (item, (place, size)) in enumerate(zip(items.tolist(), rooms, strict=True)):
            call(item, key, place, size, _at(lengths) + lengths.itemsize * at)


def _at(array: NDArray[Any]) -> int:
    # A quarter of the time of `array.ctypes.data`; an empty array has no place to speak of.
    return ctypes.addressof(ctypes.c_char.from_buffer(array.data)) if array.size else 0


def best_loops() -> Loops:
    """Return LuaJIT's loops where it is there, otherwise Python's."""
    try:
        return LuaLoops()
    except ImportError:
        return PythonLoops()


class _OfThread(threading.local):
    """A thread's own loops: a Lua state is for one thread at a time."""

    def __init__(self) -> None:
        self.loops = best_loops()


_mine = _OfThread()


def by_index(function: Function, owner: int, count: int) -> NDArray[Any]:
    """Return f(owner, i) for i from 0 to `count`: integers, or doubles where f returns such."""
    out = np.empty(count, np.float64 if function.result == "double" else np.int64)
    _mine.loops.by_index(function, owner, out)
    return out


def rows(function: Function, owner: int, count: int, width: int) -> NDArray[np.float32]:
    """Return what f(owner, i, row) writes to the rows of floats; 0 where it fails."""
    out = np.zeros((count, width), np.float32)
    _mine.loops.rows(function, owner, out)
    return out


def each(function: Function, items: Integers) -> Integers:
    """Return f(item) for each item."""
    out = np.empty(len(items), np.int64)
    _mine.loops.each(function, np.ascontiguousarray(items), out)
    return out


def numbered(function: Function, items: Integers, numbers: Integers) -> Integers:
    """Return f(item, number) for each item and its number."""
    out = np.empty(len(items), np.int64)
    _mine.loops.numbered(function, np.ascontiguousarray(items), np.ascontiguousarray(numbers), out)
    return out


def filled(
    function: Function, items: Integers, width: int, kind: type[np.generic] = np.float32
) -> NDArray[Any]:
    """Return what f(item, first, second, ...) writes to its 2 or 4 places; 0 where it fails."""
    out = np.zeros((len(items), width), kind)
    _mine.loops.filled(function, np.ascontiguousarray(items), out)
    return out


def texts(function: Function, items: Integers, key: bytes, longest: int) -> list[bytes]:
    """Return the text that each item has under a key; empty without one or a longer one."""
    name, items = ctypes.create_string_buffer(key), np.ascontiguousarray(items)
    lengths, none = np.zeros(len(items), np.int64), np.zeros(len(items), np.int64)
    ask = _mine.loops.texts
    ask(function, items, ctypes.addressof(name), np.zeros(1, np.uint8), none, none, lengths)
    sizes = np.where(lengths <= longest, lengths, 0)
    if not sizes.any():
        return [b""] * len(items)
    ends = np.cumsum(sizes)
    out = np.zeros(int(sizes.sum()) + 1, np.uint8)
    ask(function, items, ctypes.addressof(name), out, ends - sizes, sizes, lengths)
    data = out.tobytes()
    return [data[end - size : end] for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)]
