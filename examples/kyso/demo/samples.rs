//! The sample documents, which the program carries with it.

use std::{fs, path::Path};

use crate::stop::Stop;

macro_rules! samples {
    ($($name:literal),* $(,)?) => {
        const SAMPLES: &[(&str, &[u8])] = &[$(
            ($name, include_bytes!(concat!("../../../testdata/samples/", $name))),
        )*];
    };
}

samples!(
    "cong-van.pdf",
    "giay-chung-nhan.pdf",
    "giay-phep.pdf",
    "quyet-dinh-phu-luc.pdf",
    "quyet-dinh.pdf",
);

/// Writes all of them into `folder`.
pub fn write(folder: &Path) -> Result<(), Stop> {
    for (name, content) in SAMPLES {
        let path = folder.join(name);
        fs::write(&path, content).map_err(|error| Stop::io(&path, &error))?;
    }
    Ok(())
}
