//! Batches through the library: no document harms another, whatever happens to it.

#![cfg(feature = "fs")]

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use kyso::{
    SignatureScheme, Time,
    batch::{
        self, Clock, Destination, Existing, Input, Observer, Options, Plan, Row, Silent, Status,
        Task,
    },
    identity::{KeyFile, Signer, SignerError},
    sign::SignOptions,
    text::Kind,
    x509::Certificate,
};
use tempfile::TempDir;

fn testdata(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read(root.join("testdata").join(name)).unwrap()
}

fn leader() -> KeyFile {
    KeyFile::open(&[&testdata("keys/leader-rsa2048.pem")], None).unwrap()
}

fn now() -> Time {
    Time::parse("2026-11-24T09:03:04+07:00").unwrap()
}

/// `count` copies of a sample in `in`, and the plan that signs them into `out`.
fn batch(count: usize) -> (TempDir, Plan) {
    let root = tempfile::tempdir().unwrap();
    let sample = testdata("samples/cong-van.pdf");
    fs::create_dir(root.path().join("in")).unwrap();
    let inputs: Vec<Input> = (0..count)
        .map(|number| {
            let path = root.path().join(format!("in/{number}.pdf"));
            fs::write(&path, &sample).unwrap();
            Input::file(path)
        })
        .collect();
    let out = Destination::Folder(root.path().join("out"));
    let plan = batch::plan(&inputs, &out, "", &[]).unwrap();
    (root, plan)
}

fn options() -> Options {
    Options::new(SignOptions::at(now()))
}

fn run(plan: &Plan, signer: &dyn Signer, clock: &dyn Clock) -> Vec<Row> {
    batch::run(
        plan,
        signer,
        &options(),
        clock,
        &Silent,
        &AtomicBool::new(false),
    )
}

fn kinds(rows: &[Row]) -> Vec<Option<Kind>> {
    rows.iter()
        .map(|row| row.error.as_ref().map(|error| error.kind))
        .collect()
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into())
        .collect()
}

/// A clock that stands still and does something when it is read, once a document.
struct At<F: Fn(usize)>(AtomicUsize, F);

impl<F: Fn(usize)> At<F> {
    fn doing(what: F) -> Self {
        Self(AtomicUsize::new(0), what)
    }
}

impl<F: Fn(usize) + Sync> Clock for At<F> {
    fn now(&self) -> Time {
        (self.1)(self.0.fetch_add(1, Ordering::SeqCst));
        now()
    }
    fn millis(&self) -> u64 {
        0
    }
}

/// A key whose holder does something when asked to sign, counted from 0.
struct Holder<F>(KeyFile, AtomicUsize, F);

/// A key whose holder does something while a signature is prepared: the document's structure is
/// read, and no byte of it copied.
struct Early<F>(KeyFile, F);

impl<F: Fn() + Send + Sync> Signer for Early<F> {
    fn certificate(&self) -> &Certificate {
        self.0.certificate()
    }
    fn chain(&self) -> &[Certificate] {
        self.0.chain()
    }
    fn default_scheme(&self) -> SignatureScheme {
        self.0.default_scheme()
    }
    fn signature_len(&self, scheme: SignatureScheme) -> usize {
        self.1();
        self.0.signature_len(scheme)
    }
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        self.0.sign(message, scheme)
    }
}

impl<F: Fn(usize) + Send + Sync> Signer for Holder<F> {
    fn certificate(&self) -> &Certificate {
        self.0.certificate()
    }
    fn chain(&self) -> &[Certificate] {
        self.0.chain()
    }
    fn default_scheme(&self) -> SignatureScheme {
        self.0.default_scheme()
    }
    fn signature_len(&self, scheme: SignatureScheme) -> usize {
        self.0.signature_len(scheme)
    }
    fn sign(&self, message: &[u8], scheme: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        (self.2)(self.1.fetch_add(1, Ordering::SeqCst));
        self.0.sign(message, scheme)
    }
}

