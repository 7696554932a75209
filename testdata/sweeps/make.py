#!/usr/bin/env python3
"""Makes the small signed files of the sweeps anew: ./make.py KYSO. Needs qpdf, OpenSSL and pyHanko (for the document
time-stamp: kyso makes none yet). ECDSA draws at random, so another run gives other bytes."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
VARIANTS = HERE.parent / "variants"
KEYS = HERE.parent / "keys"
KYSO = sys.argv[1]
LARGEST = 8192


def run(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, stdout=subprocess.DEVNULL)


def identity(work, key, chain=False):
    """The key with its own certificate alone, or with the one above it."""
    blocks = (KEYS / f"{key}.pem").read_text().split("-----BEGIN ")
    kept, certificates = [], 0
    for block in blocks[1:]:
        certificates += block.startswith("CERTIFICATE")
        if not block.startswith("CERTIFICATE") or certificates <= 1 + chain:
            kept.append("-----BEGIN " + block)
    path = work / f"{key}-{chain}.pem"
    path.write_text("".join(kept))
    return path


def tiny_identity(work):
    """A key with a certificate of 350 bytes, so that two signatures fit; nobody keeps it."""
    path = work / "tiny.pem"
    if not path.exists():
        run("faketime", "2026-01-01", "openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "9000",
            "-keyout", work / "tiny.key", "-out", work / "tiny.crt", "-subj", "/CN=Tiny",
            "-addext", "keyUsage=critical,nonRepudiation")
        path.write_text((work / "tiny.key").read_text() + (work / "tiny.crt").read_text())
    return path


def sign(work, source, name, key, *options, chain=False):
    out = work / "signed"
    signer = identity(work, key, chain) if key else tiny_identity(work)
    run(KYSO, "sign", source, "--identity", signer, "--out", out, "--force",
        "--time", "2026-11-24T09:03:04+07:00", *options)
    target = work / f"{name}.pdf"
    (out / source.name).rename(target)
    return target


def qpdf(work, source, *options):
    target = work / f"qpdf-{source.name}"
    run("qpdf", "--static-id", "--static-aes-iv", "--allow-weak-crypto", *options, source, target)
    return target


def time_stamp(work, source, name):
    import datetime
    from asn1crypto import keys, pem, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfTimeStamper
    from pyhanko.sign.timestamps import DummyTimeStamper

    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9000",
        "-keyout", work / "tsa.key", "-out", work / "tsa.crt", "-subj", "/CN=TSA",
        "-addext", "extendedKeyUsage=critical,timeStamping")
    certificate = x509.Certificate.load(pem.unarmor((work / "tsa.crt").read_bytes())[2])
    key = keys.PrivateKeyInfo.load(pem.unarmor((work / "tsa.key").read_bytes())[2])
    moment = datetime.datetime(2026, 11, 24, 3, 0, tzinfo=datetime.timezone.utc)
    authority = DummyTimeStamper(tsa_cert=certificate, tsa_key=key, fixed_dt=moment)
    target = work / f"{name}.pdf"
    with open(source, "rb") as file, open(target, "wb") as out:
        PdfTimeStamper(authority).timestamp_pdf(IncrementalPdfFileWriter(file), "sha256", output=out, bytes_reserved=3400)
    return target


def make(work):
    ed25519, p256 = "leader-ed25519", "leader-p256"
    yield sign(work, VARIANTS / "version-1.3.pdf", "table", ed25519)
    yield sign(work, qpdf(work, VARIANTS / "inherited.pdf", "--object-streams=generate"), "stream", p256)
    yield sign(work, VARIANTS / "form-in-object-stream.pdf", "object-stream", ed25519, "--field", "LanhDao")
    yield sign(work, VARIANTS / "hybrid.pdf", "hybrid", p256)
    encrypted = qpdf(work, VARIANTS / "form.pdf", "--encrypt", "", "chu-so-huu", "128", "--use-aes=y", "--")
    yield sign(work, encrypted, "encrypted", ed25519)
    yield sign(work, qpdf(work, VARIANTS / "two-ends.pdf", "--linearize"), "linearized", p256)
    repaired = sign(work, VARIANTS / "wrong-startxref.pdf", "repaired", ed25519, "--allow", "repair")
    repaired.write_bytes(repaired.read_bytes() + b"startxref\n999999\n%%EOF\n")
    yield repaired
    first = sign(work, VARIANTS / "version-1.3.pdf", "first", None, "--certify", "2")
    yield sign(work, first, "two-signatures", p256)
    stamped = sign(work, VARIANTS / "inherited.pdf", "stamped", None)
    yield time_stamp(work, stamped, "document-timestamp")
    yield sign(work, VARIANTS / "annots-direct.pdf", "chain", p256, chain=True)


with tempfile.TemporaryDirectory() as folder:
    for made in make(pathlib.Path(folder)):
        size = made.stat().st_size
        print(f"{size:6} {made.name}")
        assert size <= LARGEST, made.name
        (HERE / made.name).write_bytes(made.read_bytes())
