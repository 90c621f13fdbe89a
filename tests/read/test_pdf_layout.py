"""Reading order of PDF pages: columns, titles, tables, footnotes, running heads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from hefu.read.pdf import read_pdf
from hefu.read.view import view
from read.drawing import HEIGHT, Drawn, broken, column, draw, paint, shuffled, table, write

PATH = Path("日报.pdf")
ONE = [
    "全市上下坚持稳中求进工作总基调，经济运行总体平稳，主要指标好于预期，民生保障有力有效，社会大局保持和谐稳定。",
    "全年接待游客4120万人次，实现旅游收入355.8亿元，文化旅游产业成为带动就业和增收的重要力量，城乡面貌焕然一新。",
]
TWO = [
    "一般公共预算收入完成86.3亿元，同比增长5.4%，其中税收收入61.7亿元，占比71.5%，财政运行总体平稳有序。",
    "城镇新增就业3.2万人，城镇登记失业率控制在3.5%以内，居民收入稳步提高，保障水平进一步提升，群众安全感增强。",
]
THREE = [
    "粮食产量18.6万吨，蔬菜产量42.5万吨，畜禽养殖规模化率达到68%，农产品加工业产值稳步增长，乡村面貌持续改善。",
    "新建高标准农田3.5万亩，改造农村公路126公里，完成农村户厕改造1.2万户，农村自来水普及率达到92%，成效明显。",
]


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def by_row(words: Sequence[Drawn]) -> list[Drawn]:
    return sorted(words, key=lambda item: (item[1], item[0]))


ORDERS: list[Callable[[Sequence[Drawn]], Sequence[Drawn]]] = [list, by_row, shuffled]


@pytest.mark.parametrize("order", ORDERS)
def test_columns_are_read_one_after_the_other_however_narrow_the_gutter(
    order: Callable[[Sequence[Drawn]], Sequence[Drawn]],
) -> None:
    size, width = 10.5, 200.0
    words: list[Drawn] = [(150, 80, "云澜市经济运行稳中有进", 22), (230, 105, "本报记者　沈听澜", size)]
    words += column(ONE, 72, 130, width, size) + column(TWO, 72 + width + 0.6 * size, 130, width, size)
    text = read_pdf(PATH, draw(order(words))).text
    assert bare(text) == bare("云澜市经济运行稳中有进本报记者　沈听澜" + "".join(ONE + TWO))
    assert all(sentence in view(text).text for sentence in ONE + TWO)


@pytest.mark.parametrize("order", ORDERS)
def test_articles_beside_and_below_each_other_are_read_one_by_one(
    order: Callable[[Sequence[Drawn]], Sequence[Drawn]],
) -> None:
    size = 10.0
    words: list[Drawn] = [(260, 70, "经济观察", 11), (215, 95, "运行开局良好", 26)]
    for number, paragraphs in enumerate((ONE, TWO, THREE)):
        words += column(paragraphs, 60 + 165 * number, 130, 150, size)
    words += [(70, 420, "接待游客创新高", 18), (330, 420, "粮食生产再获丰收", 18)]
    words += column(ONE[1:], 60, 450, 112, size) + column(TWO[1:], 184, 450, 112, size)
    words += column(THREE, 320, 450, 225, size)
    text = bare(read_pdf(PATH, draw(order(words))).text)
    head = bare("经济观察运行开局良好" + "".join(ONE + TWO + THREE))
    left, right = bare("接待游客创新高" + ONE[1] + TWO[1]), bare("粮食生产再获丰收" + "".join(THREE))
    assert text == head + left + right


def test_a_table_without_rules_is_read_row_by_row() -> None:
    rows = [
        ("指标", "2023年", "2024年"),
        ("地区生产总值", "487.2", "512.6"),
        ("零售总额", "81.6", "86.3"),
        ("人口", "88.4", "88.1"),
    ]
    words: list[Drawn] = [
        (72 + 160 * x, 100 + 22 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)
    ]
    assert read_pdf(PATH, draw(shuffled(words))).text == "\n".join("\t".join(row) for row in rows)


CELLS = {
    (0, 0, 2, 1): "指标", (0, 1, 1, 2): "2024年", (0, 3, 2, 1): "2025年目标",
    (1, 1, 1, 1): "数值", (1, 2, 1, 1): "增长（%）",
    (2, 0, 1, 1): "地区生产总值", (2, 1, 1, 1): "512.6", (2, 2, 1, 1): "5.4", (2, 3, 1, 1): "540",
    (3, 0, 1, 1): "社会消费品零\n售总额", (3, 1, 1, 1): "86.3", (3, 2, 1, 1): "-8.4", (3, 3, 1, 1): "",
}  # fmt: skip


def test_a_ruled_table_keeps_its_cells_merged_ones_once() -> None:
    def page(canvas: Canvas) -> None:
        write(canvas, [(72, 80, "云澜市2024年主要指标"), (340, 100, "单位：亿元", 10)])
        table(canvas, [72, 180, 260, 340, 420], [110, 130, 150, 172, 204], CELLS)
        write(canvas, column(ONE, 72, 250, 450, 14))

    parts = read_pdf(PATH, paint(page))
    [found] = parts.tables
    cells = {(c.row, c.column, c.rows, c.columns): parts.text[c.start : c.end] for c in found.cells}
    assert cells == {place: words.replace("\n", "") for place, words in CELLS.items()}
    assert parts.text[found.start : found.end].split("\n") == [
        "指标\t2024年\t\t2025年目标",
        "\t数值\t增长（%）",
        "地区生产总值\t512.6\t5.4\t540",
        "社会消费品零售总额\t86.3\t-8.4",
    ]
    assert parts.text.endswith("城乡面貌焕然一新。")


def test_a_table_without_outer_rules_is_ruled_all_the_same_and_a_framed_text_is_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for y in (110, 132, 154, 176):
            canvas.line(72, HEIGHT - y, 400, HEIGHT - y)
        for x in (200, 300):
            canvas.line(x, HEIGHT - 110, x, HEIGHT - 176)
        words = [("指标", "数值", "增长"), ("投资", "38.6", "12.4"), ("税收", "6.17", "3.0")]
        write(
            canvas, [((76, 210, 310)[x], 125 + 22 * y, w, 10) for y, row in enumerate(words) for x, w in enumerate(row)]
        )
        canvas.rect(60, 100, 480, 300)
        write(canvas, column(ONE, 72, 480, 450, 14))

    [found] = read_pdf(PATH, paint(page)).tables
    assert [(cell.row, cell.column) for cell in found.cells] == [
        (row, column) for row in range(3) for column in range(3)
    ]


def test_running_heads_go_and_footnotes_wait_for_the_end_of_the_sentence_that_they_interrupt() -> None:
    lines = broken("".join(ONE + TWO + THREE), 450, 14)
    half = len(lines) // 2
    note = "[1]绝对数按现价计算，增长速度按不变价格计算。"

    def page(number: int) -> Callable[[Canvas], None]:
        def paint_it(canvas: Canvas) -> None:
            write(canvas, [(200, 50, "云澜市统计公报", 9), (290, 800, f"— {number} —", 9)])
            if number < 3:
                own = lines[:half] if number == 1 else lines[half:]
                write(canvas, [(72 + inside, 100 + 22 * n, words) for n, (inside, words) in enumerate(own)])
            else:
                write(canvas, [(72, 100, f"第{number}页另有一行话说得完整。")])
            if number == 1:
                write(canvas, [(72, 715, note, 9), (72 + 14 * 32 + 3, 95, "[1]", 6)])

        return paint_it

    parts = read_pdf(PATH, paint(*(page(number) for number in range(1, 6))))
    reasons = {junk.reason for junk in parts.junk}
    assert reasons == {"page number", "running head", "footnote mark"}
    seen = view(parts.text, parts.junk).text
    assert "云澜市统计公报" not in seen and "— 2 —" not in seen
    broken_over = bare(lines[half - 1][1] + lines[half][1])
    assert broken_over in bare(seen)
    assert note in parts.text and parts.text.index(note) > parts.text.index("\f")


def test_a_number_broken_at_its_point_is_put_together_in_the_view() -> None:
    text = "\n".join(words for _, words in broken("".join(ONE + TWO), 14 * 21, 14))
    text = text.replace("71.5%", "71.\n5%") if "71.\n5%" not in text else text
    lines = ["全市经济运行总体平稳，主要指标好于预期，税收占比71.", "5%，财政运行总体平稳有序，收入质量稳步提高，各项"]
    lines += [
        "重点支出得到有力保障，民生支出占一般公共预算支出的",
        "比重保持在八成以上，保障和改善民生的力度进一步加大。",
    ] * 4
    assert "占比71.5%，" in view("\n".join(lines)).text


def test_newspaper_pages_of_the_shared_scans_are_read_without_an_error(shared: Path) -> None:
    for number in range(1, 5):
        truth = json.loads((shared / "scans" / f"page{number}.truth.json").read_text(encoding="utf-8"))
        path = shared / "scans" / f"page{number}.text.pdf"
        text = bare(read_pdf(path, path.read_bytes()).text)
        for article in truth["articles"]:
            head = [article.get(name, "") for name in ("kicker", "title", "subtitle", "byline", "continued_from")]
            assert bare("".join([*head, *article["body"], article.get("continues_on", "")])) in text
