//! The signer's key and certificate.

use super::Words;

pub(super) const CERTIFICATE_EXPIRED: Words = Words {
    vi: "Chứng thư số đã hết hạn, không được dùng để ký {file}",
    vi_hint: "Dùng chứng thư còn hiệu lực hoặc xin gia hạn; chỉ khi thử nghiệm mới thêm --allow expired.",
    en: "The certificate has expired and must not be used to sign {file}",
    en_hint: "Use a certificate that is valid, or have it renewed; add --allow expired only for tests.",
};

pub(super) const CERTIFICATE_NOT_YET_VALID: Words = Words {
    vi: "Chứng thư số chưa đến thời hạn có hiệu lực, chưa được dùng để ký {file}",
    vi_hint: "Kiểm tra đồng hồ của máy và ngày bắt đầu hiệu lực; chỉ khi thử nghiệm mới thêm --allow not-yet-valid.",
    en: "The certificate is not valid yet and must not be used to sign {file}",
    en_hint: "Check the machine's clock and the day from which it is valid; add --allow not-yet-valid only for tests.",
};

pub(super) const KEY_USAGE_FORBIDS_SIGNING: Words = Words {
    vi: "Mục đích sử dụng khóa ghi trong chứng thư số không cho phép ký {file}",
    vi_hint: "Dùng chứng thư dành cho chữ ký số (digitalSignature hoặc nonRepudiation); nếu có thẩm quyền, thêm --allow key-usage.",
    en: "The key usage in the certificate does not allow signing {file}",
    en_hint: "Use a certificate meant for signatures (digitalSignature or nonRepudiation); if you are entitled to, add --allow key-usage.",
};

pub(super) const KEY_CERTIFICATE_MISMATCH: Words = Words {
    vi: "Khóa bí mật và chứng thư số trong {file} không thuộc về nhau",
    vi_hint: "Chỉ ra đúng cặp tệp khóa và chứng thư cho --identity; xem nội dung bằng kyso cert show.",
    en: "The private key and the certificate in {file} do not belong together",
    en_hint: "Give --identity the key and the certificate that go together; kyso cert show tells what is in a file.",
};

pub(super) const WEAK_KEY: Words = Words {
    vi: "Khóa quá ngắn, không đủ an toàn để ký {file}",
    vi_hint: "Dùng khóa RSA từ 2048 bit trở lên, hoặc ECDSA P-256, P-384, hoặc Ed25519.",
    en: "The key is too short to sign {file} safely",
    en_hint: "Use an RSA key of 2048 bits or more, or ECDSA P-256, P-384, or Ed25519.",
};

pub(super) const WEAK_DIGEST: Words = Words {
    vi: "Thuật toán băm không đủ an toàn để ký {file}",
    vi_hint: "Chọn --digest sha256, sha384 hoặc sha512.",
    en: "The digest algorithm is too weak to sign {file}",
    en_hint: "Choose --digest sha256, sha384 or sha512.",
};

pub(super) const UNSUPPORTED_ALGORITHM: Words = Words {
    vi: "Khóa không ký được {file} bằng thuật toán đã chọn",
    vi_hint: "Bỏ --digest và --pss để dùng thuật toán mặc định của khóa.",
    en: "The key cannot sign {file} with the algorithm chosen",
    en_hint: "Leave out --digest and --pss to use the key's default algorithm.",
};

pub(super) const IDENTITY_UNREADABLE: Words = Words {
    vi: "Không đọc được khóa và chứng thư số từ {file}",
    vi_hint: "Cung cấp tệp PKCS#12 (.p12, .pfx) hoặc PEM cho --identity; xem nội dung bằng kyso cert show.",
    en: "No key and certificate can be read from {file}",
    en_hint: "Give --identity a PKCS#12 file (.p12, .pfx) or PEM; kyso cert show tells what is in a file.",
};

pub(super) const IDENTITY_PASSWORD_REQUIRED: Words = Words {
    vi: "Tệp khóa {file} cần mật khẩu để mở",
    vi_hint: "Cung cấp mật khẩu bằng --password-file, --password-fd hoặc --password-env, hoặc chạy trên cửa sổ dòng lệnh để được hỏi.",
    en: "The key file {file} needs a password",
    en_hint: "Give it with --password-file, --password-fd or --password-env, or run on a terminal to be asked.",
};

pub(super) const IDENTITY_WRONG_PASSWORD: Words = Words {
    vi: "Mật khẩu đã cho không mở được tệp khóa {file}",
    vi_hint: "Kiểm tra lại mật khẩu (chữ hoa, chữ thường, bộ gõ tiếng Việt) rồi thử lại.",
    en: "The password given does not open the key file {file}",
    en_hint: "Check the password (upper and lower case, keyboard layout) and try again.",
};

