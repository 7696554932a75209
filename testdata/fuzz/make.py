#!/usr/bin/env python3
"""Makes the fuzzers' seeds anew from the other test data: ./make.py. Needs qpdf. Files named
`found-…` are what the fuzzers found and stay."""

import base64
import pathlib
import random
import re
import shutil
import subprocess
import zlib

HERE = pathlib.Path(__file__).parent
DATA = HERE.parent
LARGEST = 8192


def small(*patterns):
    """Files of at most LARGEST bytes, by name."""
    for pattern in patterns:
        for path in sorted(DATA.glob(pattern)):
            if path.stat().st_size <= LARGEST:
                yield f"{path.parent.name}-{path.name}", path.read_bytes()


def clear(target):
    folder = HERE / target
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if not path.name.startswith("found-"):
            path.unlink()
    return folder


def write(target, seeds):
    folder = clear(target)
    seen = set()
    for name, data in seeds:
        if data not in seen:
            seen.add(data)
            (folder / name).write_bytes(data)


def tokens():
    yield "numbers", b"0 -0 +7 1. .5 -.002 00012 --5 2147483648 9223372036854775808 1e5 4294967295 65535 R"
    yield "strings", b"(a(b)c) (\\)\\(\\\\\\n\\053\\5\\\n) <48656C6C6F> <4 8 6> () <> (\r\n)"
    yield "names", b"/Name /A#20B /#00 / /A;B_c /#zz /Contents /ByteRange"
    yield "structure", b"<< /K [1 2 0 R null true false] /D << /E (s) >> >> % comment\r\nobj endobj stream endstream xref"
    yield from small("variants/*.pdf")


def objects():
    number = 0
    for name, data in small("variants/*.pdf", "encrypted/*.pdf", "sweeps/*.pdf"):
        for match in re.finditer(rb"(?s)\d+ \d+ obj.*?endobj\s", data):
            if len(match[0]) < 3000 and number < 60:
                yield f"object-{number:02}", match[0]
                number += 1
    yield "length-elsewhere", b"1 0 obj << /Length 5 0 R >> stream\r\nabcde\nendstream endobj\n"
    yield "length-wrong", b"1 0 obj << /Length 3 >> stream\nabcde\nendstream endobj\n"
    yield "nested", b"[" * 150 + b"]" * 150
    yield "reference", b"12 0 R"


def encrypted():
    yield from small("encrypted/*.pdf")
    kinds = {
        "rc4-40": ["--allow-weak-crypto", "--encrypt", "nguoi-dung", "chu-so-huu", "40", "--"],
        "rc4-128": ["--allow-weak-crypto", "--encrypt", "nguoi-dung", "chu-so-huu", "128", "--use-aes=n", "--"],
        "aes-128": ["--allow-weak-crypto", "--encrypt", "nguoi-dung", "chu-so-huu", "128", "--use-aes=y", "--"],
        "aes-128-clear": ["--allow-weak-crypto", "--encrypt", "", "chu-so-huu", "128", "--use-aes=y", "--cleartext-metadata", "--"],
        "aes-256": ["--encrypt", "nguoi-dung", "chu-so-huu", "256", "--"],
        "aes-256-r5": ["--encrypt", "nguoi-dung", "chu-so-huu", "256", "--force-R5", "--"],
        "aes-256-objects": ["--object-streams=generate", "--encrypt", "", "chu-so-huu", "256", "--"],
    }
    # Drawn at random, so that they are kept once they are there.
    kept = {path.name: path.read_bytes() for path in (HERE / "decryption").glob("qpdf-*")}
    for name, arguments in kinds.items():
        out = HERE / "out.pdf"
        subprocess.run(["qpdf", "--static-id", *arguments, str(DATA / "variants/form.pdf"), str(out)], check=True)
        yield f"qpdf-{name}", kept.get(f"qpdf-{name}", out.read_bytes())
        out.unlink()


