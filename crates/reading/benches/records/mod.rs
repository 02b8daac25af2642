//! Made-up records to search in, the same ones each time, and what is asked of them. Shared with
//! the bench of `app`, which searches them through a database.

use std::fmt::Write as _;

pub(crate) const RECORDS: u64 = 100_000;
/// Units they belong to, turn by turn.
pub(crate) const UNITS: u64 = 300;

const BEGIN: &[&str] = &[
    "Tỷ lệ hộ gia đình",
    "Tỷ lệ hồ sơ",
    "Số lượng cán bộ, công chức",
    "Kế hoạch",
    "Báo cáo kết quả",
    "Danh mục",
    "Quyết định phê duyệt",
    "Hội nghị tập huấn",
    "Tổ công nghệ số cộng đồng",
    "Văn bản",
    "Mức độ",
    "Ảnh chụp màn hình",
    "Biên bản kiểm tra",
    "Tin, bài",
    "Trang thông tin điện tử",
];
const MIDDLE: &[&str] = &[
    "chuyển đổi số năm 2025",
    "sử dụng dịch vụ công trực tuyến",
    "được cấp chữ ký số cá nhân",
    "thanh toán không dùng tiền mặt",
    "bảo đảm ATTT cho hệ thống thông tin",
    "CĐS trên địa bàn xã",
    "số hóa kết quả giải quyết thủ tục hành chính",
    "có tài khoản định danh điện tử mức 2",
    "kết nối cơ sở dữ liệu quốc gia về dân cư",
    "ứng dụng CNTT trong cơ quan nhà nước",
    "hộ kinh doanh tham gia sàn thương mại điện tử",
    "phủ sóng băng rộng di động 5G",
    "phát triển kinh tế số, xã hội số",
    "cập nhật dữ liệu mở",
    "xử lý văn bản trên môi trường mạng",
];
const END: &[&str] = &[
    "do UBND xã chủ trì",
    "phối hợp với Công an xã",
    "theo hướng dẫn của Sở Khoa học và Công nghệ",
    "trước ngày 15/10/2025",
    "giao Văn phòng HĐND và UBND tham mưu",
    "báo cáo hằng quý",
    "đính kèm tài liệu kiểm chứng",
    "đã được thẩm định",
    "cần bổ sung minh chứng có chữ ký số",
    "giao Phòng Văn hóa - Xã hội theo dõi",
    "Đoàn Thanh niên và Hội Nông dân phối hợp",
];
const HEADS: &[&str] = &[
    "b", "ch", "d", "g", "h", "kh", "l", "m", "ng", "ph", "s", "t", "th", "tr", "v", "x",
];
const TAILS: &[&str] = &[
    "a", "an", "anh", "ao", "ăng", "âm", "ê", "iên", "inh", "oa", "oan", "ô", "ông", "ơn", "u",
    "ung", "ưng", "yên",
];

/// The same numbers each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap_or(0)
    }

    fn of(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    /// A made-up name of two syllables.
    fn name(&mut self) -> String {
        let mut name = String::new();
        for _ in 0..2 {
            let _ = write!(name, "{}{} ", self.of(HEADS), self.of(TAILS));
        }
        name
    }
}

/// A made-up record.
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The record of this number, the same each time.
pub(crate) fn record(number: u64) -> Record {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    dice.below(2);
    let code = format!(
        "{}.{}.{}",
        dice.below(9) + 1,
        dice.below(12) + 1,
        dice.below(6) + 1
    );
    Record {
        id: format!("0199a1b2-{:04x}-7000-8000-{number:012x}", number % 65_536),
        title: format!("{code} {} {}", dice.of(BEGIN), dice.of(MIDDLE)),
        text: format!(
            "{} thôn {}{} số {}/KH-UBND; {}",
            dice.of(MIDDLE),
            dice.name(),
            dice.of(END),
            dice.below(900),
            dice.of(END),
        ),
    }
}

/// What is asked, and why it may be slow.
pub(crate) const QUESTIONS: &[&str] = &[
    "chuyển đổi số",        // three words of a fifth of all records
    "chuyen doi so",        // without marks
    "do xa tr",             // no word is rare
    "36/KH-UBND",           // a number
    "phuong tran 5.11.3",   // rare
    "ch",                   // begins a third of all words
    "c",                    // begins more
    "chuyne doii soo",      // mistyped
    "chuyeenr ddooir soos", // Telex
    "chuyendoiso",          // run together
    "CĐS",                  // abbreviations
    "dvctt ubnd xa",
    "sử dụng dịch vụ công",         // five words
    "qwrtzp",                       // nothing is like it
    "zzzzzzz xa so ubnd cong nghe", // most words only
    "a b c d e g h i k l m n",      // hostile
];
