"""EVI410: planted copies found, no false pair, and time that grows with the narratives.

    python -m benchmarks.db_copies [MOST]        # default 50000 narratives

5,000 generated narratives with 300 planted copies (verbatim, lightly edited, digits of the other
script). Promised: recall of 0.95 and no false pair; from one size to one ten times larger the time
grows at most twentyfold.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import pairwise

from pipeline.validator.crossing.shingles import Twinned
from tests.corpus.narratives import Narrator
from tests.corpus.vocabulary import works

COUNT, PLANTED, RECALL, GROWTH = 5_000, 300, 0.95, 2.0
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
PLACES = ("แขวงเหนือ", "แขวงใต้", "แขวงกลาง", "ริมคลองหนึ่ง", "ตลาดเก่า", "ถนนสายสอง", "ชุมชนสามแยก")
DEEDS = ("สำรวจ", "ซ่อมแซม", "จัดประชุม", "ตรวจประเมิน", "ประชาสัมพันธ์", "ติดตั้ง", "อบรมเจ้าหน้าที่เรื่อง")
THINGS = ("ทางเท้า", "ไฟส่องสว่าง", "ถังดักไขมัน", "ร้านอาหาร", "ต้นไม้ริมทาง", "แผงค้า", "เครื่องออกกำลังกาย")


def narrative(rng: random.Random, narrators: list[Narrator]) -> str:
    """Return a narrative of its own works, places and figures."""
    quarter, parts = rng.randint(1, 4), []
    for _ in range(rng.randint(1, 2)):
        parts.append(rng.choice(narrators).done(rng.randint(1, 5), quarter).text)
    for _ in range(rng.randint(3, 6)):
        parts.append(
            f"{rng.choice(DEEDS)}{rng.choice(THINGS)}ใน{rng.choice(PLACES)} จำนวน {rng.randint(2, 9000)}"
            f" แห่ง เมื่อวันที่ {rng.randint(1, 28)} ตามหนังสือที่ กท {rng.randint(1000, 9999)}/{rng.randint(1, 999)}"
        )
    rng.shuffle(parts)
    return " ".join(parts)


def edited(rng: random.Random, text: str) -> str:
    """Return a copy with a word left out and another put in."""
    words = text.split(" ")
    del words[rng.randrange(len(words))]
    words.insert(rng.randrange(len(words)), rng.choice(("ทั้งนี้", "โดย", "พร้อมทั้ง")))
    return " ".join(words)


def found(texts: list[str]) -> tuple[set[tuple[int, int]], float]:
    """Return the pairs that are called copies, and the seconds it took."""
    begin, twinned = time.perf_counter(), Twinned()
    pairs = {
        (twins.first, twins.second)
        for number, text in enumerate(texts)
        for twins in twinned.add(number, text)
    }
    return pairs, time.perf_counter() - begin


def quality(rng: random.Random, narrators: list[Narrator]) -> bool:
    """Measure recall and false pairs; print and judge."""
    texts = [narrative(rng, narrators) for _ in range(COUNT - PLANTED)]
    planted = {}
    for number, first in enumerate(rng.sample(range(len(texts)), PLANTED)):
        kind = ("verbatim", "edited", "digits")[number % 3]
        copy = {"verbatim": texts[first], "edited": edited(rng, texts[first]),
                "digits": texts[first].translate(THAI)}[kind]  # fmt: skip
        planted[first, len(texts)] = kind
        texts.append(copy)
    pairs, seconds = found(texts)
    hits = pairs & set(planted)
    false = pairs - set(planted)
    for kind in ("verbatim", "edited", "digits"):
        of_kind = {pair for pair, name in planted.items() if name == kind}
        print(f"{kind}: {len(of_kind & hits)} of {len(of_kind)} found")
    print(f"recall {len(hits) / PLANTED:.3f} (promised {RECALL}), false pairs {len(false)}"
          f" (promised none), {COUNT} in {seconds:.1f} s")  # fmt: skip
    for first, second in sorted(false)[:3]:
        print(f"  {texts[first][:200]}\n  {texts[second][:200]}")
    return len(hits) / PLANTED >= RECALL and not false


def main(arguments: list[str]) -> int:
    """Measure quality, then time by size."""
    rng = random.Random(410)
    narrators = [
        Narrator(rng, work, 2564, f"สำนักงานเขตที่ {number}")
        for number, work in enumerate(works() * 20)
    ]
    found([narrative(rng, narrators) for _ in range(50)])  # imports aside
    is_kept = quality(rng, narrators)
    most = int(arguments[0]) if arguments else 50_000
    sizes = [size for size in (1_000, 10_000, 50_000) if size <= most]
    times = []
    for size in sizes:
        _, seconds = found([narrative(rng, narrators) for _ in range(size)])
        times.append(seconds)
        print(f"{size} narratives: {seconds:.1f} s, {1000 * seconds / size:.2f} ms each")
    for (small, quick), (large, slow) in pairwise(zip(sizes, times, strict=True)):
        most_times = GROWTH * large / small
        print(f"{small} -> {large}: {slow / quick:.1f} times as long (promised at most"
              f" {most_times:.0f})")  # fmt: skip
        is_kept &= slow / quick <= most_times
    print("kept" if is_kept else "NOT kept")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
