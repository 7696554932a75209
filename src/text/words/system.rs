//! What the operating system said. In English it says so itself.

use std::io::ErrorKind;

/// One kind of error: Vietnamese, and the next step in both languages.
pub(in crate::text) struct SystemWords {
    pub kind: ErrorKind,
    pub vi: &'static str,
    pub vi_hint: &'static str,
    pub en_hint: &'static str,
}

/// The words for `kind`; `None` for one that kyso never met.
pub(in crate::text) fn of(kind: ErrorKind) -> Option<&'static SystemWords> {
    SYSTEM.iter().find(|words| words.kind == kind)
}

macro_rules! said {
    ($($kind:ident: $vi:literal, $vi_hint:literal, $en_hint:literal;)*) => {
        pub(in crate::text) const SYSTEM: &[SystemWords] = &[$(SystemWords {
            kind: ErrorKind::$kind,
            vi: $vi,
            vi_hint: $vi_hint,
            en_hint: $en_hint,
        },)*];
    };
}

said! {
    NotFound: "không có tệp hoặc thư mục này",
        "Kiểm tra lại đường dẫn: tên tệp, dấu tiếng Việt và thư mục đang đứng.",
        "Check the path: the spelling, and the folder from which the command is run.";
    PermissionDenied: "không có quyền truy cập",
        "Xin quyền đọc tệp (hoặc ghi vào thư mục), hoặc chạy bằng tài khoản có quyền đó.",
        "Get the right to read the file (or to write to the folder), or run as a user who has it.";
    AlreadyExists: "đã có sẵn tệp hoặc thư mục cùng tên",
        "Chọn tên khác, hoặc tự dời tệp đang có đi nơi khác.",
        "Choose another name, or move what is there out of the way yourself.";
    StorageFull: "đĩa đã đầy",
        "Giải phóng dung lượng đĩa, hoặc ghi ra ổ đĩa khác, rồi thử lại.",
        "Free some space, or write to another disk, and try again.";
    QuotaExceeded: "đã hết hạn mức dung lượng được cấp",
        "Giải phóng dung lượng trong hạn mức của tài khoản, hoặc ghi ra nơi khác.",
        "Free some space within the account's quota, or write somewhere else.";
    ReadOnlyFilesystem: "ổ đĩa chỉ cho phép đọc",
        "Ghi kết quả ra một thư mục trên ổ đĩa cho phép ghi.",
        "Write the results to a folder on a disk that can be written to.";
    IsADirectory: "đây là thư mục, không phải tệp",
        "Nêu tên một tệp, không phải tên thư mục.",
        "Name a file instead of a folder.";
    NotADirectory: "một phần của đường dẫn không phải là thư mục",
        "Kiểm tra lại đường dẫn: phần đứng trước tên tệp phải là thư mục.",
        "Check the path: what stands before the file's name must be folders.";
    DirectoryNotEmpty: "thư mục không trống",
        "Chọn thư mục mới hoặc thư mục trống.",
        "Choose a folder that is new or empty.";
    InvalidFilename: "tên tệp quá dài hoặc không hợp lệ",
        "Rút ngắn tên tệp hoặc tên thư mục rồi thử lại.",
        "Shorten the name of the file or its folder and try again.";
    FileTooLarge: "tệp quá lớn",
        "Kiểm tra xem có chọn nhầm tệp không.",
        "Check that this is the right file.";
    InvalidInput: "tên hoặc giá trị không dùng được với hệ thống",
        "Kiểm tra lại đường dẫn xem có ký tự lạ không.",
        "Check the path for unusual characters.";
    InvalidData: "nội dung tệp không đúng dạng cần có",
        "Kiểm tra xem có chọn nhầm tệp không.",
        "Check that this is the right file.";
    UnexpectedEof: "dữ liệu kết thúc giữa chừng",
        "Đợi cho tệp được ghi hoặc tải về xong rồi thử lại.",
        "Wait until the file has been written or downloaded completely and try again.";
    ResourceBusy: "tệp hoặc thiết bị đang được sử dụng",
        "Đóng chương trình đang dùng tệp rồi thử lại.",
        "Close the program that uses the file and try again.";
    ExecutableFileBusy: "tệp đang được chương trình khác sử dụng",
        "Đóng chương trình đang dùng tệp rồi thử lại.",
        "Close the program that uses the file and try again.";
    TimedOut: "quá thời gian chờ",
        "Kiểm tra kết nối tới ổ đĩa mạng rồi thử lại.",
        "Check the connection to the network drive and try again.";
    BrokenPipe: "nơi nhận đã đóng lại",
        "Kiểm tra chương trình nhận dữ liệu rồi chạy lại.",
        "Check the program that receives the data and run again.";
    Interrupted: "thao tác bị ngắt",
        "Chạy lại lệnh.",
        "Run the command again.";
    WriteZero: "không ghi được hết dữ liệu",
        "Kiểm tra dung lượng đĩa còn trống rồi thử lại.",
        "Check the free space on the disk and try again.";
    OutOfMemory: "máy không đủ bộ nhớ",
        "Đóng bớt chương trình, hoặc giảm --jobs, rồi thử lại.",
        "Close other programs, or lower --jobs, and try again.";
    Unsupported: "hệ thống không hỗ trợ thao tác này",
        "Chép tệp sang một ổ đĩa thông thường rồi thử lại.",
        "Copy the file to an ordinary disk and try again.";
    CrossesDevices: "không chuyển được tệp giữa hai ổ đĩa",
        "Chọn thư mục kết quả trên cùng ổ đĩa rồi thử lại.",
        "Choose a folder for the results on the same disk and try again.";
}
