from __future__ import annotations

import pytest
from django.test import Client

from hefu.ledger import holdings
from hefu.ledger.holdings import Held, Said
from hefu.ledger.models import Area, Document, Finding, Series
from web import city


@pytest.fixture
def three(any_ledger: str) -> None:
    """Two documents about the city and one about a county in it; one numeral that became no statement."""
    for year in ("2023", "2024"):
        text = f"{year}年云澜市粮食产量5万吨，青坪县粮食产量2万吨。"
        found = [city.said("5万吨", "粮食产量", unit="吨"), city.said("2万吨", "粮食产量", unit="吨", area="青坪县")]
        city.add(text, found, title=f"{year}年公报", published=year)
    city.add(
        "青坪县茶叶产量3万吨。",
        [city.said("3万吨", "茶叶产量", unit="吨")],
        title="简报",
        published="2024",
        area="青坪县",
    )
    top = Area.objects.create(code="990100", name="云澜市", level="city")
    for code, name in (("990121", "青坪县"), ("990122", "石棹县")):
        Area.objects.create(code=code, name=name, level="county", parent=top)
    for area in Area.objects.all():
        Document.objects.filter(area_name=area.name).update(area=area)
        Series.objects.filter(area_name=area.name).update(area=area)


def test_what_there_is_of_a_place_counts_what_other_documents_say_of_it(three: None) -> None:
    keys = dict(Area.objects.values_list("name", "pk"))
    assert holdings.by_place() == {
        (keys["云澜市"], "云澜市"): Held(documents=2, statements=2, findings=0),
        (keys["青坪县"], "青坪县"): Held(documents=1, statements=3, findings=0),
    }
    assert not Finding.objects.exists()


def test_the_indicators_most_is_said_of_come_first(three: None) -> None:
    assert holdings.often(5) == [Said("粮食产量", 2, 4, "2024-12-31"), Said("茶叶产量", 1, 1, "2024-12-31")]
    assert [one.name for one in holdings.often(1)] == ["粮食产量"]


def test_statements_and_numerals_are_counted(three: None) -> None:
    assert holdings.by_modality() == {"actual": 5}
    assert (holdings.numerals(), holdings.left_out()) == (5, {})


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/areas/",
        "/area/?name=云澜市",
        "/area.svg?name=云澜市",
        "/area.csv?name=云澜市",
        "/indicator/?name=粮食产量&with=青坪县",
    ],
)
def test_the_pages_of_places_work_on_every_database(address: str, three: None) -> None:
    if "area." in address:
        city.add(
            "石棹县粮食产量1万吨。",
            [city.said("1万吨", "粮食产量", unit="吨")],
            title="报",
            published="2024",
            area="石棹县",
        )
        Series.objects.filter(area_name="石棹县").update(area=Area.objects.get(name="石棹县"))
    answer = Client(headers={"host": "localhost"}).get(address)
    assert answer.status_code == 200
