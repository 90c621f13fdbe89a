"""A mapping is a small file: it comes back as it was written, and what cannot stand in it is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.errors import UsageError
from hefu.imports import TableMapping, as_text, from_text
from hefu.imports.mapping import FIELDS, GRAINS, NAMED, STATUSES, Shape, Source, fingerprint

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
SOURCES = st.one_of(
    st.builds(Source, st.just("column"), WORDS), st.builds(Source, st.just("is"), WORDS),
    st.sampled_from([Source("heading", "1"), Source("caption"), Source("sheet")]),
)  # fmt: skip
SEVERAL = st.lists(SOURCES, min_size=1, max_size=3).map(tuple)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
SHAPES = st.builds(
    Shape, st.integers(1, 6), st.dictionaries(st.sampled_from(FIELDS), SEVERAL),
    LISTS, LISTS, st.lists(st.sampled_from(FIELDS), max_size=2).map(tuple), st.sampled_from(GRAINS), st.booleans(),
    LISTS,
)  # fmt: skip
MEANINGS = st.dictionaries(WORDS, WORDS, min_size=1, max_size=3)
MAPPINGS = st.builds(
    TableMapping, st.lists(SHAPES, min_size=1, max_size=2).map(tuple),
    st.dictionaries(st.sampled_from(NAMED), MEANINGS, max_size=2),
    st.dictionaries(WORDS, st.sampled_from(STATUSES), max_size=2), LISTS,
)  # fmt: skip


@given(MAPPINGS)
def test_a_mapping_comes_back_from_its_file_as_it_was(mapping: TableMapping) -> None:
    assert from_text(as_text(mapping)) == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no [[table]]"), ("heads = = 1", "no TOML"), ("[[table]]\nheads = 0", "from 1 to 6"),
        ("[[table]]\nheads = true", "from 1 to 6"), ("[[table]]\ncolour = 1", "cannot have 'colour'"),
        ("[[table]]\nfields.colour = { is = 'x' }", "cannot have 'colour'"),
        ("[[table]]\nfields.unit = 'x'", "{ column ="),
        ("[[table]]\nfields.unit = { heading = 2 }", "one of the table's 1"),
        ("[[table]]\ndates = 'week'", '"month" or "year"'), ("[[table]]\nvalues = 3", "list of texts"),
        ("[[table]]\n[marks]\n'*' = 'odd'", "cannot mean 'odd'"), ("table = 3", "no [[table]]"),
        ("[[table]]\n[names]\narea = 3", "written in the file"), ("x = " + "[" * 10_000, "no TOML"),
        ("#" * 300_000, "at most"),
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_mapping_is_told(text: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        from_text(text)
    assert words in str(caught.value)


def test_headings_of_another_year_are_the_same_headings() -> None:
    assert fingerprint(["指标", "2020年", "2021年"]) == fingerprint([" 指标", "2021年", "2022年", "2023年"])
    assert fingerprint(["指标", "2020年"]) != fingerprint(["地区", "2020年"])
