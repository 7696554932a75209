//! What happens to documents in a batch.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::atomic::AtomicBool,
};

use kyso::{
    SignatureScheme, Time,
    batch::{self, Clock, Destination, Input, Options, Silent},
    identity::{KeyFile, Signer, SignerError},
    text::{Kind, Problem},
    x509::Certificate,
};

use super::{Provoked, told};
use crate::{
    signing::{key, now, options},
    tiny::Tiny,
};

pub fn all() -> Vec<Provoked> {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.pdf");
    fs::write(&input, Tiny::page().table()).unwrap();
    let mut all = plans(folder.path(), &input);
    let still = Still(None);
    let cancelled = || row(&input, &key("leader-p256"), &still, true);
    let unplugged = || row(&input, &Unplugged(key("leader-p256")), &still, false);
    let changed = || row(&input, &key("leader-p256"), &Still(Some(&input)), false);
    all.push(told(Kind::Interrupted, cancelled()));
    all.push(told(Kind::Internal, unplugged()));
    all.push(told(Kind::InputChanged, changed()));
    all.push(told(Kind::ChainIncomplete, without_issuers(&input)));
    if cfg!(unix) {
        all.push(told(Kind::HardLinked, linked(&input)));
    }
    fs::create_dir_all(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/a.pdf"), "mine").unwrap();
    all.push(told(
        Kind::OutputExists,
        row(&input, &key("leader-p256"), &still, false),
    ));
    all
}

/// Batches that do not begin.
fn plans(folder: &Path, input: &Path) -> Vec<Provoked> {
    let out = Destination::Folder(folder.join("out"));
    let one = Input::file(input);
    let twice = [one.clone(), one.clone()];
    let whole: [PathBuf; 1] = [folder.to_owned()];
    let (_, collision) = batch::plan(&twice, &out, "", &[]).unwrap_err();
    let (_, inside) = batch::plan(&[one], &out, "", &whole).unwrap_err();
    vec![
        told(Kind::OutputCollision, collision),
        told(Kind::OutputInsideInput, inside),
    ]
}

/// What is found where the key's file holds no issuer.
fn without_issuers(input: &Path) -> Problem {
    let out = Destination::Folder(input.parent().unwrap().join("alone"));
    let plan = batch::plan(&[Input::file(input)], &out, "", &[]).unwrap();
    let read = |name: &str| fs::read(format!("testdata/keys/{name}")).unwrap();
    let (private, certificate) = (read("leader-rsa2048-pkcs1.key"), read("leader-rsa2048.crt"));
    let alone = KeyFile::open(&[&private, &certificate], None).unwrap();
    let options = Options::new(options());
    let rows = batch::run(
        &plan,
        &alone,
        &options,
        &Still(None),
        &Silent,
        &AtomicBool::new(false),
    );
    rows[0].findings[0].clone()
}

/// Why a document of two names is refused in its place.
fn linked(input: &Path) -> Problem {
    fs::hard_link(input, input.with_file_name("b.pdf")).unwrap();
    let plan = batch::plan(&[Input::file(input)], &Destination::InPlace, "", &[]).unwrap();
    let options = Options::new(options());
    let signer = key("leader-p256");
    let rows = batch::run(
        &plan,
        &signer,
        &options,
        &Still(None),
        &Silent,
        &AtomicBool::new(false),
    );
    fs::remove_file(input.with_file_name("b.pdf")).unwrap();
    rows[0].error.clone().unwrap()
}

/// Why the only document of a batch fails.
fn row(input: &Path, signer: &dyn Signer, clock: &dyn Clock, cancelled: bool) -> Problem {
    let out = Destination::Folder(input.parent().unwrap().join("out"));
    let plan = batch::plan(&[Input::file(input)], &out, "", &[]).unwrap();
    let cancel = AtomicBool::new(cancelled);
    let options = Options::new(options());
    let rows = batch::run(&plan, signer, &options, clock, &Silent, &cancel);
    rows[0].error.clone().unwrap()
}

/// A clock that stands still, and writes to the document when it is read.
struct Still<'p>(Option<&'p Path>);

impl Clock for Still<'_> {
    fn now(&self) -> Time {
        if let Some(path) = self.0 {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            file.write_all(b"\n").unwrap();
        }
        now()
    }
    fn millis(&self) -> u64 {
        0
    }
}

/// A key behind a faulty driver.
struct Unplugged(KeyFile);

impl Signer for Unplugged {
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
    fn sign(&self, _: &[u8], _: SignatureScheme) -> Result<Vec<u8>, SignerError> {
        panic!("the token was pulled out")
    }
}
