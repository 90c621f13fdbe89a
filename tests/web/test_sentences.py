from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hefu.web.sentences import excerpt


def cut(text: str, quote: str, reach: int = 120) -> tuple[str, str, str]:
    start = text.index(quote)
    found = excerpt(text, start, start + len(quote), reach)
    return found.before, found.quote, found.after


def test_an_excerpt_is_the_sentence_of_the_quote() -> None:
    assert cut("第一句。全年产量12万吨，增长3%。第三句。", "12万吨") == ("全年产量", "12万吨", "，增长3%。")


def test_a_long_sentence_is_cut_and_says_so() -> None:
    assert cut("好" * 50 + "12万吨" + "好" * 50, "12万吨", reach=3) == ("…好好好", "12万吨", "好好好…")


def test_a_sentence_goes_on_through_the_lines_of_a_column() -> None:
    line = "全市上下坚持稳中求进工作总基调，经济运行总体平稳，主要指标好于"
    text = "\n".join([line, line, line + "增长4", "2.5%，" + line, line, line + "。"])
    before, quote, after = cut(text, "4\n2.5%")
    assert (before[-4:], quote, after[:3]) == ("好于增长", "42.5%", "，全市")


def test_the_row_of_a_table_is_its_sentence() -> None:
    assert cut("指标\t数值\n粮食\t12\t5\n", "12") == ("粮食 ", "12", " 5")


def test_what_stands_in_a_quote_is_never_markup() -> None:
    assert excerpt("<b>5个</b>", 3, 5).marked() == "&lt;b&gt;<mark>5个</mark>&lt;/b&gt;"


@given(st.text(st.sampled_from("全年12。\n\t ；<")), st.data())
def test_an_excerpt_holds_the_characters_of_its_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = excerpt(text, start, end)
    assert "".join(found.quote.split()) == "".join(text[start:end].split())
