"""Documents held against each other over the database: corpus, check, stored findings."""
