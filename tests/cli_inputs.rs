//! What is named on the command line, and what is told where it names nothing or the wrong thing.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::fs;

use program::{folder, kyso, kyso_with_input, names, sign, sign_arguments, testdata, text};

#[test]
fn a_misspelt_pattern_among_others_is_no_success() {
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    let misspelt = root.path().join("hop-dong-*.pdf");
    let ran = sign(&[text(&misspelt), text(&input), "--out", text(&out), "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let rows = ran.json()["documents"].clone();
    assert_eq!(rows[0]["status"], "failed");
    assert_eq!(rows[0]["error"]["kind"], "no-input");
    assert_eq!(rows[1]["status"], "signed");

    let signed = out.join("a.pdf");
    for order in [[&misspelt, &signed], [&signed, &misspelt]] {
        let [first, second] = order.map(|path| text(path));
        let ran = kyso(&["verify", first, second, "--json-lines"]);
        assert_eq!(ran.status, 4, "{ran:?}");
        let lines = ran.json_lines();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["file"], first);
        assert_eq!(lines[1]["file"], second);
        let verdicts = [&lines[0]["verdict"], &lines[1]["verdict"]];
        assert!(verdicts.iter().any(|verdict| **verdict == "unreadable"));
    }
    let ran = kyso(&["verify", text(&misspelt), "--json"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}

#[test]
fn a_folder_behind_the_trusted_roots_is_taken_for_documents() {
    let root = folder(&["in/a.pdf", "in/b.pdf"]);
    let input = root.path().join("in");
    let anchor = testdata("keys/root.crt");
    let ran = kyso(&["verify", "--trust", text(&anchor), text(&input), "--json"]);
    assert_eq!(ran.status, 4, "{ran:?}");
    assert_eq!(ran.json()["totals"]["unsigned"], 2);
    let ran = kyso(&["verify", "--trust", text(&anchor), "--json"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let hint = ran.json()["error"]["hint"].clone();
    let shown = format!("FILE --trust {}", text(&anchor));
    assert!(hint.as_str().unwrap().contains(&shown), "{hint}");
}

#[test]
fn a_list_from_another_system_is_read() {
    let root = folder(&["a.pdf", "b.pdf"]);
    let (a, b) = (root.path().join("a.pdf"), root.path().join("b.pdf"));
    let list = format!("\u{feff}{}\r\n{}\r\n", text(&a), text(&b));
    let ran = kyso_with_input(&["verify", "-", "--json-lines"], list.as_bytes());
    assert_eq!(ran.status, 4, "{ran:?}");
    for (line, path) in ran.json_lines().iter().zip([&a, &b]) {
        assert_eq!(line["file"], text(path));
        assert_eq!(line["verdict"], "unsigned", "{ran:?}");
    }
}

#[test]
fn a_password_file_from_windows_is_read() {
    let root = folder(&["a.pdf"]);
    let (input, out) = (root.path().join("a.pdf"), root.path().join("out"));
    let key = testdata("keys/leader-rsa2048-vietnamese.p12");
    let password = root.path().join("password.txt");
    let line = "mật khẩu\r\nthe second line";
    let units = |swap: bool| {
        let units = line.encode_utf16();
        let bytes = units.map(|unit| {
            if swap {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        });
        bytes.flatten().collect::<Vec<u8>>()
    };
    let forms: [Vec<u8>; 4] = [
        line.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", line.as_bytes()].concat(),
        [&b"\xff\xfe"[..], &units(false)].concat(),
        [&b"\xfe\xff"[..], &units(true)].concat(),
    ];
    let run = |force: &str| {
        let (input, out) = (text(&input), text(&out));
        let key = text(&key);
        kyso(&[
            "sign",
            input,
            "--out",
            out,
            "--identity",
            key,
            "--password-file",
            text(&password),
            "--time",
            program::NOW,
            "--json",
            force,
        ])
    };
    for form in &forms {
        fs::write(&password, form).unwrap();
        let ran = run("--force");
        assert_eq!(ran.status, 0, "{ran:?}");
    }
    fs::write(&password, b"\xc3\x28").unwrap();
    let ran = run("--force");
    assert_eq!(ran.status, 2, "{ran:?}");
    let error = ran.json()["error"].clone();
    assert!(
        error["message"].as_str().unwrap().contains("not UTF-8"),
        "{error}"
    );
    assert!(
        error["hint"].as_str().unwrap().contains("UTF-8 text file"),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_of_two_names_is_not_replaced_under_one_of_them_unasked() {
    let root = folder(&["a.pdf"]);
    let (one, other) = (root.path().join("a.pdf"), root.path().join("b.pdf"));
    fs::hard_link(&one, &other).unwrap();
    let before = fs::read(&one).unwrap();
    let ran = sign(&[text(&one), "--in-place", "--json"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert_eq!(ran.json()["documents"][0]["error"]["kind"], "hard-linked");
    assert_eq!(fs::read(&one).unwrap(), before);
    let ran = sign(&[text(&one), text(&other), "--in-place", "--force", "--json"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    let ran = sign(&[text(&one), "--in-place", "--force", "--json"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let row = &ran.json()["documents"][0];
    assert_eq!(row["findings"][0]["kind"], "hard-linked");
    assert!(fs::read(&one).unwrap().len() > before.len());
    assert_eq!(fs::read(&other).unwrap(), before);
}

#[test]
fn a_document_that_failed_has_no_output() {
    let root = folder(&["a-broken.pdf", "b.pdf"]);
    let (out, report) = (root.path().join("out"), root.path().join("report.csv"));
    let ran = sign(&[
        text(root.path()),
        "--out",
        text(&out),
        "--report",
        text(&report),
        "--json",
    ]);
    assert_eq!(ran.status, 1, "{ran:?}");
    let rows = ran.json()["documents"].clone();
    assert!(rows[0]["output"].is_null() && rows[1]["output"].is_string());
    let csv = fs::read_to_string(&report).unwrap();
    let failed = csv.lines().find(|line| line.contains("broken")).unwrap();
    assert!(failed.contains(",failed,,"), "{failed}");
    assert_eq!(names(&out), ["b.pdf"]);
}

#[test]
fn what_goes_wrong_comes_with_its_own_next_step() {
    let root = folder(&["full/a.pdf"]);
    let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
    let ran = kyso(&["demo", "--out", &path("full"), "--json"]);
    let error = ran.json()["error"].clone();
    assert!(
        error["hint"].as_str().unwrap().contains("new or empty"),
        "{error}"
    );

    let long = path(&format!("{}.pdf", "x".repeat(300)));
    let ran = kyso(&["verify", &long, "--json"]);
    let error = ran.json()["error"].clone();
    assert!(
        error["hint"].as_str().unwrap().contains("Shorten"),
        "{error}"
    );

    let key = path("root.p12");
    fs::write(&key, "mine").unwrap();
    let ran = kyso(&[
        "pki",
        "root",
        "--name",
        "An",
        "--out",
        &key,
        "--password-env",
        "KEY_PASSWORD",
        "--json",
    ]);
    let hint = ran.json()["error"]["hint"].as_str().unwrap().to_owned();
    assert!(
        hint.contains("never overwrites a key") && !hint.contains("--resume"),
        "{hint}"
    );
}

#[test]
fn a_chain_without_its_issuers_is_told_once() {
    let root = folder(&["a.pdf", "b.pdf"]);
    let out = root.path().join("out");
    let key = testdata("keys/leader-rsa2048-pkcs1.key");
    let certificate = testdata("keys/leader-rsa2048.crt");
    let identity = format!("{},{}", text(&key), text(&certificate));
    let arguments = [
        "sign",
        text(root.path()),
        "--out",
        text(&out),
        "--identity",
        &identity,
        "--time",
        program::NOW,
    ];
    let ran = kyso(&arguments);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(ran.stderr.matches("--chain").count(), 1, "{ran:?}");
    let ran = kyso(&[&arguments[..], &["--force", "--json-lines"]].concat());
    for line in ran.json_lines() {
        assert_eq!(line["findings"][0]["kind"], "chain-incomplete");
    }
    let whole = kyso(&sign_arguments(&[
        text(root.path()),
        "--out",
        text(&out),
        "--force",
    ]));
    assert!(!whole.stderr.contains("--chain"), "{whole:?}");
}

#[test]
fn help_offers_lines_only_where_there_are_some() {
    for (command, has_lines) in [
        (&["sign"][..], true),
        (&["verify"], true),
        (&["cert", "show"], true),
        (&["inspect"], false),
        (&["demo"], false),
        (&["pki", "root"], false),
    ] {
        let ran = kyso(&[command, &["--help"]].concat());
        assert_eq!(
            ran.stdout.contains("--json-lines"),
            has_lines,
            "{command:?}"
        );
    }
}
