//! `kyso pki` and `kyso cert show`: what is made, what it says of itself, what is refused.

#![cfg(all(feature = "fs", feature = "pki", feature = "serde"))]

mod program;

use std::{fs, path::Path};

use program::{kyso, names, program, text};

const FROM: &str = "2026-11-24T09:00:00+07:00";

fn key(name: &str) -> String {
    text(&program::testdata("keys").join(name)).to_owned()
}

fn password(folder: &Path) -> String {
    let file = folder.join("password");
    fs::write(&file, "mật khẩu\n").unwrap();
    text(&file).to_owned()
}

/// Root, authority and leader, made one from the other.
fn make_pki(folder: &Path) {
    let password = password(folder);
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let made = |command: &[&str], out: &str| {
        let out = file(out);
        let common = ["--out", &out, "--password-file", &password, "--from", FROM];
        let ran = kyso(&[&["pki"], command, &common].concat());
        assert_eq!(ran.status, 0, "{ran:?}");
    };
    let (root, ca) = (file("root.p12"), file("ca.p12"));
    made(&["root", "--name", "Gốc", "--key", "p256"], "root");
    let issuer = ["--key", "p256", "--issuer-password-file", &password];
    let command = ["ca", "--name", "Cấp phát", "--issuer", &root];
    made(&[&command[..], &issuer].concat(), "ca");
    let subject = ["leader", "--name", "Nguyễn Thị Thử", "--title", "Giám đốc"];
    let command = ["--organization", "Sở Nội vụ", "--issuer", &ca];
    made(&[&subject[..], &command, &issuer].concat(), "leader.p12");
}

#[test]
fn a_pki_is_made_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    make_pki(folder.path());
    let expected = [
        "ca.crt",
        "ca.p12",
        "leader.crt",
        "leader.p12",
        "password",
        "root.crt",
        "root.p12",
    ];
    assert_eq!(names(folder.path()), expected);
    let key_file = folder.path().join("leader.p12");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&key_file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else reads the key");
    }
    let password = password(folder.path());
    let arguments = [
        "cert",
        "show",
        text(&key_file),
        "--password-file",
        &password,
    ];
    let ran = kyso(&[&arguments[..], &["--json", "--time", FROM]].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    let report = ran.json();
    assert_eq!(report["private_keys"], 1);
    let certificates = report["certificates"].as_array().unwrap();
    assert_eq!(certificates.len(), 3, "the whole chain");
    let leader = &certificates[0];
    assert_eq!(leader["subject"]["title"], "Giám đốc");
    assert_eq!(leader["not_before"], "2026-11-24T02:00:00Z");
    assert_eq!(leader["not_after"], "2029-11-23T01:59:59Z");
    assert_eq!(leader["valid"], true);
    assert_eq!(leader["has_private_key"], true);
    assert_eq!(certificates[1]["path_len"], 0);
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let password = password(folder.path());
    let taken = folder.path().join("root.crt");
    fs::write(&taken, "mine").unwrap();
    let out = folder.path().join("root");
    let arguments = ["pki", "root", "--name", "Gốc", "--key", "p256", "--json"];
    let ran = kyso(
        &[
            &arguments[..],
            &["--out", text(&out), "--password-file", &password],
        ]
        .concat(),
    );
    assert_eq!(ran.status, 2, "{ran:?}");
    assert_eq!(ran.json()["error"]["kind"], "output-exists");
    assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    assert_eq!(names(folder.path()), ["password", "root.crt"]);
}

#[test]
fn a_request_comes_with_an_encrypted_key() {
    let folder = tempfile::tempdir().unwrap();
    let password = password(folder.path());
    let out = folder.path().join("yeu-cau");
    let subject = [
        "--name",
        "Nguyễn Thị Thử",
        "--title",
        "Giám đốc",
        "--key",
        "p256",
    ];
    let rest = ["--out", text(&out), "--password-file", &password];
    let ran = kyso(&[&["pki", "csr"], &subject[..], &rest].concat());
    assert_eq!(ran.status, 0, "{ran:?}");
    assert_eq!(
        names(folder.path()),
        ["password", "yeu-cau.csr", "yeu-cau.key"]
    );
    let key = fs::read_to_string(folder.path().join("yeu-cau.key")).unwrap();
    assert!(key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
}

#[test]
fn only_authorities_issue_and_leaders_have_titles() {
    let folder = tempfile::tempdir().unwrap();
    let password = password(folder.path());
    let out = folder.path().join("x");
    let refused = |subject: &[&str], issuer: &str| {
        let issuer = key(issuer);
        let options = [
            "--issuer",
            &issuer,
            "--out",
            text(&out),
            "--password-file",
            &password,
        ];
        let ran = kyso(&[&["pki", "leader", "--json"], subject, &options].concat());
        assert_eq!(ran.status, 2, "{ran:?}");
        assert_eq!(ran.json()["error"]["kind"], "certificate-not-made");
        assert_eq!(names(folder.path()), ["password"]);
    };
    let leader = [
        "--name",
        "An",
        "--title",
        "Giám đốc",
        "--organization",
        "Sở Nội vụ",
    ];
    refused(&leader, "leader-p256.pem");
    let ca = [key("ca.key"), key("chain.pem")].join(",");
    let untitled = ["--name", "An", "--organization", "Sở Nội vụ"];
    let options = [
        "--issuer",
        &ca,
        "--out",
        text(&out),
        "--password-file",
        &password,
    ];
    let ran = kyso(&[&["pki", "leader", "--json"], &untitled[..], &options].concat());
    assert_eq!(ran.json()["error"]["kind"], "certificate-not-made");
}

#[test]
fn certificates_are_shown_in_both_languages() {
    let expired = key("expired.crt");
    let show = |lang: &str| {
        let mut command = std::process::Command::new(program());
        command.args(["cert", "show", &expired, "--lang", lang, "--time", FROM]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let (vi, en) = (show("vi"), show("en"));
    assert!(vi.contains("Hoàng Hết Hạn, Giám đốc, Sở Nội vụ tỉnh Thử Nghiệm"));
    assert!(
        vi.contains("từ 01/01/2020 07:00:00 đến 01/01/2023 07:00:00 (giờ Việt Nam), ĐÃ HẾT HẠN")
    );
    assert!(vi.contains("CHÚ Ý: chứng thư đã hết hạn"));
    assert!(en.contains("EXPIRED") && en.contains("NOTE: it has expired"));
}

#[test]
fn each_file_has_its_line_and_a_bad_one_does_not_stop_the_others() {
    let files = ["chain.p7b", "make.sh", "leader-rsa2048.p12", "root.crt"];
    let files = files.map(key);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let ran = kyso(&[&["cert", "show", "--json-lines"], &files[..]].concat());
    assert_eq!(ran.status, 1, "{ran:?}");
    let reports = ran.json_lines();
    let kinds: Vec<Option<&str>> = reports
        .iter()
        .map(|report| report["error"]["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            None,
            Some("certificate-unreadable"),
            Some("identity-password-required"),
            None
        ]
    );
    assert_eq!(reports[0]["certificates"].as_array().unwrap().len(), 2);
}
