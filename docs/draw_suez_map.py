"""Draw stories/ever-given-suez/map.jpg: the Suez Canal and where the Ever Given lay.

usage: python docs/draw_suez_map.py

Coasts are a handful of points each, read off by eye and rounded to about a kilometre; hills are noise. So it
is nobody's work but Foldline's, and no map to steer by. It needs Pillow, and draws the same picture each time.
"""

import math
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

OUT = Path(__file__).resolve().parent.parent / "stories" / "ever-given-suez" / "map.jpg"
WIDTH, HEIGHT = 1800, 1200
NORTH, WEST, PER_DEGREE = 31.72, 30.55, 562.0  # pixels of one degree of latitude
NARROWER = math.cos(math.radians(30.6))  # what a degree of longitude is of that

COAST = [
    (31.6, 30.0),
    (31.55, 30.75),
    (31.6, 31.05),
    (31.5, 31.35),
    (31.44, 31.6),
    (31.54, 31.85),
]
SEA = [
    *COAST,
    (31.4, 32.05),
    (31.28, 32.28),
    (31.26, 32.36),
    (31.1, 32.5),
    (31.03, 32.62),
    (31.08, 32.8),
    (31.14, 32.95),
    (31.23, 33.1),
    (31.14, 33.45),
    (31.14, 33.75),
    (31.18, 34.0),
    (31.3, 34.6),
    (32.5, 34.6),
    (32.5, 30.0),
]
GULF = [
    (29.0, 32.3),
    (29.55, 32.35),
    (29.62, 32.33),
    (29.75, 32.4),
    (29.88, 32.46),
    (29.95, 32.5),
    (29.975, 32.56),
    (29.94, 32.6),
    (29.86, 32.66),
    (29.72, 32.68),
    (29.58, 32.72),
    (29.4, 32.8),
    (29.0, 33.0),
]
LAKES = [
    [
        (31.42, 31.85),
        (31.33, 31.72),
        (31.2, 31.85),
        (31.07, 32.0),
        (31.02, 32.14),
        (31.12, 32.24),
        (31.25, 32.24),
        (31.34, 32.1),
    ],
    [
        (30.44, 32.33),
        (30.41, 32.4),
        (30.35, 32.43),
        (30.29, 32.5),
        (30.25, 32.53),
        (30.21, 32.58),
        (30.18, 32.55),
        (30.24, 32.46),
        (30.3, 32.36),
        (30.36, 32.31),
    ],
    [(30.59, 32.27), (30.58, 32.32), (30.555, 32.32), (30.55, 32.28)],
    [(31.58, 30.8), (31.5, 30.65), (31.42, 30.75), (31.45, 31.0), (31.55, 31.05)],
]
CANAL = [
    (31.27, 32.31),
    (31.05, 32.315),
    (30.85, 32.315),
    (30.7, 32.335),
    (30.585, 32.3),
    (30.44, 32.355),
    (30.34, 32.38),
    (30.24, 32.52),
    (30.15, 32.57),
    (30.018, 32.58),
    (29.93, 32.56),
]
GREEN = [
    *COAST,
    (31.2, 31.95),
    (31.0, 32.2),
    (30.86, 32.26),
    (30.6, 32.24),
    (30.53, 32.2),
    (30.55, 31.75),
    (30.35, 31.55),
    (30.05, 31.3),
    (29.7, 31.3),
    (29.0, 31.2),
    (29.0, 31.1),
    (29.7, 31.2),
    (30.05, 31.15),
    (30.25, 30.85),
    (30.6, 30.3),
    (30.8, 30.0),
]
NILE = [
    (29.3, 31.22),
    (29.85, 31.28),
    (30.15, 31.13),
    (30.45, 31.18),
    (30.72, 31.25),
    (31.05, 31.38),
    (31.25, 31.6),
    (31.42, 31.78),
    (31.54, 31.84),
]
ROSETTA = [(30.09, 31.19), (30.45, 30.82), (30.8, 30.7), (31.1, 30.6), (31.4, 30.4)]
AGROUND = (30.018, 32.58)

INK, PAPER, RED = (38, 46, 52), (250, 244, 228), (186, 48, 32)


def at(latitude: float, longitude: float) -> tuple[float, float]:
    return (longitude - WEST) * PER_DEGREE * NARROWER, (NORTH - latitude) * PER_DEGREE


def mask(*shapes: list[tuple[float, float]]) -> Image.Image:
    """Return where the shapes are, with softened edges."""
    drawn = Image.new("L", (2 * WIDTH, 2 * HEIGHT))
    for shape in shapes:
        ImageDraw.Draw(drawn).polygon(
            [(2 * x, 2 * y) for x, y in smooth([at(*point) for point in shape])], fill=255
        )
    return drawn.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def smooth(points: list[tuple[float, float]], closed: bool = True) -> list[tuple[float, float]]:
    """Return the points with their corners cut, three times (Chaikin)."""
    for _ in range(3):
        pairs = zip(points, points[1:] + (points[:1] if closed else []), strict=False)
        cut = [
            ((a * f + b * (1 - f)), (c * f + d * (1 - f)))
            for (a, c), (b, d) in pairs
            for f in (0.75, 0.25)
        ]
        points = cut if closed else [points[0], *cut, points[-1]]
    return points


