"""The report in a real browser: every picture is seen, nothing is fetched, it fits a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chromium import PROGRAM, Browser, browser
from tests.facts import DATA

REPORT = DATA / "eda" / "informe.html"
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no hay Chromium (en Debian: apt-get install chromium)"
)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as running:
        yield running


def test_it_would_be_seen_if_a_page_fetched_something(tab: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<img src="http://example.org/a.png"><p style="width:900px">wide</p>')
    tab.open(page, width=390)
    assert "http://example.org/a.png" in tab.asked
    assert tab.tell("document.images[0].naturalWidth") == 0
    assert tab.tell("document.documentElement.scrollWidth") > 390


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_is_whole(tab: Browser, width: int, dark: bool) -> None:
    tab.open(REPORT, width, dark)
    assert tab.tell("matchMedia('(prefers-color-scheme: dark)').matches") is dark
    seen = tab.tell(
        "Promise.all([...document.images].map(image => image.decode().then(() =>"
        " [image.closest('article').id, image.naturalWidth, image.clientWidth])))"
    )
    assert len({key for key, _, _ in seen}) == len(seen) == 23
    for key, drawn, shown in seen:
        assert drawn > 500 and 300 < shown < width, key
    outside = [address for address in tab.asked if not address.startswith("data:")]
    assert outside == [REPORT.as_uri()]
    assert tab.tell("document.documentElement.scrollWidth <= innerWidth")
    # The style is applied, though the page allows no other than this one.
    paper = tab.tell("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(18, 18, 18)" if dark else "rgb(251, 250, 247)")


def test_what_is_written_can_be_read_in_both_themes(tab: Browser) -> None:
    """Text and background differ by the 4.5 to 1 of WCAG 2.2, 1.4.3."""
    for dark in (False, True):
        tab.open(REPORT, dark=dark)
        for part in ("h1", ".findings a", "figcaption", ".meaning h4", ".meaning p", "footer p"):
            ratio = tab.tell(_CONTRAST.replace("PART", part))
            assert ratio >= 4.5, (dark, part, ratio)


_CONTRAST = """(() => {
  const light = colour => {
    const [r, g, b] = colour.match(/\\d+/g).map(Number).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const part = document.querySelector('PART');
  let behind = part;
  while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)')
    behind = behind.parentElement;
  const pair = [getComputedStyle(part).color, getComputedStyle(behind).backgroundColor].map(light);
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
})()"""
