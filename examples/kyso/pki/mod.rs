//! `kyso pki`: makes certificates for tests, demonstrations and small agencies.

mod args;
mod files;

use kyso::{
    Time,
    identity::{KeyFile, Signer},
    pki::{self, Issued, Order, PkiError},
    text::Problem,
};
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::json;

pub use args::PkiArgs;
use args::{CertificateArgs, IssuedArgs, PkiCommand, RequestArgs};

use crate::{
    clock::SystemClock,
    exit::Status,
    password,
    stop::Stop,
    terminal::{Form, Terminal},
};

pub fn run(args: &PkiArgs, terminal: &Terminal) -> Result<Status, Stop> {
    match &args.command {
        PkiCommand::Root(args) => {
            let make = |order: &Order, random: &mut dyn FnMut(&mut [u8])| pki::root(order, random);
            issue(args, 7300, terminal, make)
        }
        PkiCommand::Ca(args) => below(args, 1825, terminal, pki::ca),
        PkiCommand::Leader(args) => below(args, 1095, terminal, pki::leader),
        PkiCommand::Agency(args) => below(args, 1095, terminal, pki::agency),
        PkiCommand::Csr(args) => request(args, terminal),
    }
}

/// One of the library's functions that issue.
type Make = fn(&Order, &dyn Signer, &mut dyn FnMut(&mut [u8])) -> Result<Issued, PkiError>;

/// Makes a certificate by an issuer from a file.
fn below(
    args: &IssuedArgs,
    usual_days: u32,
    terminal: &Terminal,
    make: Make,
) -> Result<Status, Stop> {
    let issuer: KeyFile = args.issuer.open(terminal)?;
    issue(&args.certificate, usual_days, terminal, |order, random| {
        make(order, &issuer, random)
    })
}

fn issue(
    args: &CertificateArgs,
    usual_days: u32,
    terminal: &Terminal,
    make: impl FnOnce(&Order, &mut dyn FnMut(&mut [u8])) -> Result<Issued, PkiError>,
) -> Result<Status, Stop> {
    let about = args.out.to_string_lossy();
    let stop = |error: PkiError| Stop::new(about.as_ref(), Problem::from(&error));
    let (certificate, key_file) = (
        files::with_ending(&args.out, "crt"),
        files::with_ending(&args.out, "p12"),
    );
    files::must_be_free(&[&certificate, &key_file])?;
    let password = password::choose(&args.password, terminal, &key_file)?;
    let from = SystemClock::new(args.from).now();
    let order = args.order(from, after(from, args.days.unwrap_or(usual_days)));
    let issued = make(&order, &mut system_random).map_err(stop)?;
    let pkcs12 = issued.to_pkcs12(password.as_str()).map_err(stop)?;
    files::write_secret(&key_file, &pkcs12)?;
    files::write(&certificate, issued.to_pem().as_bytes())?;
    let subject = issued.certificate().subject().to_string();
    if terminal.form == Form::Json {
        terminal.answer_json(&json!({
            "schema": "kyso/pki/1",
            "subject_dn": subject,
            "serial": issued.certificate().serial_hex(),
            "fingerprint_sha256": issued.certificate().fingerprint_sha256(),
            "not_before": order.not_before.to_string(),
            "not_after": order.not_after.to_string(),
            "certificate": certificate.to_string_lossy(),
            "key_file": key_file.to_string_lossy(),
        }))?;
    } else {
        let made = terminal.pick("Đã tạo", "Made");
        terminal.answer(&format!("{made}: {subject}"))?;
        tell_file(terminal, ("Chứng thư", "Certificate"), &certificate)?;
        tell_file(
            terminal,
            ("Khóa và chuỗi chứng thư", "Key and chain"),
            &key_file,
        )?;
    }
    Ok(Status::Good)
}

fn request(args: &RequestArgs, terminal: &Terminal) -> Result<Status, Stop> {
    let about = args.out.to_string_lossy();
    let stop = |error: PkiError| Stop::new(about.as_ref(), Problem::from(&error));
    let (request_file, key_file) = (
        files::with_ending(&args.out, "csr"),
        files::with_ending(&args.out, "key"),
    );
    files::must_be_free(&[&request_file, &key_file])?;
    let password = password::choose(&args.password, terminal, &key_file)?;
    let subject = args.subject.subject();
    let request = pki::csr(&subject, args.key.into(), &mut system_random).map_err(stop)?;
    let key = request.key();
    let key = key
        .to_encrypted_pem(password.as_str(), &mut system_random)
        .map_err(stop)?;
    files::write_secret(&key_file, key.as_bytes())?;
    files::write(&request_file, request.to_pem().as_bytes())?;
    if terminal.form == Form::Json {
        terminal.answer_json(&json!({
            "schema": "kyso/pki/1",
            "request": request_file.to_string_lossy(),
            "key_file": key_file.to_string_lossy(),
        }))?;
    } else {
        tell_file(
            terminal,
            ("Yêu cầu cấp chứng thư", "Request"),
            &request_file,
        )?;
        tell_file(terminal, ("Khóa", "Key"), &key_file)?;
    }
    Ok(Status::Good)
}

fn tell_file(
    terminal: &Terminal,
    (vi, en): (&str, &str),
    path: &std::path::Path,
) -> Result<(), Stop> {
    terminal.answer(&format!(
        "  {}: {}",
        terminal.pick(vi, en),
        path.to_string_lossy()
    ))
}

/// The last second of `days` days.
fn after(from: Time, days: u32) -> Time {
    from.plus_seconds(i64::from(days) * 86_400 - 1)
}

fn system_random(bytes: &mut [u8]) {
    SystemRandom::new()
        .fill(bytes)
        .expect("a system without randomness cannot make keys");
}
