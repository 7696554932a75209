"""What a tool cannot read, with its own message: the only failures that the run accepts, and it demands them."""
import re

# tool; which files, in words and as a predicate over the row; the tool's message, a pattern; why, and who stands in
EXCEPTIONS = [
    ("pyhanko", "bytes before the header", lambda row: row["structure"] == "garbage-before",
     r"PdfReadError: Illegal PDF header",
     "pyHanko asks for the header at byte 0; its CMS alone, pdfsig and OpenSSL stand in"),
    ("pyhanko", "AES-256, revision 5", lambda row: row["encryption"].startswith("aes-256-r5"),
     r"PdfKeyNotAvailableError: Authentication failed",
     "pyHanko knows AES-256 in revision 6 only (revision 5 was Adobe's, before ISO 32000-2); its CMS alone, pdfsig and OpenSSL stand in"),
    ("pyhanko", "a field lock in an encrypted file, further signatures",
     lambda row: row["certification"] == "lock" and row["nth"] != "1st" and row["encryption"] != "none",
     r"TypeError: unsupported operand type.*DecryptedObjectProxy",
     "a fault of pyHanko 0.38: it compares the encrypted field names of the lock; pdfsig and OpenSSL stand in"),
    ("pdfsig", "Ed25519", lambda row: row["algorithm"] == "ed25519",
     r"Document isn't signed or corrupted data\.",
     "NSS in poppler 22.12 knows no Ed25519 in CMS; pyHanko and `openssl pkeyutl` stand in"),
    ("openssl", "Ed25519", lambda row: row["algorithm"] == "ed25519",
     r"eddsa_digest_signverify_init:invalid digest",
     "`cms -verify` of OpenSSL 3.0 knows no Ed25519; `openssl pkeyutl -verify -rawin` over the attributes stands in"),
    ("mutool", "bytes before the header", lambda row: row["structure"] == "garbage-before",
     r"signature byte range extends past end of file",
     "MuPDF counts the byte range from the header; ISO 32000-2, 12.8.1 counts from the beginning of the file"),
    ("mutool", "PSS and Ed25519", lambda row: "pss" in row["algorithm"] or row["algorithm"] == "ed25519",
     r"Digest error: Unknown error\.",
     "MuPDF 1.21 knows neither"),
]


def expected(tool, row):
    """The exception that holds for this tool and row, or None."""
    return next((item for item in EXCEPTIONS if item[0] == tool and item[2](row)), None)


def judge(tool, row, problem):
    """None when the outcome is the expected one, else what is wrong. `problem` is None when the tool accepts."""
    exception = expected(tool, row)
    if exception is None:
        return problem
    if problem is None:
        return f"accepted, though EXCEPTIONS says that it cannot: {exception[4]}"
    if not re.search(exception[3], problem):
        return f"another message than EXCEPTIONS has: {problem}"
    return None


def markdown(counts):
    """EXCEPTIONS.md; `counts` says how many files each exception met."""
    lines = [
        "# What the other tools cannot read",
        "",
        "Written by `run.py` and compared with each run: every file of the rows concerned fails in that tool with that",
        "message, and no other file fails in any tool. The combinations are in `combinations.tsv`; the tools are those of",
        "Debian 12 (poppler 22.12, OpenSSL 3.0, MuPDF 1.21, qpdf 11.3) and pyHanko 0.38.",
        "",
        "| tool | files | which | the tool's message | why, and what stands in |",
        "| --- | --- | --- | --- | --- |",
    ]
    for index, (tool, which, _, message, why) in enumerate(EXCEPTIONS):
        shown = message.replace("\\", "").replace("|", "\\|")
        lines.append(f"| {tool} | {counts[index]} | {which} | `{shown}` | {why} |")
    return "\n".join(lines) + "\n"
