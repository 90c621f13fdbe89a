"""The parts of an article that a newspaper continued on another page 下转, 紧接: found when both pages are there."""

from __future__ import annotations

from collections.abc import Sequence

from hefu.ledger import models as rows


def join(articles: Sequence[rows.Article]) -> None:
    """Joins the articles of a new document to their other parts, where the ledger has them."""
    for row in articles:
        _join(row)


def other_parts(document: rows.Document) -> dict[int, tuple[str | None, str | None]]:
    """By the number of an article: the hashes of the documents with the part before it and the one after it."""
    hashes = "number", "comes_from__document__original", "goes_on__document__original"
    return {number: (before, after) for number, before, after in document.articles.values_list(*hashes)}


def _join(row: rows.Article) -> None:
    """Joins an article to its other parts, if no others could be meant."""
    if not row.document.published:
        return
    same_day = rows.Article.objects.filter(document__published=row.document.published).exclude(pk=row.pk)
    if row.continued_on is not None:
        later = same_day.filter(continued_from__isnull=False, comes_from=None)
        second = _only(row, [other for other in later if _fits(row, other)])
        if second is not None:
            row.goes_on = second
            row.save(update_fields=["goes_on"])
    if row.continued_from is not None:
        earlier = same_day.filter(continued_on__isnull=False, goes_on=None)
        first = _only(row, [other for other in earlier if _fits(other, row)])
        if first is not None:
            first.goes_on = row
            first.save(update_fields=["goes_on"])


def _fits(first: rows.Article, second: rows.Article) -> bool:
    """Whether the second article can be the next part of the first: pages, as far as they are known, and titles."""
    pages = (first.continued_on, second.page), (second.continued_from, first.page)
    if any(said != page for said, page in pages if page is not None):
        return False
    told = any(page is not None for _, page in pages)
    return _alike(first, second) or (told and not (first.title and second.title))


def _only(row: rows.Article, found: list[rows.Article]) -> rows.Article | None:
    """The one that has the same title, else the only one."""
    alike = [other for other in found if _alike(row, other)]
    best = alike or found
    return best[0] if len(best) == 1 else None


def _alike(one: rows.Article, other: rows.Article) -> bool:
    """Whether two titles are the same, or one is the beginning of the other."""
    short, long = sorted(("".join(row.title.split()) for row in (one, other)), key=len)
    return bool(short) and long.startswith(short)
