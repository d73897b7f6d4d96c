"""How many single-letter slips lie between two words."""

from __future__ import annotations


def edit_distance(first: str, second: str, limit: int | None = None) -> int:
    """Return the number of insertions, deletions, changes and swaps of neighbours.

    With a limit, any larger distance is returned as limit + 1.
    """
    if limit is not None and abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if limit is not None and min(row) > limit:
            return limit + 1
    return row[-1] if limit is None else min(row[-1], limit + 1)
