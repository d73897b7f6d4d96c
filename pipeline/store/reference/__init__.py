"""Reference tables, computed anew from all documents: KPIs over years, agencies, strategies."""

from __future__ import annotations

from sqlalchemy import Connection

from pipeline.store.reference.agencies import settle_agencies
from pipeline.store.reference.kpis import settle_kpis
from pipeline.store.reference.strategies import settle_strategies


def settle(connection: Connection) -> None:
    """Compute all reference tables in the connection's transaction."""
    settle_kpis(connection)
    settle_agencies(connection)
    settle_strategies(connection)
