//! DER and BER, CMS, time-stamps, algorithms.

use super::{Term, terms};

terms! {
    ELEMENT_WITHOUT_AN_END = "an element without an end",
        "phần tử không có điểm kết thúc";
    BER_WHERE_DER_IS_ASKED_FOR = "BER where DER is asked for",
        "mã hóa BER, trong khi phải là DER";
    ELEMENT_IS_MISSING = "an element is missing",
        "thiếu một phần tử";
    BYTES_BEHIND_THE_LAST_ELEMENT = "bytes behind the last element",
        "có byte thừa sau phần tử cuối";
    ELEMENT_ENDS_BEHIND_ITS_SURROUNDINGS = "an element ends behind its surroundings",
        "phần tử vượt quá phần chứa nó";
    CONSTRUCTED_ELEMENT_IS_EXPECTED = "a constructed element is expected",
        "chỗ này phải là phần tử có cấu trúc";
    ELEMENTS_ARE_NESTED_TOO_DEEP = "elements are nested too deep",
        "các phần tử lồng nhau quá sâu";
    ELEMENT_IS_CUT_SHORT = "an element is cut short",
        "phần tử bị cắt cụt";
    INDEFINITE_LENGTH_ON_A_PRIMITIVE_ELEMENT = "an indefinite length on a primitive element",
        "phần tử đơn mang độ dài không xác định";
    RESERVED_LENGTH_OCTET = "a reserved length octet",
        "độ dài dùng giá trị dành riêng";
    LENGTH_BEYOND_ALL_MEMORY = "a length beyond all memory",
        "độ dài vượt quá bộ nhớ";
    TAG_NUMBER_WITH_LEADING_ZEROS = "a tag number with leading zeros",
        "số thẻ có số 0 thừa ở đầu";
    TAG_NUMBER_BEYOND_32_BITS = "a tag number beyond 32 bits",
        "số thẻ vượt quá 32 bit";
    SMALL_TAG_NUMBER_IN_THE_LONG_FORM = "a small tag number in the long form",
        "số thẻ nhỏ viết theo dạng dài";
    TIME_IS_EXPECTED = "a time is expected",
        "chỗ này phải là thời điểm";
    TIME_THAT_IS_NONE = "a time that is none",
        "thời điểm không có thật";
    OBJECT_IDENTIFIER_IS_EXPECTED = "an object identifier is expected",
        "chỗ này phải là định danh đối tượng (OID)";
    OBJECT_IDENTIFIER_THAT_IS_NONE = "an object identifier that is none",
        "định danh đối tượng (OID) không hợp lệ";
    INTEGER_IS_EXPECTED = "an integer is expected",
        "chỗ này phải là số nguyên";
    INTEGER_WITHOUT_BYTES = "an integer without bytes",
        "số nguyên không có byte nào";
    INTEGER_WITH_A_SUPERFLUOUS_BYTE = "an integer with a superfluous byte",
        "số nguyên có byte thừa";
    NEGATIVE_INTEGER = "a negative integer",
        "số nguyên âm";
    INTEGER_BEYOND_32_BITS = "an integer beyond 32 bits",
        "số nguyên vượt quá 32 bit";
    BIT_STRING_OF_WHOLE_BYTES_IS_EXPECTED = "a bit string of whole bytes is expected",
        "chỗ này phải là chuỗi bit gồm các byte trọn vẹn";
    STRING_OF_TOO_MANY_PIECES = "a string of too many pieces",
        "chuỗi bị chia thành quá nhiều đoạn";
    PIECE_OF_AN_OCTET_STRING_IS_EXPECTED = "a piece of an octet string is expected",
        "chỗ này phải là một đoạn của chuỗi byte";
    OCTET_STRING_IS_EXPECTED = "an octet string is expected",
        "chỗ này phải là chuỗi byte";
    REFERENCES_ARE_EXPECTED = "references are expected",
        "chỗ này phải là các tham chiếu";
    TOO_MANY_REFERENCES = "too many references",
        "quá nhiều tham chiếu";
    CERTIFICATE_HASH_IS_EXPECTED = "a certificate hash is expected",
        "chỗ này phải là giá trị băm của chứng thư";
    GENERAL_NAMES_ARE_EXPECTED = "general names are expected",
        "chỗ này phải là các tên (GeneralNames)";
    SERIAL_NUMBER_IS_EXPECTED = "a serial number is expected",
        "chỗ này phải là số sê-ri";
    DIGEST_ALGORITHM_IS_EXPECTED = "a digest algorithm is expected",
        "chỗ này phải là thuật toán băm";
    TOO_MANY_VALUES = "too many values",
        "quá nhiều giá trị";
    CONTENTINFO_IS_EXPECTED = "a ContentInfo is expected",
        "chỗ này phải là ContentInfo";
    CONTENT_TYPE_OTHER_THAN_SIGNEDDATA = "a content type other than SignedData",
        "kiểu nội dung không phải là SignedData";
    CONTENT_IS_EXPECTED = "content is expected",
        "chỗ này phải là nội dung";
    SIGNEDDATA_IS_EXPECTED = "a SignedData is expected",
        "chỗ này phải là SignedData";
    VERSION_IS_EXPECTED = "a version is expected",
        "chỗ này phải là số phiên bản";
    DIGEST_ALGORITHMS_ARE_EXPECTED = "digest algorithms are expected",
        "chỗ này phải là các thuật toán băm";
    A_CONTENT_IS_EXPECTED = "a content is expected",
        "chỗ này phải là một nội dung";
    SIGNER_INFOS_ARE_EXPECTED = "signer infos are expected",
        "chỗ này phải là thông tin người ký";
    TOO_MANY_SIGNER_INFOS = "too many signer infos",
        "quá nhiều thông tin người ký";
    CONTENT_IN_AN_OCTET_STRING_IS_EXPECTED = "content in an octet string is expected",
        "nội dung phải nằm trong chuỗi byte";
    SIGNERINFO_IS_EXPECTED = "a SignerInfo is expected",
        "chỗ này phải là SignerInfo";
    SIGNATURE_ALGORITHM_IS_EXPECTED = "a signature algorithm is expected",
        "chỗ này phải là thuật toán ký";
    SIGNATURE_VALUE_IS_EXPECTED = "a signature value is expected",
        "chỗ này phải là giá trị chữ ký";
    SIGNER_IDENTIFIER_IS_EXPECTED = "a signer identifier is expected",
        "chỗ này phải là định danh người ký";
    ISSUER_IS_EXPECTED = "an issuer is expected",
        "chỗ này phải là tên nơi cấp";
    TOO_MANY_ATTRIBUTES = "too many attributes",
        "quá nhiều thuộc tính";
    ATTRIBUTE_IS_EXPECTED = "an attribute is expected",
        "chỗ này phải là thuộc tính";
    ATTRIBUTE_VALUES_ARE_EXPECTED = "attribute values are expected",
        "chỗ này phải là giá trị của thuộc tính";
    TOO_MANY_VALUES_OF_ONE_ATTRIBUTE = "too many values of one attribute",
        "một thuộc tính có quá nhiều giá trị";
    NO_SIGNATURE_ALGORITHM = "a digest or a curve where a signature algorithm is named",
        "ghi thuật toán băm hoặc đường cong ở chỗ của thuật toán ký";
    DIGEST_ALGORITHM_WITH_PARAMETERS = "a digest algorithm with parameters",
        "thuật toán băm kèm tham số";
    ALGORITHM_IDENTIFIER_IS_EXPECTED = "an algorithm identifier is expected",
        "chỗ này phải là định danh thuật toán";
    RSASSA_PSS_PARAMS_ARE_EXPECTED = "RSASSA-PSS-params are expected",
        "chỗ này phải là tham số RSASSA-PSS";
    TRAILER_FIELD_OTHER_THAN_1 = "a trailer field other than 1",
        "trường trailerField khác 1";
    MASK_GENERATION_FUNCTION_IS_EXPECTED = "a mask generation function is expected",
        "chỗ này phải là hàm tạo mặt nạ (MGF)";
    SUBJECTPUBLICKEYINFO_IS_EXPECTED = "a SubjectPublicKeyInfo is expected",
        "chỗ này phải là SubjectPublicKeyInfo";
    PARAMETERS_OF_A_KEY_THAT_HAS_NONE = "parameters of a key that has none",
        "tham số đi kèm loại khóa không có tham số";
    UNKNOWN_PARAMETERS_OF_RSASSA_PSS = "unknown parameters of RSASSA-PSS",
        "tham số RSASSA-PSS lạ";
    RSAPUBLICKEY_IS_EXPECTED = "an RSAPublicKey is expected",
        "chỗ này phải là khóa công khai RSA";
    SIGNATURE_IS_EXPECTED = "a signature is expected",
        "chỗ này phải là chữ ký";
    TSTINFO_IS_EXPECTED = "a TSTInfo is expected",
        "chỗ này phải là TSTInfo";
    VERSION_OTHER_THAN_1 = "a version other than 1",
        "phiên bản khác 1";
    MESSAGE_IMPRINT_IS_EXPECTED = "a message imprint is expected",
        "chỗ này phải là giá trị băm được đóng dấu";
    HASHED_MESSAGE_IS_EXPECTED = "a hashed message is expected",
        "chỗ này phải là giá trị băm";
    GENTIME_IS_EXPECTED = "a genTime is expected",
        "chỗ này phải là thời điểm genTime";
    PKCS_1_V1_5_UNDER_A_KEY_THAT_IS_FOR_RSASSA_PSS = "PKCS#1 v1.5 under a key that is for RSASSA-PSS",
        "PKCS#1 v1.5 với khóa chỉ dành cho RSASSA-PSS";
    SIGNATURE_ALGORITHM_AND_KIND_OF_KEY = "signature algorithm and kind of key",
        "thuật toán ký và loại khóa";
    DIGESTALGORITHM_AND_THE_DIGEST_OF_SIGNATUREALGORITHM = "digestAlgorithm and the digest of signatureAlgorithm",
        "digestAlgorithm và thuật toán băm trong signatureAlgorithm";
    NO_DIGEST_ALGORITHM_IS_NAMED = "no digest algorithm is named",
        "không nêu thuật toán băm";
    RSASSA_PSS_PARAMETERS_OF_KEY_AND_SIGNATURE = "RSASSA-PSS parameters of key and signature",
        "tham số RSASSA-PSS của khóa và của chữ ký";
}
