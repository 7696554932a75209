//! One measured way of signing or verifying, for `compare.py`: files in a process, the key opened
//! once, and a line of JSON with what it cost.
//!
//! ```text
//! driver make DIR COUNT PAGES BYTES table|stream|objstm
//! driver again N KIND IN OUT                     signs IN N times, one signature behind the other
//! driver floor-sign|kyso-sign KIND OUT FILE…     KIND: rsa2048, rsa4096, p256
//! driver floor-verify COUNT FILE…                COUNT: verifications a file
//! driver kyso-verify FILE…
//! ```

use std::{
    error::Error,
    fs::{self, File},
    path::{Path, PathBuf},
    time::Instant,
};

use kyso::{FileSource, sign::SignOptions, sign::sign_to, verify::Verdict, verify::verify};
use kyso_benches::{
    documents::{self, Structure},
    floor::{self, Key, Verifications},
    keys,
};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", folder, count, pages, bytes, structure] => make(
            Path::new(folder),
            count.parse()?,
            pages.parse()?,
            bytes.parse()?,
            structure,
        ),
        ["again", times, kind, input, output] => again(times.parse()?, kind, input, output),
        ["floor-sign", kind, folder, files @ ..] => {
            let key = Key::from_pkcs8(&keys::first_der(&keys::pem(kind)?)?)?;
            timed(files, |file| {
                Ok(floor::sign(
                    file,
                    &key,
                    &mut File::create(beside(folder, file))?,
                )?)
            })
        }
        ["kyso-sign", kind, folder, files @ ..] => {
            let (key, options) = (keys::leader(kind)?, SignOptions::at(keys::time()));
            timed(files, |file| {
                let source = FileSource::open(file)?;
                let mut output = File::create(beside(folder, file))?;
                sign_to(&source, &key, &options, &mut output)?;
                Ok(())
            })
        }
        ["floor-verify", count, files @ ..] => {
            let key = Key::from_pkcs8(&keys::first_der(&keys::pem("rsa2048")?)?)?;
            let verifications = Verifications::new(&key, count.parse()?)?;
            timed(files, |file| {
                Ok(floor::verify(file, &verifications).map(drop)?)
            })
        }
        ["kyso-verify", files @ ..] => {
            let policy = keys::policy()?;
            timed(files, |file| {
                let report = verify(&FileSource::open(file)?, &policy)?;
                if report.verdict != Verdict::Passed {
                    return Err(format!("{}: {:?}", file.display(), report.verdict).into());
                }
                Ok(())
            })
        }
        _ => Err("see the head of driver.rs".into()),
    }
}

fn beside(folder: &str, file: &Path) -> PathBuf {
    Path::new(folder).join(file.file_name().unwrap_or_default())
}

/// Works through some of `files` without measuring, then through all of them measured.
#[allow(clippy::disallowed_methods)] // measures time
fn timed(files: &[&str], mut each: impl FnMut(&Path) -> Outcome) -> Outcome {
    let warm = files.len().min(20);
    files[..warm]
        .iter()
        .try_for_each(|file| each(Path::new(file)))?;
    let (start, cpu) = (Instant::now(), on_processor()?);
    files.iter().try_for_each(|file| each(Path::new(file)))?;
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    let cpu = on_processor()? - cpu;
    println!(
        "{{\"files\": {}, \"ms\": {milliseconds:.3}, \"cpu_ms\": {cpu:.3}, \"peak_kb\": {}}}",
        files.len(),
        peak()?
    );
    Ok(())
}

/// The most memory that this process held, in kB.
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line
        .ok_or("VmHWM")?
        .trim()
        .trim_end_matches(" kB")
        .parse()?)
}

fn make(folder: &Path, count: u32, pages: u32, bytes: u64, structure: &str) -> Outcome {
    let (_, structure) = Structure::ALL
        .into_iter()
        .find(|(name, _)| *name == structure)
        .ok_or("table, stream or objstm")?;
    fs::create_dir_all(folder)?;
    for n in 0..count {
        let file = File::create(folder.join(format!("{n:04}.pdf")))?;
        documents::write(&mut std::io::BufWriter::new(file), structure, pages, bytes)?;
    }
    Ok(())
}

/// The first is read by position, as the command line reads it: `.ci/sign_cost.py` runs one under
/// callgrind and sees what `sign_to` did.
fn again(times: u32, kind: &str, input: &str, output: &str) -> Outcome {
    let (key, options) = (keys::leader(kind)?, SignOptions::at(keys::time()));
    let mut signed = Vec::new();
    sign_to(&FileSource::open(input)?, &key, &options, &mut signed)?;
    for _ in 1..times {
        let before = std::mem::take(&mut signed);
        sign_to(&before, &key, &options, &mut signed)?;
    }
    Ok(fs::write(output, signed)?)
}

/// Milliseconds that this thread has spent on a processor: what a busy machine does not change much.
fn on_processor() -> Result<f64, Box<dyn Error>> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = text.split(' ').next().ok_or("schedstat")?.parse()?;
    Ok(nanoseconds / 1e6)
}
