#!/usr/bin/env python3
"""Signs every PDF of the corpus with the command line and verifies what came out.

usage: corpus_sign.py --kyso PATH --corpus DIR --out DIR [--min-openable N]

Each document is signed and then found intact, whole and trusted by `kyso verify`, its new signature valid by pdfsig
where that can read the file; or it is refused with a typed error, which is listed. Fails when a signed file does not
verify, when a refusal has no kind, when one line is missing, when fewer than N of the documents that are expected to
open are signed, or when a password that opens a document does not get it signed.
"""
import argparse
import collections
import csv
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTDATA = Path(__file__).resolve().parent.parent / "testdata"
TIME = "2026-11-24T03:02:03Z"
IDENTITY = ["--identity", str(TESTDATA / "keys" / "leader-rsa2048.p12"), "--password-env", "KYSO_INTEROP_KEY",
            "--time", TIME, "--no-sync", "--reason", "Phê duyệt"]
NO_REASON = {"", None, "internal"}


def run(command, **options):
    environment = {**os.environ, "KYSO_INTEROP_KEY": "kyso-test", **options.pop("environment", {})}
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment,
                          timeout=900, **options)


def passwords(why):
    """The passwords that the manifest names; a file under a recipient's key has none."""
    if "public-key" in why:
        return []
    return re.findall(r'password "([^"]*)"', why)


def sign(kyso, inputs, out, *more, **options):
    """The documents of the report that `kyso sign` writes."""
    out.mkdir(parents=True, exist_ok=True)
    report = out / "report.json"
    report.unlink(missing_ok=True)
    result = run([kyso, "sign", *inputs, *IDENTITY, "--out", out / "pdf", "--force", "--report", report, *more], **options)
    if result.returncode not in (0, 1) or not report.exists():
        sys.exit(f"kyso sign ended with {result.returncode}: {result.stderr[-2000:]}")
    return json.loads(report.read_text(encoding="utf-8"))["documents"]


def verify(kyso, paths, *more, **options):
    """The reports of `kyso verify`, by path."""
    command = [kyso, "verify", "--json-lines", "--trust", TESTDATA / "keys" / "root.crt", "--revocation", "none", *more, "-"]
    result = run(command, input="".join(f"{path}\n" for path in paths), **options)
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    return {report["file"]: report for report in reports}


def judge_ours(report, field):
    """What is wrong with our signature in this report, or None."""
    if report is None:
        return "no report"
    # An earlier revision may have had a field of that name, removed since: ours is the last.
    ours = [s for s in report["signatures"] if s["field"] == field][-1:]
    if not ours:
        return f"verify finds no signature in field {field}"
    want = {"integrity": ("intact",), "coverage": ("document",), "changes": ("none",), "chain": ("trusted",),
            "indication": ("TOTAL-PASSED",)}
    wrong = [f"{name} {ours[0][name]}" for name, good in want.items() if ours[0][name] not in good]
    return ", ".join(wrong) or None


def judge_pdfsig(path, field, password):
    """pdfsig's words about our signature, or None when it says valid."""
    secret = ["-upw", password, "-opw", password] if password else []
    out = run(["pdfsig", "-nocert", *secret, path]).stdout
    for part in re.split(r"^Signature #\d+:", out, flags=re.M)[1:]:
        name = re.search(r"Signature Field Name: (.*)", part)
        if name and name[1].strip() == field:
            verdict = re.search(r"Signature Validation: (.*)", part)
            if verdict and verdict[1] == "Signature is Valid." and "- Total document signed" in part:
                return None
            return verdict[1] if verdict else "no verdict"
    return "pdfsig does not find the signature"


class Outcome:
    """What became of one document: signed (with or without trouble), or refused."""

    def __init__(self, document, relative, password=None):
        self.path, self.password = relative, password
        self.output, self.field = document.get("output"), document.get("field")
        self.error = document.get("error")
        self.signed = document["status"] == "signed"
        self.trouble = self.pdfsig = None

    def look(self, report):
        self.trouble = judge_ours(report, self.field)
        self.pdfsig = judge_pdfsig(self.output, self.field, self.password)


