#!/usr/bin/env python3
"""Times kyso beside the floor and beside its peers, in one run and in turn, and prints ratios.

    benches/compare.py [--rounds N] [--only CASE,…] [--peers] [--save]

Floor: read, one SHA-256 pass, the signature or the verifications needed, write; no PDF work
(`benches/src/floor.rs`). Every way of a case works through the same files; a round runs each way
once, and a ratio is taken within its round, so that a machine that drifts does not matter.
Columns: minimum, median and maximum, by the clock and on the processor. `--peers` adds the others (build their
drivers first: `cargo build --release` in benches/peers/rust, `pip install pyhanko`); `--save` writes what was measured to benches/runs/.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BENCHES = pathlib.Path(__file__).resolve().parent
ROOT = BENCHES.parent
KEYS = ROOT / "testdata" / "keys"
RELEASE = ROOT / "target" / "release"
DRIVER = RELEASE / "driver"
KYSO = RELEASE / "examples" / "kyso"
PEERS = BENCHES / "peers" / "rust" / "target" / "release" / "kyso-peers"
PYHANKO = BENCHES / "peers" / "pyhanko_driver.py"
PASSWORD = "kyso-test"
DAY = "2026-11-24"


def run(command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))[:300]}\n{done.stdout[-800:]}{done.stderr[-800:]}")
    return done.stdout


class Way:
    """One way of doing a case's work: says milliseconds a file by the clock and on a processor, and peak kB."""

    def __init__(self, name, command, files=1):
        self.name, self.command, self.files = name, [str(word) for word in command], files

    def in_process(self):
        answer = json.loads(run(self.command).strip().splitlines()[-1])
        return answer["ms"] / answer["files"], answer["cpu_ms"] / answer["files"], answer["peak_kb"]

    def whole(self):
        start = time.perf_counter()
        process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        spent = (time.perf_counter() - start) * 1e3
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 3):
            sys.exit(f"{' '.join(self.command)[:300]}: exit {process.returncode}")
        cpu = (usage.ru_utime + usage.ru_stime) * 1e3
        return spent / self.files, cpu / self.files, usage.ru_maxrss


class Whole(Way):
    """A whole command, from its start to its end, for `files` files."""

    def measure(self):
        return self.whole()


class Driver(Way):
    """A driver that times itself, its key and its first files left out."""

    def measure(self):
        return self.in_process()


class Case:
    def __init__(self, name, goal, ways):
        self.name, self.goal, self.ways = name, goal, ways


def measure(case, rounds):
    """Rounds of every way in turn; the results by way."""
    figures = ("ms", "cpu_ms", "peak_kb")
    results = {way.name: {figure: [] for figure in figures} for way in case.ways}
    for _ in range(rounds):
        for way in case.ways:
            for figure, value in zip(figures, way.measure()):
                results[way.name][figure].append(value)
    return results


def three(values, digits):
    """Minimum, median, maximum."""
    return ", ".join(f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))


def show(case, results):
    first = case.ways[0].name
    print(f"\n### {case.name} ({case.goal})")
    print(f"| | ms a file | × {first} | ms on a processor | × {first} | peak MB |\n|---|--:|--:|--:|--:|--:|")
    for way in case.ways:
        own, cells = results[way.name], []
        for figure in ("ms", "cpu_ms"):
            ratios = [mine / max(base, 1e-6) for mine, base in zip(own[figure], results[first][figure])]
            cells += [three(own[figure], 3), three(ratios, 2)]
        print(f"| {way.name} | {' | '.join(cells)} | {max(own['peak_kb']) / 1024:.1f} |")