def lzw(data, early=1):
    """LZW as PDF has it: nine bits at first, clear 256, end 257."""
    table = {bytes([byte]): byte for byte in range(256)}
    bits, width, previous = [], 9, b""
    bits.append((256, 9))
    following = 258
    for byte in data:
        longer = previous + bytes([byte])
        if longer in table:
            previous = longer
            continue
        bits.append((table[previous], width))
        table[longer] = following
        following += 1
        if following + early > 1 << width:
            width += 1
        previous = bytes([byte])
    bits.append((table[previous], width))
    bits.append((257, width))
    number, length = 0, 0
    for code, size in bits:
        number, length = number << size | code, length + size
    return (number << -length % 8).to_bytes((length + 7) // 8, "big")


def filtered():
    text = b"0.57 w 0 0 m 100 0 l S BT /F1 12 Tf (Quyet dinh) Tj ET\n" * 4
    random.seed(7)
    noise = bytes(random.randrange(256) for _ in range(200))
    rows = b"".join(bytes([kind]) + noise[:12] for kind in (0, 1, 2, 3, 4))
    flate = zlib.compress(text)
    yield "flate", b"<</Filter/FlateDecode>>\n" + flate
    yield "flate-cut", b"<</Filter/FlateDecode>>\n" + flate[:-3]
    yield "flate-stored", b"<</Filter/Fl>>\n" + zlib.compress(noise, 0)
    yield "png", b"<</Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 4/Colors 3>>>>\n" + zlib.compress(rows)
    yield "png-16", b"<</Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2/Colors 3/BitsPerComponent 16>>>>\n" + zlib.compress(rows)
    yield "tiff", b"<</Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 4/Colors 3>>>>\n" + zlib.compress(noise[:120])
    yield "tiff-2", b"<</Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 7/Colors 1/BitsPerComponent 2>>>>\n" + zlib.compress(noise[:40])
    yield "tiff-16", b"<</Filter/FlateDecode/DecodeParms<</Predictor 2/Columns 5/Colors 2/BitsPerComponent 16>>>>\n" + zlib.compress(noise[:200])
    yield "lzw", b"<</Filter/LZWDecode>>\n" + lzw(text)
    yield "lzw-late", b"<</Filter/LZW/DecodeParms<</EarlyChange 0>>>>\n" + lzw(text + noise * 4, 0)
    yield "lzw-png", b"<</Filter/LZWDecode/DecodeParms<</Predictor 10/Columns 12>>>>\n" + lzw(rows)
    yield "hex", b"<</Filter/ASCIIHexDecode>>\n" + text.hex().encode() + b">"
    yield "base85", b"<</Filter/ASCII85Decode>>\n" + base64.a85encode(text + b"\0\0\0\0") + b"~>"
    yield "run-length", b"<</Filter/RunLengthDecode>>\n" + b"\x04abcde\xf0x\x80"
    yield "chain", b"<</Filter[/A85/Fl/AHx]/DecodeParms[null<</Predictor 1>>null]>>\n" + base64.a85encode(zlib.compress(text.hex().encode() + b">")) + b"~>"
    yield "picture", b"<</Filter[/AHx/DCTDecode]>>\nFFD8FFE0>"
    yield "crypt", b"<</Filter[/Crypt/Fl]/DecodeParms[<</Name/Identity>>null]>>\n" + flate


def certificates():
    for name, data in small("keys/*.crt", "keys/*.p7b", "keys/*.pem"):
        if b"PRIVATE" in data:
            continue
        yield name, data
        block = re.search(rb"-----BEGIN CERTIFICATE-----(.*?)-----END", data, re.S)
        if block:
            yield f"{name}.der", base64.b64decode(block[1])
    chain = (DATA / "keys/chain.pem").read_bytes()
    for leader in ("leader-p256", "leader-ed25519", "leader-rsa2048"):
        yield f"path-{leader}", (DATA / f"keys/{leader}.crt").read_bytes() + chain


write("lexer", tokens())
write("object", objects())
write("cross_reference", small("variants/*.pdf", "encrypted/*.pdf", "sweeps/*.pdf"))
write("decryption", list(encrypted()))
write("filters", filtered())
write("cms", small("cms/*.der", "cms/*.bin"))
write("certificates", certificates())
write("verify", small("sweeps/*.pdf", "variants/form.pdf"))
write("sign", small("variants/*.pdf", "encrypted/*.pdf", "sweeps/*.pdf"))
