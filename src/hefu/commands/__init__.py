"""One module a command: `arguments(parser)` adds its options, `run(options)` does it and returns the exit status."""
