"""Tables recomputed: total rows from their parts, shares and sums from the columns beside them.

How a column follows from others is inferred from the table itself: a formula that most rows
follow is the column's rule, and the rows that do not follow it are the exceptions. A column that
no formula explains is not checkable.
"""

from pipeline.validator.tables.recomputed import Recomputed
from pipeline.validator.tables.tables import Tables

__all__ = ["Recomputed", "Tables"]
