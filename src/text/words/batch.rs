//! Many documents, and the command line.

use super::Words;

pub(super) const OUTPUT_EXISTS: Words = Words {
    vi: "Đã có sẵn tệp kết quả cho {file} nên không ghi đè",
    vi_hint: "Chọn thư mục khác cho --out, dùng --resume để bỏ qua những tệp đã ký xong, hoặc --force để ghi đè.",
    en: "The output for {file} is there already and is not overwritten",
    en_hint: "Choose another folder for --out, use --resume to skip what is done, or --force to overwrite.",
};

pub(super) const HARD_LINKED: Words = Words {
    vi: "Tệp {file} còn có tên khác (liên kết cứng); ký tại chỗ sẽ chỉ thay tệp dưới tên này, các tên kia vẫn giữ bản chưa ký",
    vi_hint: "Ghi ra thư mục khác bằng --out; hoặc thêm --force nếu chấp nhận tách tên này khỏi các tên kia.",
    en: "The file {file} has other names (hard links); signing in place replaces it under this name, and the others keep the unsigned document",
    en_hint: "Write to another folder with --out; or add --force to part this name from the others.",
};

pub(super) const OUTPUT_COLLISION: Words = Words {
    vi: "Kết quả của {file} sẽ trùng với một tệp vào khác, hoặc với kết quả của tệp ấy",
    vi_hint: "Chọn thư mục khác cho --out hoặc --suffix khác (muốn thay chính tệp vào thì dùng --in-place); nếu danh sách có hai tệp trùng nhau hoặc trùng tên thì bỏ bớt một tệp.",
    en: "The output for {file} would meet an input, or the output for one",
    en_hint: "Choose another folder for --out or another --suffix (--in-place replaces the inputs themselves); of two inputs that are one file, or have one name, leave out one.",
};

pub(super) const OUTPUT_INSIDE_INPUT: Words = Words {
    vi: "Thư mục kết quả {file} nằm trong thư mục đang được ký đệ quy",
    vi_hint: "Chọn cho --out một thư mục nằm ngoài các thư mục đầu vào.",
    en: "The output folder {file} lies inside a folder that is signed recursively",
    en_hint: "Choose a folder for --out outside the input folders.",
};

pub(super) const NO_INPUT: Words = Words {
    vi: "Không tìm thấy tệp PDF nào: {file}",
    vi_hint: "Kiểm tra đường dẫn và mẫu tên tệp; thêm --recursive để tìm cả trong thư mục con.",
    en: "No PDF file was found: {file}",
    en_hint: "Check the path and the pattern; add --recursive to look into folders below.",
};

pub(super) const SKIPPED_INPUT: Words = Words {
    vi: "Bỏ qua {file} vì không phải là tệp thông thường",
    vi_hint: "Sao chép nội dung ra một tệp thông thường rồi chạy lại nếu cần xử lý.",
    en: "{file} was skipped because it is not a regular file",
    en_hint: "Copy its content into a regular file and run again if it matters.",
};

pub(super) const INTERRUPTED: Words = Words {
    vi: "Công việc bị dừng trước khi xử lý xong {file}",
    vi_hint: "Chạy lại lệnh với --resume để tiếp tục phần còn lại.",
    en: "The work was interrupted before {file} was done",
    en_hint: "Run the command again with --resume to go on with the rest.",
};

pub(super) const INTERNAL: Words = Words {
    vi: "Chương trình gặp lỗi nội bộ khi xử lý {file}",
    vi_hint: "Báo lỗi cho nhóm phát triển kyso kèm theo tệp nếu được phép; các tệp khác không bị ảnh hưởng.",
    en: "kyso met a fault of its own at {file}",
    en_hint: "Report it to the developers of kyso, with the file if you may; other files are not affected.",
};

pub(super) const USAGE: Words = Words {
    vi: "Không thực hiện được với {file}",
    vi_hint: "Xem cách dùng lệnh bằng --help.",
    en: "Cannot go on with {file}",
    en_hint: "See --help for how the command is used.",
};

pub(super) const FEATURE_MISSING: Words = Words {
    vi: "Bản kyso này được dựng không kèm phần mà {file} cần đến",
    vi_hint: "Dựng lại chương trình với tính năng `crosscheck` theo lệnh đã nêu rồi chạy lại, hoặc bỏ tùy chọn này.",
    en: "This kyso was built without what {file} needs",
    en_hint: "Build the program again with the feature `crosscheck`, by the command that is named, or leave the option out.",
};
