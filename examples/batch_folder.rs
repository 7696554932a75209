//! For those who sign many documents: a folder, in parallel, with a row of outcome for each.
//!
//! No document harms another, an output is whole or not there, and a second run skips what the
//! first has done.
//!
//! ```text
//! cargo run --example batch_folder -- IN_FOLDER leader.p12 PASSWORD_VARIABLE OUT_FOLDER
//! ```

use std::{
    env,
    error::Error,
    fs,
    path::PathBuf,
    sync::atomic::AtomicBool,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use kyso::{
    Time,
    batch::{self, Clock, Destination, Existing, Input, Observer, Options, Row, Status, Totals},
    identity::KeyFile,
    sign::SignOptions,
    text::Lang,
};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, key, variable, out] = arguments.as_slice() else {
        return Err("usage: batch_folder IN_FOLDER KEY.p12 PASSWORD_VARIABLE OUT_FOLDER".into());
    };
    let password = env::var(variable)?;
    let leader = KeyFile::open(&[&fs::read(key)?], Some(&password))?;

    // Which output each input gets is settled, and checked, before anything is written.
    let inputs: Vec<Input> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .filter(|path: &Result<PathBuf, std::io::Error>| {
            path.as_ref()
                .is_ok_and(|path| path.extension().is_some_and(|e| e == "pdf"))
        })
        .map(|path| path.map(Input::file))
        .collect::<Result<_, _>>()?;
    let destination = Destination::Folder(out.into());
    let plan = batch::plan(&inputs, &destination, "", &[])
        .map_err(|(path, problem)| problem.message(Lang::En, &path.to_string_lossy()))?;

    let clock = Machine::start();
    let mut sign = SignOptions::at(clock.now());
    sign.reason = Some("Ký ban hành".to_owned());
    // Random bytes, from wherever the program has them; each document derives its own.
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut sign.entropy)
        .map_err(|_| "no randomness")?;
    let mut options = Options::new(sign);
    options.existing = Existing::Resume;

    // A signal handler, or a button, would set this.
    let cancel = AtomicBool::new(false);
    let rows = batch::run(&plan, &leader, &options, &clock, &Printer, &cancel);
    println!("{:?}", Totals::of(&rows));
    Ok(())
}

/// Told of each document as it ends, from several threads.
struct Printer;

impl Observer for Printer {
    fn finished(&self, _: usize, row: &Row) {
        let file = row.file.display();
        match (&row.error, row.status) {
            (Some(problem), _) => eprintln!(
                "{}\n  {}",
                problem.message(Lang::En, &file.to_string()),
                problem.hint(Lang::En)
            ),
            (None, Status::Signed) => println!("{file}: signed in {} ms", row.millis),
            (None, _) => println!("{file}: signed already"),
        }
    }
}

/// The machine's clock: kyso itself reads none.
struct Machine(Instant);

impl Machine {
    #[allow(clippy::disallowed_methods)] // the caller's clock
    fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for Machine {
    #[allow(clippy::disallowed_methods)] // the caller's clock
    fn now(&self) -> Time {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
        Time::from_unix(seconds).unwrap_or_else(|| Time::from_unix(0).expect("1970"))
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
