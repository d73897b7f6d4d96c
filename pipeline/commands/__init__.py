"""The subcommands, a module each; what is heavy is imported inside the functions."""
