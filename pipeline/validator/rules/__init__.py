"""The rules, one a file, by family; each is found by being here."""
