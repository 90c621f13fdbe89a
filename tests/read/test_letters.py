"""Known misreadings, and digits in full width: what score, neighbours and shape say."""

from __future__ import annotations

import pytest

from hefu.read.scan.letters import (
    DASH,
    LIKE_DIGIT,
    PER_MILLE,
    UNSURE,
    Letter,
    Line,
    is_unsure,
    is_wide,
    put_right,
    widened,
)


def line(words: str, *, step: float = 15.0, low: str = "", holes: int = 2) -> Line:
    """Letters side by side; those of `low` are lower than digits."""
    found = []
    for number, letter in enumerate(words):
        height = 12.0 if letter in low else 22.0
        middle = 10 + number * step
        found.append(
            Letter(letter, 1.0, middle - 6, 30 - height, middle + 6, 30, 28.0, middle, holes=holes * (letter == "%"))
        )
    return found


def words(letters: Line) -> str:
    return "".join(letter.letter for letter in letters)


@pytest.mark.parametrize(
    ("read", "printed"),
    [("6.18%o；", "6.18‰；"), ("2.00%0。", "2.00‰。"), ("一九九○年", "一九九〇年"), ("20一34", "20—34")],
)
def test_known_misreadings_are_put_right(read: str, printed: str) -> None:
    assert words(put_right(line(read, low="0" if "%0" in read else ""))) in (printed, printed.replace("00", "00"))


def test_three_rings_make_a_percent_sign_per_mille_and_two_do_not() -> None:
    assert words(put_right(line("4.18%；", holes=3))) == "4.18‰；"
    assert words(put_right(line("4.18%；"))) == "4.18%；"


def test_what_is_put_right_is_marked() -> None:
    assert [one.doubt for one in put_right(line("18%o"))] == ["", "", PER_MILLE]
    assert put_right(line("20一34"))[2].doubt == DASH


def test_a_zero_as_high_as_the_digits_is_left_behind_a_percent_sign_and_marked() -> None:
    found = put_right(line("5%0"))
    assert words(found) == "5%0"
    assert found[-1].doubt == UNSURE


def test_a_ring_that_begins_an_item_is_no_zero() -> None:
    assert words(put_right(line("○本报讯"))) == "○本报讯"


def test_a_letter_among_digits_is_left_and_marked() -> None:
    found = put_right(line("2O23"))
    assert words(found) == "2O23"
    assert found[1].doubt == LIKE_DIGIT


def test_a_digit_with_a_rival_is_unsure() -> None:
    (sure,) = line("3")
    assert not is_unsure(sure)
    assert is_unsure(Letter("3", 0.95, 0, 0, 9, 9, 28, 5, (("8", 0.2),)))
    assert is_unsure(Letter("3", 0.6, 0, 0, 9, 9, 28, 5))


def test_digits_set_far_apart_are_in_full_width() -> None:
    far = [line("增长１８．５％".translate(str.maketrans("１８．５％", "18.5%")), step=28)] * 6
    assert is_wide(far)
    assert words(widened(far[0])) == "增长１８．５％"
    assert not is_wide([line("增长18.5")] * 6)
