"""Documents that differ from the corpus in one respect each, with what their records must say."""
