"""The text layer itself: cut, lost, misspelt, empty."""
