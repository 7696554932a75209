//! The structure of a PDF document.

use super::{Term, terms};

terms! {
    VALUE_BEHIND_REFERENCES = "a value, and no references in a circle",
        "một giá trị, không phải tham chiếu vòng";
    PUBLIC_KEY_SECURITY_HANDLER = "the public-key security handler",
        "mã hóa bằng khóa công khai";
    SECURITY_HANDLER_OTHER_THAN_THE_STANDARD_ONE = "a security handler other than the standard one",
        "bộ mã hóa không phải loại chuẩn";
    THIS_REVISION_R = "this revision `/R`",
        "bản `/R` này";
    THIS_VERSION_V = "this version `/V`",
        "phiên bản `/V` này";
    PERMISSIONS_P = "the permissions `/P`",
        "quyền `/P`";
    THIS_KEY_LENGTH_LENGTH = "this key length `/Length`",
        "độ dài khóa `/Length` này";
    DICTIONARY_CF = "a dictionary `/CF`",
        "từ điển `/CF`";
    CRYPT_FILTER = "a crypt filter",
        "bộ lọc mã hóa";
    AES_GCM = "AES-GCM (ISO/TS 32003)",
        "mã hóa AES-GCM (ISO/TS 32003)";
    THIS_CRYPT_FILTER_METHOD_CFM = "this crypt filter method `/CFM`",
        "phương thức `/CFM` này của bộ lọc mã hóa";
    CRYPT_FILTER_THAT_THE_DOCUMENT_DOES_NOT_DEFINE = "a crypt filter that the document does not define",
        "bộ lọc mã hóa mà tài liệu không định nghĩa";
    SECURITY_HANDLER_NAME = "the security handler's name",
        "tên của bộ mã hóa";
    INTEGER_IN_THE_ENCRYPTION_DICTIONARY = "an integer in the encryption dictionary",
        "số nguyên trong từ điển mã hóa";
    BOOLEAN_IN_THE_ENCRYPTION_DICTIONARY = "a boolean in the encryption dictionary",
        "giá trị đúng/sai trong từ điển mã hóa";
    WHOLE_PASSWORD_AND_KEY_STRINGS = "whole password and key strings",
        "chuỗi mật khẩu và khóa đầy đủ";
    ASCII_HEX = "hexadecimal digits and `>` in ASCIIHexDecode",
        "chữ số thập lục phân và `>` trong ASCIIHexDecode";
    ASCII_85 = "groups of base-85 digits and `~>` in ASCII85Decode",
        "các nhóm chữ số cơ số 85 và `~>` trong ASCII85Decode";
    DICTIONARY_OF_FILTER_PARAMETERS = "a dictionary of filter parameters",
        "từ điển tham số của bộ lọc";
    KNOWN_FILTER = "a filter of ISO 32000-2 Table 6",
        "bộ lọc thuộc Bảng 6 của ISO 32000-2";
    INTEGER_AS_FILTER_PARAMETER = "an integer as filter parameter",
        "tham số bộ lọc là số nguyên";
    NAME_OF_A_FILTER = "the name of a filter",
        "tên của bộ lọc";
    STREAM_DATA_ENDS_BEFORE_ITS_END_MARK = "the stream's data ends before its end mark",
        "dữ liệu của luồng hết trước dấu kết thúc";
    CHECKSUM_OF_THE_STREAM_DATA_IS_MISSING = "the checksum of the stream's data is missing",
        "thiếu mã kiểm tra của dữ liệu luồng";
    CHECKSUM_OF_THE_STREAM_DATA_IS_WRONG = "the checksum of the stream's data is wrong",
        "mã kiểm tra của dữ liệu luồng bị sai";
    LAST_ROW_OF_THE_STREAM_DATA_IS_INCOMPLETE = "the last row of the stream's data is incomplete",
        "dòng cuối trong dữ liệu của luồng không đủ";
    ZLIB_DATA = "zlib data (RFC 1950) in FlateDecode",
        "dữ liệu zlib (RFC 1950) trong FlateDecode";
    CODES_OF_THE_TABLE_SO_FAR_IN_LZWDECODE = "codes of the table so far in LZWDecode",
        "các mã đã có trong bảng của LZWDecode";
    ROW_TYPE_FROM_0_TO_4_OF_THE_PNG_PREDICTOR = "a row type from 0 to 4 of the PNG predictor",
        "kiểu dòng từ 0 đến 4 của bộ dự đoán PNG";
    PREDICTOR_PARAMETERS = "predictor parameters within ISO 32000-2 Table 8",
        "tham số dự đoán theo Bảng 8 của ISO 32000-2";
    N_G_OBJ = "`N G obj`",
        "từ khóa mở đối tượng `N G obj`";
    ENDSTREAM = "`endstream`",
        "từ khóa `endstream`";
    TOKEN = "a token",
        "một đơn vị từ vựng";
    HEX_STRING_END = "`>`",
        "dấu `>`";
    HEXADECIMAL_DIGIT = "a hexadecimal digit",
        "chữ số thập lục phân";
    STRING_END = "`)`",
        "dấu `)`";
    STREAM = "a stream",
        "luồng dữ liệu";
    VALUE = "a value",
        "giá trị";
    ENCRYPTION_DICTIONARY = "an encryption dictionary",
        "từ điển mã hóa";
    CATALOG_WITH_PAGES = "a catalog with a page tree",
        "danh mục tài liệu có cây trang";
    KEY_OR_END = "a key or `>>`",
        "khóa của từ điển hoặc `>>`";
    STARTXREF = "`startxref`",
        "từ khóa `startxref`";
    TRAILER_WITH_ROOT = "a trailer whose /Root leads to the catalog",
        "phần đuôi tệp có /Root dẫn đến danh mục tài liệu";
    CROSS_REFERENCE_STREAM = "a cross-reference stream",
        "luồng tham chiếu chéo";
    CROSS_REFERENCE_SECTION = "a cross-reference section",
        "phần tham chiếu chéo";
    INTEGER_UNDER_PREV = "an integer under /Prev",
        "số nguyên ở /Prev";
    PREV_IS_NEGATIVE = "/Prev is negative",
        "/Prev là số âm";
    PREV_IS_ZERO = "/Prev is 0",
        "/Prev bằng 0";
    PREV_WITHIN_THE_FILE = "/Prev within the file",
        "/Prev nằm trong tệp";
    PREV_LEADS_IN_A_CIRCLE = "/Prev leads in a circle",
        "/Prev dẫn vòng tròn";
    STREAM_WITH_TYPE_XREF = "a stream with /Type /XRef",
        "luồng có /Type /XRef";
    W_WITH_THREE_WIDTHS_OF_0_TO_8 = "/W with three widths of 0 to 8",
        "/W có ba độ rộng từ 0 đến 8";
    TRAILER_DICTIONARY = "the trailer's dictionary",
        "từ điển ở đuôi tệp";
    XREF = "`xref`",
        "từ khóa `xref`";
    TWO_NUMBERS = "two numbers",
        "hai số";
    TRAILER = "`trailer`",
        "từ khóa `trailer`";
    GENERATION = "a generation",
        "số thế hệ";
    ENTRY_KIND = "`n` or `f`",
        "chữ `n` hoặc `f`";
    OBJECT_NUMBER_BELOW_2_32 = "an object number below 2^32",
        "số đối tượng nhỏ hơn 2^32";
    SECTION_BEFORE_HEADER = "a cross-reference section stands before the header",
        "phần tham chiếu chéo nằm trước phần đầu tệp";
    OBJECT_BEFORE_HEADER = "an object stands before the header",
        "đối tượng nằm trước phần đầu tệp";
    BYTE_RANGE_IS_LONGER_THAN_ITS_PLACE = "the byte range is longer than its place",
        "vùng byte được ký dài hơn chỗ dành cho nó";
    DELIMITER_IS_MISSING = "a delimiter is missing",
        "thiếu dấu phân cách";
    NO_OBJECT_NUMBER_IS_FREE = "no object number is free",
        "không còn số đối tượng nào trống";
    STREAM_STANDS_WHERE_A_PLAIN_OBJECT_BELONGS = "a stream stands where a plain object belongs",
        "luồng dữ liệu nằm ở chỗ của đối tượng thường";
    BEYOND_TABLE = "a cross-reference table cannot point there",
        "bảng tham chiếu chéo không trỏ đến đó được";
    THERE_IS_NO_PAGE = "there is no page",
        "không có trang nào";
    FILE_HAS_A_MAC = "a message authentication code protects the file (ISO/TS 32004)",
        "tệp được bảo vệ bằng mã xác thực (ISO/TS 32004)";
    FIELD_HAS_A_LOCK_WITHOUT_AN_ACTION = "the field has a lock without an action",
        "trường có khóa nhưng không nêu cách khóa";
    SIGNATURE_HAS_NO_PLACE = "the signature has no place",
        "chữ ký không có chỗ đặt";
    PERMISSIONS_DIFFER = "the permissions /P differ from the protected ones /Perms",
        "quyền /P khác với quyền được bảo vệ /Perms";
    ENCRYPT_METADATA_DIFFERS = "/EncryptMetadata differs from the protected /Perms",
        "/EncryptMetadata khác với /Perms được bảo vệ";
    PROTECTED_PERMISSIONS_PERMS_ARE_NOT_OF_THIS_DOCUMENT = "the protected permissions /Perms are not of this document",
        "quyền được bảo vệ /Perms không phải của tài liệu này";
}
