"""Documents by hand for the tests of the outputs."""
