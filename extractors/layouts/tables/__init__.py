"""Tables as layouts read them: cells with their clean ranges, columns by their headings, rows.

`grids` where the medium has cells or separators, `stream` where only lines of text are left.
"""
