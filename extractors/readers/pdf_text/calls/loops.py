"""Loops of calls to C functions: over indexes of one owner, and over addresses.

Results are written to arrays. C's `int` and `long` are handed on in full registers: no function
looks at what is above them.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Result = Literal["int", "intptr_t", "double"]

_C: dict[Result, Any] = {
    "int": ctypes.c_int, "intptr_t": ctypes.c_ssize_t, "double": ctypes.c_double,
}  # fmt: skip
_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_ssize_t


@dataclass(frozen=True, slots=True)
class Function:
    """A C function by its address, and what it returns."""

    address: int
    result: Result = "int"

    def taking(self, *arguments: Any) -> Any:
        """Return it as a Python function of these C types; the interpreter's lock is kept."""
        return ctypes.PYFUNCTYPE(_C[self.result], *arguments)(self.address)


def address_of(array: NDArray[Any]) -> int:
    """Return where a contiguous array's values are, 0 where it has none."""
    # A quarter of the time of `array.ctypes.data`.
    return ctypes.addressof(ctypes.c_char.from_buffer(array.data)) if array.size else 0


class Loops:
    """The loops of Python."""

    def by_index(
        self, function: Function, owner: int, indexes: Integers, out: NDArray[Any]
    ) -> None:
        """Write f(owner, i) for each index, 64 bits of its kind."""
        call = function.taking(_POINTER, _NUMBER)
        out[:] = [call(owner, index) for index in indexes.tolist()]

    def rows(self, function: Function, owner: int, indexes: Integers, out: NDArray[Any]) -> None:
        """Let f(owner, i, row) fill a row for each index."""
        call = function.taking(_POINTER, _NUMBER, _POINTER)
        for index, row in zip(indexes.tolist(), _rows(out), strict=True):
            call(owner, index, row)

    def each(self, function: Function, items: Integers, out: Integers) -> None:
        """Write f(item) for each item."""
        call = function.taking(_POINTER)
        out[:] = [call(item) for item in items.tolist()]

    def numbered(
        self, function: Function, items: Integers, numbers: Integers, out: Integers
    ) -> None:
        """Write f(item, number) for each item and its number."""
        call = function.taking(_POINTER, _NUMBER)
        out[:] = list(map(call, items.tolist(), numbers.tolist()))

    def filled(self, function: Function, items: Integers, out: NDArray[Any]) -> None:
        """Let f(item, first, second, ...) fill the places of each row, 2 or 4 of 4 bytes."""
        places = out.shape[1]
        call = function.taking(_POINTER, *[_POINTER] * places)
        for item, row in zip(items.tolist(), _rows(out), strict=True):
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
        """Let f(item, key, text, size, length) write each item's text to its place in `out`.

        Its length is written to `lengths`, also where the text finds no room.
        """
        call = function.taking(_POINTER, _POINTER, _POINTER, _NUMBER, _POINTER)
        rooms = zip(
            (places + address_of(out)).tolist(), sizes.tolist(), _rows(lengths), strict=True
        )
        for item, (place, size, length) in zip(items.tolist(), rooms, strict=True):
            call(item, key, place, size, length)


def _rows(array: NDArray[Any]) -> range:
    """Return the addresses of an array's rows."""
    start = address_of(array)
    return range(start, start + array.nbytes, array.strides[0])
