"""Newspaper pages of an invented city, set in several ways, with the truth about their articles.

`Piece` is an article as its author wrote it; `Setting` is how a page prints it: wrapped or not, titles marked
or plain. `page` sets pieces one after the other and says which characters belong to which.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """titles: its lines. texts: paragraphs; one that begins with ^ is a heading inside, with @ a caption."""

    titles: tuple[str, ...]
    texts: tuple[str, ...]
    subtitle: str = ""
    byline: str = ""
    above: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    state: str = "complete"
    title_below: bool = False

    @property
    def title(self) -> str:
        return "".join((*self.titles, self.subtitle))

    @property
    def body(self) -> str:
        return "".join(text.lstrip("^@") for text in self.texts)


@dataclass(frozen=True)
class Setting:
    """width: characters a line, 0 for whole paragraphs. marks: before titles: "", "## " or "**".

    inside: before headings inside an article. ruled: a line between articles.
    """

    width: int
    marks: str
    blank: bool = True
    inside: str = ""
    ruled: str = ""


SETTINGS = (
    Setting(15, ""),
    Setting(15, "## "),
    Setting(13, "**"),
    Setting(18, "## "),
    Setting(22, "", blank=False),
    Setting(0, ""),
    Setting(0, "## "),
    Setting(0, "", blank=False),
    Setting(16, "## ", inside="## "),
    Setting(0, "# ", inside="### "),
    Setting(20, "# ", ruled="---"),
)


def page(setting: Setting, pieces: tuple[Piece, ...], head: tuple[str, ...] = ()) -> str:
    """The text of a page."""
    lines: list[str] = [*head]
    for piece in pieces:
        lines += [setting.ruled] * bool(setting.ruled and lines) + list(piece.above)
        titles = [_marked(line, setting) for line in piece.titles]
        if piece.subtitle:
            titles.append(f"#{setting.marks}" + piece.subtitle if "#" in setting.marks else piece.subtitle)
        titles += [piece.byline] if piece.byline else []
        body = [line for text in piece.texts for line in _wrapped(text, setting)]
        lines += body + titles if piece.title_below else titles + list(piece.after) + body
    return ("\n\n" if setting.blank else "\n").join(lines) + "\n"


def _marked(line: str, setting: Setting) -> str:
    return f"**{line}**" if setting.marks == "**" else setting.marks + line


def _wrapped(text: str, setting: Setting) -> list[str]:
    words = text.lstrip("^@")
    if text.startswith("^"):
        return [f"**{words}**" if setting.marks == "**" else setting.inside + words]
    if not setting.width:
        return [words]
    lines = []
    while words:
        size = setting.width
        while size < len(words) and words[size] in "，。；、：！？）”》%":
            size += 1
        lines.append(words[:size])
        words = words[size:]
    return lines


HEAD = ("云澜日报", "2024年3月6日 星期三 农历甲辰年正月廿六", "第2版 要闻", "责任编辑：周小禾 版式：石岩 校对：孟川")

SPRING = Piece(
    ("全市春耕备耕", "有序推进"),
    (
        "本报讯（记者 林一禾）眼下正是春耕备耕的关键时节。记者从市农业农村局获悉，"
        "截至3月4日，全市已备足化肥12.6万吨、种子1.8万吨，检修农机具3.4万台（套）。",
        "在澜东区河湾镇，种粮大户的育秧大棚里一片忙碌。今年全镇计划种植水稻2.1万亩，比上年增加1500亩。",
        "市农业农村局有关负责人表示，下一步将组织农技人员下沉一线，确保全年粮食播种面积稳定在186万亩以上。",
    ),
)
PORT = Piece(
    ("向海图强 向新而行",),
    (
        "清晨的澜江口岸，吊机起落，汽笛长鸣。去年，这个年轻的口岸完成货物吞吐量1860万吨，同比增长12.4%。",
        "^通道更畅",
        "口岸要兴，通道先行。市交通运输局把疏港公路作为头号工程，总投资23.6亿元的疏港公路二期去年底全线贯通，货车从园区到码头的时间由50分钟缩短到22分钟。",
        "^服务更优",
        "通关时间是企业最关心的事。澜江海关推行提前申报，进口整体通关时间压缩至31.5小时，比上年缩短18%。",
        "^产业更强",
        "“港口近了，成本就下来了。”一家粮油企业负责人介绍，企业去年新增两条生产线，年加工能力达到60万吨。目前，临港园区入驻企业148家，实现产值312亿元。",
    ),
    subtitle="——云澜市打造开放口岸综述",
    byline="本报记者 韩照 程野",
)
MEETING = Piece(
    ("市政府召开第28次常务会议", "研究部署安全生产等工作"),
    (
        "云澜融媒讯（记者程野）3月5日，市长主持召开市政府第28次常务会议，研究安全生产、优化营商环境等工作。",
        "会议指出，要压实安全生产责任，深入开展隐患排查整治，坚决防范遏制重特大事故发生。",
        "会议强调，要持续优化营商环境，全面推行一件事一次办，让企业和群众办事更便捷。会议还研究了其他事项。",
    ),
)
CUT = Piece(
    ("市妇幼保健院新院区投入使用",),
    (
        "本报讯（记者 苏叶 通讯员 江一苇）3月4日，位于澜西区的市妇幼保健院新院区正式投入使用，首日接诊1200余人次。",
        "新院区总建筑面积9.8万平方米，设置床位600张，配备了先进的诊疗设备。院方介绍，为方便群众就医，新院区开通了三条公交线路，并在",
    ),
    state="cut",
)
CONTINUED = Piece(
    ("干字当头开新局 实字为先谋发展",),
    (
        "一年之计在于春。连日来，全市各级各部门抢抓开局良机，项目建设热火朝天。",
        "一季度，全市计划开工重点项目126个，总投资486亿元，其中产业项目占比超过六成。（下转第四版）",
    ),
    subtitle="——全市上下奋战首季开门红纪实",
    byline="云澜融媒记者 林一禾 苏叶",
    above=("一线观察",),
    state="continued",
)
EDITORIAL = Piece(
    ("把实事办到群众心坎上",),
    (
        "民生无小事，枝叶总关情。今年的十件民生实事已经公布，件件回应群众关切，项项温暖人心。",
        "办好实事，贵在一个“实”字。要多到群众中去，听真话、察实情，不搞花架子，不做表面文章。",
        "时代是出卷人，我们是答卷人，人民是阅卷人。让我们以更大的力度、更实的举措，把一件件实事办好办实。",
    ),
    byline="本报评论员",
)
INTERVIEW = Piece(
    ("让老工业基地焕发新活力",),
    (
        "“老工业基地转型，关键在科技创新。”谈起澜西区的发展，区委书记打开了话匣子。",
        "澜西区是云澜的老工业基地，装备制造业一度占全市的一半。去年以来，澜西区实施技术改造项目86个，完成技改投资42.3亿元，工业机器人密度提高到每万人218台。",
        "谈到今年的打算，他说，澜西区将建设装备制造创新中心，培育专精特新企业20家以上，让老工业基地走出一条新路。",
    ),
    subtitle="——访市人大代表、澜西区委书记",
    byline="本报记者 韩照",
    above=("两会 专访",),
    title_below=True,
)
AGENDA = Piece(
    ("市第七届人大四次会议",),
    (
        "- 3月7日上午",
        " - 举行第二次全体会议",
        " - 听取市人大常委会工作报告",
        "- 3月7日下午",
        " - 各代表团审议报告",
        " - 主席团举行第三次会议",
    ),
    above=("两会 日程",),
)
VILLAGE = Piece(
    ("松坪村：小蘑菇撑起致富伞",),
    (
        "近日，石棹县松坪村的食用菌大棚里，一排排菌棒整齐排列，村民们正忙着采摘香菇。",
        "松坪村采取合作社带农户的方式，建成食用菌大棚120个，带动86户村民户均增收1.8万元。去年，全村食用菌产值突破900万元。",
        "@图为村民在采摘香菇。",
        "本报通讯员 江一苇 摄",
    ),
)
WIRE = Piece(
    ("全国春运发送旅客创新高",),
    (
        "新华社北京3月5日电（记者 周闻）记者5日从交通运输部获悉，为期40天的春运结束，"
        "全社会跨区域人员流动量累计84.2亿人次，创历史新高。",
        "其中，铁路发送旅客4.8亿人次，日均1209万人次。",
    ),
)
PARENT = Piece(
    ("书香进社区",),
    (
        "书声琅琅，墨香阵阵。澜东区杨柳社区的家门口书屋，成了居民们的好去处。",
        "书屋由闲置车棚改造而成，藏书8000余册，每周六下午举办读书会。去年以来，累计举办活动52场，参与居民3600人次。",
    ),
    byline="杨帆",
)
DECISION = Piece(
    ("云澜市人民代表大会常务委员会", "关于接受辞职请求的决定"),
    (
        "云澜市第七届人民代表大会常务委员会第二十一次会议决定：接受有关同志辞去云澜市第七届人民代表大会代表职务的请求，"
        "报云澜市人民代表大会备案。",
    ),
    byline="（2024年3月5日云澜市第七届人大常委会第二十一次会议通过）",
)
ANSWERS = Piece(
    ("新医保政策有哪些变化",),
    (
        "本报讯（记者 苏叶）3月1日起，我市执行新的医保政策。市医保局有关负责人就群众关心的问题作了解答。",
        "问：门诊报销比例提高了多少？",
        "答：职工门诊报销比例由50%提高到60%，年度限额由1500元提高到2500元。",
    ),
)
RIVER = Piece(
    ("一江碧水润云澜",),
    (
        "春分时节，澜江两岸绿意渐浓，白鹭成群掠过水面。",
        "^铁腕治污，还江清澈",
        "治水先治污。市生态环境局牵头，对83个排污口逐一溯源整治，关停搬迁企业17家，建成污水管网146公里。",
        "^还岸于民，打造风景",
        "近日，记者来到澜江湿地公园，只见步道蜿蜒，游人如织。这里曾是砂石堆场，如今湿地面积达到2300亩。",
    ),
    subtitle="——云澜市推进澜江流域综合治理纪实",
    byline="□ 本报记者 程野 通讯员 江一苇",
)
THEORY = Piece(
    ("以新质生产力推动高质量发展",),
    (
        "发展新质生产力是推动高质量发展的内在要求和重要着力点。要因地制宜，走出有特色的路子。",
        "要坚持绿色发展。绿色发展是高质量发展的底色，新质生产力本身就是绿色生产力。",
        "（作者单位：云澜市委党校）",
    ),
    byline="顾一川",
)
CONFERENCE = Piece(
    ("市委经济工作会议召开", "总结2023年经济工作 部署2024年经济工作"),
    (
        "本报讯（全媒体记者 韩照 程野）市委经济工作会议3月4日至5日在云澜举行。",
        "会议要求，做好今年经济工作，要突出重点、把握关键：",
        "一、加快建设现代化产业体系。实施产业链提升行动，规模以上工业增加值增长8%左右。",
        "二、着力扩大内需。社会消费品零售总额增长8%以上。",
    ),
)
COMMENT = Piece(
    ("为企业办实事要实打实",),
    (
        "日前，有企业家反映，一些部门上门服务次数多，解决问题少。",
        "服务企业，贵在解决问题。次数再多，问题还在，就是作秀。",
    ),
    byline="石岩",
    above=("澜江时评",),
)
PIECES = {name: value for name, value in list(globals().items()) if isinstance(value, Piece)}
