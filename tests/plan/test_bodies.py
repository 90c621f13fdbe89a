"""Which bodies a text makes responsible, in which role; and which words only look like it."""

from __future__ import annotations

import pytest

from hefu.model import Cell, Document, Source, Table
from hefu.plan.bodies import RULES, Rule, bodies
from hefu.plan.items import items
from hefu.plan.names import is_body
from tests.plan.texts import document

FOUND = {
    # labels
    "（牵头单位：市发展改革委）": "lead 市发展改革委",
    "（责任单位：市教育局、市财政局）": "responsible 市教育局, responsible 市财政局",
    "责任单位：市商务局，各县（市、区）人民政府": "responsible 市商务局, responsible 各县（市、区）人民政府",
    "（牵头单位：市经信局；责任单位：市科技局、澜东区；配合单位：市税务局等）": "lead 市经信局, responsible 市科技局, "
    "responsible 澜东区, support 市税务局",
    "牵头单位：市水务局 责任单位：市财政局 市自然资源和规划局": "lead 市水务局, responsible 市财政局, "
    "responsible 市自然资源和规划局",
    "【责任单位】市住房城乡建设局、各区管委会": "responsible 市住房城乡建设局, responsible 各区管委会",
    "［责任单位：市人力资源社会保障局］": "responsible 市人力资源社会保障局",
    "**责任单位：** 市民政局": "responsible 市民政局",
    "（牵头部门：市委组织部，配合部门：市委编办）": "lead 市委组织部, support 市委编办",
    "责任单位为：市生态环境局": "responsible 市生态环境局",
    "（责任单位:市农业农村局,市气象局）": "responsible 市农业农村局, responsible 市气象局",
    "（牵头：市文化广电旅游局；配合：市体育局、团市委）": "lead 市文化广电旅游局, support 市体育局, support 团市委",
    "责任单位：市卫生健康委（牵头）、市医保局": "lead 市卫生健康委, responsible 市医保局",
    "责任单位：市委宣传部（市文明办）、各区、县（市）": "responsible 市委宣传部（市文明办）, "
    "responsible 各区、县（市）",
    "（责任单位：市交通运输局、云澜海关、国网云澜供电公司）": "responsible 市交通运输局, responsible 云澜海关, "
    "responsible 国网云澜供电公司",
    "（牵头单位：农牧厅、林草局、人社厅）": "lead 农牧厅, lead 林草局, lead 人社厅",
    "主责单位：市应急局\n协同单位：市消防救援支队": "lead 市应急局, support 市消防救援支队",
    "责任单位：市政务服务局；完成时限：2026年12月底前": "responsible 市政务服务局",
    "责任单位：市数据局，责任人：王小明，完成时限：长期坚持": "responsible 市数据局",
    # words behind
    "（市发展改革委牵头，市财政局、市商务局等按职责分工负责）": "lead 市发展改革委, "
    "responsible 市财政局, responsible 市商务局",
    "（市教育局负责）": "responsible 市教育局",
    "（市民政局、市残联按职责分工负责）": "responsible 市民政局, responsible 市残联",
    "（市科技局牵头，市教育局配合）": "lead 市科技局, support 市教育局",
    "（市总工会、团市委、市妇联分别负责）": "responsible 市总工会, responsible 团市委, responsible 市妇联",
    "（市公安局牵头，各县（市、区）落实）": "lead 市公安局, responsible 各县（市、区）",
    "（市市场监管局牵头负责，2026年底前完成）": "lead 市市场监管局",
    "（省发展改革委会同省财政厅、省能源局牵头，各市配合）": "lead 省发展改革委, support 省财政厅, "
    "support 省能源局, support 各市",
    "建成智慧港口。（市交通运输局、市港口集团）": "responsible 市交通运输局, responsible 市港口集团",
    "完善应急预案。（市应急局，2026年6月底前）": "responsible 市应急局",
    # running text
    "由市财政局负责筹措资金。": "responsible 市财政局",
    "该任务由市委网信办牵头，会同市公安局制定细则。": "lead 市委网信办, support 市公安局",
    "由各县（市、区）政府负责组织实施。": "responsible 各县（市、区）政府",
    "澜江治理由市水务局牵头负责。": "lead 市水务局",
    "。市财政局负责落实资金，市教育局牵头编制清单。": "responsible 市财政局, lead 市教育局",
    "市发展改革委要牵头抓总。": "lead 市发展改革委",
    "（国家发展改革委、财政部等按职责分工负责）": "responsible 国家发展改革委, responsible 财政部",
    "牵头单位：市商务局；责任单位：各县〔市、区〕": "lead 市商务局, responsible 各县〔市、区〕",
    "（一）由县政府统一领导，县教育局具体负责实施。": "responsible 县政府, responsible 县教育局",
    "（列第一位的为牵头单位）\n责任单位：市文旅局、市商务局": "lead 市文旅局, responsible 市商务局",
}  # fmt: skip

