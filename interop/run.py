#!/usr/bin/env python3
"""Signs every combination of `pairs.py` through the library and shows each file to the other tools.

usage: run.py --signer target/debug/kyso-interop --kyso target/debug/examples/kyso --out DIR [--only NUMBER…] [--write]

Fails on the first list of surprises: a tool that refuses, a listed exception that went away, a pair of values that
no longer meets, a committed table that differs (`--write` writes the tables). Needs pyHanko, pdfsig, mutool, qpdf,
pdftoppm and openssl.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import documents
import exceptions
import oracles
import pairs

HERE = Path(__file__).resolve().parent
TESTDATA = HERE.parent / "testdata"
SAMPLES = ["giay-chung-nhan", "giay-phep", "quyet-dinh-phu-luc", "cong-van", "quyet-dinh"]
FIELD = {
    "new": "new", "named": "named:ChuKyLanhDao", "existing-visible": "existing:LanhDao",
    "existing-invisible": "existing:CoQuan", "nested": "existing:PheDuyet.VanThu",
}
TOOLS = ["pyhanko", "pyhanko_cms", "pdfsig", "openssl", "openssl_pkeyutl", "mutool", "qpdf", "same_pixels", "same_beginning"]

# Programs that share no code: two of them must accept each file.
INDEPENDENT = {"pyhanko": "pyHanko", "pyhanko_cms": "pyHanko", "pdfsig": "poppler", "openssl": "OpenSSL",
               "openssl_pkeyutl": "OpenSSL", "mutool": "MuPDF"}


def scheme(algorithm):
    """The key's file and the library's word for the scheme."""
    fixed = {"p256": "ecdsa-p256-sha256", "p384": "ecdsa-p384-sha384", "ed25519": "ed25519"}
    if algorithm in fixed:
        return f"leader-{algorithm}.pem", fixed[algorithm]
    key, _, rest = algorithm.partition("-")
    return f"leader-{key}.pem", f"rsa-{rest}"


class Case:
    """One combination: its documents on the way, and the lines that sign it."""

    def __init__(self, number, row, out):
        self.number, self.row = number, row
        self.count = pairs.NTH.index(row["nth"]) + 1
        self.password = documents.password(row["encryption"])
        # A document without a form, or the one with a text field to lock and empty signature fields.
        plain = row["field"] in ("new", "named") and row["certification"] != "lock"
        sample = SAMPLES[number % len(SAMPLES)]
        self.base = TESTDATA / (f"samples/{sample}.pdf" if plain else "variants/form.pdf")
        self.steps = [out / f"{number:03d}-{step}.pdf" for step in range(self.count + 1)]

    @property
    def before(self):
        return self.steps[0]

    @property
    def after(self):
        return self.steps[-1]

    def lines(self):
        key, scheme_name = scheme(self.row["algorithm"])
        for step in range(self.count):
            columns = {
                "input": self.steps[step], "output": self.steps[step + 1], "identity": TESTDATA / "keys" / key,
                "scheme": scheme_name, "field": FIELD[self.row["field"]] if step == self.count - 1 else "new",
            }
            if self.password is not None:
                columns["password"] = self.password
            # A certification is the first signature; a lock is put there too, so that later ones must respect it.
            # The field has no /AP: pyHanko 0.38 takes the appearance of any locked field that is no signature for
            # an update, though no later revision writes it (its `GenericFieldModificationRule` asks for the lock
            # before it asks what changed).
            if step == 0 and self.row["certification"] == "lock":
                columns["lock"] = "SoVanBan"
            elif step == 0 and self.row["certification"] != "none":
                columns["certify"] = self.row["certification"]
            yield "\t".join(f"{key}={value}" for key, value in columns.items())


def sign(signer, cases):
    """Runs the plan; returns what could not be signed or was read back otherwise, and how many each library read."""
    plan = [line for case in cases for line in case.lines()]
    result = subprocess.run([signer], input="\n".join(plan) + "\n", capture_output=True, text=True)
    answers = result.stdout.splitlines()
    if result.returncode != 0 or len(answers) != len(plan):
        sys.exit(f"{signer} ended with {result.returncode} after {len(answers)} of {len(plan)} lines: {result.stderr}")
    readers = collections.Counter()
    for answer in answers:
        if answer.startswith("ok\t"):
            readers.update(answer.split("\t")[4].split())
    return [answer for answer in answers if not answer.startswith("ok\t")], readers, len(plan)


def check(case):
    """Shows one file to every tool; (tool, message or None) for each that has a say."""
    file = oracles.Signed(case.after, case.password, case.count, TESTDATA / "keys" / "root.crt")
    outcomes = []
    for tool in TOOLS:
        if tool == "openssl_pkeyutl" and case.row["algorithm"] != "ed25519":
            continue
        oracle = getattr(oracles, tool)
        arguments = (case.before, file) if tool in ("qpdf", "same_pixels", "same_beginning") else (file,)
        try:
            outcomes.append((tool, oracle(*arguments)))
        except Exception as problem:
            outcomes.append((tool, f"{type(problem).__name__}: {problem}"))
    return outcomes


def by_kyso(kyso, cases):
    """What `kyso verify` itself says: every signature passed, the last over the whole document, the earlier ones over
    their revision with nothing but what was permitted after them."""
    reports = {}
    for password in {case.password for case in cases}:
        files = [str(case.after) for case in cases if case.password == password]
        command = [kyso, "verify", "--json-lines", "--trust", str(TESTDATA / "keys" / "root.crt"), "--revocation", "none",
                   *(["--pdf-password-env", "KYSO_INTEROP_PDF"] if password else []), "-"]
        result = subprocess.run(command, input="\n".join(files) + "\n", capture_output=True, text=True,
                                env={**os.environ, "KYSO_INTEROP_PDF": password or ""})
        for line in result.stdout.splitlines():
            report = json.loads(line)
            reports[report["file"]] = report
    return [f"{case.number:03d} {' '.join(case.row.values())}: kyso: {problem}" for case in cases
            if (problem := judge_report(case, reports.get(str(case.after)))) is not None]


def judge_report(case, report):
    if report is None:
        return "no report"
    # A revision that a word processor or a second writer left behind comes before the signatures: only those count.
    want = [("revision", "permitted")] * (case.count - 1) + [("document", "none")]
    found = [(s["coverage"], s["changes"]) for s in report["signatures"]]
    if found != want:
        return f"coverage and changes {found} instead of {want}"
    bad = [s["field"] for s in report["signatures"] if (s["integrity"], s["indication"]) != ("intact", "TOTAL-PASSED")]
    return f"not passed: {bad}" if bad else None


def committed(name, content, write):
    path = HERE / name
    if write:
        path.write_text(content, encoding="utf-8")
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        return [f"{name} is not what this run gives (run.py --write)"]
    return []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--signer", required=True)
    parser.add_argument("--kyso", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--only", nargs="*", type=int)
    parser.add_argument("--write", action="store_true")
    settings = parser.parse_args()

    rows = pairs.cover()
    pairs.check(rows)
    surprises = committed("combinations.tsv", pairs.table(rows), settings.write)
    settings.out.mkdir(parents=True, exist_ok=True)
    for old in settings.out.glob("*.pdf"):
        old.unlink()
    cases = [Case(number, row, settings.out) for number, row in enumerate(rows, 1)]
    if settings.only:
        cases = [case for case in cases if case.number in settings.only]

    counts, accepted = collections.Counter(), collections.Counter()
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        list(workers.map(documents.make, *zip(*[
            (case.base, case.row["structure"], case.row["encryption"], case.before) for case in cases])))
        failed, readers, signatures = sign(settings.signer, cases)
        surprises += failed
        for case, outcomes in zip(cases, workers.map(check, [case for case in cases])):
            for tool, problem in outcomes:
                accepted[tool] += problem is None
                exception = exceptions.expected(tool, case.row)
                if exception is not None:
                    counts[exceptions.EXCEPTIONS.index(exception)] += 1
                surprise = exceptions.judge(tool, case.row, problem)
                if surprise is not None:
                    surprises.append(f"{case.number:03d} {' '.join(case.row.values())}: {tool}: {surprise}")
            acceptors = {INDEPENDENT[tool] for tool, problem in outcomes if problem is None and tool in INDEPENDENT}
            if len(acceptors) < 2:
                surprises.append(f"{case.number:03d} {' '.join(case.row.values())}: accepted by {sorted(acceptors)} alone")

    ours = by_kyso(settings.kyso, cases)
    surprises += ours
    if not settings.only:
        surprises += committed("EXCEPTIONS.md", exceptions.markdown(counts), settings.write)
    print(f"interop: {signatures} signatures read back as we see them by "
          + ", ".join(f"{reader} {readers[reader]} (and {readers[reader + ':partly']} in part)" for reader in ("lopdf", "pdf")))
    if readers["lopdf"] != signatures:
        surprises.append(f"lopdf read {readers['lopdf']} of {signatures}")
    for surprise in surprises:
        print(surprise)
    print(f"interop: {len(cases)} signed files; accepted by kyso {len(cases) - len(ours)}, "
          + ", ".join(f"{tool} {accepted[tool]}" for tool in TOOLS) + f"; exceptions {sum(counts.values())}; surprises {len(surprises)}")
    sys.exit(1 if surprises else 0)


if __name__ == "__main__":
    main()
