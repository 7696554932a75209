//! What is secret stands nowhere: not in what the program writes, whatever fails, nor in `Debug`.
#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{fmt::Debug, fs, marker::PhantomData, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use kyso::{
    Password, Time,
    identity::{KeyFile, KeyFileContents},
    pki::{self, Issued, KeyAlgorithm, Order, PrivateKey, Request, Subject},
    sign::SignOptions,
    text::{Lang, Problem},
    verify::Policy,
};
use program::{kyso, testdata, text};

const FROM: &str = "2026-11-24T09:00:00+07:00";
const KEY_PASSWORD: &str = "Bí-mật-của-khóa-7391";
const PDF_PASSWORD: &str = "Bí-mật-tài-liệu-5527";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Secrets, in every form in which they could leak.
struct Secrets {
    /// Bytes as characters: the search of texts is fast in a debug build, too.
    forms: Vec<String>,
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

impl Secrets {
    fn new() -> Self {
        Self { forms: Vec::new() }
    }

    fn bytes(&mut self, secret: &[u8]) {
        self.forms.push(latin(secret));
        self.forms.push(hex(secret));
        self.forms.push(hex(secret).to_uppercase());
        // As an array of numbers, as `Debug` shows bytes.
        let numbers: Vec<String> = secret.iter().map(u8::to_string).collect();
        self.forms.push(numbers.join(", "));
        // Base64 at each of the three places where it may begin in a longer text.
        for skipped in 0..3 {
            let encoded = STANDARD.encode(&secret[skipped..]);
            self.forms.push(encoded[..encoded.len() - 4].to_owned());
        }
    }

    fn password(&mut self, password: &str) {
        let utf16: Vec<u8> = password.encode_utf16().flat_map(u16::to_be_bytes).collect();
        self.bytes(password.as_bytes());
        self.bytes(&utf16);
        // Escaped, as Debug and JSON might.
        self.forms.push(password.escape_unicode().to_string());
        self.forms.push(password.escape_default().to_string());
    }

    /// The private scalar and other middle parts of a key: each piece on its own is looked for.
    fn key(&mut self, pkcs8: &[u8]) {
        let secret = &pkcs8[pkcs8.len() / 4..];
        for piece in secret.chunks_exact(12) {
            self.bytes(piece);
        }
    }

    fn assert_not_in(&self, bytes: &[u8], place: &str) {
        let written = latin(bytes);
        for form in &self.forms {
            assert!(!written.contains(form), "{place} holds {form}");
        }
    }

    fn assert_not_below(&self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => self.assert_not_below(&path),
                false => self.assert_not_in(&fs::read(&path).unwrap(), text(&path)),
            }
        }
    }
}

/// A leader with a key of 32 bytes, so that only its scalar is secret.
fn leader(algorithm: KeyAlgorithm) -> Issued {
    let mut counter = 11_u8;
    let mut random = |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            counter = counter.wrapping_mul(109).wrapping_add(89);
            counter
        });
    };
    let from = Time::parse("2026-01-01T00:00:00+07:00").unwrap();
    let to = Time::parse("2029-01-01T00:00:00+07:00").unwrap();
    let subject = Subject::new("Gốc thử nghiệm");
    pki::root(&Order::new(subject, from, to).key(algorithm), &mut random).unwrap()
}

