//! What each check is about.

use crate::{
    text::{Lang, Phrase},
    verify::report::CheckResult,
};

/// What is said of a check: a thing that is in order or not, or an event that was met.
pub(super) enum Words {
    /// A thing, in Vietnamese and English.
    Thing(&'static str, &'static str),
    /// Something that was found, in Vietnamese and English.
    Event(&'static str, &'static str),
    /// A later change, in Vietnamese and English.
    Change(&'static str, &'static str),
}

use Words::{Change, Event, Thing};

/// All checks by id.
pub(super) const CHECKS: &[(&str, Words)] = &[
    (
        "byte-range",
        Thing(
            "phạm vi byte được ký (/ByteRange)",
            "range of signed bytes (/ByteRange)",
        ),
    ),
    (
        "cms",
        Thing(
            "dữ liệu chữ ký trong /Contents",
            "signature data in /Contents",
        ),
    ),
    (
        "sub-filter",
        Thing(
            "dạng chữ ký (/SubFilter)",
            "form of the signature (/SubFilter)",
        ),
    ),
    (
        "cms-encoding",
        Thing("mã hóa DER của chữ ký", "DER encoding of the signature"),
    ),
    (
        "cms-padding",
        Thing("phần đệm sau chữ ký", "padding behind the signature"),
    ),
    (
        "certificate-encoding",
        Thing(
            "mã hóa của các chứng thư trong chữ ký",
            "encoding of the certificates in the signature",
        ),
    ),
    (
        "one-signer-info",
        Thing(
            "đúng một người ký trong chữ ký",
            "exactly one signer in the signature",
        ),
    ),
    (
        "encapsulated-content",
        Thing(
            "chữ ký tách rời khỏi nội dung",
            "signature detached from its content",
        ),
    ),
    (
        "content-type",
        Thing("thuộc tính kiểu nội dung", "content-type attribute"),
    ),
    (
        "message-digest",
        Thing("giá trị băm của phần được ký", "digest of the signed bytes"),
    ),
    (
        "signer-certificate",
        Thing("chứng thư của người ký", "certificate of the signer"),
    ),
    (
        "signing-certificate",
        Thing(
            "thuộc tính chỉ định chứng thư ký",
            "signing-certificate attribute",
        ),
    ),
    (
        "algorithms",
        Thing(
            "các thuật toán khớp với nhau",
            "algorithms that agree with each other",
        ),
    ),
    (
        "signature-value",
        Thing("giá trị chữ ký", "signature value"),
    ),
    (
        "signed-attributes-order",
        Thing(
            "thứ tự DER của các thuộc tính được ký",
            "DER order of the signed attributes",
        ),
    ),
    (
        "algorithm-protection",
        Thing(
            "thuộc tính bảo vệ thuật toán",
            "algorithm-protection attribute",
        ),
    ),
    (
        "signing-time",
        Thing("thuộc tính thời điểm ký", "signing-time attribute"),
    ),
    (
        "algorithm-strength",
        Thing(
            "độ an toàn của thuật toán và khóa",
            "strength of algorithms and key",
        ),
    ),
    (
        "time-stamp-token",
        Thing("thẻ dấu thời gian", "time-stamp token"),
    ),
    (
        "message-imprint",
        Thing(
            "giá trị băm mà dấu thời gian ghi nhận",
            "imprint that the time-stamp is for",
        ),
    ),
    (
        "time-stamping-usage",
        Thing(
            "chứng thư chỉ dùng để cấp dấu thời gian",
            "certificate for time-stamping alone",
        ),
    ),
    (
        "signature-time-stamp",
        Thing("dấu thời gian của chữ ký", "time-stamp of the signature"),
    ),
    (
        "revocation-data",
        Thing(
            "dữ liệu thu hồi kèm trong chữ ký",
            "revocation data in the signature",
        ),
    ),
    (
        "coverage",
        Thing("phạm vi bao phủ của chữ ký", "coverage of the signature"),
    ),
    (
        "changes",
        Thing("không có thay đổi sau khi ký", "no change after signing"),
    ),
    (
        "chain",
        Thing(
            "đường dẫn chứng thư đến gốc tin cậy",
            "certificate chain to a trusted root",
        ),
    ),
    (
        "revocation",
        Thing(
            "tình trạng thu hồi của chứng thư",
            "revocation status of the certificate",
        ),
    ),
    (
        "permissions",
        Thing(
            "quyền mà chữ ký chứng thực đặt ra",
            "permissions set by the certification",
        ),
    ),
    (
        "deprecated-form",
        Event(
            "dạng chữ ký cũ, không nên dùng nữa",
            "an old form of signature that should not be used any more",
        ),
    ),
    (
        "white-space-behind",
        Event(
            "có khoảng trắng thừa sau phần được ký, từ byte",
            "idle white space behind the signed bytes, from byte",
        ),
    ),
    (
        "claimed-time",
        Event(
            "hai thời điểm ký tự khai khác nhau",
            "two claimed signing times that differ",
        ),
    ),
    (
        "still-there",
        Event(
            "bản mới nhất không còn hiển thị chữ ký này; bản cuối cùng còn thấy",
            "the latest revision does not show this signature; the last that does is",
        ),
    ),
    (
        "unreached",
        Event(
            "chữ ký nằm trong một lần lưu mà phần cuối tệp không còn dẫn tới",
            "the signature stands in a revision that the end of the file does not lead to",
        ),
    ),
    (
        "loose",
        Event(
            "trong tệp có một chữ ký mà không trường nào của tài liệu dẫn tới",
            "a signature stands in the file that no field of the document shows",
        ),
    ),
    (
        "in-form",
        Event(
            "chữ ký chỉ nằm trên trang, không thuộc biểu mẫu của tài liệu",
            "the signature stands on a page only, not in the document's form",
        ),
    ),
    (
        "certification-in-catalog",
        Event(
            "chữ ký đặt quyền chứng thực nhưng tài liệu không ghi nhận là chứng thực",
            "the signature sets certification permissions, but the document does not name it as its certification",
        ),
    ),
    (
        "shared-dictionary",
        Event(
            "trường này dùng chung dữ liệu chữ ký với trường",
            "this field shares its signature data with the field",
        ),
    ),
    (
        "dictionary-replaced",
        Event(
            "thông tin quanh chữ ký đã bị thay sau khi ký",
            "what stands around the signature was replaced after signing",
        ),
    ),
    (
        "change-outside-revisions",
        Event(
            "có dữ liệu nằm ngoài các bản đã ghi nhận của tệp, hoặc cấu trúc tệp bị hỏng",
            "data outside the file's recorded revisions, or a damaged structure",
        ),
    ),
    (
        "change-evidence",
        Change(
            "thêm dữ liệu kiểm tra chứng thư (DSS)",
            "validation data (DSS)",
        ),
    ),
    (
        "change-timestamp",
        Change("thêm dấu thời gian cho tài liệu", "a document time-stamp"),
    ),
    (
        "change-housekeeping",
        Change(
            "thông tin quản lý tệp (siêu dữ liệu, phiên bản, cờ)",
            "housekeeping data (metadata, versions, flags)",
        ),
    ),
    ("change-signing", Change("ký thêm", "a further signature")),
    (
        "change-form-filling",
        Change("điền biểu mẫu", "form filling"),
    ),
    (
        "change-appearance",
        Change(
            "hình hiển thị của trường bị đổi mà không theo giá trị",
            "an appearance of a field that does not follow its value",
        ),
    ),
    (
        "change-appearance-unread",
        Change(
            "không xác định được hình hiển thị của trường có đúng với giá trị hay không",
            "an appearance of a field of which it cannot be told whether it shows the value",
        ),
    ),
    (
        "change-empty-signature-field",
        Change(
            "thêm trường chữ ký bỏ trống",
            "a signature field left empty",
        ),
    ),
    (
        "change-field",
        Change(
            "thêm, bỏ hoặc dựng lại trường",
            "a field added, removed or built anew",
        ),
    ),
    (
        "change-signature-replaced",
        Change(
            "bỏ hoặc thay một chữ ký",
            "a signature taken out or replaced",
        ),
    ),
    (
        "change-annotation",
        Change(
            "thêm, sửa hoặc xóa chú thích",
            "an annotation added, changed or removed",
        ),
    ),
    (
        "change-content",
        Change("nội dung trang", "what a page shows"),
    ),
    (
        "change-unaccounted",
        Change(
            "dữ liệu ghi thêm mà bảng tham chiếu chéo của tệp không nhắc tới",
            "added bytes that the file's cross-reference does not name",
        ),
    ),
    (
        "change-unknown",
        Change(
            "thay đổi không có quy tắc nào giải thích",
            "a change that no rule explains",
        ),
    ),
];

