//! Other crates, measured as `driver` measures kyso: files in a process, the key opened once.
//!
//! ```text
//! peers underskrift-sign P12 PASSWORD OUT FILE…
//! peers underskrift-verify ROOT.pem FILE…
//! peers pdf_signing-sign KEY.pem CERT.pem PNG OUT FILE…   (files with an empty field for it)
//! ```

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use cryptographic_message_syntax::SignerBuilder;
use pdf_signing::{PDFSigningDocument, UserSignatureInfo};
use underskrift::{
    PdfSigner, SignatureVerifier, SigningOptions, SoftwareSigner, SubFilter,
    trust::{TrustStore, TrustStoreSet},
};
use x509_certificate::{CapturedX509Certificate, InMemorySigningKeyPair};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["underskrift-sign", p12, password, folder, files @ ..] => {
            let signer = SoftwareSigner::from_pkcs12_file(p12, password)?;
            let runtime = tokio::runtime::Builder::new_current_thread().build()?;
            timed(files, |file| {
                let options = SigningOptions {
                    sub_filter: SubFilter::Pades,
                    // As kyso does: a name that no earlier signature has.
                    field_name: format!("Signature{}", fs::metadata(file)?.len()),
                    ..SigningOptions::default()
                };
                let pdf = fs::read(file)?;
                let signing = PdfSigner::new().options(options);
                let signed = runtime.block_on(signing.sign(&pdf, &signer))?;
                Ok(fs::write(beside(folder, file), signed)?)
            })
        }
        ["underskrift-verify", root, files @ ..] => {
            let store = TrustStore::from_pem_file(root)?;
            let trust = TrustStoreSet::new().with_sig_store(store);
            timed(files, |file| {
                let report = SignatureVerifier::new(&trust).verify_pdf(&fs::read(file)?)?;
                if report.valid_count != report.signatures.len() {
                    return Err(format!("{}: not valid", file.display()).into());
                }
                Ok(())
            })
        }
        ["pdf_signing-sign", key, certificate, image, folder, files @ ..] => {
            let key = InMemorySigningKeyPair::from_pkcs8_pem(&fs::read_to_string(key)?)?;
            let certificate = CapturedX509Certificate::from_pem(fs::read_to_string(certificate)?)?;
            let signer = SignerBuilder::new(&key, certificate);
            let image = fs::read(image)?;
            timed(files, |file| {
                let user = UserSignatureInfo {
                    user_id: "1".to_owned(),
                    user_name: "Leader".to_owned(),
                    user_email: "leader@example.vn".to_owned(),
                    user_signature: image.clone(),
                    user_signing_keys: signer.clone(),
                };
                let pdf = fs::read(file)?;
                let mut document = PDFSigningDocument::read_from(&*pdf, "in.pdf".to_owned())
                    .map_err(|error| format!("{error:?}"))?;
                let signed = document
                    .sign_document(vec![user])
                    .map_err(|error| format!("{error:?}"))?;
                if signed.len() < pdf.len() + 1000 {
                    return Err(format!("{}: not signed", file.display()).into());
                }
                Ok(fs::write(beside(folder, file), signed)?)
            })
        }
        _ => Err("see the head of main.rs".into()),
    }
}

fn beside(folder: &str, file: &Path) -> PathBuf {
    Path::new(folder).join(file.file_name().unwrap_or_default())
}

/// Works through some of `files` without measuring, then through all of them measured.
fn timed(files: &[&str], mut each: impl FnMut(&Path) -> Outcome) -> Outcome {
    let warm = files.len().min(20);
    files[..warm]
        .iter()
        .try_for_each(|file| each(Path::new(file)))?;
    let (start, cpu) = (Instant::now(), on_processor()?);
    files.iter().try_for_each(|file| each(Path::new(file)))?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    let cpu = on_processor()? - cpu;
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: u64 = line
        .ok_or("VmHWM")?
        .trim()
        .trim_end_matches(" kB")
        .parse()?;
    println!(
        "{{\"files\": {}, \"ms\": {milliseconds:.3}, \"cpu_ms\": {cpu:.3}, \"peak_kb\": {peak}}}",
        files.len()
    );
    Ok(())
}

/// Milliseconds that this thread has spent on a processor: what a busy machine does not change much.
fn on_processor() -> Result<f64, Box<dyn Error>> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().ok_or("schedstat")?.parse()?;
    Ok(nanoseconds / 1e6)
}
