//! Signing a document.

use super::Words;

pub(super) const PERMISSIONS_FORBID_SIGNING: Words = Words {
    vi: "Quyền đặt trong tài liệu mã hóa {file} không cho phép ký",
    vi_hint: "Hỏi người soạn để lấy bản cho phép ký, mở bằng mật khẩu chủ sở hữu, hoặc nếu có thẩm quyền thì thêm --allow permissions.",
    en: "The permissions set in the encrypted document {file} do not allow signing",
    en_hint: "Ask its author for a copy that allows it, give the owner's password, or, if you are entitled to, add --allow permissions.",
};

pub(super) const CERTIFICATION_FORBIDS_SIGNING: Words = Words {
    vi: "Tài liệu {file} đã được chứng thực và không cho phép ký thêm",
    vi_hint: "Ký vào bản chưa chứng thực, hoặc yêu cầu người chứng thực phát hành lại ở mức cho phép ký (mức 2 hoặc 3).",
    en: "The document {file} is certified, and its certification allows no further signature",
    en_hint: "Sign a copy without the certification, or ask the certifier to issue it again at a level that allows signing (2 or 3).",
};

pub(super) const CERTIFICATION_NOT_FIRST: Words = Words {
    vi: "Tài liệu {file} đã có chữ ký nên không thể ký chứng thực",
    vi_hint: "Chữ ký chứng thực phải là chữ ký đầu tiên: bỏ --certify để ký thường, hoặc ký chứng thực vào bản chưa có chữ ký.",
    en: "The document {file} is signed already, so it cannot be certified",
    en_hint: "A certification must be the first signature: leave out --certify, or certify a copy that has no signature yet.",
};

pub(super) const FIELD_LOCKED: Words = Words {
    vi: "Trường chữ ký trong tài liệu {file} đã bị một chữ ký trước khóa lại",
    vi_hint: "Chọn trường khác bằng --field, hoặc bỏ --field để tạo trường mới.",
    en: "The signature field in the document {file} is locked by an earlier signature",
    en_hint: "Choose another field with --field, or leave --field out to make a new one.",
};

pub(super) const FIELD_ALREADY_SIGNED: Words = Words {
    vi: "Trường chữ ký trong tài liệu {file} đã được ký",
    vi_hint: "Chọn trường còn trống bằng --field, hoặc bỏ --field để tạo trường mới; xem các trường bằng kyso inspect.",
    en: "The signature field in the document {file} is signed already",
    en_hint: "Choose an empty field with --field, or leave --field out to make a new one; kyso inspect lists the fields.",
};

pub(super) const NOT_A_SIGNATURE_FIELD: Words = Words {
    vi: "Trường được chọn trong tài liệu {file} không phải là trường chữ ký",
    vi_hint: "Chọn tên khác cho --field; xem các trường bằng kyso inspect.",
    en: "The field chosen in the document {file} is not a signature field",
    en_hint: "Choose another name for --field; kyso inspect lists the fields.",
};

pub(super) const FIELD_NAME_TAKEN: Words = Words {
    vi: "Tên trường đã được dùng cho mục đích khác trong tài liệu {file}",
    vi_hint: "Chọn tên khác cho --field, hoặc bỏ --field để kyso tự đặt tên.",
    en: "The field name is taken for something else in the document {file}",
    en_hint: "Choose another name for --field, or leave --field out and kyso finds one.",
};

pub(super) const FIELD_NOT_FOUND: Words = Words {
    vi: "Không có trường với tên đã cho trong tài liệu {file}",
    vi_hint: "Kiểm tra lại tên đã nêu ở --existing-field hoặc --lock; muốn tạo trường chữ ký mới thì dùng --field.",
    en: "There is no field of that name in the document {file}",
    en_hint: "Check the name given with --existing-field or --lock; --field makes a new signature field.",
};

pub(super) const NO_EMPTY_FIELD: Words = Words {
    vi: "Tài liệu {file} không có trường chữ ký nào còn trống",
    vi_hint: "Bỏ --existing-field để kyso tạo trường mới.",
    en: "The document {file} has no empty signature field",
    en_hint: "Leave --existing-field out and kyso makes a new field.",
};

