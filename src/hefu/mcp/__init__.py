"""What an AI client may ask of a ledger: every answer carries the quotes and the links that prove it.

`answers.py` asks the ledger, `server.py` speaks the Model Context Protocol. The package `mcp` is an extra.
"""
