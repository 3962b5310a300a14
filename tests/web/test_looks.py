"""One scale of sizes, one of spaces, and colours of labels that all eyes can tell apart, in both themes."""

import itertools
import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "web" / "static" / "site.css").read_text(encoding="utf-8")
THEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2], strict=True))
KINDS = ("actor", "date", "topic")
# Machado, Oliveira and Fernandes (2009): what is seen without cones for long, middle and short waves, in linear RGB.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def colours(theme):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", THEMES[theme]))


def linear(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eyes):
    seen = [max(0, sum(w * part for w, part in zip(row, linear(colour), strict=True))) for row in EYES[eyes]]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(w * part for w, part in zip(row, seen, strict=True)) for row in rows]
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 0.008856 else 7.787 * part / white + 16 / 116
        for part, white in zip(xyz, (0.9505, 1, 1.089), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other, eyes):
    return sum((a - b) ** 2 for a, b in zip(lab(one, eyes), lab(other, eyes), strict=True)) ** 0.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["ink", "quiet", "link", *KINDS])
def test_words_can_be_read_on_the_paper(theme, ink):
    assert contrast(colours(theme)[ink], colours(theme)["paper"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme):
    found = colours(theme)

    assert contrast(found["hit-ink"], found["hit"]) >= 4.5
    assert contrast(found["hit-edge"], found["paper"]) >= 3
    assert contrast(found["edge"], found["paper"]) >= 3
    assert contrast(found["bar"], found["paper"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("eyes", EYES)
def test_the_kinds_of_labels_can_be_told_apart(theme, eyes):
    for one, other in itertools.combinations(KINDS, 2):
        assert difference(colours(theme)[one], colours(theme)[other], eyes) > 20, (one, other)


def test_every_kind_has_a_line_of_its_own_beside_its_colour():
    lines = [re.search(rf"\.on-{kind}\b[^{{]*{{[^}}]*--line: (\w+)", CSS)[1] for kind in KINDS]

    assert len(set(lines)) == len(KINDS)


def test_sizes_of_type_are_those_of_the_scale():
    sizes = re.findall(r"font-size: ([^;]+);", CSS) + re.findall(r"font: (?:italic )?(?:\d00 )?([^/;]+)/", CSS)
    allowed = re.compile(r"var\(--size-\w+\)|inherit|0\.9em|10pt")

    assert [size for size in sizes if not allowed.fullmatch(size)] == []
