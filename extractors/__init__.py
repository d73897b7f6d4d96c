"""From bytes to facts: readers, the flow of the text, Thai, facts, statements and layouts."""
