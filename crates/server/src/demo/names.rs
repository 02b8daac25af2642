//! The made-up city: its wards, offices and people. None of them exists.

/// Thành phố Đông Lĩnh.
pub(super) const CITY: &str = "Thành phố Đông Lĩnh";

/// Its wards; the first one's year is told in full.
pub(super) const WARDS: [&str; 8] = [
    "Phường Sơn Khê",
    "Phường Hạ Khê",
    "Phường Bến Tràm",
    "Phường Đồi Thông",
    "Phường Cầu Giang",
    "Phường Suối Ngà",
    "Xã Vân Hạ",
    "Xã Lũng Mây",
];

/// Offices of a ward, as its plan names them.
pub(super) const OFFICES: [&str; 6] = [
    "Văn phòng HĐND và UBND",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Trung tâm Phục vụ hành chính công",
    "Trung tâm Dịch vụ tổng hợp",
    "Công an phường",
];

/// Whoever the plan names beside them; nobody signs in for them.
pub(super) const OUTSIDERS: [&str; 5] = [
    "Đoàn Thanh niên phường",
    "Hội Nông dân phường",
    "Ủy ban Mặt trận Tổ quốc Việt Nam phường",
    "Thuế cơ sở",
    "Trạm Y tế phường",
];

const FAMILIES: [&str; 12] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
];
const MIDDLES: [&str; 8] = ["Thị", "Văn", "Thu", "Minh", "Hải", "Ngọc", "Đức", "Thanh"];
const GIVEN: [&str; 15] = [
    "Hạnh", "Bình", "Lan", "Sơn", "Mai", "Quang", "Yến", "Tuấn", "Hương", "Dũng", "Oanh", "Phúc",
    "Thảo", "Khánh", "Vinh",
];

/// The so-manieth made-up person; the first few hundred differ.
pub(super) fn person(number: usize) -> String {
    let family = FAMILIES[(number * 5 + 1) % FAMILIES.len()];
    let middle = MIDDLES[(number * 3 + number / 12) % MIDDLES.len()];
    let given = GIVEN[(number * 7 + 2) % GIVEN.len()];
    format!("{family} {middle} {given}")
}
