"""From bytes to a record with its claims."""
