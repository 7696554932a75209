//! The sentences of `--help`: English as in the arguments' modules, and Vietnamese.

/// The Vietnamese for an English sentence of the help.
pub fn of(english: &str) -> Option<&'static str> {
    SENTENCES
        .iter()
        .find(|(sentence, _)| *sentence == english)
        .map(|(_, vietnamese)| *vietnamese)
}

/// How a command is used, from the English `usage`.
pub fn usage(usage: &str) -> String {
    let usage = usage.trim_start_matches("Usage: ");
    let usage = usage
        .replace("[OPTIONS]", "[TÙY CHỌN]")
        .replace("<COMMAND>", "<LỆNH>");
    VALUE_NAMES.iter().fold(usage, |usage, (name, vietnamese)| {
        let of = |name: &str| {
            [
                format!("<{name}>"),
                format!("[{name}]"),
                format!("<{name}["),
            ]
        };
        let pairs = of(name).into_iter().zip(of(vietnamese));
        pairs.fold(usage, |usage, (from, to)| usage.replace(&from, &to))
    })
}

/// What stands for a value of the kind `name`.
pub fn value_name(name: &str) -> String {
    let (word, behind) = match name.split_once('[') {
        Some((word, _)) => (word, name.get(word.len()..).unwrap_or_default()),
        None => (name, ""),
    };
    let known = VALUE_NAMES.iter().find(|(english, _)| *english == word);
    format!(
        "{}{behind}",
        known.map_or(word, |(_, vietnamese)| vietnamese)
    )
}

const VALUE_NAMES: &[(&str, &str)] = &[
    ("FILE", "TỆP"),
    ("INPUT", "TỆP_VÀO"),
    ("DIR", "THƯ_MỤC"),
    ("NAME", "TÊN"),
    ("NAME=VALUE", "TÊN=GIÁ_TRỊ"),
    ("TEXT", "CHỮ"),
    ("FIELDS", "TRƯỜNG"),
    ("WHAT", "ĐIỀU_GÌ"),
    ("F", "TỆP"),
    ("N", "SỐ"),
    ("T", "THỜI_ĐIỂM"),
    ("LANG", "NGÔN_NGỮ"),
    ("DIGEST", "THUẬT_TOÁN"),
    ("SUB_FILTER", "DẠNG"),
    ("REVOCATION", "YÊU_CẦU"),
    ("KEY", "LOẠI_KHÓA"),
    ("DAYS", "SỐ_NGÀY"),
    ("TITLE", "CHỨC_VỤ"),
    ("ORGANIZATION", "CƠ_QUAN"),
    ("UNIT", "ĐƠN_VỊ"),
    ("LOCALITY", "ĐỊA_PHƯƠNG"),
    ("PROVINCE", "TỈNH"),
    ("COUNTRY", "MÃ_NƯỚC"),
    ("USER_ID", "SỐ_CĂN_CƯỚC"),
];

