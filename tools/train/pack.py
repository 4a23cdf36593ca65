"""Joins sections to one model file, and takes such a file apart again.

Sections are the `.bin` files in `out/`, or in the folders that the command names; those the model has already and
no folder brings anew stay as they are.
"""

import struct
import sys
from pathlib import Path

from places import MODEL, OUT

MAGIC = b"UTMODEL1"


def checksum(data):
    """FNV-1a of 64 bits."""
    state = 0xCBF29CE484222325
    for byte in data:
        state = ((state ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return state


def pack(folders=(OUT,), path=MODEL):
    sections = unpack(path) if path.exists() else {}
    for folder in folders:
        sections |= {file.stem: file.read_bytes() for file in Path(folder).glob("*.bin")}
    sections = dict(sorted(sections.items()))
    data = MAGIC + struct.pack("<I", len(sections))
    for name, content in sections.items():
        data += struct.pack("<B", len(name)) + name.encode("ascii") + struct.pack("<I", len(content))
    data += b"".join(sections.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data + struct.pack("<Q", checksum(data)))
    return sections


def unpack(path=MODEL):
    data = Path(path).read_bytes()
    if data[:8] != MAGIC:
        raise SystemExit(f"{path} is no model file.")
    if checksum(data[:-8]) != struct.unpack("<Q", data[-8:])[0]:
        raise SystemExit(f"{path} is damaged.")
    n, at, sizes = struct.unpack_from("<I", data, 8)[0], 12, []
    for _ in range(n):
        length = data[at]
        name = data[at + 1:at + 1 + length].decode("ascii")
        sizes.append((name, struct.unpack_from("<I", data, at + 1 + length)[0]))
        at += 5 + length
    out = {}
    for name, size in sizes:
        out[name] = data[at:at + size]
        at += size
    return out


if __name__ == "__main__":
    import brotli

    sections = pack(sys.argv[1:] or (OUT,))
    assert unpack() == sections, "what was packed comes out otherwise"
    for name, content in sections.items():
        print(f"{name:12} {len(content):9,} bytes, {len(brotli.compress(content, quality=9)):9,} compressed")
    data = MODEL.read_bytes()
    print(f"{'whole':12} {len(data):9,} bytes, {len(brotli.compress(data, quality=11)):9,} compressed")
