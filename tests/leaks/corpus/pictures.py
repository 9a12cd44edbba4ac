"""Small pictures that carry an identity beside their pixels."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def pixels() -> Image.Image:
    """Return a small picture."""
    picture = Image.new("RGB", (24, 12), (200, 210, 220))
    picture.putpixel((3, 4), (10, 20, 30))
    return picture


def jpeg(*, artist: str = "", title: str = "", comment: str = "", xmp: str = "") -> bytes:
    """Return a JPEG with EXIF (UTF-8 and UTF-16 tags), a comment, or XMP."""
    exif = Image.Exif()
    if artist:
        exif[0x013B] = artist.encode()
        exif[0x9C9D] = artist.encode("utf-16-le") + b"\0\0"
    if title:
        exif[0x010E] = title.encode()
    more: dict[str, bytes] = {}
    if comment:
        more["comment"] = comment.encode()
    if xmp:
        more["xmp"] = packet(xmp).encode()
    if artist or title:
        more["exif"] = exif.tobytes()
    out = io.BytesIO()
    pixels().save(out, "JPEG", **more)
    return out.getvalue()


def png(*, author: str = "", itxt: str = "", packed: str = "") -> bytes:
    """Return a PNG with a text chunk of each of the three kinds."""
    info = PngInfo()
    if author:
        info.add_itxt("Author", author)
    if itxt:
        info.add_itxt("XML:com.adobe.xmp", packet(itxt))
    if packed:
        info.add_itxt("Comment", packed, zip=True)
    out = io.BytesIO()
    pixels().save(out, "PNG", pnginfo=info)
    return out.getvalue()


def png_after_its_end(text: str) -> bytes:
    """Return a PNG with bytes behind its last chunk."""
    return png() + text.encode()


def png_private_chunk(text: str) -> bytes:
    """Return a PNG with a chunk of a private kind."""
    plain = png()
    body = b"prVt" + text.encode("utf-16-le")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return plain[:33] + chunk + plain[33:]


def packet(name: str) -> str:
    """Return XMP that names a creator."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
