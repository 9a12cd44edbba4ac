"""Zip files as the corpus needs them: in a given order, with comments, extra fields and gaps."""

import io
import struct
import zipfile
from collections.abc import Mapping


def pack(
    parts: Mapping[str, bytes | str],
    *,
    comment: str = "",
    member_comment: str = "",
    extra: str = "",
    stored: tuple[str, ...] = (),
) -> bytes:
    """Return a zip file of the parts; `extra` goes into an extra field of the first member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for number, (name, data) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 8))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            if number == 0 and extra:
                value = extra.encode()
                info.extra = struct.pack("<HH", 0x7075, len(value)) + value
            if number == 0 and member_comment:
                info.comment = member_comment.encode()
            target.writestr(info, data)
        target.comment = comment.encode()
    return out.getvalue()


def workbook(text: str) -> bytes:
    """Return a small spreadsheet with one shared string."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
            '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
            '<c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{main}" count="1" uniqueCount="1">'
            f"<si><t>{text}</t></si></sst>",
        }
    )
