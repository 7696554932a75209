//! What checks found, in Vietnamese: the rooms that find it speak English.

use std::borrow::Cow;

use crate::text::{Lang, Term};

const CONTRADICTION: &str = "the algorithm identifiers contradict each other: ";

/// English and Vietnamese; `{}` stands for a name, a number or a time, which stays as it is.
pub(super) const DETAILS: &[(&str, &str)] = &[
    ("switched off", "được yêu cầu bỏ qua"),
    // The signed range.
    ("no /ByteRange", "không có /ByteRange"),
    (
        "/ByteRange is not four integers",
        "/ByteRange không phải là bốn số nguyên",
    ),
    (
        "/ByteRange does not begin at byte 0",
        "/ByteRange không bắt đầu từ byte 0",
    ),
    ("/ByteRange has a negative number", "/ByteRange có số âm"),
    (
        "the pieces of /ByteRange overlap",
        "các đoạn của /ByteRange chồng lên nhau",
    ),
    (
        "/ByteRange ends behind the end of the file",
        "/ByteRange vượt quá cuối tệp",
    ),
    (
        "/ByteRange or /Contents stands twice in the dictionary",
        "/ByteRange hoặc /Contents xuất hiện hai lần",
    ),
    ("no /Contents", "không có /Contents"),
    (
        "/Contents lies in an object stream",
        "/Contents nằm trong luồng đối tượng",
    ),
    (
        "/Contents is no hexadecimal string",
        "/Contents không phải là chuỗi thập lục phân",
    ),
    (
        "the gap of /ByteRange is not this signature's /Contents",
        "khoảng trống của /ByteRange không phải là /Contents của chữ ký này",
    ),
    ("document", "toàn bộ tệp"),
    ("revision", "toàn bộ một bản trước của tài liệu"),
    ("partial", "chỉ một phần của bản đã ký"),
    ("unclear", "không xác định được"),
    // The CMS.
    ("no encapsulated content", "không kèm nội dung"),
    (
        "empty encapsulated content instead of none",
        "kèm một nội dung rỗng thay vì không kèm gì",
    ),
    (
        "encapsulated content in a detached signature",
        "kèm nội dung trong một chữ ký tách rời",
    ),
    (
        "the content is the SHA-1 of the signed bytes",
        "nội dung là SHA-1 của phần được ký",
    ),
    (
        "the content is not the SHA-1 of the signed bytes",
        "nội dung không phải là SHA-1 của phần được ký",
    ),
    ("one signer info", "một người ký"),
    (
        "BER where DER is asked for",
        "mã hóa BER, trong khi phải là DER",
    ),
    (
        "bytes other than 00 follow the CMS",
        "sau CMS còn có các byte khác 00",
    ),
    ("the content type is {}", "kiểu nội dung là {}"),
    ("no signed attributes", "không có thuộc tính được ký"),
    (
        "no content-type attribute",
        "không có thuộc tính kiểu nội dung",
    ),
    (
        "not exactly one content-type",
        "thuộc tính kiểu nội dung không đúng một lần",
    ),
    ("the attribute says {}", "thuộc tính ghi {}"),
    ("unreadable", "không đọc được"),
    ("the attribute is unreadable", "thuộc tính không đọc được"),
    ("not exactly one", "không đúng một lần"),
    (
        "no message-digest attribute",
        "không có thuộc tính giá trị băm",
    ),
    (
        "not exactly one message-digest",
        "thuộc tính giá trị băm không đúng một lần",
    ),
    (
        "the {} of the signed bytes differs",
        "{} của phần được ký có giá trị khác",
    ),
    (
        "the {} of the stamped bytes differs",
        "{} của phần được đóng dấu thời gian có giá trị khác",
    ),
    ("in the CMS", "có trong CMS"),
    ("the first of /Cert", "chứng thư đầu tiên trong /Cert"),
    (
        "no certificate of the signer",
        "không có chứng thư của người ký",
    ),
    (
        "the CMS holds no certificate of the signer",
        "CMS không chứa chứng thư của người ký",
    ),
    (
        "no signing-certificate attribute",
        "không có thuộc tính chỉ định chứng thư ký",
    ),
    (
        "refers to the signer's certificate",
        "chỉ đến chứng thư của người ký",
    ),
    (
        "refers to another certificate",
        "chỉ đến một chứng thư khác",
    ),
    (
        "a digest that is not supported",
        "thuật toán băm không được hỗ trợ",
    ),
    (
        "the signer's certificate is not the first reference (RFC 5035)",
        "chứng thư của người ký không đứng đầu (RFC 5035)",
    ),
    (
        "the hash fits, but issuerSerial differs",
        "giá trị băm khớp nhưng issuerSerial khác",
    ),
    (
        "policies are present (EN 319 122-1 §5.2.2)",
        "có kèm chính sách (EN 319 122-1 §5.2.2)",
    ),
    ("verifies", "khớp"),
    (
        "the signed attributes are signed as they stand, not in DER (RFC 5652 §5.4)",
        "các thuộc tính được ký theo thứ tự đang có, không theo DER (RFC 5652 §5.4)",
    ),
    (
        "the algorithms are those that were signed",
        "các thuật toán đúng như khi ký",
    ),
    (
        "the algorithms are not those that were signed",
        "các thuật toán không đúng như khi ký",
    ),
    (
        "present; PAdES puts the claimed time into /M",
        "có; theo PAdES, thời điểm tự khai phải ghi ở /M",
    ),
    ("no weak algorithm", "không có thuật toán yếu"),
    // Algorithms.
    (
        "the signature value does not fit",
        "giá trị chữ ký không khớp",
    ),
    (
        "the digest {} is not supported",
        "thuật toán băm {} không được hỗ trợ",
    ),
    (
        "the algorithm identifiers contradict each other: {}",
        "các định danh thuật toán mâu thuẫn nhau: {}",
    ),
    (
        "the algorithm identifier cannot be read",
        "không đọc được định danh thuật toán",
    ),
    (
        "the public key cannot be read",
        "không đọc được khóa công khai",
    ),
    // Time-stamps.
    ("no TSTInfo inside", "bên trong không có TSTInfo"),
    ("time-stamping only", "chỉ để cấp dấu thời gian"),
    (
        "time-stamping only, but not marked critical",
        "chỉ để cấp dấu thời gian, nhưng không được đánh dấu là bắt buộc",
    ),
    (
        "the certificate is not for time-stamping alone",
        "chứng thư không chỉ dùng để cấp dấu thời gian",
    ),
    (
        "extendedKeyUsage is not timeStamping alone",
        "extendedKeyUsage không phải chỉ là timeStamping",
    ),
    // The certificates' path.
    ("no issuer of {} is known", "không biết nơi cấp của {}"),
    (
        "{} is not valid at {}: {} to {}",
        "{} không có hiệu lực lúc {}: từ {} đến {}",
    ),
    (
        "the signature on {} does not fit its issuer's key",
        "chữ ký trên {} không khớp với khóa của nơi cấp",
    ),
    (
        "{} is no certification authority, or may not sign certificates",
        "{} không phải là tổ chức chứng thực hoặc không được ký chứng thư",
    ),
    (
        "the path below {} is longer than it allows",
        "chuỗi chứng thư dưới {} dài hơn mức cho phép",
    ),
    (
        "{} has a critical extension that kyso does not know: {}",
        "{} có phần mở rộng bắt buộc mà kyso không biết: {}",
    ),
    (
        "{} is signed with {}, which is not supported",
        "{} được ký bằng {}, loại không được hỗ trợ",
    ),
    (
        "key usage of {} allows no signatures",
        "mục đích sử dụng khóa của {} không cho phép ký",
    ),
    ("the limit `{}` is exceeded", "vượt quá giới hạn `{}`"),
    ("{} is not supported", "{} không được hỗ trợ"),
    (
        "not in the CMS (EN 319 142-1 clause 6.3, a)",
        "không có trong CMS (EN 319 142-1 điều 6.3, a)",
    ),
    // Permissions.
    (
        "/P of DocMDP is none of 1, 2 and 3",
        "/P của DocMDP không phải là 1, 2 hoặc 3",
    ),
];