pub(super) const SEVERAL_EMPTY_FIELDS: Words = Words {
    vi: "Tài liệu {file} có nhiều trường chữ ký còn trống",
    vi_hint: "Nêu rõ trường cần ký: --existing-field TÊN.",
    en: "The document {file} has several empty signature fields",
    en_hint: "Name the one to sign: --existing-field NAME.",
};

pub(super) const INVALID_FIELD_NAME: Words = Words {
    vi: "Tên trường chữ ký không hợp lệ đối với tài liệu {file}",
    vi_hint: "Chọn tên không rỗng và không chứa dấu chấm cho --field.",
    en: "The name is not possible for a signature field in the document {file}",
    en_hint: "Choose a name for --field that is not empty and contains no full stop.",
};

pub(super) const SEED_VALUE_NOT_MET: Words = Words {
    vi: "Trường chữ ký trong tài liệu {file} đặt điều kiện mà chữ ký này không đáp ứng",
    vi_hint: "Đổi tùy chọn ký cho đúng điều kiện của trường, hoặc bỏ --field để tạo trường mới.",
    en: "The signature field in the document {file} demands what this signature would not meet",
    en_hint: "Change the options to what the field demands, or leave --field out to make a new one.",
};

pub(super) const SEED_VALUE_UNCHECKED: Words = Words {
    vi: "Trường chữ ký trong tài liệu {file} đặt điều kiện mà kyso chưa kiểm tra",
    vi_hint: "Hỏi người soạn tài liệu xem chứng thư này có được ký vào trường đó hay không.",
    en: "The signature field in the document {file} has demands that kyso does not check",
    en_hint: "Ask the document's author whether this certificate may sign that field.",
};

pub(super) const VISIBLE_FIELD_LEFT_BLANK: Words = Words {
    vi: "Ô chữ ký nhìn thấy được trong tài liệu {file} vẫn để trống sau khi ký",
    vi_hint: "Chữ ký vẫn có hiệu lực kỹ thuật; xem chữ ký trong bảng chữ ký của trình đọc PDF hoặc bằng kyso verify.",
    en: "The visible signature field in the document {file} stays blank",
    en_hint: "The signature counts all the same; see it in the reader's signature panel or with kyso verify.",
};

pub(super) const XFA_FORM: Words = Words {
    vi: "Tài liệu {file} chứa biểu mẫu XFA; chữ ký có thể làm biểu mẫu mất tác dụng",
    vi_hint: "Xuất biểu mẫu thành PDF thường rồi ký; nếu vẫn muốn ký trực tiếp, thêm --allow xfa.",
    en: "The document {file} contains an XFA form, which a signature may break",
    en_hint: "Export the form as plain PDF and sign that; to sign it as it is, add --allow xfa.",
};

pub(super) const PLACEHOLDER_TOO_SMALL: Words = Words {
    vi: "Chữ ký lớn hơn chỗ đã dành sẵn trong tài liệu {file}",
    vi_hint: "Dành chỗ lớn hơn và ký lại; nếu chữ ký do dịch vụ ngoài tạo, hỏi dịch vụ về kích thước tối đa.",
    en: "The signature is larger than the room kept for it in the document {file}",
    en_hint: "Keep more room and sign again; if an outside service makes the signature, ask it for the greatest size.",
};

pub(super) const SIGNING_FAILED: Words = Words {
    vi: "Không tạo được chữ ký cho tài liệu {file}",
    vi_hint: "Kiểm tra khóa và chứng thư (kyso cert show), thiết bị hoặc dịch vụ ký, rồi thử lại.",
    en: "No signature could be made for the document {file}",
    en_hint: "Check the key and certificate (kyso cert show) and the device or service that signs, and try again.",
};

pub(super) const UNSUPPORTED_STRUCTURE: Words = Words {
    vi: "Cấu trúc của tài liệu {file} không cho phép thêm chữ ký",
    vi_hint: "Mở tài liệu bằng trình đọc PDF, lưu thành tệp mới (nếu chưa có chữ ký nào) rồi ký tệp mới.",
    en: "The document {file} is built in a way that no signature can be added to",
    en_hint: "Open it in a PDF reader, save it as a new file (if it has no signature yet) and sign the new file.",
};