#[test]
fn nothing_secret_is_written_whatever_fails() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| text(&folder.path().join(name)).to_owned();
    let key = leader(KeyAlgorithm::Ed25519);
    let mut secrets = Secrets::new();
    secrets.password(KEY_PASSWORD);
    secrets.password(PDF_PASSWORD);
    // The seed of Ed25519 is the last 32 bytes.
    let pkcs8 = key.key().as_pkcs8();
    for piece in pkcs8[pkcs8.len() - 32..].chunks_exact(16) {
        secrets.bytes(piece);
    }
    let hidden = tempfile::tempdir().unwrap();
    let keep = |name: &str, bytes: &[u8]| {
        let path = hidden.path().join(name);
        fs::write(&path, bytes).unwrap();
        text(&path).to_owned()
    };
    let p12 = key.to_pkcs12(KEY_PASSWORD).unwrap();
    let mut damaged = p12.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let (p12, damaged) = (keep("key.p12", &p12), keep("damaged.p12", &damaged));
    let password = keep("password", KEY_PASSWORD.as_bytes());
    let wrong = keep("wrong", format!("{KEY_PASSWORD}!").as_bytes());
    let pdf_password = keep("pdf-password", PDF_PASSWORD.as_bytes());
    // A secret where a document, a certificate or a key is expected.
    let as_pdf = keep("secret.pdf", KEY_PASSWORD.as_bytes());
    let plain = format!("-----BEGIN PRIVATE KEY-----\n{}\n", STANDARD.encode(pkcs8));
    let cut_key = keep("cut.pem", plain.as_bytes());
    let bad_key = plain.replace("MC4C", "MC4D") + "-----END PRIVATE KEY-----\n";
    let bad_key = keep("bad.pem", bad_key.as_bytes());
    let sample = text(&testdata("samples/cong-van.pdf")).to_owned();
    let form = text(&testdata("variants/form.pdf")).to_owned();
    let encrypted = text(&testdata("variants/encrypted-aes-256.pdf")).to_owned();
    let root = text(&testdata("keys/root.crt")).to_owned();
    let (report, csv) = (at("report.json"), at("report.csv"));
    let with = |identity: &str, password: &str| {
        ["--identity", identity, "--password-file", password].map(str::to_owned)
    };
    let good = with(&p12, &password);
    let (out, signed) = (at("out"), at("out/cong-van-signed.pdf"));
    let pdf = ["--pdf-password-file", &pdf_password].map(str::to_owned);
    fn arguments(parts: &[&[String]], more: &[impl AsRef<str>]) -> Vec<String> {
        let more = more.iter().map(|part| part.as_ref().to_owned());
        more.chain(parts.concat()).collect()
    }
    let sign = |inputs: &[&str]| -> Vec<String> {
        let allow = "key-usage";
        let start = ["sign", "--time", FROM, "--allow", allow, "--out", &out];
        let all = start.iter().chain(inputs);
        all.map(|part| (*part).to_owned()).collect()
    };
    let runs = [
        arguments(&[&good], &sign(&[&sample, "--report", &report])),
        arguments(&[&good], &sign(&[&sample, "--report", &csv])),
        arguments(&[&good], &sign(&[&sample, "--resume", "--json"])),
        arguments(&[&good, &pdf], &sign(&[&encrypted, "--json"])),
        arguments(&[&good, &pdf], &sign(&[&encrypted])),
        arguments(&[&good], &sign(&[&as_pdf, "--json"])),
        arguments(&[&good], &sign(&[&form, "--existing-field", "--json"])),
        arguments(&[&good], &sign(&[&form, "--field", "SoVanBan"])),
        arguments(&[&good], &sign(&[&sample, "--digest", "sha256"])),
        arguments(&[&good], &sign(&[&sample, "--pss", "--force"])),
        arguments(
            &[&good],
            &["sign", "--time", "2040-01-01T00:00:00Z", &sample],
        ),
        arguments(&[&good], &["sign", &sample, "--certify", "7"]),
        arguments(&[&with(&p12, &wrong)], &sign(&[&sample, "--json"])),
        arguments(&[&with(&p12, &wrong)], &sign(&[&sample])),
        arguments(&[&with(&damaged, &password)], &sign(&[&sample])),
        arguments(&[&with(&cut_key, &password)], &sign(&[&sample])),
        arguments(&[&with(&bad_key, &password)], &sign(&[&sample])),
        arguments(&[&with(&password, &password)], &sign(&[&sample])),
        arguments(
            &[&with(&as_pdf, &password)],
            &sign(&[&sample, "--chain", &password]),
        ),
        arguments(
            &[],
            &["cert", "show", &p12, "--password-file", &password, "--json"],
        ),
        arguments(&[], &["cert", "show", &p12, "--password-file", &wrong]),
        arguments(&[], &["cert", "show", &bad_key, &cut_key, &as_pdf]),
        arguments(&[&pdf], &["verify", &encrypted, "--json"]),
        arguments(&[&pdf], &["verify", &signed, &as_pdf, "--trust", &root]),
        arguments(&[&pdf], &["verify", &signed, "--trust", &password]),
        arguments(&[&pdf], &["inspect", &encrypted, "--json"]),
        arguments(&[], &["inspect", &as_pdf, &signed]),
        arguments(
            &[],
            &[
                "pki",
                "ca",
                "--name",
                "A",
                "--issuer",
                &p12,
                "--issuer-password-file",
                &wrong,
                "--password-file",
                &password,
                "--out",
                &at("ca"),
            ],
        ),
        arguments(
            &[],
            &[
                "pki",
                "ca",
                "--name",
                "A",
                "--key",
                "p256",
                "--issuer",
                &p12,
                "--issuer-password-file",
                &password,
                "--password-file",
                &password,
                "--from",
                FROM,
                "--out",
                &at("ca"),
            ],
        ),
        arguments(
            &[],
            &[
                "pki",
                "csr",
                "--name",
                "A",
                "--key",
                "p256",
                "--password-file",
                &password,
                "--out",
                &at("request"),
            ],
        ),
    ];
    let mut statuses = Vec::new();
    for run in &runs {
        let ran = kyso(run);
        statuses.push(ran.status);
        secrets.assert_not_in(ran.stdout.as_bytes(), &format!("{run:?}: stdout"));
        secrets.assert_not_in(ran.stderr.as_bytes(), &format!("{run:?}: stderr"));
    }
    assert_eq!(statuses[0], 0, "the key signs: {statuses:?}");
    let failed = statuses.iter().filter(|status| **status != 0).count();
    assert!(failed >= 15, "runs that fail: {statuses:?}");
    assert!(fs::exists(&report).unwrap() && fs::exists(at("ca.p12")).unwrap());
    secrets.assert_not_below(folder.path());
}

