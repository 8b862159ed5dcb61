"""CPU time against length, for the inputs that make bad rules slow.

    python benchmarks/linearity.py [--seconds 20] [--largest 10000000]

Each input is repeated to 1 kB, 10 kB ... and parsed, as long as the next size may be expected to take less than `--seconds`.
The exponent is that of a power law through the sizes from 10 kB on (below, what each call costs is not nothing):
1.0 is linear, 2.0 is quadratic. Exits with 1 where one is above 1.25.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from contextlib import suppress

import release_parser as rp

# What our own rules look for, over and over, without ever coming to an end; and text as releases write it.
PROSE = (
    "Officers from the Harbour Crime Team arrested 34 people, aged between 19 and 54, on Monday 4 May 2020 in Operation Sandpiper.\n\n"
    "Inspector Ann Pole, of the Roads Policing Unit, said: “We seized 2.5kg of cannabis worth £12,500 and more than 40 knives, up 12 per cent on last year.”\n\n"
    "The team also:\n\n- stopped 1,250 vehicles\n- seized 30 of them\n\nAnyone with information should call 101, quoting reference 5221/20, or visit www.ash.example.org.\n\n"
)
INPUTS = {
    "1,": "1,", '"': '"', "“": "“", "'": "'", "’": "’", "(": "(", "[": "[", "*": "*", "_": "_", "£": "£", "£1": "£1", "-": "-", "- ": "- ", "–": "–",
    ".": ".", "!": "!", ":": ":", "/": "/", "@": "@", "a@": "a@", "a.": "a.", "&": "&", "&amp;": "&amp;", "\\": "\\", "#": "#", "|": "|", "\\n": "\n", "space": " ", "tab": "\t",
    "1": "1", "1 ": "1 ", "1.": "1.", "1/": "1/", "1-": "1-", "1:": "1:", "a": "a", "A": "A", "A ": "A ", "Ab ": "Ab ", "a ": "a ", "one ": "one ", "one-": "one-",
    "half a ": "half a ", "two hundred and ": "two hundred and ", "aged 1, ": "aged 1, ", "between 1 and ": "between 1 and ", "1 to ": "1 to ", "1 million ": "1 million ",
    "Operation ": "Operation ", "Operation Ash, ": "Operation Ash, ", "Operations Ash and ": "Operations Ash and ", "Op ": "Op ", "Project ": "Project ",
    "Rural Crime Team ": "Rural Crime Team ", "Crime Team, ": "Crime Team, ", "Unit ": "Unit ", "Team (ABC) ": "Team (ABC) ",
    "PC ": "PC ", "PC Ash ": "PC Ash ", "PC Ann Pole, ": "PC Ann Pole, ", "Ann Pole ": "Ann Pole ", "Ann Pole said ": "Ann Pole said ", "O’Neill-": "O’Neill-", "van der ": "van der ", "head of ": "head of ", "who and Ann Pole, head ": "who and Ann Pole, head ",
    'said: "': 'said: "', 'said "no" ': 'said "no" ', "he said. ": "he said. ", '"We," said Ann Pole. ': '"We," said Ann Pole. ', "said: “We act.\\n\\n": "said: “We act.\n\n",
    "4 May, ": "4 May, ", "Monday ": "Monday ", "4-": "4-", "10am to ": "10am to ", "last ": "last ", "the past two ": "the past two ", "2020 ": "2020 ", "May 4 and ": "May 4 and ", "in ": "in ",
    "Section 1 and ": "Section 1 and ", "27 Acacia ": "27 Acacia ", "call 101 ": "call 101 ", "0800 ": "0800 ", "07700 900 ": "07700 900 ", "quoting ": "quoting ", "www.": "www.", "http://": "http://",
    "* a\\n": "* a\n", "- 1 a:\\n": "- 1 a:\n", "a:\\n": "a:\n", "1. A\\n": "1. A\n", "**a** ": "**a** ", "|a|b|\\n": "|a|b|\n",
    "12 men. ": "12 men. ", "3 men in May, ": "3 men in May, ", "12 men, 3 women and ": "12 men, 3 women and ", "up 3% to 4, ": "up 3% to 4, ", "compared with 4 in 2019, ": "compared with 4 in 2019, ",
    "prose": PROSE, "prose in one line": PROSE.replace("\n", " "), "prose in capitals": PROSE.upper(),
}  # fmt: skip
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)


def cpu(parser: rp.Parser, text: str) -> float:
    start = time.process_time()
    with suppress(rp.InputError):  # 'empty' is an answer too
        parser.parse(text)
    return time.process_time() - start


def exponent(times: dict[int, float]) -> float | None:
    """The slope of a line through the logarithms, by least squares."""
    points = [(math.log(size), math.log(max(seconds, 1e-6))) for size, seconds in times.items() if size >= 10_000]
    if len(points) < 2:
        return None
    mean_x, mean_y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--seconds", type=float, default=20, help="no size that may be expected to take longer is tried"
    )
    arguments.add_argument("--largest", type=int, default=10_000_000)
    arguments.add_argument("--only", help="only inputs whose name contains this")
    options = arguments.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    parser = rp.Parser()
    parser.parse(PROSE)
    print("| input | " + " | ".join(f"{size // 1000:,} kB" for size in sizes) + " | exponent |")
    print("|---" * (len(sizes) + 2) + "|")
    worst = 0.0
    for name, unit in INPUTS.items():
        if options.only and options.only not in name:
            continue
        times: dict[int, float] = {}
        for size in sizes:
            if times and (last := max(times)) and times[last] * (size / last) ** 1.3 > options.seconds:
                break
            text = (unit * (size // len(unit) + 1))[:size]
            times[size] = min(cpu(parser, text) for _ in range(3 if size <= 10_000 else 1))
        slope = exponent(times)
        worst = max(worst, slope or 0)
        cells = [f"{times[size]:.3f}" if size in times else "" for size in sizes]
        print(
            f"| `{name}` | {' | '.join(cells)} | {'' if slope is None else f'{slope:.2f}'} |".replace("`|", "`\\|"),
            flush=True,
        )
    print(f"\nlargest exponent: {worst:.2f}")
    return worst > 1.25


if __name__ == "__main__":
    sys.exit(main())
