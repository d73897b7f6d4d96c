"""Paths to a stream of inputs: files, folders, archive members, a list on stdin.

A member's source is written `a.zip!folder/b.html`. What cannot be opened is an input too: loading
it raises the coded error that its line in the records will carry.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import archives
from pipeline.archives import MAX_BYTES, Member
from schemas.errors import KpiAuditError

JUNK = {"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "readme.md"}


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. `load` returns its bytes or raises KpiAuditError."""

    source: str
    load: Callable[[], bytes]
    declared_charset: str | None = None
    fetched_at: str | None = None


@dataclass
class Inputs:
    """The stream of everything under the given paths, folders in order of names.

    `skipped` counts what was passed over: hidden, junk, special (devices, sockets), output,
    linked_twice.
    """

    paths: Iterable[str]
    output: Path | None = None
    """The folder that the run writes; it is never read."""
    skipped: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Input]:
        self._seen: set[tuple[int, int]] = set()
        self._output = self.output.resolve() if self.output else None
        for path in self.paths:
            yield from self._given(path)

    def _given(self, path: str) -> Iterator[Input]:
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            yield failed(path, unreadable(path, error))
            return
        if stat.S_ISDIR(mode):
            yield from self._folder(path)
        elif stat.S_ISREG(mode):
            yield from self._file(path)
        else:
            yield failed(path, KpiAuditError("KA102", "it is neither a file nor a folder"))

    def _folder(self, folder: str) -> Iterator[Input]:
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in self._seen:
                self.skipped["linked_twice"] += 1
                return
            self._seen.add((status.st_dev, status.st_ino))
            if self._output and Path(folder).resolve() == self._output:
                self.skipped["output"] += 1
                return
            with os.scandir(folder) as entries:
                # Links come last, so that a folder reached twice goes by its own name.
                ordered = sorted(entries, key=lambda entry: (entry.is_symlink(), entry.name))
        except OSError as error:
            yield failed(folder, unreadable(folder, error))
            return
        for entry in ordered:
            if is_junk(entry.name):
                self.skipped["hidden" if entry.name.startswith(".") else "junk"] += 1
                continue
            try:
                mode = entry.stat().st_mode
            except OSError as error:
                yield failed(entry.path, unreadable(entry.path, error))
                continue
            if stat.S_ISDIR(mode):
                yield from self._folder(entry.path)
            elif stat.S_ISREG(mode):
                yield from self._file(entry.path)
            else:
                self.skipped["special"] += 1

    def _file(self, path: str) -> Iterator[Input]:
        source = printable(path)
        try:
            kind = archives.kind_of_file(path)
        except OSError:
            kind = None  # loading it tells what is wrong
        if kind is None:
            yield Input(source, lambda: read_file(path))
            return
        for member in archives.members_of_file(path, source, kind):
            if any(is_junk(part) for part in member.parts):
                self.skipped["junk"] += 1
            else:
                yield from_member(member)


def from_member(member: Member) -> Input:
    """Return an archive's member as an input."""
    return Input(member.source, member.load, member.declared_charset, member.fetched_at)


def failed(path: str, error: KpiAuditError) -> Input:
    """Return an input whose loading raises `error`."""

    def load() -> bytes:
        raise error

    return Input(printable(path), load)


def is_junk(name: str) -> bool:
    """Tell whether a name is hidden, or of what lies beside documents (lock files, indexes)."""
    return name.startswith((".", "~$")) or name.lower() in JUNK


def unreadable(path: str, error: Exception) -> KpiAuditError:
    """Return the coded error for a path that the system refuses."""
    if isinstance(error, FileNotFoundError) and not os.path.islink(path):
        return KpiAuditError("KA101")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return KpiAuditError("KA102", f"the file cannot be opened: {reason}")


def read_file(path: str) -> bytes:
    """Return a file's bytes, at most MAX_BYTES of them; KpiAuditError where that fails."""
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(data) > MAX_BYTES:
        raise KpiAuditError("KA108", f"the file is larger than {MAX_BYTES // 2**20} MB")
    return data


def printable(path: str) -> str:
    """Return a path as text that can be written as UTF-8, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def paths_from(lines: bytes) -> list[str]:
    """Return the paths that stand one per line (or between NULs, as `find -print0` writes)."""
    if b"\0" in lines:  # noqa: SIM108 - two statements read better
        parts = lines.split(b"\0")
    else:
        parts = [line.removesuffix(b"\r") for line in lines.split(b"\n")]
    return [os.fsdecode(part) for part in parts if part]
