//! The files that `kyso pki` writes.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use kyso::text::{Kind, Phrase, Problem};

use crate::stop::Stop;

/// `out` with `ending`; an ending that `kyso pki` itself gives is taken off before.
pub fn with_ending(out: &Path, ending: &str) -> PathBuf {
    let known = out.extension().and_then(|extension| extension.to_str());
    if matches!(known, Some("crt" | "p12" | "csr" | "key")) {
        return out.with_extension(ending);
    }
    let mut name = out.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

/// Refuses to write over anything: a key that is gone is gone.
pub fn must_be_free(paths: &[&Path]) -> Result<(), Stop> {
    match paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        None => Ok(()),
        Some(path) => Err(Stop::new(
            path.to_string_lossy(),
            Problem::new(Kind::OutputExists, "").advising(Phrase::new(
                "Chọn tên khác cho --out, hoặc tự dời tệp đang có đi nơi khác: kyso không bao giờ ghi đè lên khóa.",
                "Choose another name for --out, or move what is there out of the way yourself: kyso never overwrites a key.",
            )),
        )),
    }
}

/// Writes a new file that everybody may read.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    create(path, bytes, OpenOptions::new())
}

/// Writes a new file that only its owner may read.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    #[allow(unused_mut)] // only Unix has modes
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    create(path, bytes, options)
}

fn create(path: &Path, bytes: &[u8], mut options: OpenOptions) -> Result<(), Stop> {
    let stop = |error| Stop::io(path, &error);
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(stop)?;
    }
    let mut file = options
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(stop)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(path);
        stop(error)
    })
}
