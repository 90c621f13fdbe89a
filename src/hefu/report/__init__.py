"""Evaluation reports 评估报告: a frozen snapshot of what a ledger said of a plan → html, docx, pdf.

    ledger/reports.py → Snapshot → compose → Report (blocks of runs) → check → html, docx, pdf

Whoever has the snapshot makes the same bytes from it; neither ledger, clock, time zone nor locale takes part.
"""
