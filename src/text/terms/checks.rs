//! What the checks of a signature found.

use super::{Term, terms};

terms! {
    SWITCHED_OFF = "switched off",
        "được yêu cầu bỏ qua";
    NO_BYTE_RANGE = "no /ByteRange",
        "không có /ByteRange";
    BYTE_RANGE_IS_NOT_FOUR_INTEGERS = "/ByteRange is not four integers",
        "/ByteRange không phải là bốn số nguyên";
    BYTE_RANGE_DOES_NOT_BEGIN_AT_BYTE_0 = "/ByteRange does not begin at byte 0",
        "/ByteRange không bắt đầu từ byte 0";
    BYTE_RANGE_HAS_A_NEGATIVE_NUMBER = "/ByteRange has a negative number",
        "/ByteRange có số âm";
    PIECES_OF_BYTE_RANGE_OVERLAP = "the pieces of /ByteRange overlap",
        "các đoạn của /ByteRange chồng lên nhau";
    BYTE_RANGE_ENDS_BEHIND_THE_FILE = "/ByteRange ends behind the end of the file",
        "/ByteRange vượt quá cuối tệp";
    BYTE_RANGE_OR_CONTENTS_STANDS_TWICE = "/ByteRange or /Contents stands twice in the dictionary",
        "/ByteRange hoặc /Contents xuất hiện hai lần";
    NO_CONTENTS = "no /Contents",
        "không có /Contents";
    CONTENTS_LIES_IN_AN_OBJECT_STREAM = "/Contents lies in an object stream",
        "/Contents nằm trong luồng đối tượng";
    CONTENTS_BELONGS_TO_ANOTHER_SIGNATURE = "/Contents belongs to another signature",
        "/Contents là của một chữ ký khác";
    CONTENTS_IS_NO_HEXADECIMAL_STRING = "/Contents is no hexadecimal string",
        "/Contents không phải là chuỗi thập lục phân";
    GAP_IS_NOT_CONTENTS = "the gap of /ByteRange is not this signature's /Contents",
        "khoảng trống của /ByteRange không phải là /Contents của chữ ký này";
    NO_ENCAPSULATED_CONTENT = "no encapsulated content",
        "không kèm nội dung";
    EMPTY_ENCAPSULATED_CONTENT_INSTEAD_OF_NONE = "empty encapsulated content instead of none",
        "kèm một nội dung rỗng thay vì không kèm gì";
    ENCAPSULATED_CONTENT_IN_A_DETACHED_SIGNATURE = "encapsulated content in a detached signature",
        "kèm nội dung trong một chữ ký tách rời";
    CONTENT_IS_THE_SHA_1_OF_THE_SIGNED_BYTES = "the content is the SHA-1 of the signed bytes",
        "nội dung là SHA-1 của phần được ký";
    CONTENT_IS_NOT_THE_SHA_1_OF_THE_SIGNED_BYTES = "the content is not the SHA-1 of the signed bytes",
        "nội dung không phải là SHA-1 của phần được ký";
    ONE_SIGNER_INFO = "one signer info",
        "một người ký";
    BYTES_OTHER_THAN_00_FOLLOW_THE_CMS = "bytes other than 00 follow the CMS",
        "sau CMS còn có các byte khác 00";
    NO_SIGNED_ATTRIBUTES = "no signed attributes",
        "không có thuộc tính được ký";
    NO_CONTENT_TYPE_ATTRIBUTE = "no content-type attribute",
        "không có thuộc tính kiểu nội dung";
    NOT_EXACTLY_ONE_CONTENT_TYPE = "not exactly one content-type",
        "thuộc tính kiểu nội dung không đúng một lần";
    UNREADABLE = "unreadable",
        "không đọc được";
    ATTRIBUTE_IS_UNREADABLE = "the attribute is unreadable",
        "thuộc tính không đọc được";
    NOT_EXACTLY_ONE = "not exactly one",
        "không đúng một lần";
    NO_MESSAGE_DIGEST_ATTRIBUTE = "no message-digest attribute",
        "không có thuộc tính giá trị băm";
    NOT_EXACTLY_ONE_MESSAGE_DIGEST = "not exactly one message-digest",
        "thuộc tính giá trị băm không đúng một lần";
    IN_THE_CMS = "in the CMS",
        "có trong CMS";
    FIRST_OF_CERT = "the first of /Cert",
        "chứng thư đầu tiên trong /Cert";
    NO_CERTIFICATE_OF_THE_SIGNER = "no certificate of the signer",
        "không có chứng thư của người ký";
    CMS_HOLDS_NO_CERTIFICATE_OF_THE_SIGNER = "the CMS holds no certificate of the signer",
        "CMS không chứa chứng thư của người ký";
    NO_SIGNING_CERTIFICATE_ATTRIBUTE = "no signing-certificate attribute",
        "không có thuộc tính chỉ định chứng thư ký";
    REFERS_TO_THE_SIGNER = "refers to the signer's certificate",
        "chỉ đến chứng thư của người ký";
    REFERS_TO_ANOTHER_CERTIFICATE = "refers to another certificate",
        "chỉ đến một chứng thư khác";
    DIGEST_THAT_IS_NOT_SUPPORTED = "a digest that is not supported",
        "thuật toán băm không được hỗ trợ";
    SIGNER_IS_NOT_THE_FIRST_REFERENCE = "the signer's certificate is not the first reference (RFC 5035)",
        "chứng thư của người ký không đứng đầu (RFC 5035)";
    HASH_FITS_BUT_ISSUERSERIAL_DIFFERS = "the hash fits, but issuerSerial differs",
        "giá trị băm khớp nhưng issuerSerial khác";
    POLICIES_ARE_PRESENT = "policies are present (EN 319 122-1 §5.2.2)",
        "có kèm chính sách (EN 319 122-1 §5.2.2)";
    VERIFIES = "verifies",
        "khớp";
    SIGNED_AS_THEY_STAND = "the signed attributes are signed as they stand, not in DER (RFC 5652 §5.4)",
        "các thuộc tính được ký theo thứ tự đang có, không theo DER (RFC 5652 §5.4)";
    ALGORITHMS_ARE_THOSE_THAT_WERE_SIGNED = "the algorithms are those that were signed",
        "các thuật toán đúng như khi ký";
    ALGORITHMS_ARE_NOT_THOSE_THAT_WERE_SIGNED = "the algorithms are not those that were signed",
        "các thuật toán không đúng như khi ký";
    CLAIMED_TIME_BELONGS_INTO_M = "present; PAdES puts the claimed time into /M",
        "có; theo PAdES, thời điểm tự khai phải ghi ở /M";
    NO_WEAK_ALGORITHM = "no weak algorithm",
        "không có thuật toán yếu";
    NO_TSTINFO_INSIDE = "no TSTInfo inside",
        "bên trong không có TSTInfo";
    TIME_STAMPING_ONLY = "time-stamping only",
        "chỉ để cấp dấu thời gian";
    TIME_STAMPING_ONLY_BUT_NOT_MARKED_CRITICAL = "time-stamping only, but not marked critical",
        "chỉ để cấp dấu thời gian, nhưng không được đánh dấu là bắt buộc";
    CERTIFICATE_IS_NOT_FOR_TIME_STAMPING_ALONE = "the certificate is not for time-stamping alone",
        "chứng thư không chỉ dùng để cấp dấu thời gian";
    EXTENDEDKEYUSAGE_IS_NOT_TIMESTAMPING_ALONE = "extendedKeyUsage is not timeStamping alone",
        "extendedKeyUsage không phải chỉ là timeStamping";
    NOT_IN_THE_CMS = "not in the CMS (EN 319 142-1 clause 6.3, a)",
        "không có trong CMS (EN 319 142-1 điều 6.3, a)";
    P_OF_DOCMDP_IS_NONE_OF_1_2_AND_3 = "/P of DocMDP is none of 1, 2 and 3",
        "/P của DocMDP không phải là 1, 2 hoặc 3";
    SHA_1_CANNOT_BE_COMPUTED = "SHA-1 cannot be computed",
        "không tính được SHA-1";
    BYTES_OTHER_THAN_00_FOLLOW_THE_VALUE = "bytes other than 00 follow the value",
        "sau giá trị chữ ký còn có các byte khác 00";
    CONTENTS_HOLDS_NOTHING_BUT_ZEROS = "/Contents holds nothing but zeros",
        "/Contents chỉ chứa toàn số 0";
    NO_DICTIONARY = "no dictionary",
        "không có từ điển";
    CERT_CANNOT_BE_READ = "/Cert cannot be read",
        "không đọc được /Cert";
    CERT_IS_NO_CERTIFICATE = "/Cert is no certificate",
        "/Cert không phải là chứng thư";
    CERT_IS_EMPTY = "/Cert is empty",
        "/Cert để trống";
}
