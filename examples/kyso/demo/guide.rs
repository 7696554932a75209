//! What the demonstration says, in both languages.

use std::path::Path;

use kyso::verify::Report;

use super::{
    Places,
    authority::{Authority, PASSWORD},
};
use crate::{
    stop::Stop,
    terminal::{Form, Terminal},
};

/// A line in words; nothing where the answer is one JSON object.
fn say(terminal: &Terminal, vi: &str, en: &str) -> Result<(), Stop> {
    match terminal.form {
        Form::Words => terminal.answer(terminal.pick(vi, en)),
        _ => Ok(()),
    }
}

pub fn begin(out: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let out = out.display();
    say(
        terminal,
        &format!("Trình diễn kyso trong thư mục {out}. Mọi tên người, cơ quan đều là hư cấu."),
        &format!(
            "A demonstration of kyso in the folder {out}. All persons and agencies are invented."
        ),
    )
}

pub fn certificates(
    authority: &Authority,
    places: &Places,
    terminal: &Terminal,
) -> Result<(), Stop> {
    say(terminal, "", "")?;
    say(
        terminal,
        "1. Chứng thư số trình diễn (RSA-2048)",
        "1. Demonstration certificates (RSA-2048)",
    )?;
    let roles = [
        (&authority.root, "chứng thực gốc", "root"),
        (
            &authority.issuing,
            "chứng thực cấp dưới",
            "issuing authority",
        ),
        (&authority.leader, "lãnh đạo", "leader"),
        (&authority.agency, "cơ quan", "agency"),
    ];
    for (issued, vi, en) in roles {
        let name = issued.certificate().subject().to_string();
        say(
            terminal,
            &format!("   {vi}: {name}"),
            &format!("   {en}: {name}"),
        )?;
    }
    let pki = places.pki.display();
    say(
        terminal,
        &format!("   Tệp khóa ở {pki}; mật khẩu: {PASSWORD}"),
        &format!("   Key files are in {pki}; password: {PASSWORD}"),
    )
}

pub fn signed(reports: &[Report], terminal: &Terminal) -> Result<(), Stop> {
    say(terminal, "", "")?;
    say(
        terminal,
        "2. Ký: lãnh đạo ký trước, cơ quan ký sau; rồi kiểm tra lại",
        "2. Signed by the leader, then by the agency; then verified",
    )?;
    for report in reports {
        terminal.answer(&format!("   {}", headline(report, terminal)))?;
    }
    Ok(())
}

/// One line: the file, who signed it, and the verdict.
fn headline(report: &Report, terminal: &Terminal) -> String {
    let signers: Vec<String> = report
        .signatures
        .iter()
        .filter_map(|signature| signature.signer.as_ref()?.common_name.clone())
        .collect();
    let verdict = report.verdict.words(terminal.lang);
    format!("{} ({}): {verdict}", report.file, signers.join(" → "))
}

pub fn tampered(reports: &[Report], terminal: &Terminal) -> Result<(), Stop> {
    say(terminal, "", "")?;
    say(
        terminal,
        "3. Hai tài liệu bị sửa sau khi ký",
        "3. Two documents that were tampered with",
    )?;
    let ways = [
        (
            "đổi một chữ số trong nội dung đã ký",
            "a digit within the signed bytes was changed",
        ),
        (
            "thêm một lớp che nội dung vào sau chữ ký",
            "a sheet covering the text was added behind the signatures",
        ),
    ];
    for (report, (vi, en)) in reports.iter().zip(ways) {
        say(terminal, &format!("   ({vi})"), &format!("   ({en})"))?;
        for line in report.to_text(terminal.lang).lines() {
            terminal.answer(&format!("   {line}"))?;
        }
    }
    Ok(())
}

pub fn next(places: &Places, terminal: &Terminal) -> Result<(), Stop> {
    let (input, signed, tampered, pki) = (
        places.input.display(),
        places.signed.display(),
        places.tampered.display(),
        places.pki.display(),
    );
    say(terminal, "", "")?;
    say(terminal, "Kết quả", "Results")?;
    for (folder, vi, en) in [
        (&places.input, "tài liệu gốc", "the documents"),
        (&places.signed, "tài liệu đã ký", "the signed documents"),
        (
            &places.tampered,
            "tài liệu bị sửa",
            "those that were tampered with",
        ),
        (&places.pki, "chứng thư và khóa", "certificates and keys"),
    ] {
        let folder = folder.display();
        say(
            terminal,
            &format!("   {folder}: {vi}"),
            &format!("   {folder}: {en}"),
        )?;
    }
    say(terminal, "", "")?;
    say(terminal, "Thử tiếp", "Try next")?;
    let kyso = std::env::args().next().unwrap_or_else(|| "kyso".to_owned());
    let commands = [
        format!("{kyso} verify {signed} --trust {pki}/root.crt --revocation none"),
        format!("{kyso} verify {tampered} --trust {pki}/root.crt --revocation none"),
        format!(
            "{kyso} sign {input} --identity {pki}/leader.p12 --out {signed}-2 --reason \"Ký ban hành\""
        ),
        format!("{kyso} inspect {signed}/quyet-dinh.pdf"),
        format!("{kyso} cert show {pki}/leader.p12"),
    ];
    for command in &commands {
        terminal.answer(&format!("   {command}"))?;
    }
    Ok(())
}

/// What stands beside the key files.
pub fn readme(terminal: &Terminal) -> String {
    let text = terminal.pick(
        "Chứng thư số trình diễn do `kyso demo` tạo. Không dùng để ký tài liệu thật, không đưa \
         root.crt vào danh sách tin cậy của máy.\n\n\
         root.crt    chứng thực gốc (dùng cho --trust)\n\
         chain.pem   chứng thực cấp dưới và gốc\n\
         root.p12, ca.p12, leader.p12, agency.p12   khóa và chứng thư\n\n\
         Mật khẩu của mọi tệp .p12:",
        "Demonstration certificates made by `kyso demo`. Do not sign real documents with them, \
         and do not trust root.crt outside of this demonstration.\n\n\
         root.crt    the root (for --trust)\n\
         chain.pem   issuing authority and root\n\
         root.p12, ca.p12, leader.p12, agency.p12   keys and certificates\n\n\
         Password of every .p12 file:",
    );
    format!("{text} {PASSWORD}\n")
}
