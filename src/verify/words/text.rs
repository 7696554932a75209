//! The whole report as plain lines.

use super::checks::pick;
use crate::{
    Time,
    text::Lang,
    verify::document::REPAIRED,
    verify::report::{
        Chain, Changes, CheckResult, Indication, Integrity, Report, SignatureReport, SubIndication,
        Verdict,
    },
    verify::{Revocation, Scope},
};

/// Notes on the file that are shown one by one.
const FINDINGS: usize = 5;

/// Lines under construction.
struct Lines {
    lang: Lang,
    text: String,
}

impl Lines {
    fn line(&mut self, indent: usize, vi: &str, en: &str, value: &str) {
        let label = pick(self.lang, vi, en);
        self.text.push_str(&"  ".repeat(indent));
        self.text.push_str(label);
        for character in value.chars() {
            // A name with a line break in it must not write a verdict of its own.
            match character.is_control() {
                true => self.text.extend(character.escape_unicode()),
                false => self.text.push(character),
            }
        }
        self.text.push('\n');
    }
}

impl Report {
    /// The report for people: who, when, whether it is intact, what was changed, whether the
    /// signer is trusted, what was not checked, and what to do next.
    ///
    /// Control characters in names from documents and certificates are shown as `\u{a}`, so that
    /// a line is one of kyso's own; escape what else steers a terminal (bidirectional characters)
    /// before it is shown on one.
    pub fn to_text(&self, lang: Lang) -> String {
        let mut lines = Lines {
            lang,
            text: String::new(),
        };
        lines.line(
            0,
            "",
            "",
            &format!("{}: {}", self.file, self.verdict.words(lang)),
        );
        if let Some(problem) = &self.problem {
            lines.line(1, "", "", &problem.message(lang, &self.file));
            lines.line(1, "Việc cần làm: ", "Next: ", &problem.hint(lang));
        }
        self.tell_document(&mut lines);
        for signature in &self.signatures {
            signature.tell(&mut lines, self.scope);
        }
        self.tell_unchecked(&mut lines);
        self.tell_next_step(&mut lines);
        lines.text
    }

    fn tell_document(&self, lines: &mut Lines) {
        let Some(document) = &self.document else {
            return;
        };
        if document.repaired {
            let vi = "Lưu ý: bảng tham chiếu chéo của tệp bị hỏng và đã được dựng lại.";
            let en = "Note: the file's cross-reference was broken and had to be rebuilt.";
            lines.line(1, vi, en, "");
        }
        // That it was repaired was said.
        let findings = document.told.iter().filter(|finding| {
            let english = finding.words(Lang::En);
            !(document.repaired && english.starts_with(REPAIRED))
        });
        let (shown, more) = (
            findings.clone().take(FINDINGS),
            findings.skip(FINDINGS).count(),
        );
        for finding in shown {
            let told = finding.words(lines.lang);
            lines.line(1, "Lưu ý về tệp: ", "Note on the file: ", told);
        }
        if more > 0 {
            lines.line(
                1,
                "Các lưu ý khác về tệp: ",
                "More notes on the file: ",
                &more.to_string(),
            );
        }
    }

    fn tell_unchecked(&self, lines: &mut Lines) {
        if self.signatures.is_empty() {
            return;
        }
        if self.scope == Scope::Integrity {
            let vi = "Chỉ kiểm tra tính toàn vẹn: chưa hỏi người ký là ai.";
            lines.line(
                1,
                vi,
                "Only integrity was checked: nobody was asked who the signer is.",
                "",
            );
        } else {
            let vi = match self.policy.revocation {
                Revocation::None => {
                    "Không kiểm tra chứng thư có bị thu hồi hay không (theo yêu cầu)."
                }
                _ => "Chưa kiểm tra được chứng thư có bị thu hồi hay không.",
            };
            let en = match self.policy.revocation {
                Revocation::None => {
                    "Whether the certificate was revoked was not checked (as asked)."
                }
                _ => "Whether the certificate was revoked could not be checked.",
            };
            lines.line(1, vi, en, "");
        }
        let vi = "Thời điểm ký là do người ký tự khai, chưa có dấu thời gian chứng minh.";
        let claimed = self.signatures.iter().any(|one| one.claimed_time.is_some());
        if claimed {
            lines.line(
                1,
                vi,
                "Signing times are the signers' own claims; no time-stamp was checked.",
                "",
            );
        }
    }

