"""Seconds that extraction takes on text made to hurt, short and long: `python benchmarks/hostile.py`.

In proportion to length means that twice the text takes about twice the time.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REPORT = ROOT / "extract" / "reports" / "ceb-annual-overview-2019.zh.txt"


def cases() -> dict[str, str]:
    """Return hostile paragraphs of about 25,000 characters each, by name."""
    flat = "".join(REPORT.read_text(encoding="utf-8").split())
    return {
        "open brackets": "(" * 25_000,
        "nested brackets": "首协会核可了" + "(" * 1000 + "战略" + ")" * 1000 + "。" + "首协会" * 7000,
        "open titles": "《联合国" * 6000,
        "no full stop": flat.replace("。", "，"),
        "one verb": "首协会核可了" * 4000,
        "names only": "大会、" * 8000 + "签署了该声明",
        "commas": "，" * 25_000,
        "numbers": "第 1/1 号" * 4000,
        "enumeration": "首协会取得了成果，包括：" + "(a) 制定了《守则》；" * 2000,
        "every second character": flat[::2],
    }


def seconds(body: str) -> float:
    """Return the seconds of extraction for a report of one paragraph."""
    from extract import extract, read_bytes

    document = read_bytes(f"一. 引言\n\n1. {body}\n".encode(), "hostile.txt")
    began = time.perf_counter()
    extract(document)
    return time.perf_counter() - began


def main() -> None:
    """Print the seconds of each case at one length and at twice that, and how the time grows."""
    seconds("首协会核可了战略。")
    print(f"{'':<24}{'x 1':>8}{'x 2':>8}   grows")
    for name, body in cases().items():
        once, twice = seconds(body), seconds(body + body)
        print(f"{name:<24}{once:>8.3f}{twice:>8.3f}   x {twice / once:.1f}")


if __name__ == "__main__":
    main()
