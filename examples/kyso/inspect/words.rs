//! An inspection in words.

use kyso::inspect::{
    EncryptionFacts, Inspection, Permission, RevisionFacts, SignatureFacts, SignatureField,
};

use crate::terminal::Terminal;

/// Lines of text, not escaped yet.
pub fn of(found: &Inspection, terminal: &Terminal, file: &str) -> Vec<String> {
    let mut page = Page {
        terminal,
        lines: vec![file.to_owned()],
    };
    page.document(found);
    if let Some(encryption) = &found.encryption {
        page.encryption(encryption);
    }
    for (number, revision) in (1_usize..).zip(&found.revisions) {
        page.revision(number, revision);
    }
    for field in &found.fields {
        page.field(field);
    }
    for finding in &found.findings {
        page.line(1, "Lưu ý", "Finding", finding.words(terminal.lang));
    }
    page.lines
}

struct Page<'t> {
    terminal: &'t Terminal,
    lines: Vec<String>,
}

impl Page<'_> {
    fn line(&mut self, depth: usize, vi: &str, en: &str, value: &str) {
        let label = self.terminal.pick(vi, en);
        self.lines
            .push(format!("{}{label}: {value}", "  ".repeat(depth)));
    }

    fn either(&self, vi: &str, en: &str) -> String {
        self.terminal.pick(vi, en).to_owned()
    }

    fn document(&mut self, found: &Inspection) {
        self.line(1, "Phiên bản PDF", "PDF version", &found.version);
        self.line(1, "Dung lượng (byte)", "Bytes", &found.size.to_string());
        let pages = found.pages.map(|pages| pages.to_string());
        let pages = pages.unwrap_or_else(|| self.either("không đọc được", "unreadable"));
        self.line(1, "Số trang", "Pages", &pages);
        if found.header_offset > 0 {
            let count = found.header_offset.to_string();
            self.line(
                1,
                "Số byte đứng trước phần đầu",
                "Bytes before the header",
                &count,
            );
        }
        if let Some(why) = &found.repaired {
            self.line(
                1,
                "Bảng tham chiếu chéo hỏng, đã dựng lại",
                "Cross-reference rebuilt",
                why.words(self.terminal.lang),
            );
        }
        if let Some(level) = found.certification {
            let level = level.to_string();
            self.line(1, "Chữ ký chứng nhận, mức", "Certified, level", &level);
        }
        if let Some(material) = found.validation_material {
            let counts = format!(
                "{} + {} OCSP + {} CRL",
                material.certificates, material.ocsp_responses, material.crls
            );
            self.line(
                1,
                "Dữ liệu xác minh lâu dài (chứng thư + OCSP + CRL)",
                "Validation material (certificates + OCSP + CRL)",
                &counts,
            );
        }
    }

    fn encryption(&mut self, facts: &EncryptionFacts) {
        let method = format!(
            "{}, {} bit, R{}",
            facts.method, facts.key_bits, facts.revision
        );
        self.line(1, "Mã hóa", "Encryption", &method);
        let opened = match facts.opened_as_owner {
            true => self.either("mật khẩu chủ sở hữu", "the owner's password"),
            false => self.either("mật khẩu người dùng", "the user's password"),
        };
        self.line(2, "Mở bằng", "Opened with", &opened);
        let granted: Vec<_> = facts
            .permissions
            .iter()
            .map(|one| self.permission(*one))
            .collect();
        let granted = match granted.is_empty() {
            true => self.either("không có quyền nào", "nothing"),
            false => granted.join("; "),
        };
        self.line(2, "Người dùng được phép", "Users may", &granted);
        let may_sign = match facts.may_sign {
            true => self.either("có", "yes"),
            false => self.either("không", "no"),
        };
        self.line(2, "Được ký", "Signing allowed", &may_sign);
        if !facts.metadata_encrypted {
            let clear = self.either("không mã hóa", "not encrypted");
            self.line(2, "Siêu dữ liệu", "Metadata", &clear);
        }
    }

    fn permission(&self, permission: Permission) -> String {
        let (vi, en) = match permission {
            Permission::Print => ("in", "print"),
            Permission::Modify => ("sửa nội dung", "change the content"),
            Permission::Copy => ("sao chép", "copy"),
            Permission::Annotate => ("ghi chú và điền biểu mẫu", "annotate and fill in forms"),
            Permission::FillForms => ("điền biểu mẫu và ký", "fill in forms and sign"),
            Permission::Extract => ("trích cho người khuyết tật", "extract for accessibility"),
            Permission::Assemble => ("chèn, xoay, xóa trang", "insert, turn and delete pages"),
            Permission::PrintFaithfully => ("in chất lượng cao", "print faithfully"),
            _ => ("quyền khác", "something else"),
        };
        self.either(vi, en)
    }

    fn revision(&mut self, number: usize, revision: &RevisionFacts) {
        let end = match revision.complete {
            true => self.either("đến byte", "up to byte"),
            false => self.either("không trọn vẹn, đến byte", "incomplete, up to byte"),
        };
        let end = format!("{end} {}", revision.end);
        self.line(
            1,
            &format!("Lần lưu {number}"),
            &format!("Revision {number}"),
            &end,
        );
        for section in &revision.sections {
            let kind = match section.kind {
                "table" => self.either("bảng tham chiếu chéo", "cross-reference table"),
                "stream" => self.either("luồng tham chiếu chéo", "cross-reference stream"),
                _ => self.either(
                    "luồng tham chiếu chéo của /XRefStm",
                    "cross-reference stream of /XRefStm",
                ),
            };
            let at = self.either("tại byte", "at byte");
            let entries = self.either("mục", "entries");
            let keys: String = section
                .trailer_keys
                .iter()
                .map(|key| format!(" /{key}"))
                .collect();
            let text = format!(
                "{at} {}, {} {entries};{keys}",
                section.offset, section.entries
            );
            self.line(2, &kind, &kind, &text);
        }
        for (vi, en, numbers) in [
            ("Đối tượng đã ghi", "Objects written", &revision.written),
            ("Đối tượng đã xóa", "Objects freed", &revision.freed),
        ] {
            if !numbers.is_empty() {
                self.line(2, vi, en, &numbers.join(", "));
            }
        }
    }

    fn field(&mut self, field: &SignatureField) {
        self.line(1, "Trường chữ ký", "Signature field", &field.name);
        self.line(2, "Đối tượng", "Object", &field.object);
        if let Some(page) = field.page {
            self.line(2, "Trang", "Page", &page.to_string());
        }
        if let Some([left, bottom, right, top]) = field.rectangle {
            let place = match right > left && top > bottom {
                true => format!("{left} {bottom} {right} {top}"),
                false => self.either("không hiển thị", "invisible"),
            };
            self.line(2, "Vị trí", "Rectangle", &place);
        }
        if let Some(lock) = &field.lock {
            let names = lock.fields.join(", ");
            self.line(
                2,
                "Khóa trường",
                "Locks",
                format!("{} {names}", lock.action).trim(),
            );
        }
        match &field.signature {
            Some(signature) => self.signature(signature),
            None => {
                let empty = self.either("chưa ký", "empty");
                self.line(2, "Chữ ký", "Signature", &empty);
            }
        }
    }

    fn signature(&mut self, signature: &SignatureFacts) {
        let kind = signature
            .sub_filter
            .clone()
            .unwrap_or_else(|| "?".to_owned());
        self.line(
            2,
            "Chữ ký",
            "Signature",
            &format!("{kind}, {}", signature.object),
        );
        let range: Vec<_> = signature
            .byte_range
            .iter()
            .map(ToString::to_string)
            .collect();
        self.line(3, "/ByteRange", "/ByteRange", &range.join(" "));
        let bytes = signature.contents_bytes.to_string();
        self.line(3, "Số byte của /Contents", "Bytes of /Contents", &bytes);
        if let Some(time) = &signature.claimed_time {
            self.line(3, "Thời điểm người ký khai", "Claimed time", time);
        }
        for subject in &signature.certificates {
            self.line(3, "Chứng thư", "Certificate", subject);
        }
        if let Some(why) = &signature.unreadable {
            self.line(
                3,
                "Không đọc được chứng thư",
                "Certificates unreadable",
                why.words(self.terminal.lang),
            );
        }
    }
}