    fn tell_next_step(&self, lines: &mut Lines) {
        let (vi, en) = match self.verdict {
            Verdict::Failed => (
                "Không dùng tài liệu này; yêu cầu người gửi cung cấp lại bản đã ký.",
                "Do not use this document; ask its sender for the signed original.",
            ),
            Verdict::Indeterminate if self.needs_roots() => (
                "Chỉ ra chứng thư gốc tin cậy bằng --trust rồi kiểm tra lại.",
                "Name the trusted root certificates with --trust and verify again.",
            ),
            Verdict::Indeterminate if self.lacks_only_revocation() => (
                "Mọi kiểm tra khác đều đạt, chỉ chưa kiểm tra chứng thư có bị thu hồi hay không; \
                 nếu chấp nhận bỏ qua, kiểm tra lại với --revocation none.",
                "Everything else is in order; only whether the certificate was revoked was not \
                 checked. If you may do without, verify again with --revocation none.",
            ),
            Verdict::Indeterminate => (
                "Xem các kiểm tra chưa đạt ở trên trước khi dùng tài liệu.",
                "Look at the checks above that are not in order before you use the document.",
            ),
            Verdict::Passed | Verdict::Unsigned | Verdict::Unreadable => return,
        };
        lines.line(1, "Việc cần làm: ", "Next: ", pick(lines.lang, vi, en));
    }

    /// Whether each signature that is not good would be, were revocation waived.
    fn lacks_only_revocation(&self) -> bool {
        let lacks = |one: &SignatureReport| {
            one.indication == Some(Indication::TotalPassed)
                || (one.sub_indication == Some(SubIndication::TryLater)
                    && one.integrity == Integrity::Intact
                    && one.chain == Chain::Trusted)
        };
        self.policy.revocation != Revocation::None && self.signatures.iter().all(lacks)
    }

    fn needs_roots(&self) -> bool {
        self.policy.not_checked.contains(&"chain") && self.scope == Scope::Full
    }
}

impl SignatureReport {
    fn tell(&self, lines: &mut Lines, scope: Scope) {
        let lang = lines.lang;
        let head = match self.indication {
            Some(indication) => indication.words(lang),
            None => pick(lang, "kết quả về tính toàn vẹn", "integrity"),
        };
        lines.line(
            1,
            "",
            "",
            &format!("{} {}: {head}", self.kind.words(lang), self.field),
        );
        if let Some(cause) = self.sub_indication {
            lines.line(2, "Lý do: ", "Reason: ", cause.words(lang));
        }
        if let Some(signer) = &self.signer {
            lines.line(2, "Người ký: ", "Signer: ", &signer.name());
            lines.line(2, "Nơi cấp chứng thư: ", "Issued by: ", &signer.issuer_dn);
            let (from, to) = (local(signer.not_before), local(signer.not_after));
            let period = format!("{from} – {to} {}", zone(lang));
            lines.line(2, "Thời hạn chứng thư: ", "Certificate valid: ", &period);
        }
        if let Some(time) = self.claimed_time {
            lines.line(
                2,
                "Thời điểm ký (tự khai): ",
                "Signed (as claimed): ",
                &format!("{} {}", local(time), zone(lang)),
            );
        }
        lines.line(
            2,
            "Tính toàn vẹn: ",
            "Integrity: ",
            self.integrity.words(lang),
        );
        lines.line(2, "Chữ ký bao phủ: ", "Covers: ", self.coverage.words(lang));
        lines.line(
            2,
            "Sau khi ký: ",
            "After signing: ",
            self.changes.words(lang),
        );
        if scope == Scope::Full {
            lines.line(2, "Tin cậy: ", "Trust: ", self.chain.words(lang));
        }
        self.tell_checks(lines);
    }

    /// What is not in order, and what is worth knowing.
    fn tell_checks(&self, lines: &mut Lines) {
        let good = self.indication == Some(Indication::TotalPassed)
            || (self.integrity == Integrity::Intact && self.changes <= Changes::Permitted);
        for check in &self.checks {
            let (mark, told) = match check.result {
                CheckResult::Fail => ("✗ ", true),
                CheckResult::Warn => ("! ", true),
                CheckResult::Unchecked => ("? ", !good),
                CheckResult::Ok => ("", check.id.starts_with("change-")),
            };
            if told {
                lines.line(3, mark, mark, &check.words(lines.lang));
            }
        }
    }
}

/// A moment as clocks in Vietnam show it.
fn local(time: Time) -> String {
    let (year, month, day, hour, minute, second) = time.civil(7 * 60);
    format!("{day:02}/{month:02}/{year:04} {hour:02}:{minute:02}:{second:02}")
}

fn zone(lang: Lang) -> &'static str {
    pick(lang, "(giờ Việt Nam)", "(+07:00)")
}
