//! Reading a document.

use super::Words;

pub(super) const NOT_A_PDF: Words = Words {
    vi: "Tệp {file} không phải là tài liệu PDF",
    vi_hint: "Kiểm tra lại xem có chọn nhầm tệp không; nếu tài liệu ở dạng khác (Word, ảnh), hãy xuất ra PDF rồi thử lại.",
    en: "The file {file} is not a PDF document",
    en_hint: "Check that this is the right file; if the document is in another form (Word, an image), export it as PDF and try again.",
};

pub(super) const DAMAGED: Words = Words {
    vi: "Tệp {file} bị hỏng hoặc sai cấu trúc PDF",
    vi_hint: "Lấy lại tệp từ nơi gửi, hoặc mở bằng trình đọc PDF rồi lưu thành tệp mới trước khi ký.",
    en: "The file {file} is damaged or is not well-formed PDF",
    en_hint: "Get the file again from its sender, or open it in a PDF reader and save it as a new file before signing.",
};

pub(super) const PASSWORD_REQUIRED: Words = Words {
    vi: "Tài liệu {file} được mã hóa và cần mật khẩu để mở",
    vi_hint: "Cung cấp mật khẩu của tài liệu bằng --pdf-password-file, --pdf-password-fd hoặc --pdf-password-env.",
    en: "The document {file} is encrypted and needs a password",
    en_hint: "Give the document's password with --pdf-password-file, --pdf-password-fd or --pdf-password-env.",
};

pub(super) const WRONG_PASSWORD: Words = Words {
    vi: "Mật khẩu đã cho không mở được tài liệu {file}",
    vi_hint: "Kiểm tra lại mật khẩu (chữ hoa, chữ thường, bộ gõ tiếng Việt) rồi thử lại.",
    en: "The password given does not open the document {file}",
    en_hint: "Check the password (upper and lower case, keyboard layout) and try again.",
};

pub(super) const UNSUPPORTED_ENCRYPTION: Words = Words {
    vi: "Tài liệu {file} được mã hóa theo cách mà kyso chưa hỗ trợ",
    vi_hint: "Mở tài liệu bằng phần mềm đã mã hóa nó, lưu một bản không mã hóa hoặc mã hóa bằng mật khẩu (AES), rồi thử lại.",
    en: "The document {file} is encrypted in a way that kyso does not support",
    en_hint: "Open it with the program that encrypted it, save a copy without encryption or with a password (AES), and try again.",
};

pub(super) const LIMIT_EXCEEDED: Words = Words {
    vi: "Việc đọc tệp {file} vượt quá giới hạn an toàn",
    vi_hint: "Nếu tin cậy nguồn của tệp, hãy lưu lại tệp bằng một trình đọc PDF để làm gọn cấu trúc; nếu không, coi tệp là đáng ngờ.",
    en: "Reading the file {file} would exceed a safety limit",
    en_hint: "If you trust where the file comes from, save it anew with a PDF reader to simplify its structure; otherwise treat it as suspect.",
};

pub(super) const IO: Words = Words {
    vi: "Không đọc hoặc ghi được {file}",
    vi_hint: "Kiểm tra đường dẫn, quyền truy cập và dung lượng đĩa còn trống rồi thử lại.",
    en: "Cannot read or write {file}",
    en_hint: "Check the path, the access rights and the free space on the disk, and try again.",
};

pub(super) const REPAIR_NEEDED: Words = Words {
    vi: "Bảng tham chiếu chéo của tài liệu {file} bị sai và phải dựng lại bằng cách quét tệp",
    vi_hint: "Nên lấy bản gốc nguyên vẹn; nếu đã xem kỹ nội dung và vẫn muốn ký, thêm --allow repair.",
    en: "The cross-reference of the document {file} is wrong and had to be rebuilt by scanning",
    en_hint: "Better get an intact original; if you have looked at the content and still want to sign, add --allow repair.",
};

pub(super) const INPUT_CHANGED: Words = Words {
    vi: "Tệp {file} bị thay đổi trong khi đang được đọc",
    vi_hint: "Đợi cho chương trình khác ghi xong tệp (đồng bộ, quét, tải về) rồi chạy lại.",
    en: "The file {file} changed while it was being read",
    en_hint: "Wait until the other program has finished writing it (synchronising, scanning, downloading) and run again.",
};
