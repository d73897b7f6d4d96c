"""Report families, one module each: how to recognise one, and how to read it."""
