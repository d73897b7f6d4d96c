"""One rule across documents a module."""