class Workshop:
    """Makes inputs in a folder of its own."""

    def __init__(self, folder, peers):
        self.folder, self.peers = pathlib.Path(folder), peers
        self.p12 = {}

    def made(self, name, count, pages, size, structure="table", again=0):
        folder = self.folder / name
        if not folder.exists():
            run([DRIVER, "make", folder, count, pages, size, structure])
            for file in folder.iterdir():
                if again:
                    run([DRIVER, "again", again, "rsa2048", file, file])
        return sorted(folder.iterdir())

    def signed(self, name, files):
        folder = self.folder / name
        if not folder.exists():
            folder.mkdir()
            run([DRIVER, "kyso-sign", "rsa2048", folder, *files])
        return sorted(folder.iterdir())

    def out(self, name):
        folder = self.folder / "out" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def legacy(self, kind):
        """The same key and chain in a PKCS#12 that every peer opens."""
        if kind not in self.p12:
            path = self.folder / f"{kind}.p12"
            run(["openssl", "pkcs12", "-export", "-legacy", "-in", KEYS / f"leader-{kind}.pem", "-certfile", KEYS / "chain.pem",
                 "-out", path, "-passout", f"pass:{PASSWORD}"])
            self.p12[kind] = path
        return self.p12[kind]

    def sign_ways(self, kind, files):
        ways = [
            Driver("floor", [DRIVER, "floor-sign", kind, self.out("floor"), *files]),
            Driver("kyso", [DRIVER, "kyso-sign", kind, self.out("kyso"), *files]),
        ]
        if self.peers:
            few = files[:40]
            p12 = self.legacy(kind)
            ways.append(Driver("pyHanko, key kept", [sys.executable, PYHANKO, "sign", p12, PASSWORD, self.out("pyhanko"), *few]))
            if PEERS.exists():
                ways.append(Driver("underskrift", [PEERS, "underskrift-sign", p12, PASSWORD, self.out("underskrift"), *files]))
        return ways

    def verify_ways(self, count, files):
        ways = [
            Driver("floor", [DRIVER, "floor-verify", count, *files]),
            Driver("kyso", [DRIVER, "kyso-verify", *files]),
        ]
        if self.peers:
            few = files[:40]
            ways.append(Driver("pyHanko", [sys.executable, PYHANKO, "verify", KEYS / "root.crt", DAY, *few]))
            if PEERS.exists():
                ways.append(Driver("underskrift", [PEERS, "underskrift-verify", KEYS / "root.crt", *files]))
            ways.append(Whole("mutool, a process a file", ["sh", "-c", 'for f; do mutool sign -v "$f"; done', "sh", *few], len(few)))
            ways.append(Whole("pdfsig, a process a file", ["sh", "-c", 'for f; do pdfsig -nocert "$f"; done', "sh", *few], len(few)))
        return ways


