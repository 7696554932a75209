"""The independent readers. Each check returns None when it accepts the file, else its message."""
import asyncio
import logging
import re
import subprocess
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_detached_cms, async_validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.ERROR)
AT = datetime(2026, 11, 24, 3, 2, 3, tzinfo=timezone.utc)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=120, **options)


def text(result):
    return (result.stdout + result.stderr).decode("utf-8", "replace")


class Signed:
    """A signed file: where it is, what opens it, how many signatures it must have."""

    def __init__(self, path: Path, password, count: int, root: Path):
        self.path, self.password, self.count, self.root = path, password, count, root


def open_with_pyhanko(file: Signed, stream):
    reader = PdfFileReader(stream, strict=False)
    if reader.encrypted:
        reader.decrypt(file.password or "")
    return reader


def pyhanko(file: Signed):
    """Intact, valid, trusted, whole coverage, nothing but signing afterwards: for every signature."""
    return asyncio.run(pyhanko_signatures(file))


def trust(file: Signed):
    _, _, der = pem.unarmor(file.root.read_bytes())
    roots = [x509.Certificate.load(der)]
    return ValidationContext(trust_roots=roots, moment=AT, allow_fetching=False, revocation_mode="soft-fail")


async def pyhanko_signatures(file: Signed):
    with file.path.open("rb") as stream:
        signatures = open_with_pyhanko(file, stream).embedded_signatures
        if len(signatures) != file.count:
            return f"{len(signatures)} signatures instead of {file.count}"
        for number, signature in enumerate(signatures, 1):
            status = await async_validate_pdf_signature(signature, signer_validation_context=trust(file))
            last = number == file.count
            coverage = SignatureCoverageLevel.ENTIRE_FILE if last else SignatureCoverageLevel.ENTIRE_REVISION
            level = ModificationLevel.NONE if last else ModificationLevel.FORM_FILLING
            wrong = [name for name, good in [
                ("intact", status.intact), ("valid", status.valid), ("trusted", status.trusted),
                ("coverage", status.coverage == coverage), ("docmdp_ok", status.docmdp_ok),
                ("modification_level", (status.modification_level or ModificationLevel.OTHER) <= level),
                ("bottom_line", status.bottom_line)] if not good]
            if wrong:
                return f"signature {number}: not {', '.join(wrong)}: {status.summary()}"
    return None


def pdfsig(file: Signed):
    """poppler: every signature valid, the last over the whole file."""
    result = run("pdfsig", "-nocert", *(["-upw", file.password, "-opw", file.password] if file.password else []), file.path)
    out = text(result)
    verdicts = re.findall(r"Signature Validation: (.*)", out)
    if len(verdicts) != file.count:
        return f"{len(verdicts)} signatures instead of {file.count}: {out.strip()[:300]}"
    bad = [verdict for verdict in verdicts if verdict != "Signature is Valid."]
    if bad:
        return bad[0]
    if out.count("- Total document signed") != 1 or out.count("- Not total document signed") != file.count - 1:
        return f"coverage: {out.strip()[:600]}"
    return None


def pieces(path: Path):
    """For each signature: the bytes that it covers and its CMS, found by the byte range alone."""
    data = path.read_bytes()
    for match in re.finditer(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) ?\]", data):
        start, before, after, rest = map(int, match.groups())
        gap = data[start + before: after]
        if not (gap.startswith(b"<") and gap.endswith(b">")):
            raise ValueError(f"the gap is no hexadecimal string: {gap[:10]!r} … {gap[-10:]!r}")
        padded = bytes.fromhex(gap[1:-1].decode("ascii"))
        signed = cms.ContentInfo.load(padded)
        yield data[start: start + before] + data[after: after + rest], signed.dump()


def pyhanko_cms(file: Signed):
    """pyHanko's CMS alone, over what the byte range covers: where it cannot read the PDF around it."""
    for covered, der in pieces(file.path):
        signed = cms.ContentInfo.load(der)["content"]
        status = asyncio.run(async_validate_detached_cms(covered, signed, signer_validation_context=trust(file)))
        if not status.bottom_line:
            return status.summary()
    return None