const SENTENCES: &[(&str, &str)] = &[
    // Commands.
    (
        "Signs PDF documents, and says of signed ones who signed, when, and what has changed since",
        "Ký số tài liệu PDF, và cho biết tài liệu đã ký do ai ký, khi nào, có gì thay đổi sau khi ký",
    ),
    (
        "Makes a demonstration PKI, signs the sample documents and verifies them",
        "Tạo chứng thư trình diễn, ký các tài liệu mẫu rồi kiểm tra chữ ký",
    ),
    (
        "Signs files, folders and patterns",
        "Ký các tệp, thư mục và mẫu tên tệp",
    ),
    (
        "Gives a verdict for every signature",
        "Kiểm tra và kết luận về từng chữ ký",
    ),
    (
        "Shows revisions, cross-reference sections, signature fields, byte ranges, certificates",
        "Hiển thị các bản lưu, bảng tham chiếu chéo, trường chữ ký, vùng byte được ký, chứng thư",
    ),
    (
        "Looks into certificates, chains, bundles and key files",
        "Xem chứng thư, chuỗi chứng thư, gói PKCS#7 và tệp khóa",
    ),
    ("Shows what certificates say", "Hiển thị nội dung chứng thư"),
    (
        "Makes certificates for tests, demonstrations and small agencies",
        "Tạo chứng thư để thử nghiệm, trình diễn và cho cơ quan nhỏ",
    ),
    (
        "Makes a root: a certificate that signs itself",
        "Tạo chứng thư gốc (tự ký)",
    ),
    (
        "Makes an authority that issues to people and agencies",
        "Tạo chứng thư của tổ chức cấp chứng thư cho người và cơ quan",
    ),
    (
        "Makes the certificate of a person who signs for an agency",
        "Tạo chứng thư của người có thẩm quyền ký thay mặt cơ quan",
    ),
    (
        "Makes the certificate of an agency that signs as itself",
        "Tạo chứng thư của cơ quan",
    ),
    (
        "Makes a key and a request for a certificate, for an authority outside",
        "Tạo khóa và yêu cầu cấp chứng thư gửi tổ chức chứng thực bên ngoài",
    ),
    // Headings.
    ("Output", "Kết quả"),
    // Everywhere.
    (
        "Language of words for people; else chosen by the locale",
        "Ngôn ngữ thông báo; nếu không nêu thì theo ngôn ngữ của hệ thống",
    ),
    (
        "One JSON object on standard output, and nothing else there",
        "Chỉ in một đối tượng JSON ra đầu ra chuẩn",
    ),
    (
        "One JSON object a line for each input, in the order given",
        "In mỗi tệp vào một dòng JSON, theo thứ tự đã cho",
    ),
    (
        "Search folders below as well",
        "Tìm cả trong các thư mục con",
    ),
    (
        "Documents at a time [default: twice as many as there are processors; with --no-sync as many]",
        "Số tài liệu xử lý cùng lúc [mặc định: gấp đôi số bộ xử lý; bằng số bộ xử lý khi có --no-sync]",
    ),
    (
        "Documents at a time [default: as many as there are processors]",
        "Số tài liệu xử lý cùng lúc [mặc định: bằng số bộ xử lý]",
    ),
    (
        "Files, folders and patterns; a lone `-` reads paths from standard input, one a line",
        "Tệp, thư mục và mẫu tên tệp; chỉ một dấu `-` thì đọc đường dẫn từ đầu vào chuẩn, mỗi dòng một đường dẫn",
    ),
    (
        "Raise or lower a limit on what one file may cost; K, M and G stand for 1024 and its powers",
        "Nâng hoặc hạ một giới hạn khi đọc một tệp; K, M, G là 1024 và các lũy thừa của nó",
    ),
    // Passwords.
    (
        "File whose first line is the password of the key file",
        "Tệp có dòng đầu là mật khẩu của tệp khóa",
    ),
    (
        "Number of an open file descriptor to read the password from",
        "Số của tệp đang mở (file descriptor) để đọc mật khẩu",
    ),
    (
        "Name of the environment variable that holds the password",
        "Tên biến môi trường chứa mật khẩu",
    ),
    (
        "File whose first line is the password of the issuer's key file",
        "Tệp có dòng đầu là mật khẩu của tệp khóa bên cấp",
    ),
    (
        "Number of an open file descriptor to read the issuer's password from",
        "Số của tệp đang mở (file descriptor) để đọc mật khẩu bên cấp",
    ),
    (
        "Name of the environment variable that holds the issuer's password",
        "Tên biến môi trường chứa mật khẩu bên cấp",
    ),
    (
        "File whose first line is the document's password",
        "Tệp có dòng đầu là mật khẩu của tài liệu",
    ),
    (
        "Number of an open file descriptor to read the document's password from",
        "Số của tệp đang mở (file descriptor) để đọc mật khẩu của tài liệu",
    ),
    (
        "Name of the environment variable that holds the document's password",
        "Tên biến môi trường chứa mật khẩu của tài liệu",
    ),
    // demo
    (
        "Folder for everything; new or empty",
        "Thư mục chứa mọi kết quả; phải mới hoặc rỗng",
    ),
    // sign
    (
        "The signer's key and certificate: PKCS#12 (.p12, .pfx) or PEM, in one file or several",
        "Khóa và chứng thư của người ký: PKCS#12 (.p12, .pfx) hoặc PEM, trong một hay nhiều tệp",
    ),
    (
        "Further certificates of the chain (PEM, DER, PKCS#7)",
        "Các chứng thư khác trong chuỗi (PEM, DER, PKCS#7)",
    ),
    (
        "Fill the empty signature field of that name, or make it",
        "Ký vào trường chữ ký trống có tên này, chưa có thì tạo mới",
    ),
    (
        "Fill that empty signature field, or the only one; never make one",
        "Ký vào trường chữ ký trống này, hoặc trường trống duy nhất; không tạo mới",
    ),
    ("Reason of signing", "Lý do ký"),
    ("Place of signing", "Nơi ký"),
    ("How to reach the signer", "Thông tin liên hệ người ký"),
    (
        "Digest algorithm [default: what suits the key]",
        "Thuật toán băm [mặc định: theo loại khóa]",
    ),
    (
        "RSASSA-PSS instead of PKCS#1 v1.5",
        "Dùng RSASSA-PSS thay cho PKCS#1 v1.5",
    ),
    (
        "Certify: afterwards nothing (1), form filling and signing (2), also annotations (3)",
        "Ký chứng thực: sau đó không được đổi gì (1), được điền biểu mẫu và ký (2), thêm cả ghi chú (3)",
    ),
    (
        "Lock form fields: all, include:A,B or exclude:A,B",
        "Khóa các trường biểu mẫu: all (tất cả), include:A,B (chỉ các trường này) hoặc exclude:A,B (trừ các trường này)",
    ),
    (
        "Form of the signature",
        "Dạng chữ ký: ETSI.CAdES.detached (PAdES, mặc định) hoặc adbe.pkcs7.detached (trình đọc cũ)",
    ),
    (
        "Sign in spite of these",
        "Vẫn ký dù: repair (phải sửa bảng tham chiếu chéo), permissions (tài liệu không cho phép ký), expired \
         (chứng thư hết hạn), not-yet-valid (chứng thư chưa có hiệu lực), key-usage (mục đích khóa không \
         cho phép ký), xfa (biểu mẫu XFA có thể hỏng)",
    ),
    (
        "Moment of signing (RFC 3339) instead of now; then the same input gives the same output",
        "Thời điểm ký (RFC 3339) thay cho lúc này; khi đó cùng đầu vào cho cùng kết quả",
    ),
    (
        "Folder for the signed documents; it is made",
        "Thư mục chứa tài liệu đã ký; chưa có thì được tạo",
    ),
    (
        "Put before the extension of each output; without --out, outputs lie beside their inputs",
        "Thêm vào trước phần mở rộng của tên tệp kết quả; không có --out thì kết quả nằm cạnh tệp vào",
    ),
    (
        "Replace each input by its signed document",
        "Thay tệp vào bằng tài liệu đã ký",
    ),
    (
        "Overwrite outputs that are there already",
        "Ghi đè tệp kết quả đã có",
    ),
    (
        "Skip what an earlier run has signed with this certificate and these options",
        "Bỏ qua những tệp mà lần chạy trước đã ký bằng chứng thư này với các tùy chọn này",
    ),
    (
        "Do not wait until outputs have reached the disk",
        "Không chờ kết quả được ghi hẳn xuống đĩa",
    ),
    (
        "Check everything, sign and write nothing",
        "Chỉ kiểm tra, không ký và không ghi gì",
    ),
    (
        "Write a report of all documents to F.json or F.csv",
        "Ghi báo cáo về mọi tài liệu vào F.json hoặc F.csv",
    ),
    // verify
    (
        "Trusted roots: PEM, DER, PKCS#7, or folders of them",
        "Chứng thư gốc được tin cậy: PEM, DER, PKCS#7, hoặc thư mục chứa chúng",
    ),
    (
        "Ask only whether the signed bytes are intact and what changed since, not who the signer is",
        "Chỉ kiểm tra phần được ký còn nguyên vẹn không và có gì thay đổi sau đó, không hỏi người ký là ai",
    ),
    (
        "What is demanded of revocation data; until kyso reads it, only `none` can pass",
        "Yêu cầu về dữ liệu thu hồi chứng thư; kyso chưa đọc dữ liệu này nên chỉ `none` có thể đạt",
    ),
    (
        "Moment of validation (RFC 3339) instead of now",
        "Thời điểm kiểm tra (RFC 3339) thay cho lúc này",
    ),
    (
        "Read what signatures hang on with two other PDF libraries too; what they see otherwise is told \
         among the findings (needs a program built with the feature `crosscheck`)",
        "Đọc lại những gì liên quan đến chữ ký bằng hai thư viện PDF khác; điểm khác nhau được nêu trong \
         báo cáo (cần bản kyso có tính năng `crosscheck`)",
    ),
    // inspect, cert
    ("The document", "Tài liệu"),
    (
        "Certificates, chains, PKCS#7 bundles, key files; `-` reads their paths from standard input",
        "Chứng thư, chuỗi chứng thư, gói PKCS#7, tệp khóa; `-` thì đọc đường dẫn từ đầu vào chuẩn",
    ),
    (
        "Moment for which validity is told (RFC 3339) instead of now",
        "Thời điểm xét hiệu lực (RFC 3339) thay cho lúc này",
    ),
    // pki
    (
        "A person's full name, or an office's (CN)",
        "Họ tên đầy đủ của người, hoặc tên cơ quan (CN)",
    ),
    (
        "The person's office, as in \"Giám đốc\" (T)",
        "Chức vụ của người ký, ví dụ \"Giám đốc\" (T)",
    ),
    ("The agency (O)", "Cơ quan, tổ chức (O)"),
    ("The unit within it (OU)", "Đơn vị trực thuộc (OU)"),
    ("The locality (L)", "Địa phương (L)"),
    ("The province (ST)", "Tỉnh, thành phố (ST)"),
    ("Two letters (C)", "Mã nước hai chữ cái (C)"),
    (
        "Identity card's or tax number, as in \"CCCD:001099012345\" (UID)",
        "Số căn cước hoặc mã số thuế, ví dụ \"CCCD:001099012345\" (UID)",
    ),
    (
        "Where they go: FILE.crt, and FILE.p12 with key and chain",
        "Nơi ghi: TỆP.crt, và TỆP.p12 gồm khóa và chuỗi chứng thư",
    ),
    (
        "Where it goes: FILE.csr, and FILE.key with the encrypted key",
        "Nơi ghi: TỆP.csr, và TỆP.key chứa khóa đã mã hóa",
    ),
    ("Kind of key", "Loại khóa"),
    (
        "Days of validity; else 7300 for a root, 1825 for an authority, 1095 for others",
        "Số ngày hiệu lực; nếu không nêu: 7300 cho gốc, 1825 cho tổ chức cấp, 1095 cho loại khác",
    ),
    (
        "Address at which the issuer publishes its revocation list",
        "Địa chỉ mà bên cấp công bố danh sách thu hồi",
    ),
    (
        "First moment of validity (RFC 3339) instead of now",
        "Thời điểm bắt đầu hiệu lực (RFC 3339) thay cho lúc này",
    ),
    (
        "Key file of the authority that issues: PKCS#12, or PEM files separated by commas",
        "Tệp khóa của tổ chức cấp: PKCS#12, hoặc các tệp PEM cách nhau bằng dấu phẩy",
    ),
];
