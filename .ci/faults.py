#!/usr/bin/env python3
"""Signs where the machine stands in the way: full disks, folders and files that may not be touched, read-only and other
file systems, and system calls that fail. Each fault must give a clear error for the document that it hits; the others
are signed and verify, no input changes, and nothing half-written is left.

Needs root: it mounts small file systems, and runs the program as somebody who is not root."""

import argparse
import contextlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
TESTDATA = REPOSITORY / "testdata"
NOW = "2026-11-24T09:03:04+07:00"
# Somebody without any right of root: `nobody` on every Debian.
NOBODY = 65534
FAULTS = []


def fault(test):
    FAULTS.append(test)
    return test


class Box:
    """A folder for one fault, with the inputs, and the program that signs them."""

    def __init__(self, root, kyso):
        self.root, self.kyso = root, kyso
        self.input, self.out = root / "in", root / "out"
        self.input.mkdir()
        self.key = root / "key.pem"
        shutil.copy(TESTDATA / "keys/leader-rsa2048.pem", self.key)

    def documents(self, *names, folder=None):
        samples = sorted((TESTDATA / "samples").glob("*.pdf"))
        folder = folder or self.input
        for name, sample in zip(names, samples):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(sample, folder / name)
        return [folder / name for name in names]

    def sign(self, *arguments, to=None, nobody=False, before=()):
        """Signs everything in the input folder; returns the status, the error kind (or None) of each document by its
        name below the folder, and all messages. The inputs must be what they were."""
        inputs = [str(a) for a in arguments if not str(a).startswith("--")] or [str(self.input)]
        options = [str(a) for a in arguments if str(a).startswith("--")]
        where = [] if "--in-place" in options else ["--out", str(to or self.out)]
        command = [*before, self.kyso, "sign", *inputs, "--recursive", *where, *options, "--json", "--lang", "en"]
        command += ["--identity", self.key, "--time", NOW]
        if nobody:
            command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        files = {path: path.read_bytes() for path in self.input.rglob("*.pdf") if path.is_file()}
        ran = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert ran.returncode in (0, 1, 2), f"status {ran.returncode}: {ran.stderr}"
        answer = json.loads(ran.stdout)
        if ran.returncode == 2:
            return 2, {"": answer["error"]["kind"]}, answer["error"]["message"]
        for path, bytes in files.items():
            after = path.read_bytes()
            assert after == bytes or ("--in-place" in options and after.startswith(bytes)), f"{path} changed"
        rows, messages = {}, []
        for row in answer["documents"]:
            name = os.path.relpath(row["file"], self.input)
            rows[name] = row["error"] and row["error"]["kind"]
            if row["error"]:
                messages.append(row["error"]["message"])
            else:
                assert row["status"] in ("signed", "skipped"), row
                self.verify(row["output"])
        for folder in {self.input, self.out, Path(to or self.out)}:
            left = list(folder.rglob("*.tmp")) if folder.is_dir() else []
            assert not left, f"left behind: {left}"
        return ran.returncode, rows, "\n".join(messages) + ran.stderr

    def verify(self, output):
        command = [self.kyso, "verify", output, "--json", "--at", NOW, "--revocation", "none"]
        command += ["--trust", TESTDATA / "keys/root.crt"]
        ran = subprocess.run(command, capture_output=True, text=True)
        assert ran.returncode == 0, f"{output}: {ran.stdout}"

    @contextlib.contextmanager
    def mounted(self, options, name="disk"):
        place = self.root / name
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], check=True)
        try:
            yield place
        finally:
            subprocess.run(["umount", place], check=True)


def expect(got, wanted, *words):
    status, rows, messages = got
    assert (status, rows) == wanted, f"{status} {rows}\n{messages}"
    for word in words:
        assert word in messages, f"not told: {word}\n{messages}"


@fault
def a_disk_that_is_full_fails_only_what_does_not_fit(box):
    small = box.documents("a.pdf", "c.pdf")
    (box.input / "b.pdf").write_bytes(small[0].read_bytes() + b"%" * 400_000 + b"\n")
    with box.mounted("size=300k") as disk:
        expect(
            box.sign(to=disk / "out"),
            (1, {"a.pdf": None, "b.pdf": "io", "c.pdf": None}),
            "No space left on device",
            str(disk / "out/b.pdf"),
        )
        assert sorted(os.listdir(disk / "out")) == ["a.pdf", "c.pdf"]


@fault
def a_disk_that_fills_up_keeps_the_documents_that_are_signed_in_place(box):
    with box.mounted("size=160k") as disk:
        box.input.rmdir()
        box.input = disk / "in"
        box.input.mkdir()
        box.documents("a.pdf", "b.pdf")
        expect(box.sign("--in-place", "--jobs=1"), (1, {"a.pdf": "io", "b.pdf": "io"}), "No space left on device")
        assert sorted(os.listdir(box.input)) == ["a.pdf", "b.pdf"]


@fault
def a_disk_without_room_for_names_is_told_before_anything_is_signed(box):
    box.documents("a.pdf")
    with box.mounted("size=1m,nr_inodes=1") as disk:
        expect(box.sign(to=disk), (2, {"": "io"}), "No space left on device")


