"""The line from bytes to judged records, and the commands that run it."""
