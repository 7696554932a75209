//! Certificates in words.

use std::path::Path;

use kyso::{
    Time,
    identity::KeyFileContents,
    text::{Lang, Problem},
    x509::{Certificate, Name},
};

use super::{purpose, warning};
use crate::{stop::Stop, terminal::Terminal};

/// Shows everything that a file holds.
pub fn show(
    path: &Path,
    contents: &KeyFileContents,
    now: Time,
    terminal: &Terminal,
) -> Result<(), Stop> {
    let file = path.to_string_lossy();
    let (certificates, keys) = (contents.certificates().len(), contents.key_count());
    terminal.answer(&match terminal.lang {
        Lang::Vi => format!("{file}: {certificates} chứng thư số, {keys} khóa bí mật"),
        Lang::En => format!("{file}: {certificates} certificate(s), {keys} private key(s)"),
    })?;
    for finding in contents.findings() {
        terminal.tell_problem(&file, &Problem::from(*finding));
    }
    for (index, certificate) in contents.certificates().iter().enumerate() {
        terminal.answer("")?;
        terminal.answer(&format!("{}. {}", index + 1, whose(certificate.subject())))?;
        for (label, value) in lines(certificate, contents, now, terminal) {
            terminal.answer(&format!("   {label}: {value}"))?;
        }
    }
    Ok(())
}

/// A name as people say it: the person or office, the title, the agency.
fn whose(name: &Name) -> String {
    let parts = [name.common_name(), name.title(), name.organization()];
    let mut said: Vec<&str> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    match said.is_empty() {
        true => name.to_string(),
        false => said.join(", "),
    }
}

fn lines(
    certificate: &Certificate,
    contents: &KeyFileContents,
    now: Time,
    terminal: &Terminal,
) -> Vec<(&'static str, String)> {
    let pick = |vi, en| match terminal.lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let mut lines = vec![
        (
            pick("Chủ thể", "Subject"),
            certificate.subject().to_string(),
        ),
        (pick("Nơi cấp", "Issued by"), issuer(certificate, terminal)),
        (
            pick("Hiệu lực", "Valid"),
            period(certificate, now, terminal),
        ),
        (pick("Dùng để", "Used for"), uses(certificate, terminal)),
        (pick("Loại khóa", "Key"), purpose::key(certificate)),
        (pick("Số sê-ri", "Serial number"), certificate.serial_hex()),
        (
            pick("Dấu vân tay SHA-256", "SHA-256 fingerprint"),
            pairs(&certificate.fingerprint_sha256()),
        ),
    ];
    if contents.has_key_for(certificate) {
        let held = pick("có trong tệp này", "in this file");
        lines.push((pick("Khóa bí mật", "Private key"), held.to_owned()));
    }
    lines.extend(addresses(certificate, terminal));
    for warning in warning::of(certificate, now) {
        let (vi, en) = warning.words();
        lines.push((pick("CHÚ Ý", "NOTE"), pick(vi, en).to_owned()));
    }
    lines
}

/// Where more about the certificate is to be had.
fn addresses(certificate: &Certificate, terminal: &Terminal) -> Vec<(&'static str, String)> {
    let addresses = [
        (terminal.pick("Thư điện tử", "E-mail"), certificate.emails()),
        (
            terminal.pick("Danh sách thu hồi", "Revocation list"),
            certificate.crl_urls(),
        ),
        (terminal.pick("OCSP", "OCSP"), certificate.ocsp_urls()),
        (
            terminal.pick("Chứng thư nơi cấp", "Issuer's certificate"),
            certificate.issuer_urls(),
        ),
    ];
    let labelled = addresses.into_iter().flat_map(|(label, addresses)| {
        let each = addresses.iter().cloned();
        each.map(move |address| (label, address))
    });
    labelled.collect()
}

fn issuer(certificate: &Certificate, terminal: &Terminal) -> String {
    if certificate.is_self_issued() {
        return terminal.pick("chính nó (tự ký)", "itself").to_owned();
    }
    certificate.issuer().to_string()
}

/// Times as clocks in Vietnam show them.
fn period(certificate: &Certificate, now: Time, terminal: &Terminal) -> String {
    let (from, to) = (
        local(certificate.not_before()),
        local(certificate.not_after()),
    );
    let standing = if now > certificate.not_after() {
        terminal.pick("ĐÃ HẾT HẠN", "EXPIRED")
    } else if now < certificate.not_before() {
        terminal.pick("CHƯA CÓ HIỆU LỰC", "NOT VALID YET")
    } else {
        terminal.pick("đang có hiệu lực", "valid now")
    };
    match terminal.lang {
        Lang::Vi => format!("từ {from} đến {to} (giờ Việt Nam), {standing}"),
        Lang::En => format!("from {from} to {to} (+07:00), {standing}"),
    }
}

fn local(time: Time) -> String {
    let (year, month, day, hour, minute, second) = time.civil(420);
    format!("{day:02}/{month:02}/{year:04} {hour:02}:{minute:02}:{second:02}")
}

fn uses(certificate: &Certificate, terminal: &Terminal) -> String {
    let mut uses: Vec<String> = purpose::key_usage(certificate)
        .into_iter()
        .map(|(_, vi, en)| terminal.pick(vi, en).to_owned())
        .collect();
    for oid in certificate.extended_key_usage().unwrap_or_default() {
        uses.push(match purpose::extended(oid) {
            Some((vi, en)) => terminal.pick(vi, en).to_owned(),
            None => oid.clone(),
        });
    }
    match uses.is_empty() {
        true => terminal.pick("không giới hạn", "not restricted").to_owned(),
        false => uses.join("; "),
    }
}

/// `AB:CD:…`, as other programs show fingerprints.
fn pairs(hex: &str) -> String {
    let digits: Vec<char> = hex.to_ascii_uppercase().chars().collect();
    let pairs = digits.chunks(2).map(|pair| pair.iter().collect::<String>());
    pairs.collect::<Vec<_>>().join(":")
}
