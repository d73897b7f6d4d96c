"""Pure functions on Thai text: numerals, repair of marks, dates and years, words."""