def hills(seed: int) -> Image.Image:
    """Return a shaded relief of smooth noise, grey where it is flat."""
    chance, height = random.Random(seed), Image.new("L", (WIDTH, HEIGHT), 128)
    for cell, share in ((150, 0.5), (70, 0.35), (30, 0.25), (12, 0.12)):
        size = (WIDTH // cell + 3, HEIGHT // cell + 3)
        noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
        height = Image.blend(height, noise.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC), share)
    light = ImageFilter.Kernel((3, 3), (-2, -1, 0, -1, 0, 1, 0, 1, 2), scale=0.75, offset=128)
    return (
        height.filter(ImageFilter.GaussianBlur(3)).filter(light).filter(ImageFilter.GaussianBlur(1))
    )


def draw() -> Image.Image:
    land = Image.new("RGB", (WIDTH, HEIGHT), (226, 205, 164))
    rough = (
        Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda level: max(0, level - 70))
    )
    south_east = ImageChops.multiply(
        rough,
        Image.linear_gradient("L")
        .rotate(90)
        .resize((WIDTH, HEIGHT))
        .point(lambda level: min(255, level + 60)),
    )
    relief = Image.composite(
        hills(7),
        Image.new("L", (WIDTH, HEIGHT), 128),
        south_east.point(lambda level: min(255, level * 2)),
    )
    land = ImageChops.overlay(land, relief.convert("RGB"))
    green = mask(GREEN).filter(ImageFilter.GaussianBlur(9))
    land.paste(Image.new("RGB", (WIDTH, HEIGHT), (176, 190, 128)), mask=green)
    fields = hills(11).point(lambda level: 128 + (level - 128) // 3).convert("RGB")
    land = Image.composite(ImageChops.overlay(land, fields), land, green)

    water = mask(SEA, GULF, *LAKES)
    shallow = water.filter(ImageFilter.GaussianBlur(40))
    sea = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), (92, 142, 160)),
        Image.new("RGB", (WIDTH, HEIGHT), (150, 190, 194)),
        shallow,
    )
    shore = ImageChops.subtract(water.filter(ImageFilter.GaussianBlur(6)), water).point(
        lambda level: level // 2
    )
    land.paste(Image.new("RGB", (WIDTH, HEIGHT), (120, 98, 62)), mask=shore)
    land.paste(sea, mask=water)

    large = land.resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(large)
    for course, colour, width in (
        (NILE, (92, 142, 160), 11),
        (ROSETTA, (92, 142, 160), 9),
        (CANAL, PAPER, 17),
        (CANAL, (40, 96, 122), 9),
    ):
        pen.line(
            [(2 * x, 2 * y) for x, y in smooth([at(*point) for point in course], closed=False)],
            fill=colour,
            width=width,
            joint="curve",
        )
    write(pen, large)
    return large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def write(pen: ImageDraw.ImageDraw, on: Image.Image) -> None:
    """Write the names, and mark the place. All pixels are doubled."""

    def name(
        text: str,
        place: tuple[float, float],
        size: int,
        colour=INK,
        anchor: str = "mm",
        halo=(226, 205, 164),
        by=(0, 0),
    ) -> None:
        x, y = at(*place)
        pen.text(
            (2 * x + by[0], 2 * y + by[1]),
            text,
            fill=colour,
            font=ImageFont.load_default(round(2.6 * size)),
            anchor=anchor,
            stroke_width=6 if halo else 0,
            stroke_fill=halo,
        )

    blue = (24, 66, 88)
    name("Mediterranean Sea", (31.53, 32.95), 50, blue, halo=None)
    name("Gulf of", (29.77, 32.53), 30, blue, halo=None, by=(10, -44))
    name("Suez", (29.77, 32.53), 30, blue, halo=None, by=(10, 44))
    name("Nile Delta", (31.0, 31.0), 46, (66, 84, 36), halo=(176, 190, 128))
    name("Sinai", (30.25, 33.5), 60, (112, 84, 40))
    for town, place, anchor, by in (
        ("Port Said", (31.27, 32.31), "rb", (-22, -20)),
        ("Ismailia", (30.59, 32.27), "rm", (-28, 0)),
        ("Suez", (29.97, 32.54), "rb", (-26, 0)),
        ("Cairo", (30.05, 31.25), "rm", (-28, 0)),
    ):
        x, y = (2 * each for each in at(*place))
        pen.ellipse((x - 13, y - 13, x + 13, y + 13), fill=INK, outline=PAPER, width=5)
        name(
            town,
            place,
            38,
            anchor=anchor,
            by=by,
            halo=(150, 190, 194) if town == "Port Said" else (216, 203, 160),
        )
    name("Great Bitter Lake", (30.35, 32.44), 34, blue, anchor="lm", by=(40, 0))
    x, y = (2 * each for each in at(*AGROUND))
    pen.line((x, y, x + 250, y + 30), fill=RED, width=8)
    pen.ellipse((x - 26, y - 26, x + 26, y + 26), fill=RED, outline=PAPER, width=8)
    name("Ever Given aground", AGROUND, 46, RED, anchor="ls", by=(272, 36), halo=(232, 214, 176))
    name("23 to 29 March 2021", AGROUND, 36, INK, anchor="ls", by=(272, 148), halo=(232, 214, 176))
    left, base = 110, 2 * HEIGHT - 110
    length = 2 * PER_DEGREE * 50 / 111.2
    pen.rectangle((left, base, left + length, base + 12), fill=INK)
    pen.text((left, base - 22), "50 km", fill=INK, font=ImageFont.load_default(84), anchor="ls")


if __name__ == "__main__":
    draw().save(OUT, quality=72, progressive=True, optimize=True)
    print(f"{OUT}: {OUT.stat().st_size // 1000} kB")
