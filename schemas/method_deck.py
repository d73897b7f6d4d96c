"""Slides that explain a method of evaluation: examples, no results."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from schemas.kpi_report import Number, RecordBase


class Slide(BaseModel):
    """One slide with its number and text."""

    number: str
    text: str | None = None


class Method(BaseModel):
    """A way to calculate."""

    number: str
    name: str | None = None


class DeckProject(BaseModel):
    """A project of a dimension and how many indicators it has."""

    number: str
    indicators: Number | None = None


class Dimension(BaseModel):
    """A dimension (มิติ) with its weight and projects."""

    number: str
    name: str | None = None
    weight: Number | None = None
    projects: list[DeckProject] = Field(default_factory=list)


class MethodDeck(RecordBase):
    """A slide deck on methods."""

    kind: Literal["method_deck"] = "method_deck"
    title: str | None = None
    slides: list[Slide] = Field(default_factory=list)
    methods: list[Method] = Field(default_factory=list)
    dimensions: list[Dimension] = Field(default_factory=list)
    score_scale: list[str] = Field(default_factory=list)
    steps: list[str] = Field(default_factory=list)
