//! `kyso sign`, killed at any moment: what stands under an output's name is whole, and `--resume`
//! does the rest, as if nothing had happened.

#![cfg(all(
    target_os = "linux",
    feature = "fs",
    feature = "pki",
    feature = "serde"
))]

mod program;
mod tiny;

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use program::{NOW, kyso, names, testdata, text};
use serde_json::Value;
use tempfile::TempDir;

#[test]
fn a_killed_batch_leaves_only_whole_documents_and_is_resumed() {
    let tally = kill(18);
    assert!(tally.with_temporary_file > 0, "{tally:?}");
}

#[test]
#[ignore = "takes minutes: `.ci/run kills`"]
fn a_batch_killed_five_hundred_times_leaves_only_whole_documents_and_is_resumed() {
    let tally = kill(500);
    println!("{tally:?}");
    assert!(tally.with_temporary_file >= 300, "{tally:?}");
}

/// What the kills met.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    /// Kills that left a temporary file behind.
    with_temporary_file: usize,
    /// Kills that left some documents signed and others not.
    amid: usize,
    /// Batches that were resumed until they were complete.
    batches: usize,
    /// Outputs of killed runs that the completing run found whole.
    resumed: usize,
}

/// How a batch signs.
struct Way {
    key: &'static str,
    /// Under a fixed clock the outputs are known to the byte.
    fixed_clock: bool,
    in_place: bool,
}

const WAYS: [Way; 3] = [
    Way {
        key: "leader-rsa2048",
        fixed_clock: true,
        in_place: false,
    },
    Way {
        key: "leader-rsa2048",
        fixed_clock: true,
        in_place: true,
    },
    Way {
        key: "leader-p256",
        fixed_clock: false,
        in_place: false,
    },
];

/// Kills batches of each way in turn until there were so many kills.
fn kill(kills: usize) -> Tally {
    let mut tally = Tally::default();
    let mut dice = Dice(0x6b79_736f);
    for (way, share) in WAYS
        .iter()
        .zip([kills - kills / 3 * 2, kills / 3, kills / 3])
    {
        let wanted = tally.kills + share;
        let undisturbed = Undisturbed::run(way);
        while tally.kills < wanted {
            Disturbed::new(way, &undisturbed).run(wanted, &mut dice, &mut tally);
        }
    }
    tally
}

type Files = BTreeMap<String, Vec<u8>>;
/// Whether it is signed, or the kind of error.
type Statuses = BTreeMap<String, String>;

/// A batch that nobody killed.
struct Undisturbed {
    inputs: Files,
    outputs: Files,
    statuses: Statuses,
    verdicts: BTreeMap<String, Value>,
    took: Duration,
}

impl Undisturbed {
    #[allow(clippy::disallowed_methods)] // how long it takes, not when it is
    fn run(way: &Way) -> Self {
        let inputs = documents();
        let root = tempfile::tempdir().unwrap();
        let (folder, out) = lay_out(&root, &inputs, way);
        let begun = Instant::now();
        let ran = command(way, &folder, &out, &root, false).output().unwrap();
        Self {
            took: begun.elapsed(),
            inputs,
            outputs: files(&out),
            statuses: statuses(&ran),
            verdicts: verdicts(&out, way),
        }
    }
}

/// Documents of different length, and some that cannot be signed.
fn documents() -> Files {
    let mut files = Files::new();
    let read = |name: &str| fs::read(testdata(name)).unwrap();
    for number in 0..12 {
        files.insert(format!("{number:02}.pdf"), read("samples/cong-van.pdf"));
    }
    for number in 12..16 {
        let content = "q Q\n".repeat(700_000);
        let stream = format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        );
        let long = tiny::Tiny::page().with(4, &stream).table();
        files.insert(format!("{number}.pdf"), long);
    }
    files.insert("04-form.pdf".to_owned(), read("variants/form.pdf"));
    files.insert("05-broken.pdf".to_owned(), b"not a pdf".to_vec());
    let encrypted = read("variants/encrypted-aes-128.pdf");
    files.insert("06-encrypted.pdf".to_owned(), encrypted);
    files
}