pub(super) const IDENTITY_NO_KEY: Words = Words {
    vi: "Không có khóa bí mật trong {file}",
    vi_hint: "Xuất lại chứng thư kèm khóa bí mật (trên Windows chọn “Yes, export the private key”), hoặc thêm tệp khóa vào --identity.",
    en: "There is no private key in {file}",
    en_hint: "Export the certificate again together with its private key (on Windows choose “Yes, export the private key”), or add the key file to --identity.",
};

pub(super) const IDENTITY_NO_CERTIFICATE: Words = Words {
    vi: "Không có chứng thư số trong {file}",
    vi_hint: "Thêm tệp chứng thư vào --identity, cách nhau bằng dấu phẩy: --identity khoa.pem,chungthu.pem.",
    en: "There is no certificate in {file}",
    en_hint: "Add the certificate's file to --identity, separated by a comma: --identity key.pem,certificate.pem.",
};

pub(super) const IDENTITY_SEVERAL_KEYS: Words = Words {
    vi: "{file} có nhiều khóa ký được, không rõ phải dùng khóa nào",
    vi_hint: "Xuất riêng khóa cần dùng ra một tệp; xem nội dung bằng kyso cert show.",
    en: "Several keys in {file} could sign, and none was chosen",
    en_hint: "Export the one to use into a file of its own; kyso cert show tells what is in a file.",
};

pub(super) const UNSUPPORTED_KEY: Words = Words {
    vi: "Loại khóa trong {file} không dùng để ký được",
    vi_hint: "Dùng khóa RSA 2048–4096 bit, ECDSA P-256, P-384 hoặc Ed25519.",
    en: "The kind of key in {file} cannot be used for signing",
    en_hint: "Use an RSA key of 2048 to 4096 bits, ECDSA P-256, P-384 or Ed25519.",
};

pub(super) const CERTIFICATE_NOT_MADE: Words = Words {
    vi: "Không tạo được chứng thư số {file}",
    vi_hint: "Xem lại tên, chức danh, cơ quan, thời hạn và khóa của bên cấp phát (--issuer phải là chứng thư của tổ chức chứng thực).",
    en: "The certificate {file} cannot be made",
    en_hint: "Check name, title, organization, period and the issuer's key (--issuer must be a certification authority's).",
};

pub(super) const CERTIFICATE_UNREADABLE: Words = Words {
    vi: "Không đọc được chứng thư số từ {file}",
    vi_hint: "Cung cấp tệp PEM, DER (.cer, .crt) hoặc PKCS#7 (.p7b); xem nội dung bằng kyso cert show.",
    en: "No certificate can be read from {file}",
    en_hint: "Give a PEM, DER (.cer, .crt) or PKCS#7 (.p7b) file; kyso cert show tells what is in a file.",
};

pub(super) const IDENTITY_NO_INTEGRITY_CHECK: Words = Words {
    vi: "Tệp khóa {file} không có mã kiểm tra toàn vẹn nên không phát hiện được nếu bị sửa đổi",
    vi_hint: "Xuất lại tệp PKCS#12 bằng công cụ hiện hành, có đặt mật khẩu.",
    en: "The key file {file} has no integrity check, so a change to it would not be noticed",
    en_hint: "Export the PKCS#12 file again with a current tool, and with a password.",
};

pub(super) const IDENTITY_KEY_NOT_ENCRYPTED: Words = Words {
    vi: "Khóa bí mật trong {file} không được mã hóa: ai có tệp đều ký được",
    vi_hint: "Chuyển khóa sang tệp PKCS#12 có mật khẩu mạnh, và chỉ cho chủ khóa quyền đọc tệp.",
    en: "The private key in {file} is not encrypted: whoever has the file can sign",
    en_hint: "Move the key into a PKCS#12 file with a strong password, readable by its owner alone.",
};

pub(super) const IDENTITY_PASSWORD_NORMALIZED: Words = Words {
    vi: "Mật khẩu chỉ mở được {file} khi đổi sang dạng Unicode khác",
    vi_hint: "Nên đổi mật khẩu của tệp sang ký tự không dấu, hoặc gõ theo bảng mã Unicode dựng sẵn.",
    en: "The password opens {file} only in another Unicode form than it was typed in",
    en_hint: "Better change the file's password to letters without marks, or type it in composed Unicode.",
};

pub(super) const CHAIN_INCOMPLETE: Words = Words {
    vi: "Chữ ký trên {file} không kèm đủ chuỗi chứng thư; còn thiếu chứng thư của nơi cấp",
    vi_hint: "Xin chứng thư của nơi cấp và chứng thư gốc từ tổ chức chứng thực, rồi thêm bằng --chain để người nhận kiểm tra được.",
    en: "The signature on {file} comes without its whole chain of certificates; missing is the issuer",
    en_hint: "Get the certificates of the issuer and the root from the authority and add them with --chain, so that whoever receives it can verify it.",
};