#[test]
fn rows_stand_in_the_order_of_the_inputs_and_each_document_is_told_once() {
    #[derive(Default)]
    struct Ledger(Mutex<(Vec<usize>, Vec<usize>)>);
    impl Observer for Ledger {
        fn started(&self, index: usize, _: &Task) {
            self.0.lock().unwrap().0.push(index);
        }
        fn finished(&self, index: usize, _: &Row) {
            self.0.lock().unwrap().1.push(index);
        }
    }
    let (_root, plan) = batch(8);
    let (ledger, clock) = (Ledger::default(), At::doing(|_| ()));
    let cancel = AtomicBool::new(false);
    let rows = batch::run(&plan, &leader(), &options(), &clock, &ledger, &cancel);
    let files: Vec<&PathBuf> = rows.iter().map(|row| &row.file).collect();
    let inputs: Vec<&PathBuf> = plan.tasks().iter().map(|task| &task.input).collect();
    assert_eq!(files, inputs);
    assert!(
        rows.iter().all(|row| row.status == Status::Signed),
        "{rows:?}"
    );
    assert_eq!(
        clock.0.load(Ordering::SeqCst),
        8,
        "the clock is read once a document"
    );
    let (mut started, mut finished) = ledger.0.into_inner().unwrap();
    started.sort_unstable();
    finished.sort_unstable();
    assert_eq!((started, finished), ((0..8).collect(), (0..8).collect()));
}

#[test]
fn a_panic_is_one_documents_failure() {
    let (root, plan) = batch(4);
    let holder = Holder(leader(), AtomicUsize::new(0), |count| {
        assert_ne!(count, 1, "the token was pulled out");
    });
    let rows = run(&plan, &holder, &At::doing(|_| ()));
    let failed: Vec<&Row> = rows
        .iter()
        .filter(|row| row.status == Status::Failed)
        .collect();
    assert_eq!(failed.len(), 1);
    let error = failed[0].error.as_ref().unwrap();
    assert_eq!(error.kind, Kind::Internal);
    assert!(
        error
            .detail
            .to_string()
            .contains("the token was pulled out")
    );
    assert_eq!(
        names(&root.path().join("out")).len(),
        3,
        "no temporary file is left"
    );
}

#[test]
fn an_input_that_changes_meanwhile_is_not_published() {
    let (root, plan) = batch(1);
    let input = root.path().join("in/0.pdf");
    let clock = At::doing(|_| {
        let mut file = OpenOptions::new().append(true).open(&input).unwrap();
        file.write_all(b"\n").unwrap();
    });
    let rows = run(&plan, &leader(), &clock);
    assert_eq!(kinds(&rows), [Some(Kind::InputChanged)]);
    assert_eq!(names(&root.path().join("out")), [] as [PathBuf; 0]);
}

