//! For those who verify what others send: one policy, tight limits, an answer for everything.
//!
//! Reads paths from standard input, one a line, and answers each with a line of JSON
//! (`kyso/report/1`). A service would take bytes from its requests instead: anything that is a
//! [`Source`](kyso::Source) can be verified, and `Policy` can be shared by all threads.
//!
//! ```text
//! ls signed/*.pdf | cargo run --example verify_service -- root.crt
//! ```

use std::{
    env,
    error::Error,
    fs,
    io::{self, BufRead, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use kyso::{
    FileSource, Time,
    text::Lang,
    verify::{Policy, Report, Revocation, verify},
    x509::Roots,
};

fn main() -> Result<(), Box<dyn Error>> {
    // Whom one trusts is the caller's decision: kyso ships no anchors.
    let mut roots = Roots::new();
    for file in env::args().skip(1) {
        roots.add(&fs::read(file)?)?;
    }

    let mut out = io::stdout().lock();
    for path in io::stdin().lock().lines() {
        let path = path?;
        let report = judge(&path, &policy(&roots)?);
        // An invalid signature is a value in the report, never an error.
        serde_json::to_writer(&mut out, &report)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// What is asked of every document.
fn policy(roots: &Roots) -> Result<Policy, Box<dyn Error>> {
    let mut policy = Policy::at(now()?).trusting(roots.clone());
    // Said aloud: kyso does not read revocation data yet, and would leave every verdict open.
    policy.revocation = Revocation::None;
    // What strangers send may cost less than what one made oneself.
    policy.limits.decoded_stream = 32 << 20;
    policy.limits.signatures = 64;
    Ok(policy)
}

/// A report for every file, also for those that are no PDF.
fn judge(path: &str, policy: &Policy) -> Report {
    let verified = FileSource::open(path)
        .map_err(|error| kyso::ReadError::Io {
            offset: 0,
            message: error.into(),
        })
        .and_then(|source| verify(&source, policy));
    verified
        .unwrap_or_else(|error| Report::unreadable(&error, policy))
        .about(path)
        .speaking(Lang::Vi)
}

#[allow(clippy::disallowed_methods)] // the caller's clock
fn now() -> Result<Time, Box<dyn Error>> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    Time::from_unix(i64::try_from(seconds)?).ok_or_else(|| "the clock is out of range".into())
}
