"""A TrueType font of two glyphs, nothing and a block, made by hand: what it writes has ink."""

import struct

#: The width of every sign, in thousandths of the size.
WIDTH = 600


def program() -> bytes:
    """Return the font program."""
    block = struct.pack(">hhhhh", 1, 50, 0, 550, 700) + struct.pack(">HH", 3, 0)
    block += bytes([1, 1, 1, 1])
    block += struct.pack(">hhhh", 50, 0, 500, 0) + struct.pack(">hhhh", 0, 700, 0, -700)
    block += bytes(-len(block) % 4)
    tables = {
        b"glyf": block,
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            0x00010000,
            0x00010000,
            0,
            0x5F0F3CF5,
            0,
            1000,
            0,
            0,
            0,
            0,
            600,
            700,
            0,
            8,
            2,
            1,
            0,
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            0x00010000,
            800,
            -200,
            0,
            WIDTH,
            50,
            50,
            550,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            2,
        ),
        b"hmtx": struct.pack(">HhHh", WIDTH, 0, WIDTH, 50),
        b"loca": struct.pack(">III", 0, 0, len(block)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x00010000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    head = struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, 32)
    at = len(head) + 16 * len(tables)
    rows, body = b"", b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows += tag + struct.pack(">III", total, at + len(body), len(data))
        body += padded
    return head + rows + body


def glyph_map() -> bytes:
    """Return the glyph of each code: nothing for blanks and soft hyphens, else the block."""
    blank = {0x20, 0xA0, 0xAD}
    return b"".join(b"\0\0" if code in blank else b"\0\1" for code in range(0x10000))