def cases(shop):
    """Each case, made when it is asked for: (name, how)."""

    def small(kind, goal, count=200, size=100_000, pages=4):
        files = shop.made(f"{count}x{size}", count, pages, size)
        return Case(f"sign {count} × {size // 1000} KB, {kind}", goal, shop.sign_ways(kind, files))

    def big(pages, size, structure, goal):
        files = shop.made(f"{pages}p-{size}-{structure}", 1, pages, size, structure)
        return Case(f"sign {pages} pages, {size // 1_000_000} MB, {structure}", goal, shop.sign_ways("rsa2048", files))

    def fiftieth(structure):
        files = shop.made(f"49-{structure}", 1, 4, 1_000_000, structure, again=49)
        return Case(f"the 50th signature, 1 MB, {structure}", "G10: ≤ 2.00", shop.sign_ways("rsa2048", files))

    def verify_small():
        files = shop.signed("signed", shop.made("200x100000", 200, 4, 100_000))
        return Case("verify 200 × 100 KB, chain and changes", "G11: ≤ 2.20", shop.verify_ways(3, files))

    def verify_fifty(count, structure):
        files = shop.made(f"{count}-signed-{structure}", 1, 4, 300_000, structure, again=count)
        return Case(f"verify {count} signatures, {structure}", "G12: 50 in ≤ 16 ms", shop.verify_ways(count + 2, files))

    def verify_big():
        files = shop.signed("signed-big", shop.made("10000p-103000000-table", 1, 10_000, 103_000_000, "table"))
        return Case("verify 103 MB", "G13: ≤ 1.20, peak ≤ 20 MB", shop.verify_ways(3, files))

    def one_file():
        file = shop.made("200x100000", 200, 4, 100_000)[0]
        p12, out = shop.legacy("rsa2048"), shop.out("one")
        environment = ["env", f"KYSO_PASSWORD={PASSWORD}"]
        ways = [Whole("kyso sign", [*environment, KYSO, "sign", file, "--identity", KEYS / "leader-rsa2048.pem", "--out", out, "--force"])]
        if shop.peers:
            ways.append(Whole("pyhanko sign", ["pyhanko", "sign", "addsig", "--field", "S", "pkcs12", "--passfile", secret(shop), file, out / "p.pdf", p12]))
        return Case("sign one file, whole command", "G14: ≤ 10 ms", ways)

    def verify_one():
        file = shop.signed("signed", shop.made("200x100000", 200, 4, 100_000))[0]
        ways = [Whole("kyso verify", [KYSO, "verify", file, "--trust", KEYS / "root.crt", "--revocation", "none"])]
        if shop.peers:
            ways += [Whole("mutool sign -v", ["mutool", "sign", "-v", file]), Whole("pdfsig -nocert", ["pdfsig", "-nocert", file])]
        return Case("verify one file, whole command", "G14: no slower than mutool", ways)

    def batch(jobs):
        files = shop.made("1000x100000", 1000, 4, 100_000)
        folder = files[0].parent
        command = [KYSO, "sign", folder, "--identity", KEYS / "leader-rsa2048.pem", "--out", shop.out(f"batch{jobs}"), "--force"]
        ways = [
            Driver("in the process", [DRIVER, "kyso-sign", "rsa2048", shop.out("inprocess"), *files]),
            Whole("--jobs 1 --no-sync", [*command, "--jobs", "1", "--no-sync"], len(files)),
            Whole("--jobs 2 --no-sync", [*command, "--jobs", "2", "--no-sync"], len(files)),
            Whole("--jobs 2, durable", [*command, "--jobs", "2"], len(files)),
        ]
        return Case("batch of 1,000 × 100 KB", "one job ≤ 1.25, two ≤ 0.70", ways)

    return {
        "g1": lambda: small("rsa2048", "G1: ≤ 1.25"),
        "g4": lambda: small("rsa4096", "G4"),
        "g5": lambda: small("p256", "G5: ≤ 1.50"),
        "g6": lambda: small("rsa2048", "G6", 1000, 20_000, 1),
        "g7table": lambda: big(10_000, 103_000_000, "table", "G7: ≤ 1.50, peak ≤ 20 MB"),
        "g7stream": lambda: big(10_000, 103_000_000, "stream", "G7: ≤ 1.50, peak ≤ 20 MB"),
        "g7objstm": lambda: big(10_000, 103_000_000, "objstm", "G7: ≤ 1.50, peak ≤ 20 MB"),
        "g8": lambda: big(4, 100_000_000, "table", "G8: ≤ 1.30, peak ≤ 20 MB"),
        "g9": lambda: big(10_000, 20_000_000, "table", "G9: ≤ 1.50"),
        "g10table": lambda: fiftieth("table"),
        "g10stream": lambda: fiftieth("stream"),
        "g10objstm": lambda: fiftieth("objstm"),
        "g11": verify_small,
        "g12": lambda: verify_fifty(50, "table"),
        "g12half": lambda: verify_fifty(25, "table"),
        "g13": verify_big,
        "g14sign": one_file,
        "g14verify": verify_one,
        "batch": lambda: batch(2),
    }


def secret(shop):
    path = shop.folder / "password"
    path.write_text(PASSWORD)
    return path


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    first = lambda command: (subprocess.run(command, capture_output=True, text=True, check=False).stdout or "-").splitlines()[0]
    speed = run(["openssl", "speed", "-seconds", "1", "rsa2048"]).splitlines()
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "rustc": first(["rustc", "--version"]),
        "openssl": first(["openssl", "version"]),
        "openssl speed rsa2048": next((line for line in speed if line.startswith("rsa 2048") or line.startswith("rsa2048")), "-"),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="names of cases, by commas")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--save", action="store_true")
    arguments = parser.parse_args()
    run(["cargo", "build", "-q", "--release", "-p", "kyso-benches", "--bin", "driver"], cwd=ROOT)
    run(["cargo", "build", "-q", "--release", "--example", "kyso"], cwd=ROOT)
    about = machine()
    for name, value in about.items():
        print(f"{name}: {value}")
    record = {"machine": about, "cases": {}}
    with tempfile.TemporaryDirectory(prefix="kyso-compare-") as folder:
        every = cases(Workshop(folder, arguments.peers))
        for name in arguments.only.split(",") if arguments.only else every:
            case = every[name]()
            results = measure(case, arguments.rounds)
            show(case, results)
            record["cases"][case.name] = results
    if arguments.save:
        target = BENCHES / "runs" / f"{time.strftime('%Y-%m-%d-%H%M')}.json"
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(record, indent=1) + "\n")
        print(f"\n{target.relative_to(ROOT)}")


main()
