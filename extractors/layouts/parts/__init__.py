"""Parts of a KPI that several report families print alike: titles, units, ladders, lists, years.

Pure functions on a `Source` and a clean range; every value comes with the clean range of its ink.
`extractors.layouts.kpi_parts` hands them on.
"""
