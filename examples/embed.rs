//! For those who embed kyso: a document is signed in memory, and nothing else happens.
//!
//! kyso opens no socket, reads no clock and writes no file by itself; this program does, and hands
//! over the bytes, the time and the key.
//!
//! ```text
//! cargo run --example embed -- in.pdf leader.p12 PASSWORD_VARIABLE out.pdf
//! ```

use std::{env, error::Error, fs, time::SystemTime};

use kyso::{
    Time,
    identity::KeyFile,
    sign::{self, SignOptions},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, key, variable, output] = arguments.as_slice() else {
        return Err("usage: embed IN.pdf KEY.p12 PASSWORD_VARIABLE OUT.pdf".into());
    };

    // The key: PKCS#12 or PEM. One KeyFile serves any number of signatures, from many threads.
    let password = env::var(variable)?;
    let leader = KeyFile::open(&[&fs::read(key)?], Some(&password))?;

    // The time is an argument, so a test gives the same bytes every time.
    let mut options = SignOptions::at(now()?);
    options.reason = Some("Ký ban hành".to_owned());
    options.location = Some("Hà Nội".to_owned());

    // From any `Source` (bytes, a file read by position) to any writer; a `Vec` here.
    let pdf = fs::read(input)?;
    let mut signed = Vec::new();
    let outcome = sign::sign_to(&pdf, &leader, &options, &mut signed)?;

    // The original bytes are untouched: what was added stands behind them.
    assert!(signed.starts_with(&pdf));
    fs::write(output, &signed)?;
    println!(
        "{output}: {} bytes, signed in the field {}",
        outcome.len, outcome.field
    );
    Ok(())
}

#[allow(clippy::disallowed_methods)] // the caller's clock
fn now() -> Result<Time, Box<dyn Error>> {
    let seconds = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)?
        .as_secs();
    Time::from_unix(i64::try_from(seconds)?).ok_or_else(|| "the clock is out of range".into())
}
