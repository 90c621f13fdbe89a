"""The closed vocabularies of an office: each word in Chinese and English, and how else sheets write it.

The first word is what the site and the template say in Chinese, the second in English; the others are understood.
"""

from __future__ import annotations

from django.utils.translation import get_language

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "state": {
        "planned": ("未开始", "planned", "未启动", "未开工", "待启动", "计划", "not started"),
        "active": ("进行中", "under way", "推进中", "在推进", "正在推进", "已启动", "实施中", "in progress", "active"),
        "done": ("已完成", "done", "完成", "办结", "已办结", "completed"),
        "dropped": ("已取消", "dropped", "取消", "终止", "不再实施", "cancelled"),
    },
    "rhythm": {
        "weekly": ("每周", "weekly", "周", "周跟进", "周报", "周调度"),
        "monthly": ("每月", "monthly", "月", "月调度", "月报"),
        "quarterly": ("每季", "quarterly", "季", "季度", "季调度", "季报", "每季度"),
        "none": ("不定期", "none", "无", "-", "—"),
    },
    "progress": {
        "on-course": ("正常推进", "on course", "正常", "序时推进", "达到序时进度", "按计划推进", "on-course"),
        "slow": ("进度滞后", "slow", "滞后", "偏慢", "未达序时进度", "进展缓慢", "behind"),
        "stuck": ("受阻", "stuck", "停滞", "暂停"),
        "done": ("已完成", "done", "完成", "办结", "已办结"),
    },
    "stage": {
        "talks": ("在谈", "in talks", "洽谈", "谋划", "储备", "talks"),
        "signed": ("签约", "signed", "已签约"),
        "begun": ("开工", "begun", "已开工", "新开工"),
        "building": ("在建", "under construction", "建设中", "续建", "building"),
        "done": ("竣工", "completed", "完工", "已竣工", "建成", "done"),
        "running": ("投产", "in operation", "投用", "运营", "已投产", "投入使用", "投入运行", "running"),
        "ended": ("终止", "ended", "取消", "中止"),
    },
    "body": {
        "government": ("人民政府", "government", "政府"),
        "department": ("部门", "department", "市直部门", "政府部门"),
        "zone": ("开发区管委会", "zone administration", "管委会", "zone"),
        "institution": ("事业单位", "institution"),
        "company": ("企业", "company", "国有企业", "公司"),
        "other": ("其他", "other"),
    },
    "role": {
        "lead": ("牵头", "lead", "牵头单位"),
        "responsible": ("责任", "responsible", "责任单位"),
        "support": ("配合", "support", "配合单位"),
    },
    "what": {"item": ("措施", "item"), "target": ("目标", "target")},
    "problem": {
        "open": ("整改中", "open"),
        "overdue": ("逾期未改", "overdue"),
        "solved": ("已整改，待核查", "solved, to be checked"),
        "checked": ("已核查", "checked"),
        "void": ("已撤销", "struck off"),
    },
}
"""Vocabulary: code: (Chinese, English, what else is understood)."""


def say(vocabulary: str, code: str, language: str | None = None) -> str:
    """A code in words, in the language of the page by default; '' for ''."""
    if not code:
        return ""
    return WORDS[vocabulary][code][(language or get_language() or "").startswith("en")]


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """The codes of a vocabulary with their words, for a form."""
    return [(code, say(vocabulary, code)) for code in WORDS[vocabulary]]


def understood(vocabulary: str, words: str) -> str | None:
    """The code that is meant, None for no known word."""
    wanted = "".join(words.split()).casefold()
    for code, said in WORDS[vocabulary].items():
        if wanted == code or wanted in ("".join(one.split()).casefold() for one in said):
            return code
    return None
