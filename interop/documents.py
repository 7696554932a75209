"""The documents to sign: a base of testdata, with qpdf in the wanted structure and encryption."""
import re
import subprocess
from pathlib import Path

USER, OWNER = "nguoi-dung", "chu-so-huu"

STRUCTURE_OPTIONS = {
    "table": ["--object-streams=disable"],
    "xref-stream": ["--object-streams=disable"],
    "object-streams": ["--object-streams=generate"],
    "hybrid": ["--object-streams=disable"],
    "linearized": ["--linearize", "--object-streams=disable"],
    "linearized-object-streams": ["--linearize", "--object-streams=generate"],
    "garbage-before": ["--object-streams=disable"],
    "two-revisions": ["--object-streams=disable"],
    "version-1.3": ["--force-version=1.3", "--object-streams=disable"],
    # Extension level 8 is what has AES-256 in PDF 1.7; without it qpdf writes no encryption at all.
    "version-1.7": ["--force-version=1.7.8", "--object-streams=disable"],
    "version-2.0": ["--force-version=2.0", "--object-streams=generate"],
}
ENCRYPTION_OPTIONS = {
    "rc4-40": ["40"],
    "rc4-128": ["128", "--use-aes=n"],
    "aes-128": ["128", "--use-aes=y"],
    "aes-128-clear-metadata": ["128", "--use-aes=y", "--cleartext-metadata"],
    "aes-256-r5": ["256", "--force-R5"],
    "aes-256": ["256"],
}


def password(encryption):
    """The password with which a document of this kind is opened, or None."""
    return {"user": USER, "owner": OWNER, "empty": ""}.get(encryption.partition("/")[2])


def make(base: Path, structure: str, encryption: str, output: Path):
    """Writes `base` to `output` in this structure and encryption."""
    options = ["--static-id", "--static-aes-iv", *STRUCTURE_OPTIONS[structure]]
    kind, _, who = encryption.partition("/")
    if kind != "none":
        user = "" if who == "empty" else USER
        options += ["--allow-weak-crypto", "--encrypt", user, OWNER, *ENCRYPTION_OPTIONS[kind], "--"]
    subprocess.run(["qpdf", *options, str(base), str(output)], check=True)
    change = {"xref-stream": xref_stream, "hybrid": hybrid, "garbage-before": garbage, "two-revisions": second_revision}
    if structure in change:
        output.write_bytes(change[structure](output.read_bytes()))
    data = output.read_bytes()
    assert (b"/Encrypt " in data) == (kind != "none"), f"{output}: not in encryption {encryption}"
    if structure.startswith("version-"):
        assert data.startswith(b"%PDF-" + structure.removeprefix("version-").encode()), f"{output}: not {structure}"


class Table:
    """The one cross-reference table of a file that qpdf wrote."""

    def __init__(self, data: bytes):
        self.start = int(re.findall(rb"startxref\n(\d+)", data)[-1])
        text = data[self.start:]
        count = int(re.match(rb"xref\n0 (\d+)\n", text)[1])
        first = self.start + text.index(b"\n", 5) + 1
        self.at = {number: first + 20 * number for number in range(count)}
        rows = [data[at: at + 20] for at in self.at.values()]
        self.offsets = {number: int(row[:10]) for number, row in enumerate(rows) if row[17:18] == b"n"}
        tail = text[text.index(b"trailer"): text.rindex(b"startxref")]
        self.entries = tail[tail.index(b"<<") + 2: tail.rindex(b">>")].strip()
        self.size = count

    def without_size(self) -> bytes:
        return re.sub(rb"/Size \d+", b"", self.entries)


def row(kind: int, offset: int, generation: int = 0) -> bytes:
    return bytes([kind]) + offset.to_bytes(4, "big") + generation.to_bytes(2, "big")


def stream(number: int, entries: bytes, content: bytes) -> bytes:
    head = b"%d 0 obj\n<< /Type /XRef /W [1 4 2] %s /Length %d >>\nstream\n" % (number, entries, len(content))
    return head + content + b"\nendstream\nendobj\n"


def xref_stream(data: bytes) -> bytes:
    """The same objects, their offsets in a cross-reference stream instead of the table."""
    table = Table(data)
    body, number = data[: table.start], table.size
    offsets = table.offsets | {number: len(body)}
    rows = b"".join(row(1, offsets[key]) if key in offsets else row(0, 0, 65535) for key in range(number + 1))
    entries = table.without_size() + b" /Size %d" % (number + 1)
    body = re.sub(rb"^%PDF-1\.[34]", b"%PDF-1.5", body)
    return body + stream(number, entries, rows) + b"startxref\n%d\n%%%%EOF\n" % len(body)


def hybrid(data: bytes) -> bytes:
    """The last objects are free in the table; a second section with an empty table names them in /XRefStm
    (ISO 32000-2, 7.5.8.4), as word processors write it."""
    table = Table(data)
    needed = {int(number) for number in re.findall(rb"/(?:Root|Encrypt) (\d+) 0 R", table.entries)}
    hidden = sorted(number for number in table.offsets if number not in needed)[-4:]
    out = bytearray(re.sub(rb"^%PDF-1\.[34]", b"%PDF-1.5", data))
    for number in hidden:
        out[table.at[number]: table.at[number] + 20] = b"0000000000 00000 f \n"
    at, number = len(out), table.size
    entries = table.without_size() + b" /Size %d" % (number + 1)
    index = b"".join(b"%d 1 " % key for key in [*hidden, number])
    rows = b"".join(row(1, table.offsets[key]) for key in hidden) + row(1, at)
    out += stream(number, entries + b" /Index [%s]" % index, rows)
    trailer = b"xref\n0 0\ntrailer\n<< %s /Prev %d /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + trailer % (entries, table.start, at, len(out))


def garbage(data: bytes) -> bytes:
    """A line before the header; the offsets count from the header."""
    return b"X-Mailer: van thu\r\n\r\n" + data


def second_revision(data: bytes) -> bytes:
    """A second revision that writes the page again as it is."""
    table = Table(data)
    for number, offset in table.offsets.items():
        text = data[offset: data.index(b"endobj", offset) + 7]
        if re.search(rb"/Type /Page\b(?!s)", text):
            break
    at = len(data)
    start = at + len(text)
    trailer = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return data + text + trailer % (number, at, table.entries, table.start, start)