/// A fault that a parser found, with its place or without.
fn of_parser(detail: &str) -> Option<String> {
    let (place, fault) = match detail.strip_prefix("byte ") {
        Some(placed) => placed.split_once(": ")?,
        None => ("", detail),
    };
    let offset = place.strip_suffix(" of the CMS").unwrap_or(place);
    let known = Term::all().find(|term| term.words(Lang::En) == fault)?;
    let vietnamese = known.words(Lang::Vi);
    Some(match offset {
        "" => vietnamese.to_owned(),
        _ => format!("vị trí byte {offset}: {vietnamese}"),
    })
}

/// `detail` in Vietnamese; as it is where nothing but names and numbers stands in it.
pub(super) fn vietnamese(detail: &str) -> Cow<'_, str> {
    if let Some(whole) = translated(detail) {
        return Cow::Owned(whole);
    }
    // The name of a step or an attribute before what is said of it.
    let after_name = detail.split_once(": ").and_then(|(name, rest)| {
        let rest = translated(rest)?;
        Some(Cow::Owned(format!("{name}: {rest}")))
    });
    after_name.unwrap_or(Cow::Borrowed(detail))
}

fn translated(detail: &str) -> Option<String> {
    if let Some(contradiction) = detail.strip_prefix(CONTRADICTION) {
        let what = of_parser(contradiction);
        let what = what.as_deref().unwrap_or(contradiction);
        return Some(format!("các định danh thuật toán mâu thuẫn nhau: {what}"));
    }
    if let Some(fault) = of_parser(detail) {
        return Some(fault);
    }
    DETAILS.iter().find_map(|(english, vietnamese)| {
        let names = names(english, detail)?;
        let mut pieces = vietnamese.split("{}");
        let mut told = pieces.next()?.to_owned();
        for (name, piece) in names.iter().zip(pieces) {
            told.push_str(name);
            told.push_str(piece);
        }
        Some(told)
    })
}

/// What stands for each `{}` of `template` in `detail`, if that is what `detail` says.
fn names<'d>(template: &str, detail: &'d str) -> Option<Vec<&'d str>> {
    let mut pieces = template.split("{}");
    let mut rest = detail.strip_prefix(pieces.next()?)?;
    let mut names = Vec::new();
    for piece in pieces {
        let (name, behind) = match piece {
            "" => (rest, ""),
            _ => rest.split_once(piece)?,
        };
        names.push(name);
        rest = behind;
    }
    rest.is_empty().then_some(names)
}
