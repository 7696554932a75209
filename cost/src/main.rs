//! `kyso-cost KEY IN OUT N` signs the file N times, one signature behind the other.
//!
//! Under callgrind the last one is what counts: `.ci/sign_cost.py` runs it once for each file with
//! N = 1 and sees what `sign_to` did.

use std::{error::Error, fs::File, io::Write};

use kyso::{
    FileSource, Time,
    identity::KeyFile,
    sign::{SignOptions, sign_to},
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [key, input, output, times] = arguments.as_slice() else {
        return Err("KEY IN OUT N".into());
    };
    let key = KeyFile::open(&[&std::fs::read(key)?], None)?;
    let time = Time::parse("2026-11-24T09:03:04+07:00").ok_or("time")?;
    let options = SignOptions::at(time);
    let mut signed = Vec::new();
    sign_to(&FileSource::open(input)?, &key, &options, &mut signed)?;
    for _ in 1..times.parse::<u32>()? {
        let before = std::mem::take(&mut signed);
        sign_to(&before, &key, &options, &mut signed)?;
    }
    File::create(output)?.write_all(&signed)?;
    Ok(())
}
