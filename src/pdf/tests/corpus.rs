//! Every file of the corpus, where `KYSO_CORPUS` says that it lies.

use std::{collections::BTreeMap, fs, path::Path};

use crate::pdf::{Document, Opening};

/// Opens the document and reads every object of every revision, and every stream that is short.
fn read_all(document: &Document<'_>) -> Vec<String> {
    let mut errors = Vec::new();
    for index in 0..document.revisions().len() {
        let view = document.view(index);
        for (id, freed) in view.written() {
            match view.object(id) {
                Ok(Some(found)) if found.stream.is_some_and(|data| data.len < 1 << 20) => {
                    if let Err(error) = view.stream(&found) {
                        errors.push(format!("{id} stream: {error}"));
                    }
                }
                Ok(None) if !freed => errors.push(format!("{id}: absent")),
                Err(error) => errors.push(format!("{id}: {error}")),
                Ok(_) => {}
            }
        }
    }
    errors
}

#[test]
#[ignore = "needs the corpus, and prints what it found"]
fn opens_what_can_be_opened() {
    let corpus = std::env::var("KYSO_CORPUS").expect("KYSO_CORPUS");
    let corpus = Path::new(&corpus);
    let manifest = fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for row in manifest.lines().filter(|row| row.starts_with("pdf/")) {
        let columns: Vec<_> = row.split('\t').collect();
        let (path, expected) = (columns[0], columns[6]);
        let bytes = fs::read(corpus.join(path)).unwrap();
        let start = std::time::Instant::now();
        let opened = Document::open(&bytes, &Opening::default());
        let outcome = match &opened {
            Ok(document) => {
                let errors = read_all(document);
                let repaired = document.repaired().map(|why| why.to_string());
                let findings = document.findings();
                if !errors.is_empty() || repaired.is_some() || !findings.is_empty() {
                    println!("{path} [{expected}] repaired: {repaired:?}");
                    for line in errors.iter().take(4) {
                        println!("    ! {line}");
                    }
                    for line in findings.iter().take(6) {
                        println!("    . {line}");
                    }
                }
                match repaired.is_some() {
                    true => "repaired",
                    false => "opened",
                }
            }
            Err(error) => {
                println!("{path} [{expected}] {error}");
                "error"
            }
        };
        let took = start.elapsed().as_millis();
        if took > 500 {
            println!("{path} took {took} ms");
        }
        let folder = path.split('/').nth(1).unwrap();
        *counts
            .entry(format!("{folder} {expected} {outcome}"))
            .or_default() += 1;
    }
    println!("{counts:#?}");
}
