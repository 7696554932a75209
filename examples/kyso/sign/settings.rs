//! Arguments, checked and made into the library's options.

use std::fs;

use kyso::{
    Password, SignatureScheme, Time,
    batch::{self, Destination, Durability, Existing},
    identity::Signer,
    sign::{Allow, FieldChoice, SignOptions, SubFilter},
    text::{Phrase, Problem},
};

use super::{
    SignArgs,
    args::{self, Digest, Override},
};
use crate::{clock::SystemClock, random, stop::Stop};

/// What the arguments ask for, apart from the signer.
pub struct Settings<'a> {
    pub args: &'a SignArgs,
    pub destination: Destination,
    pub suffix: String,
    pub time: Option<Time>,
    password: Option<Password>,
}

impl<'a> Settings<'a> {
    pub fn from(args: &'a SignArgs) -> Result<Self, Stop> {
        let suffix = args.suffix.clone().unwrap_or_default();
        if suffix.contains(['/', '\\']) {
            let detail = Phrase::new(
                format!("“{suffix}” chứa dấu phân cách thư mục"),
                format!("“{suffix}” contains a separator of folders"),
            );
            return Err(Stop::usage("--suffix", detail).advising(Phrase::new(
                "Chọn một phần tên ngắn, ví dụ --suffix -da-ky; muốn ghi sang thư mục khác thì dùng --out.",
                "Choose a short part of a name, as in --suffix -signed; --out writes to another folder.",
            )));
        }
        let destination = match &args.out {
            Some(folder) => Destination::Folder(folder.clone()),
            None if args.in_place => Destination::InPlace,
            None if !suffix.is_empty() => Destination::Beside,
            None => {
                let detail = Phrase::new(
                    "chưa nêu nơi ghi tài liệu đã ký",
                    "nothing says where the signed documents go",
                );
                return Err(Stop::usage("kyso sign", detail).advising(Phrase::new(
                    "Thêm --out THƯ_MỤC để ghi vào thư mục khác, --suffix -da-ky để ghi cạnh tệp vào, hoặc --in-place để thay chính tệp vào.",
                    "Add --out DIR to write to another folder, --suffix -signed to write beside the inputs, or --in-place to replace them.",
                )));
            }
        };
        Ok(Self {
            args,
            destination,
            suffix,
            time: args.time,
            password: args.pdf_password.read()?,
        })
    }

    /// Makes the output folder, so that a wrong one, or one that may not be written to, is
    /// noticed before anything is signed.
    pub fn make_folder(&self) -> Result<(), Stop> {
        match &self.destination {
            Destination::Folder(folder) => fs::create_dir_all(folder)
                .and_then(|()| tempfile::tempfile_in(folder))
                .map(drop)
                .map_err(|error| Stop::io(folder, &error)),
            _ => Ok(()),
        }
    }

    /// The batch's options for `signer`.
    pub fn options(
        &self,
        signer: &dyn Signer,
        clock: &SystemClock,
    ) -> Result<batch::Options, Stop> {
        let args = self.args;
        let mut sign = SignOptions::at(clock.now());
        sign.sub_filter = match args.signature.sub_filter {
            Some(args::SubFilter::Adobe) => SubFilter::AdbePkcs7Detached,
            _ => SubFilter::EtsiCadesDetached,
        };
        sign.scheme = self.scheme(signer)?;
        sign.field = self.field();
        sign.reason = args.signature.reason.clone();
        sign.location = args.signature.location.clone();
        sign.contact = args.signature.contact.clone();
        sign.certify = args.signature.certify;
        sign.lock = args.signature.lock.clone();
        sign.password = self.password.clone();
        sign.allow = allow(&args.allow);
        sign.limits = args.limit.limits();
        // Fixed where the time is fixed, so that outputs repeat.
        if self.time.is_none() {
            sign.entropy = random::seed()?;
        }
        let mut options = batch::Options::new(sign);
        options.jobs = args.jobs;
        options.existing = match (args.resume, args.force) {
            (true, true) => Existing::ResumeOrOverwrite,
            (true, false) => Existing::Resume,
            (false, true) => Existing::Overwrite,
            (false, false) => Existing::Refuse,
        };
        if args.no_sync {
            options.durability = Durability::Unsynced;
        }
        options.dry_run = args.dry_run;
        Ok(options)
    }

    fn field(&self) -> FieldChoice {
        match (&self.args.place.field, &self.args.place.existing_field) {
            (Some(name), _) => FieldChoice::Named(name.clone()),
            (None, Some(name)) => FieldChoice::Existing(name.clone()),
            (None, None) => FieldChoice::New,
        }
    }

    /// `--digest` and `--pss` for the signer's kind of key.
    fn scheme(&self, signer: &dyn Signer) -> Result<Option<SignatureScheme>, Stop> {
        let (digest, pss) = (self.args.signature.digest, self.args.signature.pss);
        if digest.is_none() && !pss {
            return Ok(None);
        }
        let kind = signer.certificate().key_kind();
        let digest = digest.map(Digest::as_str);
        SignatureScheme::choose(kind, digest, pss)
            .map(Some)
            .map_err(|error| Stop::new("--digest, --pss", Problem::from(&error)))
    }
}

fn allow(overrides: &[Override]) -> Allow {
    let has = |wanted| overrides.contains(&wanted);
    let mut allow = Allow::default();
    allow.repair = has(Override::Repair);
    allow.permissions = has(Override::Permissions);
    allow.expired = has(Override::Expired);
    allow.not_yet_valid = has(Override::NotYetValid);
    allow.key_usage = has(Override::KeyUsage);
    allow.xfa = has(Override::Xfa);
    allow
}
