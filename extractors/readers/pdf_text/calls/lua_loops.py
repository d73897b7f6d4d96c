"""The loops compiled: LuaJIT calls C functions by their address, in nanoseconds."""

from __future__ import annotations

from typing import Any

import numpy as np
from lupa import luajit21
from numpy.typing import NDArray

from extractors.readers.pdf_text.calls.loops import Function, Integers, Loops, address_of

_LUA = """
local ffi = require("ffi")
local loops = {}

local function typed(shape)
    local types = {}
    for _, result in ipairs({"int", "intptr_t", "double"}) do
        types[result] = ffi.typeof(result .. " (*)" .. shape)
    end
    return types
end

local of_index, of_row = typed("(void *, intptr_t)"), typed("(void *, intptr_t, void *)")
local of_item, of_two = typed("(void *)"), typed("(void *, void *, void *)")
local of_four = typed("(void *, void *, void *, void *, void *)")
local of_text = typed("(void *, void *, void *, intptr_t, void *)")
local pointer, bytes = ffi.typeof("void *"), ffi.typeof("char *")
local integers, doubles = ffi.typeof("intptr_t *"), ffi.typeof("double *")
local arrays = {int = integers, intptr_t = integers, double = doubles}

function loops.by_index(result, address, owner, indexes, count, out)
    local call, first = ffi.cast(of_index[result], address), ffi.cast(pointer, owner)
    local index, values = ffi.cast(integers, indexes), ffi.cast(arrays[result], out)
    for at = 0, count - 1 do values[at] = call(first, index[at]) end
end

function loops.rows(result, address, owner, indexes, count, out, size)
    local call, first = ffi.cast(of_row[result], address), ffi.cast(pointer, owner)
    local index, rows = ffi.cast(integers, indexes), ffi.cast(bytes, out)
    for at = 0, count - 1 do call(first, index[at], rows + at * size) end
end

function loops.each(result, address, items, count, out)
    local call = ffi.cast(of_item[result], address)
    local item, values = ffi.cast(integers, items), ffi.cast(integers, out)
    for at = 0, count - 1 do values[at] = call(ffi.cast(pointer, item[at])) end
end

function loops.numbered(result, address, items, numbers, count, out)
    local call = ffi.cast(of_index[result], address)
    local item, number = ffi.cast(integers, items), ffi.cast(integers, numbers)
    local values = ffi.cast(integers, out)
    for at = 0, count - 1 do values[at] = call(ffi.cast(pointer, item[at]), number[at]) end
end

function loops.two(result, address, items, count, out)
    local call = ffi.cast(of_two[result], address)
    local item, rows = ffi.cast(integers, items), ffi.cast(bytes, out)
    for at = 0, count - 1 do
        local row = rows + 8 * at
        call(ffi.cast(pointer, item[at]), row, row + 4)
    end
end

function loops.four(result, address, items, count, out)
    local call = ffi.cast(of_four[result], address)
    local item, rows = ffi.cast(integers, items), ffi.cast(bytes, out)
    for at = 0, count - 1 do
        local row = rows + 16 * at
        call(ffi.cast(pointer, item[at]), row, row + 4, row + 8, row + 12)
    end
end

function loops.texts(result, address, items, count, key, out, places, sizes, lengths)
    local call, name = ffi.cast(of_text[result], address), ffi.cast(pointer, key)
    local item, text = ffi.cast(integers, items), ffi.cast(bytes, out)
    local place, size = ffi.cast(integers, places), ffi.cast(integers, sizes)
    local length = ffi.cast(integers, lengths)
    for at = 0, count - 1 do
        call(ffi.cast(pointer, item[at]), name, text + place[at], size[at], length + at)
    end
end

return loops
"""


class LuaLoops(Loops):
    """The loops of LuaJIT, for one thread."""

    def __init__(self) -> None:
        self._lua = luajit21.LuaRuntime(register_eval=False, register_builtins=False)
        self._loops = self._lua.execute(_LUA)

    def by_index(
        self, function: Function, owner: int, indexes: Integers, out: NDArray[Any]
    ) -> None:
        self._loops.by_index(
            function.result, function.address, owner,
            address_of(indexes), len(indexes), address_of(out),
        )  # fmt: skip

    def rows(self, function: Function, owner: int, indexes: Integers, out: NDArray[Any]) -> None:
        self._loops.rows(
            function.result, function.address, owner,
            address_of(indexes), len(indexes), address_of(out), out.strides[0],
        )  # fmt: skip

    def each(self, function: Function, items: Integers, out: Integers) -> None:
        self._loops.each(
            function.result, function.address, address_of(items), len(items), address_of(out)
        )

    def numbered(
        self, function: Function, items: Integers, numbers: Integers, out: Integers
    ) -> None:
        self._loops.numbered(
            function.result, function.address,
            address_of(items), address_of(numbers), len(items), address_of(out),
        )  # fmt: skip

    def filled(self, function: Function, items: Integers, out: NDArray[Any]) -> None:
        loop = self._loops.two if out.shape[1] == 2 else self._loops.four
        loop(function.result, function.address, address_of(items), len(items), address_of(out))

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
        self._loops.texts(
            function.result, function.address, address_of(items), len(items), key,
            address_of(out), address_of(places), address_of(sizes), address_of(lengths),
        )  # fmt: skip
