"""The files of a run: lines, tables, workbook, report, page texts and the run's own counts.

`write_all` writes them; docs/outputs.md describes each field and column.
"""

from pipeline.outputs.stored import Failure, PageEntry, RunFacts, StoredDocument
from pipeline.outputs.write import write_all

__all__ = ["Failure", "PageEntry", "RunFacts", "StoredDocument", "write_all"]
