#!/usr/bin/env python3
"""Writes the table of JIS X 0213:2004, as Python's codec has it: 94 rows of plane 1 and the
26 rows of plane 2, 94 cells each, three bytes a cell, little-endian: the code point, or a base
letter with the number of the mark behind it in bits 20 to 22 (from 1 on), 0 for none. Behind
them stand the numbers of the cells that are the first to hold their character alone, in the
order of the characters, two bytes each."""
import sys

PLANE_2 = [1, 8, 3, 4, 5, 12, 13, 14, 15] + list(range(78, 95))
MARKS = "\u0300\u0301\u02E5\u02E9\u309A"


def meaning(sequence):
    try:
        text = sequence.decode("euc_jis_2004")
    except UnicodeDecodeError:
        return 0
    return ord(text[0]) | (MARKS.index(text[1]) + 1) << 20 if len(text) == 2 else ord(text)


cells = range(0xA1, 0xFF)
codes = [meaning(bytes([0xA0 + row, cell])) for row in range(1, 95) for cell in cells]
codes += [meaning(bytes([0x8F, 0xA0 + row, cell])) for row in PLANE_2 for cell in cells]
first = {}
for cell, code in enumerate(codes):
    if 0 < code < 1 << 20:
        first.setdefault(code, cell)
for code in codes:
    sys.stdout.buffer.write(code.to_bytes(3, "little"))
for code in sorted(first):
    sys.stdout.buffer.write(first[code].to_bytes(2, "little"))
