#!/usr/bin/env python3
"""Draws a sample again from its record and its frame, with Python's standard library alone.

Written from docs/sampling.md, and sharing no code with what drew it first.

    repeat_draw.py FRAME.csv RECORD.json

FRAME.csv has the columns id, stratum, cluster, size (UTF-8; an empty cell where there is none). Prints a line for each unit:
id, chance of being in the sample as an exact fraction; then `reserve` lines. Exit status 1 and `REFUSED: why` where the
frame is not the one of the record, or the draw does not start where the record says.
"""
import csv
import hashlib
import json
import sys
from fractions import Fraction

ALGORITHM = "scrutineer sampling 1"


class Refused(Exception):
    """What was read does not give the sample."""


def netstring(text):
    raw = text.encode()
    return b"%d:%s," % (len(raw), raw)


class Stream:
    """xoshiro128** 1.1, from the first 16 bytes of a SHA-256."""

    def __init__(self, *texts):
        digest = hashlib.sha256(b"".join(netstring(text) for text in texts)).digest()
        self.s = [int.from_bytes(digest[at : at + 4], "big") for at in (0, 4, 8, 12)]

    def word(self):
        def rotate(word, bits):
            return ((word << bits) | (word >> (32 - bits))) & 0xFFFFFFFF

        s = self.s
        result = (rotate((s[1] * 5) & 0xFFFFFFFF, 7) * 9) & 0xFFFFFFFF
        shifted = (s[1] << 9) & 0xFFFFFFFF
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = rotate(s[3], 11)
        return result

    def below(self, limit):
        words = max(1, -(-(limit - 1).bit_length() // 32))
        everything = 1 << (32 * words)
        while True:
            found = 0
            for _ in range(words):
                found = (found << 32) | self.word()
            if found < everything - everything % limit:
                return found % limit

    def share(self):
        high = self.word() >> 5
        return (high * 2**26 + (self.word() >> 6)) / 2**53


def draw_some(stream, items, count):
    pool = list(items)
    for at in range(count):
        other = at + stream.below(len(pool) - at)
        pool[at], pool[other] = pool[other], pool[at]
    return pool[:count]


def systematic(sizes, n, start):
    step, end, mark, drawn = sum(sizes), 0, start, []
    for at, size in enumerate(sizes):
        end += n * size
        if mark < end:
            drawn.append(at)
            mark += step
    return drawn


def certainty(sizes, n):
    total, certain = sum(sizes), set()
    for at in sorted(range(len(sizes)), key=lambda one: -sizes[one]):
        if len(certain) == n or (n - len(certain)) * sizes[at] < total:
            break
        certain.add(at)
        total -= sizes[at]
    return sorted(certain), [at for at in range(len(sizes)) if at not in certain], n - len(certain), total


def reached(working, n):
    width = n + 1
    after = [[0.0] * width for _ in range(len(working) + 1)]
    after[-1][0] = 1.0
    for at in range(len(working) - 1, -1, -1):
        chance, row, rest = working[at], after[at], after[at + 1]
        row[0] = rest[0] * (1 - chance)
        for count in range(1, width):
            row[count] = rest[count] * (1 - chance) + rest[count - 1] * chance
    before, chances = [1.0] + [0.0] * n, []
    for at, chance in enumerate(working):
        total = 0.0
        for count in range(n):
            total += before[count] * after[at + 1][n - 1 - count]
        for count in range(n, 0, -1):
            before[count] = before[count] * (1 - chance) + before[count - 1] * chance
        before[0] *= 1 - chance
        chances.append(chance * total / after[0][n])
    return chances


def working_chances(wanted, n):
    working, step, last = list(wanted), 1.0, float("inf")
    for _ in range(500):
        off = [one - met for one, met in zip(wanted, reached(working, n))]
        furthest = max(abs(one) for one in off)
        if furthest <= 1e-13:
            return working
        if furthest > 0.75 * last:
            step = 0.5
        last = furthest
        working = [one + step * more for one, more in zip(working, off)]
    raise Refused("the chances of maximum entropy were not found")


def by_entropy(stream, wanted, n):
    working = working_chances(wanted, n)
    while True:
        drawn = [at for at, chance in enumerate(working) if stream.share() < chance]
        if len(drawn) == n:
            return drawn


def select(stream, sizes, n, method):
    """Places with their chances, and where a systematic draw started."""
    equal = Fraction(n, len(sizes))
    if method == "simple":
        return [(at, equal) for at in draw_some(stream, range(len(sizes)), n)], None
    if method == "systematic":
        start = stream.below(len(sizes))
        return [(at, equal) for at in systematic([1] * len(sizes), n, start)], start
    certain, others, left, total = certainty(sizes, n)
    drawn = [(at, Fraction(1)) for at in certain]
    if left == 0:
        return drawn, None
    rest, start = [sizes[at] for at in others], None
    if method == "pps systematic":
        start = stream.below(total)
        places = systematic(rest, left, start)
    else:
        places = by_entropy(stream, [float(left * size) / float(total) for size in rest], left)
    return drawn + [(others[place], Fraction(left * rest[place], total)) for place in places], start


def group(units, key):
    groups = {}
    for unit in units:
        groups.setdefault(unit[key], []).append(unit)
    return list(groups.items())


class Draw:
    def __init__(self, units, record):
        self.record, self.design = record, record["design"]
        self.lots = iter(record["lots"])
        self.selected, self.reserves = [], []
        in_strata = self.design["allocation"]["kind"] != "none"
        for stratum, members in group(units, "stratum") if in_strata else [("", units)]:
            self.stratum(stratum, members)

    def stream(self, purpose, stratum, cluster):
        return Stream(ALGORITHM, self.record["seed"], purpose, stratum, cluster)

    def select(self, stream, sizes, method):
        """The counts are taken from the record: they show how an allocation came out."""
        lot = next(self.lots)
        drawn, start = select(stream, sizes, lot["drawn"], method)
        if lot["start"] != (None if start is None else str(start)) or lot["units"] != len(sizes):
            raise Refused(f"the lot of stratum {lot['stratum']}, cluster {lot['cluster']} is another one")
        return drawn

    def reserve(self, left, stratum, cluster):
        count = min(self.record["reserves"], len(left))
        self.reserves += draw_some(self.stream("reserve", stratum, cluster), left, count)

    def stratum(self, stratum, members):
        by_units = self.design["kind"] == "units"
        items = [(unit["id"], [unit]) for unit in members] if by_units else group(members, "cluster")
        sizes = [sum(int(unit["size"] or 0) for unit in units) for _, units in items]
        drawn = self.select(self.stream("first", stratum, ""), sizes, self.design["method"])
        if self.design["kind"] == "two stages":
            for at, chance in drawn:
                self.cluster(stratum, *items[at], chance)
            return
        self.selected += [(unit["id"], chance) for at, chance in drawn for unit in items[at][1]]
        places = {at for at, _ in drawn}
        self.reserve([name for at, (name, _) in enumerate(items) if at not in places], stratum, "")

    def cluster(self, stratum, name, units, chance):
        stream = self.stream("second", stratum, name)
        drawn = self.select(stream, [1] * len(units), self.design["unitMethod"])
        self.selected += [(units[at]["id"], chance * within) for at, within in drawn]
        places = {at for at, _ in drawn}
        self.reserve([unit["id"] for at, unit in enumerate(units) if at not in places], stratum, name)


def read_frame(path, told):
    with open(path, encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    if told["order"] == "id":
        units.sort(key=lambda unit: unit["id"])
    digest = hashlib.sha256(b"scrutineer frame 1\n")
    for unit in units:
        digest.update(b"".join(netstring(unit[field]) for field in ("id", "stratum", "cluster", "size")) + b"\n")
    if digest.hexdigest() != told["sha256"] or len(units) != told["units"]:
        raise Refused(f"the frame is another one: {digest.hexdigest()} and not {told['sha256']}")
    return units


def main(frame_path, record_path):
    with open(record_path, encoding="utf-8") as file:
        record = json.load(file)
    if record["algorithm"] != ALGORITHM:
        raise Refused(f"the record is of {record['algorithm']}, this program of {ALGORITHM}")
    draw = Draw(read_frame(frame_path, record["frame"]), record)
    for name, chance in draw.selected:
        print(f"{name}\t{chance}")
    for name in draw.reserves:
        print(f"reserve\t{name}")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        main(*sys.argv[1:])
    except Refused as refusal:
        print(f"REFUSED: {refusal}")
        sys.exit(1)
