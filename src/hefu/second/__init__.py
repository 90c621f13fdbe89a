"""A second reader: a language model may be asked about figures of low confidence. It proposes, nothing more.

    question.py (what is asked) → client.py (over HTTP) → proposals.py (what of the answer may be shown)

Nothing is asked unless an endpoint is given. An answer is other people's words, as a document is: it is taken apart by
types and spans, and what does not pass is never shown.
"""
