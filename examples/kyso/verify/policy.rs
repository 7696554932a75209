//! Arguments, checked and made into the library's policy.

use std::path::{Path, PathBuf};

use kyso::{
    Limits,
    text::{Phrase, Problem},
    verify::{Policy, Revocation},
    x509::Roots,
};
use walkdir::WalkDir;

use super::{VerifyArgs, args::RevocationArg};
use crate::{clock::SystemClock, identity::read, stop::Stop};

pub fn from(args: &VerifyArgs) -> Result<Policy, Stop> {
    let limits = args.limit.limits();
    let mut policy = Policy::at(SystemClock::new(args.at).now());
    if args.integrity_only {
        policy = policy.integrity_only();
    }
    if !args.trust.is_empty() {
        policy = policy.trusting(roots(&args.trust, &limits)?);
    }
    policy.revocation = match args.revocation {
        Some(RevocationArg::None) => Revocation::None,
        Some(RevocationArg::Prefer) => Revocation::Prefer,
        Some(RevocationArg::Require) | None => Revocation::Require,
    };
    policy.limits = limits;
    policy.password = args.pdf_password.read()?;
    Ok(policy)
}

/// The anchors in files and folders. A file named by itself must hold one; in folders, what is
/// no certificate is passed over, but there must be one at least.
fn roots(paths: &[PathBuf], limits: &Limits) -> Result<Roots, Stop> {
    let mut roots = Roots::new().within(limits.clone());
    for path in paths {
        if path.is_dir() {
            add_folder(&mut roots, path)?;
        } else {
            let bytes = read(path)?;
            let added = roots.add(&bytes);
            added.map_err(|e| Stop::new(path.to_string_lossy(), Problem::from(&e)))?;
        }
    }
    Ok(roots)
}

fn add_folder(roots: &mut Roots, folder: &Path) -> Result<(), Stop> {
    let mut added = 0;
    let mut last = None;
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| Stop::io(folder, &error.into()))?;
        if !entry.path().is_file() {
            continue;
        }
        match roots.add(&read(entry.path())?) {
            Ok(count) => added += count,
            Err(error) if error.limit.is_some() => {
                return Err(Stop::new(entry.path().to_string_lossy(), &error));
            }
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) if added == 0 => {
            Err(Stop::new(folder.to_string_lossy(), Problem::from(&error)))
        }
        None if added == 0 => {
            let folder = folder.to_string_lossy();
            let detail = Phrase::new(
                format!("không có chứng thư nào trong {folder}"),
                format!("there is no certificate in {folder}"),
            );
            let stop = Stop::usage("--trust", detail).advising(Phrase::new(
                "Nêu tệp chứng thư gốc (.crt, .pem, .cer) hoặc thư mục chứa chúng; tài liệu cần kiểm tra viết trước --trust.",
                "Name the root certificates' files (.crt, .pem, .cer) or their folder; documents stand before --trust.",
            ));
            Err(stop)
        }
        _ => Ok(()),
    }
}
