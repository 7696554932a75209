//! What other PDF libraries see, and where they are known to be wrong.

use super::{Term, terms};

terms! {
    THE_DOCUMENT = "the document",
        "tài liệu";
    THE_CATALOG = "the catalog",
        "danh mục tài liệu";
    NUMBER_OF_PAGES = "the number of pages",
        "số trang";
    ENCRYPTED = "encrypted",
        "có mã hóa";
    NOT_ENCRYPTED = "not encrypted",
        "không mã hóa";
    ABSENT = "absent",
        "không có";
    WRITTEN_DIRECTLY = "written directly",
        "viết trực tiếp tại chỗ";
    CHAIN_OF_REFERENCES_WITHOUT_END = "a chain of references without end",
        "chuỗi tham chiếu không có điểm cuối";
    PAGE_TREE_IS_TOO_LARGE = "the page tree is too large",
        "cây trang quá lớn";
    IT_KEEPS_OFFSETS_IN_32_BITS = "it keeps offsets in 32 bits",
        "thư viện này chỉ lưu vị trí byte bằng 32 bit";
    IT_REPAIRED_THE_CROSS_REFERENCE = "it repaired the cross-reference and may show another state",
        "thư viện này đã dựng lại bảng tham chiếu chéo nên có thể đọc ra trạng thái khác";
    IT_LEAVES_OUT_OBJECTS_BEYOND_SIZE = "it leaves out objects whose number is not below /Size",
        "thư viện này bỏ qua đối tượng có số không nhỏ hơn /Size";
    IT_LETS_AN_OLDER_SECTION_WIN = "it lets an older cross-reference section win here",
        "thư viện này lấy phần tham chiếu chéo cũ hơn ở đây";
    IT_DOES_NOT_READ_XREFSTM = "it does not read /XRefStm of hybrid files",
        "thư viện này không đọc /XRefStm của tệp lai";
    IT_DECRYPTS_CONTENTS = "it decrypts /Contents of signatures",
        "thư viện này giải mã cả /Contents của chữ ký";
}
