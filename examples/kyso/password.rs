//! Passwords: from a file, a file descriptor, an environment variable, or a prompt; never from
//! the command line, which every user of the machine can read.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use kyso::{
    Password,
    text::{Kind, Problem},
};
use zeroize::Zeroizing;

use crate::{stop::Stop, terminal::Terminal};

/// More than any password has; a wrong file named as password is noticed.
const LONGEST: usize = 4096;

/// Editors on Windows put it before the first line; nobody types it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The password of key files.
#[derive(Args, Clone, Debug, Default)]
#[group(multiple = false)]
pub struct PasswordArgs {
    /// File whose first line is the password of the key file
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Number of an open file descriptor to read the password from
    #[arg(long, value_name = "N")]
    password_fd: Option<u32>,
    /// Name of the environment variable that holds the password
    #[arg(long, value_name = "NAME")]
    password_env: Option<String>,
}

/// The password of the issuer's key file.
#[derive(Args, Clone, Debug, Default)]
#[group(multiple = false)]
pub struct IssuerPasswordArgs {
    /// File whose first line is the password of the issuer's key file
    #[arg(long, value_name = "FILE")]
    issuer_password_file: Option<PathBuf>,
    /// Number of an open file descriptor to read the issuer's password from
    #[arg(long, value_name = "N")]
    issuer_password_fd: Option<u32>,
    /// Name of the environment variable that holds the issuer's password
    #[arg(long, value_name = "NAME")]
    issuer_password_env: Option<String>,
}

/// The password of documents.
#[derive(Args, Clone, Debug, Default)]
#[group(multiple = false)]
pub struct PdfPasswordArgs {
    /// File whose first line is the document's password
    #[arg(long, value_name = "FILE")]
    pdf_password_file: Option<PathBuf>,
    /// Number of an open file descriptor to read the document's password from
    #[arg(long, value_name = "N")]
    pdf_password_fd: Option<u32>,
    /// Name of the environment variable that holds the document's password
    #[arg(long, value_name = "NAME")]
    pdf_password_env: Option<String>,
}

impl PasswordArgs {
    /// The password that the arguments name; `None` where they name none.
    pub fn read(&self) -> Result<Option<Password>, Stop> {
        read(
            &self.password_file,
            self.password_fd,
            self.password_env.as_deref(),
        )
    }
}

impl IssuerPasswordArgs {
    /// The password that the arguments name; `None` where they name none.
    pub fn read(&self) -> Result<Option<Password>, Stop> {
        read(
            &self.issuer_password_file,
            self.issuer_password_fd,
            self.issuer_password_env.as_deref(),
        )
    }
}

impl PdfPasswordArgs {
    /// The password that the arguments name; `None` where they name none.
    pub fn read(&self) -> Result<Option<Password>, Stop> {
        read(
            &self.pdf_password_file,
            self.pdf_password_fd,
            self.pdf_password_env.as_deref(),
        )
    }
}

/// Asks for the password of `file` without showing it; `None` where nobody can be asked.
pub fn prompt(terminal: &Terminal, file: &str) -> Result<Option<Password>, Stop> {
    if !terminal.is_interactive() {
        return Ok(None);
    }
    let question = terminal.pick("Mật khẩu của", "Password of");
    let question = format!("{question} {}: ", crate::escape::line(file));
    rpassword::prompt_password(question)
        .map(|password| Some(Password::from(password)))
        .map_err(|error| Stop::io("/dev/tty", &error))
}

/// The password that a new key file gets: what the arguments name, else what is typed, twice.
pub fn choose(args: &PasswordArgs, terminal: &Terminal, file: &Path) -> Result<Password, Stop> {
    let about = file.to_string_lossy();
    let chosen = match args.read()? {
        Some(given) => given,
        None => {
            let Some(typed) = prompt(terminal, &about)? else {
                let problem = Problem::new(Kind::IdentityPasswordRequired, "");
                return Err(Stop::new(about, problem));
            };
            if prompt(terminal, &about)?.as_ref() != Some(&typed) {
                let differ = terminal.pick(
                    "hai lần nhập mật khẩu khác nhau",
                    "the passwords typed differ",
                );
                return Err(Stop::usage(about, differ));
            }
            typed
        }
    };
    if chosen.as_str().is_empty() {
        let problem = Problem::new(Kind::IdentityPasswordRequired, "");
        return Err(Stop::new(about, problem));
    }
    Ok(chosen)
}

fn read(
    file: &Option<PathBuf>,
    descriptor: Option<u32>,
    variable: Option<&str>,
) -> Result<Option<Password>, Stop> {
    if let Some(path) = file {
        return first_line(path.clone()).map(Some);
    }
    if let Some(number) = descriptor {
        return first_line(PathBuf::from(format!("/dev/fd/{number}"))).map(Some);
    }
    let Some(name) = variable else {
        return Ok(None);
    };
    match std::env::var(name) {
        Ok(value) => Ok(Some(Password::from(value))),
        Err(error) => Err(Stop::usage(name, error.to_string())),
    }
}

/// The first line, without its end.
fn first_line(path: PathBuf) -> Result<Password, Stop> {
    let io = |error: io::Error| Stop::io(&path, &error);
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let file = File::open(&path).map_err(io)?;
    let most = LONGEST + BYTE_ORDER_MARK.len() + 2;
    file.take(most as u64).read_to_end(&mut bytes).map_err(io)?;
    let line = bytes
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    if line.len() > LONGEST {
        return Err(io(io::ErrorKind::InvalidData.into()));
    }
    std::str::from_utf8(line)
        .map(Password::from)
        .map_err(|_| io(io::ErrorKind::InvalidData.into()))
}
