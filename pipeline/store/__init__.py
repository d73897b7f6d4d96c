"""The ledger: what was read and judged, on SQLite or PostgreSQL."""