/// Tells at compile time whether a type has `Debug`.
struct Probe<T>(PhantomData<T>);

trait Silent {
    fn has_debug(&self) -> bool {
        false
    }
}

impl<T> Silent for Probe<T> {}

impl<T: Debug> Probe<T> {
    fn has_debug(&self) -> bool {
        true
    }
}

#[test]
fn debug_shows_no_secret() {
    assert!(!Probe::<KeyFile>(PhantomData).has_debug());
    assert!(!Probe::<KeyFileContents>(PhantomData).has_debug());
    assert!(!Probe::<PrivateKey>(PhantomData).has_debug());
    assert!(!Probe::<Issued>(PhantomData).has_debug());
    assert!(!Probe::<Request>(PhantomData).has_debug());
    assert!(Probe::<Password>(PhantomData).has_debug());
    let mut secrets = Secrets::new();
    secrets.password(PDF_PASSWORD);
    let now = Time::parse(FROM).unwrap();
    let mut options = SignOptions::at(now);
    options.password = Some(PDF_PASSWORD.into());
    let mut policy = Policy::at(now);
    policy.password = Some(PDF_PASSWORD.into());
    let opening = kyso::Opening::default().with_password(PDF_PASSWORD.into());
    let job = kyso::batch::Options::new(options.clone());
    for shown in [
        format!("{:?} {:#?}", Password::from(PDF_PASSWORD), options),
        format!("{policy:?} {policy:#?}"),
        format!("{opening:?} {opening:#?}"),
        format!("{job:?} {job:#?}"),
    ] {
        secrets.assert_not_in(shown.as_bytes(), "Debug");
    }
}

#[test]
fn errors_show_no_secret() {
    let key = leader(KeyAlgorithm::P256);
    let mut secrets = Secrets::new();
    secrets.password(KEY_PASSWORD);
    secrets.key(key.key().as_pkcs8());
    let p12 = key.to_pkcs12(KEY_PASSWORD).unwrap();
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(key.key().as_pkcs8())
    );
    for file in [&p12, pem.as_bytes()] {
        // The derivations of a PKCS#12 cost too much to try every byte.
        for at in (0..file.len()).step_by(file.len() / 16) {
            let mut flipped = file.to_vec();
            flipped[at] ^= 0x15;
            for bytes in [&flipped, &file[..at]] {
                let Err(error) = KeyFile::open(&[bytes], Some(KEY_PASSWORD)) else {
                    continue;
                };
                let problem = Problem::from(&error);
                let told = [Lang::Vi, Lang::En]
                    .map(|lang| problem.message(lang, "f") + &problem.hint(lang));
                let shown = format!("{error} {error:?} {problem:?} {told:?}");
                secrets.assert_not_in(shown.as_bytes(), "an error");
            }
        }
    }
}