NOTHING = [
    "责任人：王小明",
    "责任单位：王小明、李大海",
    "（责任领导：张建国；联系人：赵小红）",
    "牵头领导：市委副书记张建国",
    "本办法由市水务局负责解释。",
    "我们要以对人民负责、对历史负责的态度抓好落实。",
    "（对群众负责，对历史负责）",
    "做负责任的政府。",
    "支持链主企业牵头组建创新联合体。",
    "由企业牵头、高校参与的创新联合体达到12家。",
    "由市教育局牵头举办的运动会落下帷幕。",
    "市体育局牵头举办了全民健身大会。",
    "规模以上工业单位增加值能耗下降3%。",
    "全市有事业单位120家，用人单位应当依法缴纳保险。",
    "单位面积产量提高2%。",
    "各责任单位要压实责任。",
    "由专人负责日常巡查。",
    "（项目负责人由业主自行确定）",
    "市残疾人联合会（市残联）举行座谈会。",
    "主办单位：云澜市人民政府办公室 技术支持：云澜软件公司",
    "事关全局的大事由大会决定。",
    "自由贸易试验区由三个片区组成。",
    "牵头人：孙小兵（市发展改革委主任）",
    "实行责任到人、任务到岗。",
]


def shown(read: Document) -> str:
    """The bodies of a document, with their roles."""
    return ", ".join(f"{body.role} {body.name}" for body in bodies(read, items(read)))


@pytest.mark.parametrize(("text", "wanted"), FOUND.items(), ids=FOUND)
def test_the_bodies_of_a_text_are_read_with_their_roles(text: str, wanted: str) -> None:
    assert shown(document(text)) == wanted


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_make_no_body_responsible_are_left_alone(text: str) -> None:
    assert shown(document(text)) == ""


@pytest.mark.parametrize("rule", RULES[:-1], ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_read_as_it_says_and_its_near_miss_is_not(rule: Rule) -> None:
    example, wanted = rule.example.split(" = ")
    assert shown(document(example)) == wanted
    assert shown(document(rule.near_miss)) == ""


def test_a_body_belongs_to_the_measure_that_it_stands_under() -> None:
    text = (
        "一、支持企业上规模。对首次上规的企业给予奖励。\n责任单位：市经信局\n"
        "二、支持企业出海。开通出海服务专线。\n责任单位：市商务局、云澜海关\n"
    )
    read = document(text)
    tree = items(read)
    found = bodies(read, tree)
    assert [(tree[body.item or 0].mark, body.name) for body in found] == [
        ("一、", "市经信局"), ("二、", "市商务局"), ("二、", "云澜海关"),
    ]  # fmt: skip
    assert [one.kind for one in tree] == ["measure", "measure"]


def test_the_span_of_a_body_is_its_name_also_where_a_margin_breaks_it() -> None:
    text = (
        "一、健全机制。建立定期调度和评估机制，及时协调解决重大问题（牵头单位：市发展\n改革委；配合单位：市统计局）。\n"
    )
    read = document(text)
    for body in bodies(read, items(read)):
        assert "".join(read.text[body.start : body.end].split()) == body.name


def test_the_column_of_a_table_under_a_label_is_read_and_the_one_of_persons_is_not() -> None:
    rows = [["任务", "牵头单位", "责任人"], ["建设港口", "市港航局、市财政局", "王小明"]]
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            cells.append(Cell(len(text), len(text) + len(word), row, column))
            text += word + ("\t" if column < 2 else "\n")
    source = Source("table.txt", "0" * 64, len(text), "text/plain")
    read = Document(text, source, tables=(Table(0, len(text), tuple(cells)),))
    assert [(body.role, body.name) for body in bodies(read, ())] == [("lead", "市港航局"), ("lead", "市财政局")]


@pytest.mark.parametrize("name", ["王小明", "李德行", "张红旗", "赵九州", "单位", "龙头企业", "市委书记", "副市长李明"])
def test_neither_a_person_nor_a_common_word_is_a_body(name: str) -> None:
    assert not is_body(name)
