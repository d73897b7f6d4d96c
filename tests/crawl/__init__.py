"""A replica of a KPI site, of our own writing, served on 127.0.0.1."""