@fault
def a_report_that_does_not_fit_fails_the_run_but_no_document(box):
    box.documents("a.pdf")
    with box.mounted("size=4k") as disk:
        (disk / "filled").write_bytes(b"x" * 4096)
        got = box.sign(f"--report={disk}/report.json")
        expect(got, (1, {"a.pdf": None}), "No space left on device", f"{disk}/report.json")
        assert os.listdir(disk) == ["filled"]


@fault
def another_file_system_is_as_good_as_any(box):
    box.documents("a.pdf", "b/c.pdf")
    with box.mounted("size=4m") as disk:
        expect(box.sign(to=disk / "new/out"), (0, {"a.pdf": None, "b/c.pdf": None}))
        # A link into it is followed: the file there is replaced, the link stays.
        [document] = box.documents("d.pdf", folder=disk)
        link = box.input / "link.pdf"
        link.symlink_to(document)
        length = document.stat().st_size
        expect(box.sign("--in-place", link), (0, {"link.pdf": None}))
        assert link.is_symlink() and document.stat().st_size > length


@fault
def a_read_only_file_system_is_told(box):
    box.documents("a.pdf")
    with box.mounted("size=4m") as disk:
        box.documents("b.pdf", folder=disk / "in")
        before = (disk / "in/b.pdf").read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        expect(box.sign(to=disk / "out"), (2, {"": "io"}), "Read-only file system")
        (box.input / "b").symlink_to(disk / "in")
        got = box.sign("--in-place", box.input / "b/b.pdf", box.input / "a.pdf")
        expect(got, (1, {"b/b.pdf": "io", "a.pdf": None}), "Read-only file system")
        assert (disk / "in/b.pdf").read_bytes() == before


@fault
def somebody_else_is_denied(box):
    """Proves first that the rights bind whoever is used below: as root everything would pass."""
    [secret] = box.documents("secret.pdf")
    secret.chmod(0)
    command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "cat", secret]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode != 0 and "Permission denied" in ran.stderr, "here nobody is denied anything"
    secret.chmod(0o644)
    assert subprocess.run(command, capture_output=True).returncode == 0, "here nobody can read anything"


@fault
def a_folder_that_may_not_be_written_to_is_told_before_anything_is_signed(box):
    box.documents("a.pdf")
    box.out.mkdir(mode=0o755)
    expect(box.sign(nobody=True), (2, {"": "io"}), "Permission denied", str(box.out))
    assert not os.listdir(box.out)
    expect(box.sign(to=box.root / "new", nobody=True), (2, {"": "io"}), "Permission denied")


@fault
def a_folder_in_the_tree_that_may_not_be_written_to_harms_only_its_own(box):
    box.documents("a.pdf", "b/c.pdf", "d/e.pdf")
    box.out.mkdir()
    os.chown(box.out, NOBODY, NOBODY)
    (box.out / "b").mkdir(mode=0o755)
    expect(box.sign(nobody=True), (1, {"a.pdf": None, "b/c.pdf": "io", "d/e.pdf": None}), "Permission denied")


@fault
def an_input_that_may_not_be_read_harms_no_other(box):
    documents = box.documents("a.pdf", "b.pdf", "closed/c.pdf")
    documents[1].chmod(0o000)
    documents[2].parent.chmod(0o700)
    box.out.mkdir()
    os.chown(box.out, NOBODY, NOBODY)
    expect(box.sign(nobody=True), (1, {"a.pdf": None, "b.pdf": "io", "closed": "io"}), "Permission denied")


@fault
def a_document_of_somebody_else_is_replaced_only_where_its_folder_allows(box):
    documents = box.documents("open/a.pdf", "sticky/b.pdf", "closed/c.pdf")
    for document, mode in zip(documents, (0o777, 0o1777, 0o755)):
        document.parent.chmod(mode)
    got = box.sign("--in-place", nobody=True)
    expect(got, (1, {"open/a.pdf": None, "sticky/b.pdf": "io", "closed/c.pdf": "io"}), "not permitted")


@fault
def an_output_of_somebody_else_stays(box):
    box.documents("a.pdf", "b.pdf")
    box.out.mkdir()
    box.out.chmod(0o1777)
    (box.out / "a.pdf").write_bytes(b"mine")
    expect(box.sign("--force", nobody=True), (1, {"a.pdf": "io", "b.pdf": None}), "not permitted")
    assert (box.out / "a.pdf").read_bytes() == b"mine"


@fault
def a_key_that_may_not_be_read_is_told(box):
    box.documents("a.pdf")
    box.key.chmod(0o600)
    box.root.chmod(0o777)
    expect(box.sign(nobody=True), (2, {"": "io"}), "Permission denied", "key.pem")
    assert not box.out.exists()


@fault
def in_place_keeps_owner_and_rights(box):
    [document] = box.documents("a.pdf")
    os.chown(document, NOBODY, NOBODY)
    document.chmod(0o640)
    expect(box.sign("--in-place"), (0, {"a.pdf": None}))
    after = document.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (NOBODY, NOBODY, 0o640)


