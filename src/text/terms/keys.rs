//! Key files.

use super::{Term, terms};

terms! {
    CIPHER = "a cipher",
        "chỗ này phải là thuật toán mã hóa";
    INITIALISATION_VECTOR = "an initialisation vector",
        "chỗ này phải là véc-tơ khởi tạo";
    ENCRYPTED_KEY = "an encrypted key",
        "chỗ này phải là khóa đã mã hóa";
    CONTENT_TYPE = "a content type",
        "chỗ này phải là kiểu nội dung";
    PRIVATE_KEY_IS_NO_PKCS_8 = "the private key is no PKCS#8",
        "khóa bí mật không ở dạng PKCS#8";
    RSA_KEY_IS_DAMAGED = "the RSA key is damaged",
        "khóa RSA bị hỏng";
    EC_KEY_IS_DAMAGED = "the EC key is damaged",
        "khóa EC bị hỏng";
    EC_KEY = "an EC key",
        "chỗ này phải là khóa EC";
    VERSION = "a version",
        "chỗ này phải là số phiên bản";
    PRIVATE_KEY = "a private key",
        "chỗ này phải là khóa bí mật";
    PKCS_8 = "a PKCS#8",
        "chỗ này phải là PKCS#8";
    ALGORITHM = "an algorithm",
        "chỗ này phải là thuật toán";
    KEY = "a key",
        "chỗ này phải là khóa";
    KEY_ARITHMETIC_FAILED = "the key's arithmetic failed",
        "phép tính với khóa không thành công";
    ENCRYPTED_THE_OLD_WAY = "the key is encrypted in OpenSSL's old way; convert it with `openssl pkcs8 -topk8`",
        "khóa được mã hóa theo kiểu cũ của OpenSSL; hãy chuyển bằng `openssl pkcs8 -topk8`";
    KEY_BASE64_IS_DAMAGED = "the key's base64 is damaged",
        "phần mã hóa base64 của khóa bị hỏng";
    EC_KEY_DOES_NOT_NAME_ITS_CURVE = "the EC key does not name its curve",
        "khóa EC không nêu đường cong";
    ENCRYPTED_KEY_CANNOT_BE_READ = "the encrypted key cannot be read",
        "không đọc được khóa đã mã hóa";
    PBES1_IN_PEM = "the key is encrypted with PBES1, which is not supported in PEM",
        "khóa được mã hóa bằng PBES1, kiểu này không hỗ trợ trong PEM";
    KEY_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK = "the key's encryption asks for too much work",
        "việc giải mã khóa đòi hỏi tính toán quá nhiều";
    CURVE = "a curve",
        "chỗ này phải là đường cong";
    PARAMETERS_OF_ITS_MAC_ARE_DAMAGED = "the parameters of its MAC are damaged",
        "tham số của mã kiểm tra (MAC) bị hỏng";
    PARAMETERS = "parameters",
        "chỗ này phải là các tham số";
    BAGS = "bags",
        "chỗ này phải là các túi chứa (SafeBag)";
    DERIVATION = "a derivation",
        "chỗ này phải là hàm dẫn xuất khóa";
    PBKDF2_IS_EXPECTED = "PBKDF2 is expected",
        "chỗ này phải là PBKDF2";
    PARAMETERS_OF_PBKDF2 = "parameters of PBKDF2",
        "chỗ này phải là tham số PBKDF2";
    SALT = "a salt",
        "chỗ này phải là giá trị muối (`salt`)";
    LENGTH_OF_THE_KEY = "a length of the key",
        "chỗ này phải là độ dài khóa";
    SCHEME = "a scheme",
        "chỗ này phải là phương thức mã hóa";
    ITS_MAC_IS_OF_A_KIND_THAT_IS_NOT_SUPPORTED = "its MAC is of a kind that is not supported",
        "loại mã kiểm tra (MAC) chưa được hỗ trợ";
    ITS_MAC_ASKS_FOR_TOO_MUCH_WORK = "its MAC asks for too much work",
        "mã kiểm tra (MAC) đòi hỏi tính toán quá nhiều";
    ITS_CONTENTS_ARE_ENCRYPTED_WITH_ANOTHER_PASSWORD = "its contents are encrypted with another password",
        "nội dung được mã hóa bằng mật khẩu khác";
    ITS_ENCRYPTION_IS_NOT_SUPPORTED = "its encryption is not supported",
        "cách mã hóa chưa được hỗ trợ";
    ITS_ENCRYPTION_ASKS_FOR_TOO_MUCH_WORK = "its encryption asks for too much work",
        "việc giải mã đòi hỏi tính toán quá nhiều";
    PKCS_12_IS_DAMAGED = "the PKCS#12 is damaged",
        "tệp PKCS#12 bị hỏng";
    CONTENTINFO = "a ContentInfo",
        "chỗ này phải là ContentInfo";
    PFX = "a PFX",
        "chỗ này phải là PFX";
    PKCS_12_THAT_IS_SIGNED_INSTEAD_OF_HAVING_A_MAC = "a PKCS#12 that is signed instead of having a MAC",
        "PKCS#12 được ký thay vì có mã kiểm tra (MAC)";
    DIGESTINFO = "a DigestInfo",
        "chỗ này phải là DigestInfo";
    CONTENT = "a content",
        "chỗ này phải là nội dung";
    AUTHENTICATED_SAFE = "an authenticated safe",
        "chỗ này phải là vùng chứa được xác thực";
    ENCRYPTED_CONTENT = "encrypted content",
        "chỗ này phải là nội dung đã mã hóa";
}
