//! Encrypted documents, from the password to the last stream.

use std::{fs, path::Path};

use crate::pdf::{Document, Indirect, Opening, ReadError};

fn opening(password: &str) -> Opening {
    Opening {
        password: Some(crate::Password::from(password)),
        ..Opening::default()
    }
}

/// Opens the file and reads every object and stream; how many streams there were.
fn read_all(bytes: &Vec<u8>, password: &str) -> Result<usize, ReadError> {
    let document = Document::open(bytes, &opening(password))?;
    let mut streams = 0;
    for revision in 0..document.revisions().len() {
        let view = document.view(revision);
        for (id, _) in view.written() {
            let Some(found) = view.object(id)? else {
                continue;
            };
            if found.stream.is_some() {
                view.stream(&found)?;
                streams += 1;
            }
        }
    }
    // A wrong key would leave streams that no filter can unfold.
    let flaws = document.findings();
    assert!(
        !flaws
            .iter()
            .any(|flaw| flaw.to_string().contains("the stream's data")),
        "{flaws:?}"
    );
    Ok(streams)
}

#[test]
fn every_encrypted_variant_is_read_whole() {
    let mut read = 0;
    for entry in fs::read_dir("testdata/variants").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with("encrypted-") {
            continue;
        }
        let (user, owner) = match name.as_str() {
            "encrypted-vietnamese-password.pdf" => ("mật khẩu", "chủ sở hữu"),
            "encrypted-no-user-password.pdf" | "encrypted-signing-forbidden.pdf" => {
                ("", "chu-so-huu")
            }
            _ => ("nguoi-dung", "chu-so-huu"),
        };
        let bytes = fs::read(&path).unwrap();
        for password in [user, owner] {
            let streams = read_all(&bytes, password);
            assert!(
                streams.as_ref().is_ok_and(|count| *count > 3),
                "{name}: {streams:?}"
            );
        }
        read += 1;
    }
    assert_eq!(read, 11);
}

#[test]
fn crypt_filters_of_every_kind() {
    let mut read = 0;
    for entry in fs::read_dir("testdata/encrypted").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "pdf") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        for password in ["nguoi-dung", "chu-so-huu"] {
            let document = Document::open(&bytes, &opening(password)).unwrap();
            let view = document.latest();
            let catalog = view.catalog().unwrap();
            let stream = |holder: &Indirect, key: &[u8]| {
                let entries = holder.object.as_dictionary().unwrap();
                let id = entries.get(key).unwrap().as_reference().unwrap();
                let stream = view.object(id).unwrap().unwrap();
                view.stream(&stream).unwrap()
            };
            let page = view.pages().unwrap().next().unwrap().unwrap();
            let title = page.object.as_dictionary().unwrap().get(b"Title").unwrap();
            assert_eq!(title.as_string().unwrap(), b"a title", "{path:?}");
            let content = b"BT /F1 12 Tf 20 100 Td (a page) Tj ET";
            assert_eq!(stream(&page, b"Contents"), content, "{path:?}");
            assert_eq!(
                stream(&catalog, b"Attached"),
                b"an attached file",
                "{path:?}"
            );
        }
        read += 1;
    }
    assert_eq!(read, 3);
}

#[test]
#[ignore = "needs the corpus"]
fn every_password_of_the_corpus_opens() {
    let corpus = std::env::var("KYSO_CORPUS").expect("KYSO_CORPUS");
    let corpus = Path::new(&corpus);
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let mut opened = 0;
    let mut public_key = 0;
    for row in manifest.lines().filter(|row| row.starts_with("pdf/")) {
        let columns: Vec<_> = row.split('\t').collect();
        let (path, expected, why) = (columns[0], columns[6], columns[7]);
        if expected != "password" {
            continue;
        }
        let bytes = fs::read(corpus.join(path)).unwrap();
        if why.starts_with("public-key") {
            let refused = read_all(&bytes, "");
            assert!(
                matches!(refused, Err(ReadError::UnsupportedEncryption { .. })),
                "{path}: {refused:?}"
            );
            public_key += 1;
            continue;
        }
        for password in why.split('"').skip(1).step_by(2) {
            let streams = read_all(&bytes, password);
            assert!(streams.is_ok(), "{path} {password:?}: {streams:?}");
            opened += 1;
        }
    }
    assert_eq!((opened, public_key), (44, 7));
}
