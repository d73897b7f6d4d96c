"""A PostgreSQL server of the tests' own, in a temporary folder, as an ordinary user."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """Start a server that listens on a socket in its folder only; yield its address."""
    folder = Path(tempfile.mkdtemp(prefix="kpi-pg-"))
    user = ordinary_user()
    if user:
        shutil.chown(folder, user)

    def call(*command: object) -> None:
        subprocess.run(
            list(map(str, command)), check=True, user=user, cwd=folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        )  # fmt: skip

    data = folder / "data"
    try:
        call("initdb", "-D", data, "-U", "kpi", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        call("pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql+psycopg://kpi:secret@/postgres?host={folder}"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ordinary_user() -> str | None:
    """Return whom the server runs as: PostgreSQL refuses root. None: as we are."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
