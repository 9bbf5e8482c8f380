#!/usr/bin/env python3
"""Writes the table of planes 1 to 3 of CNS 11643, as glibc's EUC-TW has them: 94 rows of
94 code points of 16 bits a plane, little-endian, 0 for none. Behind them stand the numbers
of the cells that are the first to hold their character, in the order of the characters."""
import subprocess
import sys


def meaning(sequence):
    run = subprocess.run(["iconv", "-f", "EUC-TW", "-t", "UTF-32LE"], input=sequence, capture_output=True)
    code = int.from_bytes(run.stdout, "little") if run.returncode == 0 and len(run.stdout) == 4 else 0
    return code if code < 0x10000 else 0


def plane(start):
    # One run a row is quick; a row with gaps is read cell by cell.
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            yield meaning(start + bytes([row, cell]))


codes = [code for start in (b"", b"\x8E\xA2", b"\x8E\xA3") for code in plane(start)]
first = {}
for cell, code in enumerate(codes):
    if code:
        first.setdefault(code, cell)
for number in codes + [first[code] for code in sorted(first)]:
    sys.stdout.buffer.write(number.to_bytes(2, "little"))
