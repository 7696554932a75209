#!/usr/bin/env python3
"""Writes the variants that no tool makes, byte by byte, with Python's standard library alone.

settle IN OUT            a LibreOffice PDF with a fixed date and file identifier
write SAMPLES VARIANTS   the hand-written files
"""
import hashlib
import re
import sys
import zlib
from pathlib import Path

MEDIA = b"/MediaBox [0 0 595.304 841.89]"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"


def settle(data: bytes) -> bytes:
    """The same bytes with the date of the samples and an identifier made from the contents."""
    data = re.sub(rb"/CreationDate\(D:\d{14}Z'\)", b"/CreationDate(D:20261124010000Z')", data)
    tail = data.rindex(b"trailer")
    head, trailer = data[:tail], data[tail:]
    digest = hashlib.md5(head).hexdigest().upper().encode()
    return head + re.sub(rb"\b[0-9A-F]{32}\b", digest, trailer)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (extra, len(content), content)


def page_text(*lines: str) -> bytes:
    """A page's content. Times-Roman has no Vietnamese letters: these texts are written without marks."""
    out = [b"BT /F1 13 Tf 85 760 Td 20 TL"]
    out += [b"(%s) Tj T*" % line.encode("ascii") for line in lines]
    return b"\n".join(out + [b"ET"])


def number(objects: dict[int, bytes], start: int = 0) -> tuple[bytes, dict[int, int]]:
    """Objects in order, and where each begins when the first byte stands at `start`."""
    out, offsets = b"", {}
    for key in sorted(objects):
        offsets[key] = start + len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (key, objects[key])
    return out, offsets


def table(offsets: dict[int, int], free: tuple[int, ...] = (0,)) -> bytes:
    """A cross-reference table of one subsection for each run of numbers."""
    rows = {key: b"%010d 00000 n \n" % at for key, at in offsets.items()}
    rows |= {key: b"0000000000 65535 f \n" if key == 0 else b"0000000000 00000 f \n" for key in free}
    out, keys = b"xref\n", sorted(rows)
    while keys:
        run = [keys.pop(0)]
        while keys and keys[0] == run[-1] + 1:
            run.append(keys.pop(0))
        out += b"%d %d\n" % (run[0], len(run)) + b"".join(rows[key] for key in run)
    return out


def classic(objects: dict[int, bytes], version: bytes = b"1.7", extra: bytes = b"") -> bytes:
    """A file with a cross-reference table; object 1 is the catalog."""
    head = b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version
    body, offsets = number(objects, len(head))
    identity = hashlib.md5(body).hexdigest().encode()
    start = len(head) + len(body)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /ID [<%s> <%s>] %s>>\nstartxref\n%d\n%%%%EOF\n"
    return head + body + table(offsets) + trailer % (max(objects) + 1, identity, identity, extra, start)


def update(data: bytes, objects: dict[int, bytes], size: int) -> bytes:
    """An incremental update with a table: only the rows of `objects`, and no object 0."""
    previous = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    body, offsets = number(objects, len(data))
    start = len(data) + len(body)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return data + body + table(offsets, free=()) + trailer % (size, previous, start)


def plain(*lines: str) -> dict[int, bytes]:
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R %s /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>" % MEDIA,
        4: FONT,
        5: stream(page_text(*lines)),
    }


def pdf_1_3() -> bytes:
    return classic(plain("THONG BAO", "Tep PDF 1.3, bang tham chieu, khong co /AcroForm."), b"1.3")


def two_ends() -> bytes:
    """A second revision that changes the page's text: two %%EOF, the newest counts."""
    first = classic(plain("THONG BAO", "Ban du thao lan 1."))
    return update(first, {5: stream(page_text("THONG BAO", "Ban du thao lan 2, da sua."))}, 6)


def annots(indirect: bool) -> bytes:
    objects = plain("THONG BAO", "Trang co mot lien ket; /Annots la " + ("doi tuong rieng." if indirect else "mang truc tiep."))
    link = b"<< /Type /Annot /Subtype /Link /Rect [85 700 300 720] /Border [0 0 1] /A << /S /URI /URI (https://example.org/) >> >>"
    objects[6] = link
    value = b"7 0 R" if indirect else b"[6 0 R]"
    objects[3] = objects[3][:-2] + b"/Annots %s >>" % value
    if indirect:
        objects[7] = b"[6 0 R]"
    return classic(objects)


