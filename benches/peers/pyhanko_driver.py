#!/usr/bin/env python3
"""pyHanko, measured as `driver` measures kyso: files in a process, key and chain kept loaded.

    pyhanko_driver.py sign P12 PASSWORD OUT FILE…
    pyhanko_driver.py verify ROOT.pem YYYY-MM-DD FILE…
"""
import datetime
import json
import os
import resource
import sys
import time


def timed(files, each):
    for name in files[: min(len(files), 5)]:
        each(name)
    start, cpu = time.perf_counter(), time.process_time()
    for name in files:
        each(name)
    spent = (time.perf_counter() - start) * 1e3
    cpu = (time.process_time() - cpu) * 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"files": len(files), "ms": round(spent, 3), "cpu_ms": round(cpu, 3), "peak_kb": peak}))


def sign(p12, password, folder, *files):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    signer = signers.SimpleSigner.load_pkcs12(p12, passphrase=password.encode())

    def each(name):
        with open(name, "rb") as source:
            writer = IncrementalPdfFileWriter(source)
            # A name that no earlier signature has.
            field = f"Signature{os.path.getsize(name)}"
            meta = signers.PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
            with open(os.path.join(folder, os.path.basename(name)), "w+b") as output:
                signers.sign_pdf(writer, meta, signer=signer, output=output)

    timed(files, each)


def verify(root, day, *files):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    anchor = load_cert_from_pemder(root)
    moment = datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.timezone.utc)

    def each(name):
        with open(name, "rb") as source:
            for signature in PdfFileReader(source).embedded_signatures:
                context = ValidationContext(trust_roots=[anchor], moment=moment, revocation_mode="soft-fail")
                status = validate_pdf_signature(signature, context)
                if not (status.intact and status.valid):
                    sys.exit(f"{name}: {status.summary()}")

    timed(files, each)


{"sign": sign, "verify": verify}[sys.argv[1]](*sys.argv[2:])
