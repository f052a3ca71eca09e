"""Pages in several languages and colours, as readers choose them: remembered, followed by charts, without a network."""

from __future__ import annotations

import re

import pytest
from support.editions import EDITION, read_public_frames

from assets.questionnaire.languages import PLACEHOLDER, read_wording
from reports.messages import list_messages
from reports.site import build_site

pytestmark = pytest.mark.browser
CITIES = 8
ARABIC = """context,source,text
,The network,الشبكة
,Cities,المدن
,{number} shown,المعروض {number}
"""


@pytest.fixture
def site(demo):
    return demo.release / "public" / "site"


@pytest.fixture(scope="module")
def arabic_site(small, tmp_path_factory):
    """A site of few cities with a third language that begins at the right, made by adding one file."""
    folder, target = (tmp_path_factory.mktemp(name) for name in ("languages", "site"))
    (folder / "en.csv").write_text("key,text\nlanguage.name,English\n", encoding="utf-8")
    (folder / "ar.csv").write_text(ARABIC, encoding="utf-8")
    tables, reference = read_public_frames(small.release)
    codes = set(sorted(tables["index_scores"]["city_code"].unique())[:CITIES])
    tables = {name: keep_cities(frame, codes) for name, frame in tables.items()}
    cities = tables["cities"].copy()
    cities["city_name"] = ["مدينة " * 20, *cities["city_name"][1:]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERCULTURAL_LANGUAGES", str(folder))
        build_site({**tables, "cities": cities}, reference, EDITION, target)
    return target


def keep_cities(frame, codes):
    """The rows that name no city but these."""
    for column in (name for name in frame.columns if name.endswith("city_code")):
        frame = frame[frame[column].isna() | frame[column].isin(codes)]
    return frame


def open_page(page, path) -> None:
    page.goto(path.as_uri())
    for chart in page.locator("[data-chart]").all():
        chart.locator(".main-svg").first.wait_for(state="attached")


def wait_until_it_fits(page, width: int) -> None:
    """Nothing scrolls sideways at this width, once charts have followed."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(f"document.documentElement.scrollWidth <= {width}", timeout=5000)


def test_the_switch_keeps_the_page_and_the_choice_is_remembered(page, site) -> None:
    page.goto((site / "charts.html").as_uri() + "?view=heat&cycle=2025")
    page.wait_for_selector("#view-plot[data-drawn]", state="attached")
    page.locator("a[hreflang=fr]").press("Enter")
    page.wait_for_url("**/site/fr/charts.html?view=heat*")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("nav a[hreflang=fr]").get_attribute("aria-current") == "true"
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/site/fr/index.html")
    page.goto((site / "network.html").as_uri())
    assert page.locator("html").get_attribute("lang") == "en", "an address says its language"
    page.goto((site / "fr" / "index.html").as_uri())
    page.locator("a[hreflang=en]").click()
    page.wait_for_url("**/site/index.html")
    assert page.locator("html").get_attribute("lang") == "en", "an explicit choice is followed"


def test_the_switch_is_a_link_without_scripts(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto((site / "methodology" / "icc-2019.html").as_uri())
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert not page.locator("#theme").is_visible()
    page.locator("a[hreflang=fr]").click()
    assert page.url.endswith("/site/fr/methodology/icc-2019.html")
    context.close()


def test_light_and_dark_are_chosen_and_charts_follow(page, site) -> None:
    def read(name: str) -> list:
        return page.evaluate(f"[document.querySelector('[data-chart=participation]').data[0].marker.color, {name}]")

    own = "getComputedStyle(document.documentElement).getPropertyValue('--own').trim()"
    open_page(page, site / "index.html")
    light = read(own)
    page.locator("#theme").select_option("dark")
    page.wait_for_function("document.querySelector('[data-chart=participation]').data[0].marker.color !== '#0b5fa5'")
    dark = read(own)
    assert light[0] == light[1] != dark[0] == dark[1]
    open_page(page, site / "network.html")
    assert page.locator("#theme").input_value() == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 31)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")
    page.locator("#theme").select_option("")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_numbers_days_and_plurals_are_french(page, site) -> None:
    open_page(page, sorted((site / "fr" / "strategy").glob("*.html"))[1])
    months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    assert re.search(rf"\b\d{{1,2}} ({months}) \d{{4}}", page.locator("main").inner_text())
    assert page.evaluate("document.querySelector('[data-chart]')._fullLayout.separators").startswith(",")
    assert page.evaluate("[0, 1, 2].map((n) => sayCount('{number} city', '{number} cities', n))") == [
        "0 ville",
        "1 ville",
        "2 villes",
    ]
    assert page.evaluate("inWhole(-1234.5)") == "−1\u202f235"
    open_page(page, site / "fr" / "network.html")
    everyone = page.locator("#members tbody tr").count()
    assert page.locator("output").inner_text() == f"Résultats\u00a0: {everyone}"
    page.locator("input[name=text]").fill("no city is called like this")
    assert page.locator("output").inner_text() == f"Résultats\u00a0: 0 sur {everyone}"


@pytest.mark.parametrize(
    ("folder", "status", "counted"), [("", "1 city shown", "X has 1 point"), ("fr", "1 ville affichée", "X a 1 point")]
)
def test_one_is_counted_as_one_in_the_index_charts(page, site, folder, status, counted) -> None:
    path = (site / folder / "charts.html").as_uri()
    page.goto(path)
    code = page.evaluate("window.INDEX_CHARTS.cities[window.INDEX_CHARTS.rows[0][0]][0]")
    page.goto(f"{path}?cities={code}&only=yes")
    page.wait_for_selector("#view-plot[data-drawn]", state="attached")
    assert page.locator("#chart-status").inner_text() == status
    said = page.evaluate("sayCount('{name} has {number} point', '{name} has {number} points', 1.4, { name: 'X' })")
    assert said == counted, "as the number is written"


def list_english() -> list[str]:
    """What only an English page can say: parts of messages between their values that French says otherwise."""
    french = read_wording("fr")
    parts = [
        part.strip()
        for text in list_messages()
        if french.translate(text.source, text.context) != text.source
        for part in PLACEHOLDER.split(text.source)[::2]
    ]
    said = " ".join(french.translations.values())
    return [part for part in parts if len(part) > 14 and " " in part and part not in said]


def read_own_words(html: str) -> str:
    """A page without what is said to be English, and without the scripts of others."""
    return re.sub(r"<(\w+)[^>]* lang=\"en\".*?</\1>", " ", html, flags=re.DOTALL)


def test_french_pages_say_nothing_in_english(site) -> None:
    english = list_english()
    assert len(english) > 300
    folder = site / "fr"
    city, earlier = sorted(folder.glob("city/*-20[0-9][0-9].html"))[0], folder / "city"
    pages = [*folder.glob("*.html"), *folder.glob("methodology/*.html"), city, earlier / f"{city.stem[:-5]}.html"]
    pages.append(sorted(folder.glob("strategy/*.html"))[1])
    for path in pages:
        text = read_own_words(path.read_text(encoding="utf-8"))
        assert [part for part in english if part in text] == [], path.name


def test_the_index_charts_say_nothing_in_english(page, site) -> None:
    english = list_english()
    page.goto((site / "fr" / "charts.html").as_uri())
    for view in ("dots", "lines", "heat", "pairs", "spread"):
        page.locator(f"input[value={view}]").check()
        page.wait_for_selector(f"#view-plot[data-drawn={view}]", state="attached")
        text = page.locator("main").inner_text() + page.evaluate(
            "JSON.stringify(document.getElementById('view-plot').data)"
        )
        assert [part for part in english if part in text] == [], view


@pytest.mark.parametrize("name", ["index", "network", "versions", "CITY"])
def test_a_language_that_begins_at_the_right_is_one_file(page, arabic_site, name) -> None:
    folder = arabic_site / "ar"
    path = next(iter(sorted(folder.glob("city/*.html")))) if name == "CITY" else folder / f"{name}.html"
    open_page(page, path)
    assert page.evaluate(
        "[document.documentElement.dir, getComputedStyle(document.querySelector('td, th')).textAlign]"
    ) == ["rtl", "start"]
    assert page.locator("nav.pages").inner_text().count("الشبكة") == 1
    assert page.locator("a[hreflang=ar]").inner_text() == "العربية"
    for width in (1280, 390):
        wait_until_it_fits(page, width)


def test_names_that_begin_at_the_right_stand_apart_on_a_page_that_begins_at_the_left(page, arabic_site) -> None:
    open_page(page, arabic_site / "network.html")
    assert page.locator("html").get_attribute("dir") == "ltr"
    assert page.locator("#members bdi", has_text="مدينة").count() == 1
    wait_until_it_fits(page, 390)