@fault
def in_place_gives_another_group_no_rights(box):
    [document] = box.documents("open/a.pdf")
    document.parent.chmod(0o777)
    document.chmod(0o664)
    expect(box.sign("--in-place", nobody=True), (0, {"open/a.pdf": None}))
    after = document.stat()
    assert (after.st_uid, stat.S_IMODE(after.st_mode)) == (NOBODY, 0o644), oct(after.st_mode)


@fault
def a_folder_that_is_mounted_twice_holds_one_output_under_a_name(box):
    box.documents("x/1.pdf", "y/1.pdf")
    for folder in ("x", "y"):
        (box.out / folder).mkdir(parents=True)
    subprocess.run(["mount", "--bind", box.out / "x", box.out / "y"], check=True)
    try:
        for force, kind in ([], "output-exists"), (["--force"], "output-collision"):
            status, rows, messages = box.sign("--jobs=1", *force)
            assert (status, rows) == (1, {"x/1.pdf": None, "y/1.pdf": kind}), f"{rows} {messages}"
            written = (box.out / "x/1.pdf").read_bytes()
            assert written.startswith((box.input / "x/1.pdf").read_bytes())
            (box.out / "x/1.pdf").unlink()
    finally:
        subprocess.run(["umount", box.out / "y"], check=True)


@fault
def what_never_ends_is_read_up_to_a_limit(box):
    expect(box.sign("/dev/zero"), (1, {os.path.relpath("/dev/zero", box.input): "limit-exceeded"}))


@fault
def a_document_that_cannot_be_read_to_its_end_harms_no_other(box):
    box.documents("a.pdf", "b.pdf", "c.pdf")
    wanted = (1, {"a.pdf": None, "b.pdf": "io", "c.pdf": None})
    trace = box.root / "trace"
    # Each of its reads in turn, until all have succeeded.
    for which in range(1, 50):
        strace = ["strace", "-f", "-o", trace, "-e", "trace=pread64", "-P", box.input / "b.pdf"]
        strace += ["-e", f"inject=pread64:error=EIO:when={which}"]
        got = box.sign("--force", before=strace)
        if "(INJECTED)" not in trace.read_text():
            break
        expect(got, wanted, "Input/output error")
    expect(got, (0, dict.fromkeys(wanted[1])))
    assert which > 2, "it is looked at, and copied"


@fault
def a_write_that_fails_leaves_nothing_behind(box):
    box.documents("a.pdf", "b.pdf")
    for call in ("fsync", "renameat2"):
        strace = ["strace", "-f", "-o", box.root / "trace", "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when=1"]
        expect(box.sign("--jobs=1", before=strace), (1, {"a.pdf": "io", "b.pdf": None}), "Input/output error", "out/a.pdf")
        assert os.listdir(box.out) == ["b.pdf"], call
        shutil.rmtree(box.out)


@fault
def an_output_is_on_the_disk_before_it_has_its_name(box):
    box.documents("a.pdf", "b.pdf")
    calls = "trace=fsync,renameat2"
    strace = ["strace", "-f", "-y", "-o", box.root / "trace", "-e", calls]
    expect(box.sign("--jobs=1", before=strace), (0, {"a.pdf": None, "b.pdf": None}))
    trace = re.findall(r"fsync\(\d+<(.*?)>\)|renameat2\(.*?\"(\S+?\.tmp)\"", (box.root / "trace").read_text())
    order = ["sync " + ("file" if sync.endswith(".tmp") else sync) if sync else "rename" for sync, _ in trace]
    assert order[:4] == ["sync file", "rename"] * 2, order
    # The folder that holds the names, and the one that holds the folder that was made.
    assert {f"sync {box.out}", f"sync {box.root}"} <= set(order[4:]), order
    shutil.rmtree(box.out)
    expect(box.sign("--no-sync", before=strace), (0, {"a.pdf": None, "b.pdf": None}))
    assert "fsync" not in (box.root / "trace").read_text()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--kyso", required=True, help="the program")
    arguments.add_argument("names", nargs="*", help="only these faults")
    arguments = arguments.parse_args()
    if os.geteuid() != 0:
        sys.exit("needs root: it mounts file systems and becomes somebody else")
    chosen = [test for test in FAULTS if not arguments.names or test.__name__ in arguments.names]
    failed = 0
    with tempfile.TemporaryDirectory(prefix="kyso-faults-") as root:
        root = Path(root)
        root.chmod(0o755)
        # Where everybody can run it.
        kyso = shutil.copy(arguments.kyso, root / "kyso")
        for number, test in enumerate(chosen):
            place = root / str(number)
            place.mkdir()
            try:
                test(Box(place, str(kyso)))
                print(f"ok      {test.__name__}")
            except (AssertionError, subprocess.CalledProcessError) as error:
                failed += 1
                print(f"FAILED  {test.__name__}\n{error}")
    print(f"faults: {len(chosen) - failed} of {len(chosen)} did no harm")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
