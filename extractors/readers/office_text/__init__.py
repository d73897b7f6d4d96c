"""Word, PowerPoint and Excel files to lines and tables, read from their XML parts."""
