"""Finds the unit behind a number: longest name first, compounds joined by a stroke."""

from __future__ import annotations

_INTERIM = """
元 美元 欧元 日元 港元 港币 英镑 人民币 卢布 % ‰ 个百分点 百分点 倍 成 人次 人 名 户 户次 位 个 家 项 座 条 件 所 处 台 套 辆 艘 架 只 头 羽 匹 株 棵 张
份 册 部 期 场 场次 次 起 例 宗 笔 批 类 种 款 支 队 轮 间 栋 幢 层 级 门 片 块 口 眼 尾 台（套） 台套 件（套） 台（件） 件套 亩 公顷 平方米 平方公里 平方千米 ㎡ 米 公里 千米 里 华里 海里
立方米 方 吨 公斤 千克 斤 克 毫克 微克 千瓦 千瓦时 度 瓦 兆瓦 吉瓦 吨标准煤 吨标煤 标准立方米 千伏安 兆伏安 吨公里 人公里 标箱 标准箱 TEU 岁 周岁 天 日 个月 小时 分钟 秒 年 微克/立方米 立方 担 匹马力 马力 吨位 载重吨
床 张床位 点 分 颗 枚 艘次 架次 班 列 对 人年 课时 学时 平米 km kW kWh TWh MW GW TB PB EFLOPS P MB GB 兆 G m³ 立方千米 万吨公里 换算吨公里 学位 个学位 车位 工日 人天 标准张 篇 首 集 小时/人 卷 盏 根 把 辆次 标台 车次 千米/小时 公里/小时 兆比特每秒 Mbps Gbps 皮长公里 芯公里 对公里 枚/人 届 位/人 款次 环 品 户数 桌 道 发 串 团 人份 剂次 剂 针 例次 人日 席 大户 组 面 幅 顶 床位 孔 站 池 蒸吨 口井 公里/百平方公里 折标煤 实物吨 标准斤 双 箱 罐 瓶 袋 盒 辆/天 宿 摄氏度 ℃ 分贝 毫米 厘米 标米 延米 延长米 年次 副 客位 座位 处次 吨标准油 吨油当量 尺 丈 石 两 匹布 锭 纱锭 枝 码 票 单 栏 平方公尺 公尺 公担 市斤 市亩
""".split()
_UNITS = dict.fromkeys(_INTERIM)
_ALIASES = {"个百分点": "百分点", "度": "千瓦时", "km": "公里", "千米": "公里", "㎡": "平方米", "平米": "平方米", "港币": "港元"}
_LONGEST = max(map(len, _UNITS))


def at(text: str, start: int, right: int) -> tuple[str, int] | None:
    """The unit that begins at `start`, by its canonical name, and where it ends."""
    first = _one(text, start, right)
    if first is None:
        return None
    name, end = first
    if end < right and text[end] == "/":
        second = _one(text, end + 1, right) or _scaled(text, end + 1, right)
        if second is not None:
            return name + "/" + second[0], second[1]
    return name, end


def _scaled(text: str, start: int, right: int) -> tuple[str, int] | None:
    """万元, 万人, 百平方公里 as denominators keep their multiplier."""
    if text[start : start + 1] in {"万", "百", "千"}:
        unit = _one(text, start + 1, right)
        if unit is not None:
            return text[start] + unit[0], unit[1]
    return None


def _one(text: str, start: int, right: int) -> tuple[str, int] | None:
    for size in range(min(_LONGEST, right - start), 0, -1):
        word = text[start : start + size]
        if word in _UNITS:
            return _ALIASES.get(word, word), start + size
    return None
