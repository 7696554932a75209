//! What each word of the report means to a person.

use super::checks::pick;
use crate::{
    text::Lang,
    verify::report::{
        Chain, Changes, Coverage, Indication, Integrity, SignatureKind, SubIndication, Verdict,
    },
};

macro_rules! words {
    ($kind:ty { $($variant:ident => $vi:literal, $en:literal;)* }) => {
        impl $kind {
            /// What it means, for people.
            pub fn words(self, lang: Lang) -> &'static str {
                match self {
                    $(Self::$variant => pick(lang, $vi, $en),)*
                }
            }

            #[cfg(test)]
            pub(in crate::verify) const ALL: &[Self] = &[$(Self::$variant),*];
        }
    };
}

words!(Verdict {
    Passed => "Đạt: mọi kiểm tra được yêu cầu đều đúng", "Passed: every check that was asked for is in order";
    Failed => "Không hợp lệ: tài liệu hoặc chữ ký đã bị thay đổi", "Failed: the document or a signature was altered";
    Indeterminate => "Chưa đủ căn cứ kết luận", "Indeterminate: there are not enough grounds for a conclusion";
    Unsigned => "Tài liệu không có chữ ký số", "The document has no digital signature";
    Unreadable => "Không đọc được tài liệu", "The document cannot be read";
});

words!(Indication {
    TotalPassed => "HỢP LỆ", "VALID";
    TotalFailed => "KHÔNG HỢP LỆ", "INVALID";
    Indeterminate => "CHƯA ĐỦ CĂN CỨ KẾT LUẬN", "INDETERMINATE";
});

words!(SignatureKind {
    Signature => "Chữ ký", "Signature";
    DocumentTimestamp => "Dấu thời gian của tài liệu", "Document time-stamp";
});

words!(Integrity {
    Intact => "phần được ký còn nguyên vẹn", "the signed bytes are intact";
    Broken => "chữ ký không khớp với phần được ký", "the signature does not fit the signed bytes";
    Unchecked => "chưa kiểm tra được", "could not be checked";
});

words!(Coverage {
    Document => "toàn bộ tệp", "the whole file";
    Revision => "toàn bộ một bản trước của tài liệu; sau đó tệp được ghi thêm", "the whole of an earlier revision; the file was added to afterwards";
    Partial => "chỉ một phần: có byte của bản được ký nằm ngoài chữ ký", "only in part: some bytes of its own revision are left out";
    Unclear => "không xác định được từ cấu trúc tệp", "cannot be told from the file's structure";
});

words!(Changes {
    None => "không có thay đổi nào", "nothing was changed";
    Permitted => "có thay đổi, đều được phép", "there are changes, all of them permitted";
    Unchecked => "chưa kiểm tra", "not checked";
    Suspicious => "có thay đổi không giải thích được", "there are changes that no rule explains";
    Forbidden => "có thay đổi không được phép", "there are changes that are not permitted";
});

words!(Chain {
    Trusted => "chứng thư nối tới một gốc được tin cậy", "the certificate leads to a trusted root";
    Untrusted => "chứng thư không nối tới gốc nào được tin cậy", "the certificate leads to no trusted root";
    Unchecked => "chưa hỏi người ký là ai (chưa kiểm tra chuỗi chứng thư)", "nobody was asked who the signer is (the chain was not checked)";
});

words!(SubIndication {
    FormatFailure => "cấu trúc chữ ký hoặc tài liệu không đúng", "the form of the signature or of the document is wrong";
    HashFailure => "nội dung đã bị sửa sau khi ký", "the content was altered after signing";
    SigCryptoFailure => "giá trị chữ ký không đúng", "the signature value is wrong";
    NoSigningCertificateFound => "không tìm thấy đúng chứng thư đã ký", "the certificate that signed was not found";
    NoCertificateChainFound => "không có đường dẫn đến gốc tin cậy; hãy chỉ ra gốc bằng --trust", "no chain to a trusted root; name the root with --trust";
    CertificateChainGeneralFailure => "chuỗi chứng thư không hợp lệ", "the certificate chain is not valid";
    ChainConstraintsFailure => "chứng thư không dành cho việc ký này", "the certificate is not meant for such signatures";
    OutOfBoundsNoPoe => "thời điểm kiểm tra nằm ngoài thời hạn của chứng thư, và chưa có chứng cứ về thời điểm ký", "the time of validation lies outside the certificate's period, and nothing proves when it was signed";
    CryptoConstraintsFailureNoPoe => "thuật toán hoặc khóa nay đã quá yếu, và chưa có chứng cứ về thời điểm sử dụng", "an algorithm or a key is too weak today, and nothing proves when it was used";
    TryLater => "chưa kiểm tra tình trạng thu hồi của chứng thư", "the certificate's revocation status was not checked";
    Custom => "có điểm chưa rõ, xem các kiểm tra", "something is not clear: see the checks";
});