def inherited() -> bytes:
    """The page has neither a box nor resources of its own: the node above has them."""
    objects = plain("THONG BAO", "Trang thua huong kich thuoc va phong chu.")
    objects[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s /Resources << /Font << /F1 4 0 R >> >> /Rotate 0 >>" % MEDIA
    objects[3] = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"
    return classic(objects)


def form(indirect_form: bool = True) -> dict[int, bytes]:
    """A text field, an empty visible and an empty invisible signature field, and a nested pair.

    LanhDao        empty, visible
    CoQuan         empty, invisible
    PheDuyet       a node without a widget; below it
    PheDuyet.VanThu   empty, visible, a widget of its own
    PheDuyet.GhiChu   a text field with an appearance
    """
    objects = plain("QUYET DINH", "Mau co o ky trong.")
    form_value = b"<< /Fields [8 0 R 9 0 R 10 0 R 11 0 R] /SigFlags 1 /DA (/F1 11 Tf 0 g) /DR << /Font << /F1 4 0 R >> >> >>"
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /AcroForm %s >>" % (b"6 0 R" if indirect_form else form_value)
    if indirect_form:
        objects[6] = form_value
    objects[3] = objects[3][:-2] + b"/Annots [8 0 R 9 0 R 10 0 R 12 0 R 13 0 R] >>"
    objects[7] = stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << >> ")
    widget = b"/Type /Annot /Subtype /Widget /F 4 /P 3 0 R"
    objects[8] = b"<< /FT /Tx /T (SoVanBan) /V (1250) %s /Rect [85 600 285 620] >>" % widget
    objects[9] = b"<< /FT /Sig /T (LanhDao) %s /Rect [320 300 520.25 380.5] >>" % widget
    objects[10] = b"<< /FT /Sig /T (CoQuan) %s /Rect [0 0 0 0] >>" % widget
    objects[11] = b"<< /T (PheDuyet) /Kids [12 0 R 13 0 R] >>"
    objects[12] = b"<< /FT /Sig /T (VanThu) /Parent 11 0 R %s /Rect [85 300 285 380] >>" % widget
    objects[13] = b"<< /FT /Tx /T (GhiChu) /Parent 11 0 R %s /Rect [85 560 285 580] /AP << /N 7 0 R >> >>" % widget
    return objects


def entry(kind: int, second: int, third: int) -> bytes:
    return bytes([kind]) + second.to_bytes(4, "big") + third.to_bytes(2, "big")


def object_stream(objects: dict[int, bytes]) -> bytes:
    index, body = b"", b""
    for key, value in objects.items():
        index += b"%d %d " % (key, len(body))
        body += value + b" "
    packed = zlib.compress(index + body, 9)
    return stream(packed, b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode " % (len(objects), len(index)))


def form_in_object_stream() -> bytes:
    """Catalog, form and fields lie in an object stream; the only cross-reference section is a stream."""
    objects = form()
    inside = {key: objects[key] for key in (1, 2, 3, 6, 8, 9, 10, 11, 12, 13)}
    outside = {key: objects[key] for key in (4, 5, 7)}
    outside[14] = object_stream(inside)
    head = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    body, offsets = number(outside, len(head))
    start = len(head) + len(body)
    rows = [entry(0, 0, 65535)]
    for key in range(1, 15):
        rows.append(entry(1, offsets[key], 0) if key in offsets else entry(2, 14, list(inside).index(key)))
    rows.append(entry(1, start, 0))
    identity = hashlib.md5(body).hexdigest().encode()
    extra = b"/Type /XRef /Size 16 /W [1 4 2] /Root 1 0 R /ID [<%s> <%s>] /Filter /FlateDecode " % (identity, identity)
    xref = b"15 0 obj\n%s\nendobj\n" % stream(zlib.compress(b"".join(rows), 9), extra)
    return head + body + xref + b"startxref\n%d\n%%%%EOF\n" % start


def hybrid() -> bytes:
    """A table for old readers, and /XRefStm that shows the form in an object stream to new ones (7.5.8.4)."""
    objects = form()
    hidden = {key: objects.pop(key) for key in (6, 9, 10, 11, 12, 13)}
    objects[14] = object_stream(hidden)
    head = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    body, offsets = number(objects, len(head))
    at = len(head) + len(body)
    rows = b"".join(entry(2, 14, n) for n in range(len(hidden)))
    extra = b"/Type /XRef /Size 16 /W [1 4 2] /Root 1 0 R /Index [6 1 9 5] "
    xref_stream = b"15 0 obj\n%s\nendobj\n" % stream(rows, extra)
    start = at + len(xref_stream)
    offsets[15] = at
    identity = hashlib.md5(body).hexdigest().encode()
    trailer = b"trailer\n<< /Size 16 /Root 1 0 R /ID [<%s> <%s>] /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n"
    return head + body + xref_stream + table(offsets, free=(0, *hidden)) + trailer % (identity, identity, at, start)


def hybrid_word() -> bytes:
    """As word processors write it: a first section that gives the hidden objects as free, then one whose
    table is empty and whose /XRefStm names them."""
    objects = form()
    hidden = {key: objects.pop(key) for key in (6, 9, 10, 11, 12, 13)}
    objects[14] = object_stream(hidden)
    head = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    body, offsets = number(objects, len(head))
    first = len(head) + len(body)
    identity = hashlib.md5(body).hexdigest().encode()
    trailer = b"trailer\n<< /Size 16 /Root 1 0 R /ID [<%s> <%s>] %s>>\nstartxref\n%d\n%%%%EOF\n"
    data = head + body + table(offsets, free=(0, *hidden, 15)) + trailer % (identity, identity, b"", first)
    at = len(data)
    rows = b"".join(entry(2, 14, n) for n in range(len(hidden))) + entry(1, offsets[14], 0) + entry(1, at, 0)
    extra = b"/Type /XRef /Size 16 /W [1 4 2] /Root 1 0 R /Index [6 1 9 7] "
    data += b"15 0 obj\n%s\nendobj\n" % stream(rows, extra)
    second = b"/Prev %d /XRefStm %d " % (first, at)
    return data + b"xref\n0 0\n" + trailer % (identity, identity, second, len(data))


def garbage(data: bytes, offsets_moved: bool) -> bytes:
    """Bytes of a mail or a web form before the header. Offsets count from the header, or from byte 0."""
    before = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    if not offsets_moved:
        return before + data
    shift = len(before)
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    body, rest = data[:start], data[start:]
    rest = re.sub(rb"(\d{10}) (\d{5} n)", lambda m: b"%010d %s" % (int(m[1]) + shift, m[2]), rest)
    return before + body + re.sub(rb"startxref\n\d+", b"startxref\n%d" % (start + shift), rest)


def wrong_start(data: bytes) -> bytes:
    """`startxref` points past the table: a reader must search for the objects."""
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    return data[: data.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % (start + 37)


def write(samples: Path, variants: Path) -> None:
    files = {
        "version-1.3": pdf_1_3(),
        "two-ends": two_ends(),
        "annots-indirect": annots(indirect=True),
        "annots-direct": annots(indirect=False),
        "inherited": inherited(),
        "form": classic(form()),
        "form-direct": classic(form(indirect_form=False)),
        "form-in-object-stream": form_in_object_stream(),
        "hybrid": hybrid(),
        "hybrid-word": hybrid_word(),
        "garbage-before": garbage(classic(form()), offsets_moved=False),
        "garbage-before-offsets-moved": garbage(classic(form()), offsets_moved=True),
        "garbage-after": (samples / "cong-van.pdf").read_bytes() + b"\r\n\r\n--boundary--\r\n" + b"\0" * 100,
        "wrong-startxref": wrong_start(classic(form())),
    }
    for name, data in files.items():
        (variants / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    command, first, second = sys.argv[1:4]
    if command == "settle":
        Path(second).write_bytes(settle(Path(first).read_bytes()))
    elif command == "write":
        write(Path(first), Path(second))
    else:
        sys.exit(__doc__)
