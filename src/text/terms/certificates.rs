//! Certificates: read, and made.

use super::{Term, terms};

terms! {
    NO_CERT = "no /Cert",
        "không có /Cert";
    THERE_IS_NONE = "there is none",
        "không có chứng thư nào";
    ITS_BASE64_IS_DAMAGED = "its base64 is damaged",
        "phần mã hóa base64 bị hỏng";
    THERE_ARE_TOO_MANY = "there are too many",
        "có quá nhiều chứng thư";
    IT_DOES_NOT_BEGIN_WITH_A_SEQUENCE = "it does not begin with a SEQUENCE",
        "không bắt đầu bằng SEQUENCE";
    SIGNEDDATA_IS_MISSING = "the SignedData is missing",
        "thiếu SignedData";
    ITS_CONTENT = "its content",
        "thiếu nội dung";
    ITS_DIGEST_ALGORITHMS = "its digest algorithms",
        "thiếu các thuật toán băm";
    ITS_VERSION = "its version",
        "thiếu số phiên bản";
    PURPOSES = "purposes",
        "chỗ này phải là các mục đích sử dụng";
    EXTENSION_STANDS_TWICE = "an extension stands twice",
        "một phần mở rộng xuất hiện hai lần";
    EXTENSION_CANNOT_BE_READ = "an extension cannot be read",
        "không đọc được một phần mở rộng";
    NAME_CANNOT_BE_READ = "a name cannot be read",
        "không đọc được tên";
    NAME = "a name",
        "chỗ này phải là tên";
    RELATIVE_NAME_IS_EXPECTED = "a relative name is expected",
        "chỗ này phải là một thành phần của tên";
    NAME_HAS_TOO_MANY_ATTRIBUTES = "a name has too many attributes",
        "tên có quá nhiều thành phần";
    IT_IS_LARGER_THAN_1_MIB = "it is larger than 1 MiB",
        "lớn hơn 1 MiB";
    IT_IS_LARGER_THAN_16_MIB = "it is larger than 16 MiB",
        "lớn hơn 16 MiB";
    ITS_FIELDS_ARE_NOT_THOSE_OF_A_CERTIFICATE = "its fields are not those of a certificate",
        "các trường không phải của chứng thư";
    ITS_SIGNED_PART_IS_MISSING = "its signed part is missing",
        "thiếu phần được ký";
    ITS_SIGNATURE_ALGORITHM_IS_MISSING = "its signature algorithm is missing",
        "thiếu thuật toán ký";
    ITS_SIGNATURE_IS_MISSING = "its signature is missing",
        "thiếu chữ ký của nơi cấp";
    ITS_SERIAL_NUMBER_IS_MISSING = "its serial number is missing",
        "thiếu số sê-ri";
    ITS_ALGORITHM_IS_MISSING = "its algorithm is missing",
        "thiếu thuật toán";
    ITS_ISSUER_IS_MISSING = "its issuer is missing",
        "thiếu tên nơi cấp";
    ITS_PERIOD_IS_MISSING = "its period is missing",
        "thiếu thời hạn hiệu lực";
    ITS_SUBJECT_IS_MISSING = "its subject is missing",
        "thiếu tên chủ thể";
    ITS_PUBLIC_KEY_IS_MISSING = "its public key is missing",
        "thiếu khóa công khai";
    ITS_SERIAL_NUMBER_IS_EMPTY = "its serial number is empty",
        "số sê-ri rỗng";
    SERIAL_NUMBER_PADDED = "its serial number has a superfluous leading byte",
        "số sê-ri có byte thừa ở đầu";
    ITS_VALIDITY_LIES_OUTSIDE_THE_CALENDAR = "its validity lies outside the calendar",
        "thời hạn hiệu lực không có trong lịch";
    PUBLIC_KEY = "a public key",
        "chỗ này phải là khóa công khai";
    KEY_ALGORITHM = "the key's algorithm",
        "chỗ này phải là thuật toán của khóa";
    KEY_ITSELF = "the key itself",
        "chỗ này phải là giá trị khóa";
    RSA_KEY = "an RSA key",
        "chỗ này phải là khóa RSA";
    MODULUS = "a modulus",
        "chỗ này phải là mô-đun RSA";
    LEADER_HAS_A_TITLE_AND_AN_ORGANIZATION = "a leader has a title and an organization",
        "người có thẩm quyền phải có chức vụ và cơ quan";
    AGENCY_HAS_NO_TITLE = "an agency has no title",
        "cơ quan không có chức vụ";
    ITS_NAME_CANNOT_BE_COPIED_BYTE_FOR_BYTE = "its name cannot be copied byte for byte",
        "không sao chép được tên nơi cấp đúng từng byte";
    PKCS_12_CANNOT_HOLD_IT = "PKCS#12 cannot hold it",
        "không đặt được vào PKCS#12";
    ITS_KEY_CANNOT_BE_ENCRYPTED = "its key cannot be encrypted",
        "không mã hóa được khóa";
    PASSWORD_IS_EMPTY = "the password is empty",
        "mật khẩu rỗng";
    ITS_NAME_HOLDS_VALUES_OF_AN_UNUSUAL_KIND = "its name holds values of an unusual kind",
        "tên nơi cấp có giá trị khác thường";
    ITS_KEY_IS_BOUND_TO_PSS = "its key is bound to PSS",
        "khóa nơi cấp chỉ dùng được với PSS";
    COMMON_NAME_IS_EMPTY = "the common name is empty",
        "tên (CN) để trống";
    COUNTRY_IS_TWO_LETTERS = "a country is two letters",
        "mã nước phải gồm hai chữ cái";
    FIELD_NOT_POSSIBLE = "a field is empty, too long, or holds control characters",
        "có mục để trống, quá dài, hoặc chứa ký tự điều khiển";
}
