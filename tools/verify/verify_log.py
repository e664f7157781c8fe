#!/usr/bin/env python3
"""Verifies a log, or a receipt of one leaf, with Python's standard library and the program openssl alone.

Written from the published specifications, and from docs/log.md for what a leaf may hold:
RFC 6962 section 2 and RFC 9162 section 2.1.3.2 (tree, inclusion), RFC 8032 (Ed25519, by openssl),
c2sp.org/signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature.

    verify_log.py log PLACE --key VKEY [--witness VKEY]...
    verify_log.py receipt FILE --key VKEY [--witness VKEY]... [--leaf FILE]

PLACE is a folder or an http(s) address. VKEY is `name+id+base64`, or the name of a file that holds it. Each --witness has
to have confirmed the checkpoint. Prints what holds; exit status 1 and `REFUSED: why` where something does not.
"""
import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

WIDTH = 256
EMPTY_ROOT = hashlib.sha256(b"").digest()


class Refused(Exception):
    """What was read may not be believed."""


# --- keys and notes (c2sp.org/signed-note) ---------------------------------------------------------------------------


def strict_base64(text, what):
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"{what}: not base64")
    if base64.b64encode(raw).decode() != text:
        raise Refused(f"{what}: base64 in another spelling")
    return raw


class Key:
    """A verifier key: Ed25519 of a log (kind 1) or of a witness (kind 4)."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise Refused("key: expected name+id+base64")
        self.name, key_id, encoded = parts
        material = strict_base64(encoded, "key")
        if len(material) != 33 or material[0] not in (1, 4):
            raise Refused("key: expected kind 1 or 4 and 32 bytes of Ed25519")
        self.kind, self.public = material[0], material[1:]
        self.key_id = hashlib.sha256(self.name.encode() + b"\n" + material).digest()[:4]
        if self.key_id.hex() != key_id:
            raise Refused(f"key: its id is {self.key_id.hex()}, not {key_id}")

    def holds(self, message, signature):
        """RFC 8032 by openssl: the key as SubjectPublicKeyInfo (RFC 8410)."""
        spki = bytes.fromhex("302a300506032b6570032100") + self.public
        with tempfile.TemporaryDirectory() as folder:
            paths = {name: os.path.join(folder, name) for name in ("key", "message", "signature")}
            for name, data in (("key", spki), ("message", message), ("signature", signature)):
                with open(paths[name], "wb") as file:
                    file.write(data)
            command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"], "-rawin"]
            command += ["-in", paths["message"], "-sigfile", paths["signature"]]
            return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def open_note(source, log_key, witness_keys):
    """The text of a note that the log signed and each witness confirmed; anything else is refused."""
    try:
        note = source.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("note: not UTF-8")
    if any(ord(c) < 0x20 and c != "\n" for c in note):
        raise Refused("note: control characters")
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n") or len(note) == cut + 2:
        raise Refused("note: expected text, an empty line and signatures")
    text, lines = note[: cut + 1], note[cut + 2 : -1].split("\n")
    signed = set()
    for line in lines:
        match = re.fullmatch(r"\u2014 ([^\s+]+) (\S+)", line)
        if match is None:
            raise Refused("note: a line that is no signature")
        raw = strict_base64(match[2], "signature")
        if len(raw) < 5:
            raise Refused("signature: too short")
        for key in [log_key, *witness_keys]:
            if key.name == match[1] and key.key_id == raw[:4]:
                if not signature_holds(key, text, raw[4:]):
                    raise Refused(f"the signature of {key.name} does not hold")
                signed.add(key)
    for key in [log_key, *witness_keys]:
        if key not in signed:
            raise Refused(f"the signature of {key.name} is missing")
    return text


def signature_holds(key, text, raw):
    if key.kind == 1:
        return len(raw) == 64 and key.holds(text.encode(), raw)
    # c2sp.org/tlog-cosignature v1: eight bytes of time, then the signature.
    if len(raw) != 72:
        return False
    time = int.from_bytes(raw[:8], "big")
    return time > 0 and key.holds(f"cosignature/v1\ntime {time}\n{text}".encode(), raw[8:])


def parse_checkpoint(text, origin):
    """c2sp.org/tlog-checkpoint: origin, size, root."""
    lines = text.split("\n")[:-1]
    if len(lines) < 3 or any(line == "" for line in lines):
        raise Refused("checkpoint: expected origin, size and root")
    if lines[0] != origin:
        raise Refused(f"checkpoint: it is of {lines[0]}, not of {origin}")
    if re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]) is None:
        raise Refused("checkpoint: no size")
    root = strict_base64(lines[2], "root")
    if len(root) != 32:
        raise Refused("checkpoint: no root")
    return int(lines[1]), root


# --- the tree (RFC 6962, 2.1; RFC 9162, 2.1.3.2) ----------------------------------------------------------------------


def hash_leaf(leaf):
    return hashlib.sha256(b"\x00" + leaf).digest()


def hash_node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """The root over hashes of nodes of one level, all of them perfect subtrees but for the right edge."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        level = [hash_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)] + odd
    return level[0]