/// A name, and what is done to the file at a path.
type Change = (&'static str, fn(&Path));

/// What may happen to an input between two looks at it.
fn changes() -> [Change; 6] {
    fn rewrite(path: &Path, change: impl Fn(&mut Vec<u8>)) {
        let mut bytes = fs::read(path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    }
    [
        ("removed", |path| fs::remove_file(path).unwrap()),
        ("made longer", |path| rewrite(path, |pdf| pdf.push(b'\n'))),
        ("cut short", |path| {
            rewrite(path, |pdf| pdf.truncate(30_000))
        }),
        ("emptied", |path| fs::write(path, "").unwrap()),
        ("overwritten, its time put back", |path| {
            let file = OpenOptions::new().write(true).open(path).unwrap();
            let before = file.metadata().unwrap().modified().unwrap();
            rewrite(path, |pdf| pdf[20_000] ^= 1);
            file.set_modified(before).unwrap();
        }),
        ("replaced by its like", |path| {
            let like = path.with_extension("new");
            fs::copy(path, &like).unwrap();
            let file = OpenOptions::new().write(true).open(&like).unwrap();
            let before = fs::metadata(path).unwrap().modified().unwrap();
            file.set_modified(before).unwrap();
            fs::rename(&like, path).unwrap();
        }),
    ]
}

#[test]
fn an_input_that_changes_before_it_is_copied_is_not_published() {
    for (name, change) in changes() {
        // Several, since times have a grain: some changes come within it.
        let (root, plan) = batch(3);
        let next = AtomicUsize::new(0);
        let early = Early(leader(), || {
            let number = next.fetch_add(1, Ordering::SeqCst);
            change(&root.path().join(format!("in/{number}.pdf")));
        });
        let mut options = options();
        options.jobs = std::num::NonZeroUsize::new(1);
        let clock = At::doing(|_| ());
        let cancel = AtomicBool::new(false);
        let rows = batch::run(&plan, &early, &options, &clock, &Silent, &cancel);
        assert_eq!(kinds(&rows), [Some(Kind::InputChanged); 3], "{name}");
        assert_eq!(
            names(&root.path().join("out")),
            [] as [PathBuf; 0],
            "{name}"
        );
    }
}

#[test]
fn an_input_that_changes_before_it_is_published_is_not() {
    for (name, change) in changes() {
        let (root, plan) = batch(1);
        let input = root.path().join("in/0.pdf");
        let holder = Holder(leader(), AtomicUsize::new(0), |_| change(&input));
        let rows = run(&plan, &holder, &At::doing(|_| ()));
        let whole = name == "overwritten, its time put back" && kinds(&rows) == [None];
        assert!(
            whole || kinds(&rows) == [Some(Kind::InputChanged)],
            "{name}"
        );
        if whole {
            // It was copied before, and changed within the grain of its time: what was signed is
            // the document that it was.
            let sample = testdata("samples/cong-van.pdf");
            let output = fs::read(root.path().join("out/0.pdf")).unwrap();
            assert!(output.starts_with(&sample));
        } else {
            assert_eq!(
                names(&root.path().join("out")),
                [] as [PathBuf; 0],
                "{name}"
            );
        }
    }
}

#[test]
fn an_input_replaced_in_place_by_somebody_else_is_not_replaced_again() {
    let (root, _) = batch(1);
    let input = root.path().join("in/0.pdf");
    let plan = batch::plan(&[Input::file(&input)], &Destination::InPlace, "", &[]).unwrap();
    let holder = Holder(leader(), AtomicUsize::new(0), |_| {
        fs::remove_file(&input).unwrap();
        fs::write(&input, "mine").unwrap();
    });
    let rows = run(&plan, &holder, &At::doing(|_| ()));
    assert_eq!(kinds(&rows), [Some(Kind::InputChanged)]);
    assert_eq!(fs::read(&input).unwrap(), b"mine");
    assert_eq!(names(&root.path().join("in")), [PathBuf::from("0.pdf")]);
}

/// Two processes resume one batch: what the other was faster with is done.
#[test]
fn what_another_run_signs_meanwhile_is_done() {
    let (root, plan) = batch(1);
    let mut options = options();
    options.existing = Existing::Resume;
    let cancel = AtomicBool::new(false);
    let holder = Holder(leader(), AtomicUsize::new(0), |_| {
        let clock = At::doing(|_| ());
        let rows = batch::run(&plan, &leader(), &options, &clock, &Silent, &cancel);
        assert_eq!(rows[0].status, Status::Signed);
    });
    let clock = At::doing(|_| ());
    let rows = batch::run(&plan, &holder, &options, &clock, &Silent, &cancel);
    assert_eq!((rows[0].status, &rows[0].error), (Status::Skipped, &None));
    assert_eq!(names(&root.path().join("out")), [PathBuf::from("0.pdf")]);
}

/// Whatever the number of jobs, each output is the same to the byte.
#[test]
fn one_job_and_eight_write_the_same_bytes() {
    const NAMES: [&str; 8] = [
        "samples/cong-van",
        "samples/quyet-dinh",
        "variants/form",
        "variants/object-streams",
        "variants/linearized",
        "variants/encrypted-no-user-password",
        "variants/hybrid",
        "variants/garbage-after",
    ];
    let root = tempfile::tempdir().unwrap();
    let inputs: Vec<Input> = (0..40)
        .map(|number| {
            let path = root.path().join(format!("{number}.pdf"));
            fs::write(&path, testdata(&format!("{}.pdf", NAMES[number % 8]))).unwrap();
            Input::file(path)
        })
        .collect();
    for key in ["leader-rsa2048", "leader-ed25519"] {
        let signer = KeyFile::open(&[&testdata(&format!("keys/{key}.pem"))], None).unwrap();
        let [one, eight] = [1, 8].map(|jobs| {
            let out = root.path().join(format!("{key}-{jobs}"));
            let out = Destination::Folder(out);
            let plan = batch::plan(&inputs, &out, "", &[]).unwrap();
            let mut options = options();
            options.jobs = std::num::NonZeroUsize::new(jobs);
            options.sign.allow.permissions = true;
            let (clock, cancel) = (At::doing(|_| ()), AtomicBool::new(false));
            let rows = batch::run(&plan, &signer, &options, &clock, &Silent, &cancel);
            assert!(
                rows.iter().all(|row| row.status == Status::Signed),
                "{rows:?}"
            );
            let outputs = plan.tasks().iter();
            let outputs = outputs.map(|task| fs::read(&task.output).unwrap());
            (
                outputs.collect::<Vec<_>>(),
                rows.iter().map(|row| row.sha256_out).collect::<Vec<_>>(),
            )
        });
        assert!(one == eight, "{key}");
    }
}

#[test]
fn an_output_that_appears_meanwhile_is_not_replaced() {
    let (root, plan) = batch(1);
    let out = root.path().join("out/0.pdf");
    let holder = Holder(leader(), AtomicUsize::new(0), |_| {
        fs::write(&out, "mine").unwrap()
    });
    let rows = run(&plan, &holder, &At::doing(|_| ()));
    assert_eq!(kinds(&rows), [Some(Kind::OutputExists)]);
    assert_eq!(fs::read(&out).unwrap(), b"mine");
    assert_eq!(names(&root.path().join("out")).len(), 1);
}

#[test]
fn a_cancelled_batch_begins_nothing_more() {
    let (root, plan) = batch(6);
    let cancel = AtomicBool::new(false);
    let clock = At::doing(|count| cancel.store(count == 1, Ordering::SeqCst));
    let mut options = options();
    options.jobs = std::num::NonZeroUsize::new(1);
    let rows = batch::run(&plan, &leader(), &options, &clock, &Silent, &cancel);
    let interrupted = Some(Kind::Interrupted);
    let expected = [&[None][..], &[interrupted; 5]].concat();
    assert_eq!(kinds(&rows), expected);
    assert_eq!(names(&root.path().join("out")), [PathBuf::from("0.pdf")]);
}

#[cfg(unix)]
#[test]
fn outputs_have_their_inputs_access_rights() {
    use std::os::unix::fs::PermissionsExt;
    let (root, plan) = batch(2);
    let rights = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for (name, mode) in [("in/0.pdf", 0o600), ("in/1.pdf", 0o444)] {
        let path = root.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    run(&plan, &leader(), &At::doing(|_| ()));
    assert_eq!(rights(root.path().join("out/0.pdf")), 0o600);
    assert_eq!(rights(root.path().join("out/1.pdf")) & !0o022, 0o444);
}

#[test]
fn everything_a_thread_needs_can_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<KeyFile>();
    shared::<Options>();
    shared::<Plan>();
    shared::<Row>();
    shared::<kyso::verify::Policy>();
    shared::<kyso::verify::Report>();
    shared::<kyso::FileSource>();
    shared::<kyso::sign::SignError>();
    shared::<kyso::x509::Roots>();
}
