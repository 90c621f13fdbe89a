"""A plan of the invented city 云澜市 and the reports that follow it, read and tracked as people's documents are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hefu
from hefu.ledger import store, tracking
from hefu.lexicon.areas import load

AREAS = load(Path(__file__).parents[2] / "samples" / "areas.csv")

PLAN = """云澜市国民经济和社会发展第十四个五年规划纲要

第一章 主要目标
到2025年，高新技术企业由2020年的168家增加到420家，常住人口城镇化率由2020年的62.3%提高到68%，城镇调查失业率控制在5.5%以内。
第二章 重点任务
第一节 发展文化旅游
1．打造旅游名城。加快建设澜江大桥。到2025年，接待游客达到4500万人次以上。（牵头单位：市文化和旅游局）
2．保护绿水青山。到2025年，森林覆盖率达到43%（约束性）。
"""

REPORTS = {
    "2023-01-09": "2022年，高新技术企业270家，常住人口城镇化率64.1%，城镇调查失业率5.4%。",
    "2024-01-15": "2023年，高新技术企业350家，常住人口城镇化率64.8%，城镇调查失业率5.2%，粮食产量66.8万吨。",
    "2025-01-13": "2024年，高新技术企业478家，常住人口城镇化率65.0%，城镇调查失业率5.1%。"
    "2025年，力争接待游客达到4600万人次以上。",
}


def build(folder: Path) -> str:
    """Fills the open ledger and tracks it; the hash of the plan."""
    sha256 = add(PLAN, "2021-02-08", folder, "云澜市国民经济和社会发展第十四个五年规划纲要")
    for published, text in REPORTS.items():
        add(text, published, folder, f"{published[:4]}年云澜市人民政府工作报告")
    tracking.track_new()
    return sha256


def add(text: str, published: str, folder: Path, title: str) -> str:
    """Adds a text as a document of 云澜市; its hash."""
    path = folder / f"{published}.txt"
    path.write_text(text, encoding="utf-8")
    document = replace(hefu.read(path, published=published, area="云澜市", areas=AREAS), title=title)
    store.add(document, path.read_bytes(), hefu.analyse(document, areas=AREAS), areas=AREAS)
    return document.source.sha256