def openssl(file: Signed):
    """`openssl cms -verify` over what the byte range covers; Ed25519, which OpenSSL 3.0 does not know in CMS, by
    `openssl pkeyutl` over the signed attributes."""
    found = list(pieces(file.path))
    if len(found) != file.count:
        return f"{len(found)} byte ranges instead of {file.count}"
    with tempfile.TemporaryDirectory() as folder:
        content, signature = Path(folder, "content"), Path(folder, "cms")
        for covered, der in found:
            content.write_bytes(covered)
            signature.write_bytes(der)
            result = run("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", content,
                         "-CAfile", file.root, "-purpose", "any", "-attime", int(AT.timestamp()), "-out", "/dev/null")
            if result.returncode != 0:
                return " ".join(re.findall(r"error:[0-9A-F]+:(.*)", text(result))) or text(result).strip()
    return None


def openssl_pkeyutl(file: Signed):
    """The value of each signature over its signed attributes, and the digest in them, with OpenSSL's Ed25519."""
    with tempfile.TemporaryDirectory() as folder:
        key, value, message = (Path(folder, name) for name in ("key", "value", "message"))
        for covered, der in pieces(file.path):
            signed = cms.ContentInfo.load(der)["content"]
            signer = signed["signer_infos"][0]
            certificate = signed["certificates"][0].chosen
            key.write_bytes(pem.armor("PUBLIC KEY", certificate.public_key.dump()))
            value.write_bytes(signer["signature"].native)
            # RFC 5652, 5.4: the attributes are signed as a SET OF, not with their tag [0].
            attributes = signer["signed_attrs"].dump()
            message.write_bytes(b"\x31" + attributes[1:])
            digest = next(a["values"][0].native for a in signer["signed_attrs"] if a["type"].native == "message_digest")
            by_openssl = run("openssl", "dgst", "-sha512", "-binary", input=covered).stdout
            if digest != by_openssl:
                return "the message digest is not SHA-512 of what the byte range covers"
            result = run("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", key, "-sigfile", value, "-in", message)
            if result.returncode != 0:
                return text(result).strip()
    return None


def mutool(file: Signed):
    """MuPDF: the digest and the value of every signature (it has no trust store for our root)."""
    out = text(run("mutool", "sign", "-v", *(["-p", file.password] if file.password else []), file.path))
    verdicts = [part for part in out.split("Verifying signature")[1:] if "Signature is not signed" not in part]
    if len(verdicts) != file.count:
        return f"{len(verdicts)} signatures instead of {file.count}: {out.strip()[:300]}"
    for verdict in verdicts:
        lines = [line.strip() for line in verdict.splitlines()]
        trouble = [line for line in lines if "rror" in line and not line.startswith("Certificate error")]
        if trouble or not any(line.startswith("The document") or "signature" in line.lower() for line in lines):
            return "; ".join(trouble or lines)
    return None


def qpdf_problems(path: Path, password):
    result = run("qpdf", "--check", *([f"--password={password}"] if password else []), path)
    found = re.findall(r"(?:WARNING|ERROR): .*?(?=\n|$)", text(result))
    # The path and the offsets differ; what is said of them must not.
    clean = sorted(re.sub(r"\S*\.pdf|offset \d+|\d+", "", line) for line in found)
    return [f"status {result.returncode}", *clean]


def qpdf(before: Path, file: Signed):
    old, new = qpdf_problems(before, file.password), qpdf_problems(file.path, file.password)
    return None if old == new else f"before: {old}; after: {new}"


def pixels(path: Path, password):
    result = run("pdftoppm", "-r", "24", *(["-upw", password, "-opw", password] if password else []), path)
    return result.stdout


def same_pixels(before: Path, file: Signed):
    """Every page renders the same before and after."""
    old = pixels(before, file.password)
    if not old:
        return "nothing rendered"
    return None if old == pixels(file.path, file.password) else "the pages render differently"


def same_beginning(before: Path, file: Signed):
    """The signed file begins with the original, byte for byte."""
    old = before.read_bytes()
    return None if file.path.read_bytes()[: len(old)] == old else "the original bytes are changed"


if __name__ == "__main__":
    sys.exit(__doc__)