def verify_inclusion(index, size, leaf_hash, proof, root):
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if node % 2 == 1 or node == last:
            found = hash_node(sibling, found)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            found = hash_node(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


# --- leaves (docs/log.md) ---------------------------------------------------------------------------------------------

HASH = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DEVICE = re.compile(r"[0-9a-f]{16}")
ALWAYS = {"v", "type", "id", "version", "time"}
MEMBERS = {
    "receipt": ("content channel", "previous attachments device sequence devicePrevious"),
    "interpretation": ("receipt fields", "previous"),
    "attachment": ("content", "previous receipt channel device"),
    "decision": ("content", "previous about"),
    "case": ("content", "previous about"),
    "release": ("content", "previous about"),
    "correction": ("content", "previous about"),
    "erasure": ("about", "previous"),
    "retention": ("content deleted", "previous gone kept"),
    "enrolment": ("device", "previous content"),
    "revocation": ("device", "previous about"),
    "registration": ("content subject", "previous"),
    "build": ("content", "previous"),
}
MEMBERS = {name: (ALWAYS | set(must.split()), set(may.split())) for name, (must, may) in MEMBERS.items()}


def is_text(pattern):
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def is_count(value):
    return type(value) is int and 1 <= value < 2**53


def are_counts(value):
    kinds = ("people", "files", "papers", "submissions")
    return isinstance(value, dict) and all(
        kind in kinds and (is_count(count) or type(count) is int and count == 0) for kind, count in value.items()
    )


RULES = {
    "v": lambda value: type(value) is int and value == 1,
    "type": lambda value: isinstance(value, str) and value in MEMBERS,
    "id": is_text(UUID),
    "version": is_count,
    "time": lambda value: is_count(value) and 1577836800000 <= value < 4102444800000,
    "attachments": lambda value: isinstance(value, list) and all(is_text(HASH)(one) for one in value),
    "channel": lambda value: value in ("app", "odk", "desk", "api", "sms", "file"),
    "device": is_text(DEVICE),
    "sequence": is_count,
    "subject": lambda value: value in ("sample", "form", "figure"),
}
for hash_member in ("previous", "content", "fields", "receipt", "about", "devicePrevious"):
    RULES[hash_member] = is_text(HASH)
for counts_member in ("deleted", "gone", "kept"):
    RULES[counts_member] = are_counts


def check_leaf(leaf):
    """The members of a leaf; refused where it is no canonical JSON (RFC 8785) or holds what may not be in the log."""
    if len(leaf) > 4096:
        raise Refused("more than 4,096 bytes")
    try:
        value = json.loads(leaf.decode("utf-8"))
        # All names and values that a leaf may have are ASCII: for these, this is the spelling of RFC 8785.
        spelt = json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
    except (ValueError, RecursionError):
        raise Refused("no JSON")
    if not isinstance(value, dict) or spelt != leaf:
        raise Refused("no canonical JSON object")
    if not RULES["type"](value.get("type")):
        raise Refused("no type that a leaf may have")
    must, may = MEMBERS[value["type"]]
    if not must <= value.keys() or not value.keys() <= must | may:
        raise Refused("members are missing, or may not be there")
    for name, member in value.items():
        if not RULES[name](member):
            raise Refused(f"{name} is not as it has to be")
    return value


# --- a whole log (c2sp.org/tlog-tiles) --------------------------------------------------------------------------------


class Place:
    """A log in a folder or behind an address."""

    def __init__(self, name):
        self.name = name.rstrip("/")
        self.is_remote = name.startswith(("http://", "https://"))

    def read(self, path):
        try:
            if self.is_remote:
                with urllib.request.urlopen(f"{self.name}/{path}", timeout=30) as reply:
                    return reply.read(WIDTH * 65537 + 1)
            with open(os.path.join(self.name, *path.split("/")), "rb") as file:
                return file.read()
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                return None
            raise Refused(f"{path}: the server answers {error.code}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Refused(f"{path}: {error}")

    def read_tile(self, level, index, width):
        """A tile; the full one in place of a partial one that is gone."""
        path = f"tile/{level}/{spell_index(index)}"
        found = self.read(f"{path}.p/{width}") if width < WIDTH else None
        found = self.read(path) if found is None else found
        if found is None:
            raise Refused(f"{path}: there is no such file")
        return found


def spell_index(index):
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    return "/".join(groups)


def split_bundle(data, path):
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data):
            raise Refused(f"{path}: it breaks off")
        entries.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    return entries


def hashes_of_tile(place, level, index, width):
    data = place.read_tile(level, index, width)
    if len(data) not in (width * 32, WIDTH * 32):
        raise Refused(f"tile/{level}/{spell_index(index)}: {len(data)} bytes")
    return [data[at : at + 32] for at in range(0, width * 32, 32)]


def check_bundle(place, index, width):
    """The hashes of the leaves of a bundle, which are those of the lowest tile."""
    path = f"tile/entries/{spell_index(index)}"
    entries = split_bundle(place.read_tile("entries", index, width), path)
    if len(entries) not in (width, WIDTH):
        raise Refused(f"{path}: {len(entries)} entries")
    tile = hashes_of_tile(place, 0, index, width)
    for at, leaf in enumerate(entries[:width]):
        try:
            check_leaf(leaf)
        except Refused as error:
            raise Refused(f"leaf {index * WIDTH + at}: {error}")
        if hash_leaf(leaf) != tile[at]:
            raise Refused(f"leaf {index * WIDTH + at}: its hash is not the one in tile/0/{spell_index(index)}")
    return tile


def widths(count):
    return [min(WIDTH, count - first) for first in range(0, count, WIDTH)]


def verify_tree(place, size):
    """The root of the tree, computed from the leaves; each tile is compared with what lies below it."""
    level, hashes = 0, []
    for index, width in enumerate(widths(size)):
        tile = check_bundle(place, index, width)
        hashes.append(tile)
    edges = []
    while True:
        full = [root_of(tile) for tile in hashes if len(tile) == WIDTH]
        edges.append([tile for tile in hashes if len(tile) < WIDTH])
        if not full:
            break
        level += 1
        hashes = []
        for index, width in enumerate(widths(len(full))):
            tile = hashes_of_tile(place, level, index, width)
            for at, found in enumerate(tile):
                if found != full[index * WIDTH + at]:
                    raise Refused(f"tile/{level}/{spell_index(index)}: hash {at} is not that of the tile below")
            hashes.append(tile)
    return fold_edges(edges)


def fold_edges(edges):
    """The root, from the partial tiles at the right edge of each level: the lowest stands furthest to the right."""
    root = None
    for partial in edges:
        for tile in partial:
            nodes = perfect_roots(tile)
            root = nodes.pop() if root is None else root
            while nodes:
                root = hash_node(nodes.pop(), root)
    return EMPTY_ROOT if root is None else root


def perfect_roots(hashes):
    """The roots of the perfect subtrees that these hashes make, the largest first."""
    roots, at = [], 0
    while at < len(hashes):
        width = 1 << ((len(hashes) - at).bit_length() - 1)
        roots.append(root_of(hashes[at : at + width]))
        at += width
    return roots


def verify_log(place, log_key, witness_keys):
    note = place.read("checkpoint")
    if note is None:
        raise Refused("checkpoint: there is no such file")
    size, root = parse_checkpoint(open_note(note, log_key, witness_keys), log_key.name)
    if verify_tree(place, size) != root:
        raise Refused("checkpoint: its root is not that of the leaves")
    return [f"log {log_key.name}", f"size {size}", f"root {base64.b64encode(root).decode()}"]


# --- a receipt (c2sp.org/tlog-proof) ----------------------------------------------------------------------------------


def verify_receipt(source, leaf, log_key, witness_keys):
    cut = source.find(b"\n\n")
    if cut < 0:
        raise Refused("receipt: expected an empty line before the checkpoint")
    try:
        lines = source[:cut].decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Refused("receipt: not ASCII")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Refused("receipt: expected c2sp.org/tlog-proof@v1")
    if lines and lines[0].startswith("extra "):
        extra = strict_base64(lines.pop(0)[6:], "extra")
        leaf = extra if leaf is None else leaf
    if leaf is None:
        raise Refused("receipt: it does not hold its leaf; give it with --leaf FILE")
    match = re.fullmatch(r"index (0|[1-9][0-9]{0,15})", lines.pop(0) if lines else "")
    if match is None or len(lines) > 63:
        raise Refused("receipt: expected an index and at most 63 hashes")
    proof = [strict_base64(line, "hash") for line in lines]
    if any(len(one) != 32 for one in proof):
        raise Refused("receipt: a hash that has not 32 bytes")
    size, root = parse_checkpoint(open_note(source[cut + 2 :], log_key, witness_keys), log_key.name)
    index, value = int(match[1]), check_leaf(leaf)
    if not verify_inclusion(index, size, hash_leaf(leaf), proof, root):
        raise Refused(f"the log of {size} leaves does not have this leaf at {index}")
    return [f"log {log_key.name}", f"size {size}", f"leaf {index}", f"type {value['type']}", f"time {value['time']}"]


def read_key(text, kind):
    if os.path.exists(text):
        with open(text, encoding="utf-8") as file:
            text = file.read()
    key = Key(text)
    if key.kind != kind:
        raise Refused(f"key of {key.name}: expected kind {kind}, found {key.kind}")
    return key


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["log", "receipt"])
    parser.add_argument("place")
    parser.add_argument("--key", required=True)
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--leaf")
    asked = parser.parse_args()
    try:
        log_key = read_key(asked.key, 1)
        witness_keys = [read_key(one, 4) for one in asked.witness]
        if asked.what == "log":
            found = verify_log(Place(asked.place), log_key, witness_keys)
        else:
            with open(asked.place, "rb") as file:
                source = file.read()
            leaf = None
            if asked.leaf is not None:
                with open(asked.leaf, "rb") as file:
                    leaf = file.read()
            found = verify_receipt(source, leaf, log_key, witness_keys)
    except (Refused, OSError) as error:
        print(f"REFUSED: {error}")
        return 1
    print("\n".join([*found, *(f"confirmed by {key.name}" for key in witness_keys), "OK"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
