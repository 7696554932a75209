#!/usr/bin/env python3
"""Counts, with valgrind's callgrind, what the first and the fiftieth signature of a document cost in instructions.

Own work is all that `sign_to` does, opening the document included, but for what any signer has to do: the one pass
that copies and hashes the document, the private key's operation and the check of its result. The file is read by
position, as the command line reads it. Fails where the own work of the fiftieth is more than RATIO times that of the
first, or an earlier signature adds more than EACH instructions.

Instructions, not time: the figures are the same on a busy machine. valgrind counts a `rep movsb` once for each byte,
which no processor does, so the C library is asked for its other loops."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

RATIO = float(os.environ.get("KYSO_COST_RATIO", "2.3"))
EACH = int(os.environ.get("KYSO_COST_EACH", "21000"))
GOAL = 2.0

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target/release/driver"
SIGN_TO = "sign::perform::sign_to"
# What any signer has to do. A compiler may put one function into the other: of several names the one that is left counts.
NOT_OWN = (
    ("sign::stream::Stream::pass",),
    ("identity::signer::Signer>::sign",),
    ("crypto::verify::verify", "crypto::verify::verify_input"),
)
TUNABLES = ":".join(f"glibc.cpu.x86_rep_{what}_threshold=1000000000" for what in ("movsb", "stosb"))


def large(folder):
    """A page, and a megabyte that concerns nobody; a cross-reference table."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (1 << 20, b"x" * (1 << 20)),
    ]
    text, rows = b"%PDF-1.7\n", [b"0000000000 65535 f \n"]
    for number, body in enumerate(bodies, 1):
        rows.append(b"%010d 00000 n \n" % len(text))
        text += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(text)
    text += b"xref\n0 5\n" + b"".join(rows) + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    path = folder / "large.pdf"
    path.write_bytes(text)
    return path


def sign(before, after, times, *prefix, **environment):
    command = [*prefix, PROGRAM, "again", str(times), "rsa2048", before, after]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | environment)


def own_work(document, folder):
    """Instructions of one signature behind what `document` holds."""
    counts = folder / "callgrind.out"
    sign(document, folder / "thrown-away.pdf", 1, "valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}",
         # Opening the key verifies certificates, too: only what `sign_to` does is counted.
         f"--toggle-collect=*{SIGN_TO}*", GLIBC_TUNABLES=TUNABLES)
    listed = subprocess.run(["callgrind_annotate", "--auto=no", "--inclusive=yes", "--threshold=100", counts],
                            check=True, capture_output=True, text=True).stdout
    inclusive = {}
    for line in listed.splitlines():
        if found := re.match(r"\s*([\d,]+) \([^)]*\)\s+\S*?:(.*?)(?: \[.*)?$", line):
            inclusive.setdefault(found[2].strip(), int(found[1].replace(",", "")))

    def of(*names):
        matching = [count for function, count in inclusive.items() if function.endswith(names)]
        if not matching:
            sys.exit(f"callgrind saw nothing of {' or '.join(names)}")
        return max(matching)

    return of(SIGN_TO) - sum(of(*names) for names in NOT_OWN)


def main():
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variants = {
            "table": ROOT / "testdata/samples/quyet-dinh.pdf",
            "table, 1 MB": large(folder),
            "object streams": ROOT / "testdata/variants/object-streams.pdf",
        }
        print(f"{'own work, instructions':24}{'first':>12}{'50th':>12}{'ratio':>8}{'each':>9}   (goal: {GOAL})")
        for variant, document in variants.items():
            signed = folder / "signed.pdf"
            sign(document, signed, 49)
            first, fiftieth = own_work(document, folder), own_work(signed, folder)
            ratio, each = fiftieth / first, (fiftieth - first) // 49
            print(f"{variant:24}{first:12,}{fiftieth:12,}{ratio:8.2f}{each:9,}")
            failed |= ratio > RATIO or each > EACH
    if failed:
        sys.exit(f"more than {RATIO} times the first, or more than {EACH:,} for each earlier signature")


if __name__ == "__main__":
    main()
