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
    text::{Kind, Phrase, Problem},
};
use zeroize::Zeroizing;

use crate::{parse, stop::Stop, terminal::Terminal};

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
    #[arg(long, value_name = "N", value_parser = parse::descriptor)]
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
    #[arg(long, value_name = "N", value_parser = parse::descriptor)]
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
    #[arg(long, value_name = "N", value_parser = parse::descriptor)]
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
                let differ = Phrase::new(
                    "hai lần nhập mật khẩu khác nhau",
                    "the passwords typed differ",
                );
                return Err(Stop::usage(about, differ).advising(Phrase::new(
                    "Chạy lại lệnh và nhập cùng một mật khẩu hai lần.",
                    "Run the command again and type the same password twice.",
                )));
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
        Err(error) => Err(Stop::usage(name, unset(&error)).advising(Phrase::new(
            "Đặt mật khẩu vào biến môi trường có tên đã nêu (nêu tên biến, không phải mật khẩu) rồi chạy lại.",
            "Put the password into the environment variable that is named (give its name, not the password) and run again.",
        ))),
    }
}

/// The first line, without its end.
fn first_line(path: PathBuf) -> Result<Password, Stop> {
    let io = |error: io::Error| Stop::io(&path, &error);
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let file = File::open(&path).map_err(io)?;
    let most = 2 * (LONGEST + BYTE_ORDER_MARK.len() + 2);
    file.take(most as u64).read_to_end(&mut bytes).map_err(io)?;
    let utf16 = from_utf16(&bytes);
    let text = utf16
        .as_ref()
        .map_or(bytes.as_slice(), |text| text.as_bytes());
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
    if line.len() > LONGEST {
        return Err(no_password(
            &path,
            Phrase::new("dòng đầu quá dài", "its first line is too long"),
        ));
    }
    let no_text = Phrase::new("không phải là văn bản UTF-8", "it is not UTF-8 text");
    std::str::from_utf8(line)
        .map(Password::from)
        .map_err(|_| no_password(&path, no_text))
}

/// The file in UTF-8, where a byte order mark says that it is UTF-16: so Windows' own tools
/// write text.
fn from_utf16(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (text, is_little) = match bytes {
        [0xff, 0xfe, text @ ..] => (text, true),
        [0xfe, 0xff, text @ ..] => (text, false),
        _ => return None,
    };
    let units = text.chunks_exact(2).map(|pair| match (pair, is_little) {
        (&[low, high], true) | (&[high, low], false) => u16::from_be_bytes([high, low]),
        _ => 0,
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().map(Zeroizing::new)
}

fn no_password(path: &Path, detail: Phrase) -> Stop {
    Stop::new(path.to_string_lossy(), Problem::new(Kind::Io, detail)).advising(Phrase::new(
        "Ghi mật khẩu vào dòng đầu của một tệp văn bản UTF-8, và kiểm tra xem có chọn nhầm tệp không.",
        "Write the password into the first line of a UTF-8 text file, and check that this is the right file.",
    ))
}

fn unset(error: &std::env::VarError) -> Phrase {
    match error {
        std::env::VarError::NotPresent => Phrase::new(
            "không có biến môi trường này",
            "there is no such environment variable",
        ),
        std::env::VarError::NotUnicode(_) => Phrase::new(
            "giá trị của biến môi trường không phải là văn bản",
            "the variable's value is not text",
        ),
    }
}
