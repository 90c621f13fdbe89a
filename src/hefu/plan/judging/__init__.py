"""Verdicts 评判: one rule a module, all of them in `RULES` of `rules.py`; the first that applies decides.

A rule is a function from a `Case` to a `Ruling`, or None where it has nothing to say. None of them imports a
database. When in doubt, the verdict is `not-judgeable`, with the reason.
"""
