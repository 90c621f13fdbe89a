"""The site: pages over the ledger, whole from the server, in Chinese and English. No models of its own."""
