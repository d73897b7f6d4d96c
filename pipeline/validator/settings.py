"""Settings of the rules, from a TOML file: rules on or off, severities, tolerances, accepted findings."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.errors import KpiAuditError
from schemas.finding import Severity
from schemas.printed import Rounding


class Accepted(BaseModel):
    """A finding that an auditor has looked at and lets stand, with the reason."""

    model_config = ConfigDict(extra="forbid")

    document: str = Field(description="Document id, its first characters, or a source's name.")
    code: str
    reason: str = Field(min_length=1)
    quarter: int | None = None
    level: int | None = None


class Tolerances(BaseModel):
    """How near is near enough."""

    model_config = ConfigDict(extra="forbid")

    rounding: Rounding | Literal["infer"] = Field(
        default="infer", description="How percents were rounded; inferred per document by default."
    )
    supported: float = Field(default=0.55, ge=0, le=1, description="Share that supports a level.")
    absent: float = Field(
        default=0.34, ge=0, le=1, description="Share up to which nothing is said."
    )


class Settings(BaseModel):
    """What a `--rules` file may say; an empty one is the default."""

    model_config = ConfigDict(extra="forbid")

    off: list[str] = Field(default_factory=list, description="Codes, or patterns such as TXT5*.")
    severities: dict[str, Severity] = Field(default_factory=dict)
    tolerances: Tolerances = Field(default_factory=Tolerances)
    accepted: list[Accepted] = Field(default_factory=list)


def load_settings(path: Path | None) -> Settings:
    """Read a settings file; KA202 where it cannot be read or says something unknown."""
    if path is None:
        return Settings()
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Settings.model_validate(data)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(path, str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        known = [name for model in (Settings, Tolerances, Accepted) for name in model.model_fields]
        near = difflib.get_close_matches(str(first["loc"][-1]), known, n=1)
        hint = f" (did you mean {near[0]}?)" if near and first["type"] == "extra_forbidden" else ""
        raise _refused(path, f"{where}: {first['msg']}{hint}") from error


def _refused(path: Path, why: str) -> KpiAuditError:
    return KpiAuditError(
        "KA202",
        f"the rules file {path} cannot be used: {why}",
        "mend the file, or leave out --rules",
    )