def look_at(kyso, outcomes, *more, **options):
    signed = [outcome for outcome in outcomes if outcome.signed]
    reports = verify(kyso, [outcome.output for outcome in signed], *more, **options)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda outcome: outcome.look(reports.get(outcome.output)), signed))


def without_password(kyso, corpus, out):
    documents = sign(kyso, [corpus / "pdf"], out / "all", "--recursive", "--allow", "repair")
    outcomes = [Outcome(document, str(Path(document["file"]).relative_to(corpus))) for document in documents]
    look_at(kyso, outcomes)
    return outcomes


def with_passwords(kyso, corpus, out, rows):
    todo = [(row, password) for row in rows if row["expected"] == "password" for password in passwords(row["why"])]

    def one(numbered):
        number, (row, password) = numbered
        options = {"environment": {"KYSO_INTEROP_PDF": password}}
        secret = ["--pdf-password-env", "KYSO_INTEROP_PDF"] if password else []
        # The corpus' owners forbid signing in some of these; the passwords are what is looked at here.
        documents = sign(kyso, [corpus / row["path"]], out / f"password-{number:02d}", "--allow", "repair,permissions",
                         *secret, **options)
        outcome = Outcome(documents[0], row["path"], password)
        look_at(kyso, [outcome], *secret, **options)
        return outcome

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(one, enumerate(todo, 1)))


def describe(outcome):
    secret = f' (password "{outcome.password}")' if outcome.password is not None else ""
    error = outcome.error or {}
    at = "".join(f", {name} {error[name]}" for name in ("offset", "object") if error.get(name) is not None)
    return f"{outcome.path}{secret}: {error.get('kind')}{at}: {error.get('message')}"


def write_table(path, outcomes):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t")
        table.writerow(["path", "password", "signed", "field", "kind", "kyso", "pdfsig"])
        for o in outcomes:
            table.writerow([o.path, o.password, o.signed, o.field, (o.error or {}).get("kind"), o.trouble, o.pdfsig])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kyso", required=True, type=Path)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--min-openable", type=int, default=0)
    settings = parser.parse_args()
    kyso, corpus, out = settings.kyso.resolve(), settings.corpus.resolve(), settings.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with (corpus / "MANIFEST.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["path"].startswith("pdf/")]
    expected = {row["path"]: row["expected"] for row in rows}

    plain, secret = without_password(kyso, corpus, out), with_passwords(kyso, corpus, out, rows)
    write_table(out / "outcomes.tsv", plain + secret)
    wrong = [f"not in the report: {path}" for path in set(expected) - {outcome.path for outcome in plain}]
    for outcome in plain + secret:
        if outcome.signed and outcome.trouble:
            wrong.append(f"signed, but {outcome.trouble}: {outcome.path}")
        if not outcome.signed and (outcome.error or {}).get("kind") in NO_REASON:
            wrong.append(f"refused without a reason: {describe(outcome)}")
    wrong += [f"the password opens it, yet it is not signed: {describe(outcome)}" for outcome in secret if not outcome.signed]

    openable = [outcome for outcome in plain if expected.get(outcome.path) == "openable"]
    good = [outcome for outcome in openable if outcome.signed and not outcome.trouble]
    if len(good) < settings.min_openable:
        wrong.append(f"only {len(good)} of {len(openable)} openable documents are signed")

    print("refused, openable:")
    for outcome in openable:
        if not outcome.signed:
            print("  " + describe(outcome))
    kinds = collections.Counter((o.error or {}).get("kind") for o in plain if not o.signed)
    print("refused, all of the corpus without a password: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    strangers = collections.Counter(o.pdfsig for o in plain + secret if o.signed and o.pdfsig)
    print("pdfsig on what is signed: " + ", ".join(f"{words} {n}" for words, n in strangers.most_common()))
    for line in wrong:
        print("WRONG " + line)
    signed = [outcome for outcome in plain if outcome.signed]
    print(f"corpus: openable signed and verified {len(good)} of {len(openable)}; with a password "
          f"{sum(o.signed and not o.trouble for o in secret)} of {len(secret)}; of all {len(plain)} documents without a password "
          f"{len(signed)} signed, {len(plain) - len(signed)} refused; valid by pdfsig {sum(o.pdfsig is None for o in signed)} "
          f"of {len(signed)}; wrong {len(wrong)}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
