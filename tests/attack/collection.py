"""All cases."""

from __future__ import annotations

from tests.attack import families, forms, headless, ladders, markup, wording
from tests.attack.case import Case


def cases() -> list[Case]:
    """Return all cases; their names are all different."""
    return [
        *markup.cases(),
        *wording.cases(),
        *ladders.cases(),
        *headless.cases(),
        *forms.cases(),
        *families.cases(),
    ]
