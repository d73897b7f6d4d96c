"""Alembic's folder: one module a revision in `versions`."""
