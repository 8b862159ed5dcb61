"""CPU time against length, for the inputs that make bad rules slow.

    python benchmarks/linearity.py [--seconds 20] [--largest 10000000]
    python benchmarks/linearity.py --per-character [--dearest 10]

Each input is repeated to 1 kB, 10 kB ... and parsed, as long as the next size may be expected to take less than `--seconds`.
The exponent is that of a power law through the sizes from 10 kB on (below, what each call costs is not nothing):
1.0 is linear, 2.0 is quadratic. Exits with 1 where one is above 1.25.

The second form compares what a character costs with what it costs in the median release of `tests/fixtures/releases`: of every input at 30 kB,
and at 1 MB of those that are dearest there. Exits with 1 where one of a megabyte costs more than ten times as much.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path

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
    # what releases say, again and again
    "in Kelsham ": "in Kelsham ", "Kelsham, ": "Kelsham, ", "in High Street, Kelsham, ": "in High Street, Kelsham, ",
    "Kelsham and Morley and ": "Kelsham and Morley and ", "Ann Pole said. ": "Ann Pole said. ", "Ann Pole, ": "Ann Pole, ", "Ann Pole, 34, ": "Ann Pole, 34, ",
    "Ann Pole, 34, of Kelsham, ": "Ann Pole, 34, of Kelsham, ", "Mr Pole ": "Mr Pole ", "She said: “No.” ": "She said: “No.” ", "They said. ": "They said. ",
    "He ": "He ", "her ": "her ", "“We act.\\n\\n": "“We act.\n\n", "“We act,” said Sgt Ann Pole. ": "“We act,” said Sgt Ann Pole. ", "“We act.” ": "“We act.” ",
    "Sgt Ann Pole said: “We act.”\\n\\n": "Sgt Ann Pole said: “We act.”\n\n", "the “County Lines” ": "the “County Lines” ", "‘We act,’ he said. ": "‘We act,’ he said. ",
    "“We ‘act’,” ": "“We ‘act’,” ", "told the Gazette “no” ": "told the Gazette “no” ", "”": "”", "“No,” he said. “Yes.” ": "“No,” he said. “Yes.” ",
    "* 34 arrests\\n": "* 34 arrests\n", "* knives\\n": "* knives\n", "The week saw:\\n* 34 arrests\\n": "The week saw:\n* 34 arrests\n",
    "1. Two men\\n": "1. Two men\n", "* arrests: 34\\n": "* arrests: 34\n", "- 34 arrests\\n": "- 34 arrests\n", "| Theft | 34 | 12 |\\n": "| Theft | 34 | 12 |\n",
    "| Crime | 2019 | 2020 |\\n| Theft | 34 | 12 |\\n": "| Crime | 2019 | 2020 |\n| Theft | 34 | 12 |\n", "Theft\\t34\\t12\\n": "Theft\t34\t12\n",
    "| Theft | 34% | -12% |\\n": "| Theft | 34% | -12% |\n", "| 34 ": "| 34 ", "a|b\\n": "a|b\n", "Operation Heron arrested 34. ": "Operation Heron arrested 34. ",
    "Operation Heron, Operation Kite and ": "Operation Heron, Operation Kite and ", "operation heron ": "operation heron ",
    "Operations Heron, Kite and Finch arrested 3 men. ": "Operations Heron, Kite and Finch arrested 3 men. ", "Op Heron, ": "Op Heron, ",
    "on 4 May 2020 ": "on 4 May 2020 ", "4/5/2020 ": "4/5/2020 ", "since May ": "since May ", "between 3 and 9 May ": "between 3 and 9 May ",
    "in 2019 and 2020 ": "in 2019 and 2020 ", "on Monday, ": "on Monday, ", "at 10.30pm ": "at 10.30pm ", "between 1pm and 3pm ": "between 1pm and 3pm ",
    "12 men last week. ": "12 men last week. ", "They arrested 34 men. ": "They arrested 34 men. ", "34 men, ": "34 men, ", "34 men and ": "34 men and ",
    "seized 34 knives, ": "seized 34 knives, ", "£500, ": "£500, ", "£5m worth of drugs, ": "£5m worth of drugs, ", "2.5kg of cocaine, ": "2.5kg of cocaine, ",
    "34 per cent ": "34 per cent ", "a quarter of ": "a quarter of ", "one in five ": "one in five ", "10-15 ": "10-15 ", "up to 34 ": "up to 34 ",
    "dozens of ": "dozens of ", "doubled ": "doubled ", "34 per 100,000 ": "34 per 100,000 ", "thirty-four ": "thirty-four ", "one hundred and ": "one hundred and ",
    "aged 34, ": "aged 34, ", "a 34-year-old man, ": "a 34-year-old man, ", "34-year-old ": "34-year-old ", "12 years and six months, ": "12 years and six months, ",
    "5ft 10in ": "5ft 10in ", "34 compared with 30 in 2019. ": "34 compared with 30 in 2019. ", "up 34% from 30. ": "up 34% from 30. ",
    "fell by 34 to 30, ": "fell by 34 to 30, ", "34 men, including 3 women. ": "34 men, including 3 women. ",
    "Twelve people were arrested: seven for theft and five for assault. ": "Twelve people were arrested: seven for theft and five for assault. ",
    "34 arrests, of which 3 ": "34 arrests, of which 3 ", "a total of 34, ": "a total of 34, ", "3 and 4 respectively, ": "3 and 4 respectively, ",
    "the Roads Policing Unit ": "the Roads Policing Unit ", "Violence Suppression Unit (VSU) ": "Violence Suppression Unit (VSU) ", "Team ": "Team ",
    "Roads Policing Unit, ": "Roads Policing Unit, ", "Kelsham Police ": "Kelsham Police ", "Metropolitan Police, ": "Metropolitan Police, ",
    "DCI Ann Pole, of the Roads Policing Unit, ": "DCI Ann Pole, of the Roads Policing Unit, ", "Detective Chief Inspector ": "Detective Chief Inspector ",
    "head of the unit ": "head of the unit ", "Chief Executive Officer, ": "Chief Executive Officer, ", "www.kelsham.example/a ": "www.kelsham.example/a ",
    "a@kelsham.example ": "a@kelsham.example ", "0800 555 111 ": "0800 555 111 ", "CAD 1234/12Jan ": "CAD 1234/12Jan ", "@KelshamPolice ": "@KelshamPolice ",
    "quoting reference 5221/20 ": "quoting reference 5221/20 ", "crime number 01/23456/21 ": "crime number 01/23456/21 ",
    "Section 60 of the Act ": "Section 60 of the Act ", "27 Acacia Road ": "27 Acacia Road ", "KE1 2AB ": "KE1 2AB ", "the M25 ": "the M25 ", "AB12 CDE ": "AB12 CDE ",
    "Covid-19 ": "Covid-19 ", "POLICE ARREST 34 MEN IN KELSHAM ": "POLICE ARREST 34 MEN IN KELSHAM ", "police arrest men in kelsham ": "police arrest men in kelsham ",
    "Police arrest 34 men\\n\\n": "Police arrest 34 men\n\n", "Officers made 34 arrests.\\n\\n": "Officers made 34 arrests.\n\n", "A.\\n\\n": "A.\n\n",
    "Officers made\\n": "Officers made\n", "34\r\\n": "34\r\n", "men: ": "men: ", "34; ": "34; ", "... ": "... ", "34 – ": "34 – ", "(34 men) ": "(34 men) ",
    "**34** ": "**34** ", "[34](x) ": "[34](x) ", "&pound;34 ": "&pound;34 ", "34\xa0men ": "34\xa0men ", "ar\xadrest ": "ar\xadrest ", "34\u200b ": "34\u200b ",
    "😀 ": "😀 ", "٣٤ ": "٣٤ ", "警察": "警察", "é": "é", "é": "é", "\u202e": "\u202e", "\\t34": "\t34", "\x0c34 ": "\x0c34 ", "which ": "which ",
    "who arrested ": "who arrested ", "and ": "and ", "of ": "of ", "the ": "the ", "to ": "to ", "was arrested ": "was arrested ", "34 men who ": "34 men who ",
    "by 34 officers ": "by 34 officers ", "with 34 knives ": "with 34 knives ", "for 34 years ": "for 34 years ", "jailed for 34 years ": "jailed for 34 years ",
    "was jailed for 12 years and 6 months. ": "was jailed for 12 years and 6 months. ",
    "19 arrests. Nineteen people were arrested. ": "19 arrests. Nineteen people were arrested. ", "34 arrests were made. ": "34 arrests were made. ",
    "34 people were arrested. ": "34 people were arrested. ", "more than 3,810 violent criminals arrested, ": "more than 3,810 violent criminals arrested, ",
    "Ann Pole, 34, was jailed for 12 years. ": "Ann Pole, 34, was jailed for 12 years. ", "A 34-year-old man was arrested. ": "A 34-year-old man was arrested. ",
    "prose": PROSE, "prose in one line": PROSE.replace("\n", " "), "prose in capitals": PROSE.upper(),
}  # fmt: skip
RELEASES = Path(__file__).parents[1] / "tests" / "fixtures" / "releases"
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


def per_character(parser: rp.Parser, dearest: int, only: str | None) -> int:
    """Print what a character costs, in shares of that of the median release."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(RELEASES.glob("*.txt"))]
    usual = statistics.median(min(cpu(parser, text) for _ in range(3)) / len(text) for text in texts)
    print(f"the median of {len(texts)} releases: {usual * 1e6:.1f} microseconds a character\n", flush=True)
    names = [name for name in INPUTS if only is None or only in name]
    shares = {name: _share(parser, name, 30_000, usual) for name in names}
    print(
        f"at 30 kB: median {statistics.median(shares.values()):.1f} times, largest {max(shares.values()):.1f} times\n"
    )
    print("| input | 30 kB | 1 MB |\n|---|---|---|")
    worst = 0.0
    for name in sorted(names, key=lambda name: -shares[name])[:dearest]:
        share = _share(parser, name, 1_000_000, usual)
        worst = max(worst, share)
        print(f"| `{name}` | {shares[name]:.1f} | {share:.1f} |".replace("`|", "`\\|"), flush=True)
    return worst > 10


def _share(parser: rp.Parser, name: str, size: int, usual: float) -> float:
    return cpu(parser, _repeated(name, size)) / size / usual


def _repeated(name: str, size: int) -> str:
    unit = INPUTS[name]
    return (unit * (size // len(unit) + 1))[:size]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--seconds", type=float, default=20, help="no size that may be expected to take longer is tried"
    )
    arguments.add_argument("--largest", type=int, default=10_000_000)
    arguments.add_argument("--only", help="only inputs whose name contains this")
    arguments.add_argument("--per-character", action="store_true")
    arguments.add_argument("--dearest", type=int, default=10, help="how many are tried at 1 MB")
    options = arguments.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    parser = rp.Parser()
    parser.parse(PROSE)
    if options.per_character:
        return per_character(parser, options.dearest, options.only)
    print("| input | " + " | ".join(f"{size // 1000:,} kB" for size in sizes) + " | exponent |")
    print("|---" * (len(sizes) + 2) + "|")
    worst = 0.0
    for name in INPUTS:
        if options.only and options.only not in name:
            continue
        times: dict[int, float] = {}
        for size in sizes:
            if times and (last := max(times)) and times[last] * (size / last) ** 1.3 > options.seconds:
                break
            text = _repeated(name, size)
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