/// A folder with the inputs, and the one in which the outputs will be.
fn lay_out(root: &TempDir, inputs: &Files, way: &Way) -> (PathBuf, PathBuf) {
    let folder = root.path().join("in");
    fs::create_dir(&folder).unwrap();
    for (name, bytes) in inputs {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let out = if way.in_place {
        folder.clone()
    } else {
        root.path().join("out")
    };
    (folder, out)
}

fn command(
    way: &Way,
    folder: &Path,
    out: &Path,
    root: &TempDir,
    resume: bool,
) -> std::process::Command {
    let key = testdata(&format!("keys/{}.pem", way.key));
    let report = root.path().join("report.json");
    let mut arguments: Vec<OsString> = ["sign", text(folder), "--json", "--jobs", "2"]
        .map(Into::into)
        .into();
    arguments.extend(["--identity", text(&key), "--report", text(&report)].map(Into::into));
    if way.in_place {
        arguments.push("--in-place".into());
    } else {
        arguments.extend(["--out", text(out)].map(Into::into));
    }
    if way.fixed_clock {
        arguments.extend(["--time", NOW].map(Into::into));
    } else {
        arguments.extend(["--allow", "expired,not-yet-valid"].map(Into::into));
    }
    if resume {
        arguments.push("--resume".into());
    }
    let mut command = program::command(&arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A batch that is killed again and again.
struct Disturbed<'u> {
    way: &'u Way,
    undisturbed: &'u Undisturbed,
    root: TempDir,
    folder: PathBuf,
    out: PathBuf,
}

impl<'u> Disturbed<'u> {
    fn new(way: &'u Way, undisturbed: &'u Undisturbed) -> Self {
        let root = tempfile::tempdir().unwrap();
        let (folder, out) = lay_out(&root, &undisturbed.inputs, way);
        Self {
            way,
            undisturbed,
            root,
            folder,
            out,
        }
    }

    fn start(&self, resume: bool) -> Child {
        command(self.way, &self.folder, &self.out, &self.root, resume)
            .spawn()
            .unwrap()
    }

    /// Starts and kills until a run ends by itself, or there were so many kills: then one runs to
    /// its end.
    fn run(&self, wanted: usize, dice: &mut Dice, tally: &mut Tally) {
        let mut resume = false;
        let mut whole = BTreeSet::new();
        let last = loop {
            let before = temporary_files(&self.out);
            let mut child = self.start(resume);
            if tally.kills < wanted {
                self.wait(&mut child, dice);
                // It may have ended already.
                let _ = child.kill();
            }
            let output = child.wait_with_output().unwrap();
            if output.status.signal().is_none() {
                break output;
            }
            tally.kills += 1;
            let after = temporary_files(&self.out);
            tally.with_temporary_file += usize::from(!after.is_subset(&before));
            whole = self.check_whole();
            let is_amid = !whole.is_empty() && whole.len() < self.undisturbed.outputs.len();
            tally.amid += usize::from(is_amid);
            resume = true;
        };
        tally.batches += 1;
        tally.resumed += whole.len();
        self.check_complete(&last, &whole);
    }

    /// Until some moment: any, one after the work began, or one at which a document is being
    /// written.
    fn wait(&self, child: &mut Child, dice: &mut Dice) {
        let took = self.undisturbed.took;
        match dice.roll(6) {
            0 => thread::sleep(dice.moment(took)),
            1 => {
                self.wait_for_temporary_file(child);
                thread::sleep(dice.moment(took / 3));
            }
            _ => {
                thread::sleep(dice.moment(took / 2));
                self.wait_for_temporary_file(child);
                thread::sleep(dice.moment(Duration::from_millis(1)));
            }
        }
    }

    /// Until there is one that was not there before, or the program has ended.
    fn wait_for_temporary_file(&self, child: &mut Child) {
        let before = temporary_files(&self.out);
        while child.try_wait().unwrap().is_none() && temporary_files(&self.out).is_subset(&before) {
            thread::sleep(Duration::from_micros(100));
        }
    }

    /// Every output is whole or absent; returns those that are there.
    fn check_whole(&self) -> BTreeSet<String> {
        if let Ok(report) = fs::read(self.root.path().join("report.json")) {
            serde_json::from_slice::<Value>(&report).unwrap();
        }
        let mut whole = BTreeSet::new();
        for (name, bytes) in files(&self.out) {
            let input = &self.undisturbed.inputs[&name];
            if self.way.in_place && bytes == *input {
                continue;
            }
            if self.way.fixed_clock {
                assert!(bytes == self.undisturbed.outputs[&name], "{name} is torn");
            }
            assert!(
                bytes.starts_with(input) && bytes.ends_with(b"%%EOF\n"),
                "{name}"
            );
            whole.insert(name);
        }
        for (name, input) in &self.undisturbed.inputs {
            let bytes = fs::read(self.folder.join(name)).unwrap();
            assert!(bytes.starts_with(input), "the input {name} was lost");
        }
        whole
    }

    /// The same files, statuses and signers as without kills, and nothing else is left.
    fn check_complete(&self, last: &Output, whole: &BTreeSet<String>) {
        let undisturbed = self.undisturbed;
        assert_eq!(statuses(last), undisturbed.statuses);
        let outputs = files(&self.out);
        if self.way.fixed_clock {
            assert!(
                outputs == undisturbed.outputs,
                "other bytes than undisturbed"
            );
        }
        assert_eq!(verdicts(&self.out, self.way), undisturbed.verdicts);
        let skipped = rows(last)
            .iter()
            .filter(|row| row["status"] == "skipped")
            .count();
        assert_eq!(skipped, whole.len(), "a whole output was signed again");
        assert!(temporary_files(&self.out).is_empty());
        assert!(temporary_files(self.root.path()).is_empty());
    }
}

fn rows(output: &Output) -> Vec<Value> {
    let batch: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {output:?}"));
    batch["documents"].as_array().unwrap().clone()
}

fn statuses(output: &Output) -> Statuses {
    let status = |row: &Value| match row["error"]["kind"].as_str() {
        Some(kind) => kind.to_owned(),
        None => "signed".to_owned(),
    };
    rows(output)
        .iter()
        .map(|row| (name_of(&row["file"]), status(row)))
        .collect()
}

/// What `kyso verify` says of each file, apart from the moment; the signed ones must pass.
fn verdicts(out: &Path, way: &Way) -> BTreeMap<String, Value> {
    let root = testdata("keys/root.crt");
    let mut arguments = vec!["verify", text(out), "--json-lines", "--trust", text(&root)];
    arguments.extend(["--revocation", "none", "--at", NOW]);
    let ran = kyso(&arguments);
    let verdict = |report: &Value| {
        let signatures = report["signatures"].as_array().unwrap();
        let signers: Vec<Value> = signatures
            .iter()
            .map(|signature| {
                assert_eq!(signature["integrity"], "intact");
                if way.fixed_clock {
                    assert_eq!(signature["indication"], "TOTAL-PASSED", "{signature}");
                }
                signature["signer"].clone()
            })
            .collect();
        Value::from(vec![report["verdict"].clone(), signers.into()])
    };
    ran.json_lines()
        .iter()
        .map(|report| (name_of(&report["file"]), verdict(report)))
        .collect()
}

fn name_of(path: &Value) -> String {
    let path = Path::new(path.as_str().unwrap());
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The documents in a folder, which may not be there yet.
fn files(folder: &Path) -> Files {
    if !folder.exists() {
        return Files::new();
    }
    let names = names(folder).into_iter();
    names
        .filter(|name| name.ends_with(".pdf"))
        .map(|name| {
            let bytes = fs::read(folder.join(&name)).unwrap();
            (name, bytes)
        })
        .collect()
}

fn temporary_files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|name| name.ends_with(".tmp"))
        .collect()
}

/// Numbers without order, the same in every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % sides
    }

    /// Some moment within `span`.
    fn moment(&mut self, span: Duration) -> Duration {
        let micros = u64::try_from(span.as_micros()).unwrap();
        Duration::from_micros(self.roll(micros.max(1)))
    }
}