/// The sentence for a check.
pub(in crate::verify) fn message(
    id: &str,
    result: CheckResult,
    detail: &Phrase,
    lang: Lang,
) -> String {
    let mut sentence = match words_of(id) {
        Some(Thing(vi, en)) => format!("{}: {}", pick(lang, vi, en), of_thing(result, lang)),
        Some(Event(vi, en)) => pick(lang, vi, en).to_owned(),
        Some(Change(vi, en)) => format!("{}: {}", pick(lang, vi, en), of_change(result, lang)),
        None => format!("{id}: {}", of_thing(result, lang)),
    };
    if !detail.is_empty() {
        sentence.push_str(": ");
        sentence.push_str(detail.words(lang));
    }
    sentence
}

/// What a check is about.
pub(in crate::verify) fn about(id: &'static str, lang: Lang) -> &'static str {
    match words_of(id) {
        Some(Thing(vi, en) | Event(vi, en) | Change(vi, en)) => pick(lang, vi, en),
        None => id,
    }
}

fn words_of(id: &str) -> Option<&'static Words> {
    let (_, words) = CHECKS.iter().find(|(known, _)| *known == id)?;
    Some(words)
}

pub(super) fn pick<'w>(lang: Lang, vi: &'w str, en: &'w str) -> &'w str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn of_thing(result: CheckResult, lang: Lang) -> &'static str {
    match result {
        CheckResult::Ok => pick(lang, "đúng", "in order"),
        CheckResult::Fail => pick(lang, "sai", "not in order"),
        CheckResult::Warn => pick(lang, "cần lưu ý", "worth a note"),
        CheckResult::Unchecked => pick(lang, "chưa kiểm tra", "not checked"),
    }
}

fn of_change(result: CheckResult, lang: Lang) -> &'static str {
    match result {
        CheckResult::Ok => pick(lang, "được phép", "permitted"),
        CheckResult::Warn => pick(lang, "được phép, cần lưu ý", "permitted, worth a note"),
        CheckResult::Fail => pick(
            lang,
            "không được phép hoặc không rõ",
            "not permitted, or not understood",
        ),
        CheckResult::Unchecked => pick(lang, "chưa kiểm tra", "not checked"),
    }
}
