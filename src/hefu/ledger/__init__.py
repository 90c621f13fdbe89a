"""The ledger: what was read and judged, as rows. Only `store.py` turns dataclasses into rows and back."""
