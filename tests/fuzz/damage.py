"""Damage: what happens to files on disks and lines, and what somebody does to them who means harm."""

from __future__ import annotations

import random

SPICE = [
    b"\xff",
    b"\x00",
    b"\xed\xa0\x80",
    b"\x1b[2J",
    b'"',
    b"<",
    b"</",
    b"&#xD800;",
    b"\\ud800",
    b"0000-00-00",
    b"9" * 30,
    b"-1",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"[" * 50,
    b"{" * 50,
    b"\n",
    b"\r",
    "٣٤𐵀".encode(),
    "\u202e".encode(),
    b"http://[x]/",
    b"=?utf-8?q?",
    b"../",
]


def damage(whole: bytes, number: int) -> bytes:
    """The file with some faults in it: the same for the same number."""
    chance = random.Random(number)
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not data:
            break
        at = chance.randrange(len(data))
        until = min(len(data), at + chance.choice((1, 2, 4, 8, 64, 512)))
        kind = chance.randrange(7)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at] = chance.randrange(256)
        elif kind == 2:
            del data[at:until]
        elif kind == 3:
            data[at:at] = data[at:until]
        elif kind == 4:
            data[at:at] = chance.choice(SPICE)
        elif kind == 5:
            data[at:until] = chance.choice(SPICE)
        else:
            del data[at:]
    return bytes(data)
