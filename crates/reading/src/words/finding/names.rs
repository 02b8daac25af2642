//! Words for the stable names of readings and of what a title or a rule asks for. The names are
//! part of the formats and stay; the words are for sentences.

/// Name and words, sorted by name.
const NAMES: [(&str, &str); 50] = [
    ("additive", "các ý chia đều điểm tối đa"),
    ("all_or_nothing", "phải đạt đủ mới có điểm"),
    ("amount", "số tiền"),
    ("as_stated", "tính theo nguyên văn"),
    ("as_written", "lấy theo số ghi trong văn bản"),
    ("at_least", "từ mức đó trở lên"),
    ("best_is_open", "mức cao nhất không có chặn trên"),
    ("boundary_to_higher", "ranh giới thuộc mức cao"),
    ("boundary_to_lower", "ranh giới thuộc mức thấp"),
    ("by_largest", "chia cho giá trị lớn nhất"),
    ("cap_at_max", "tính theo nguyên văn, không quá điểm tối đa"),
    ("continuous", "tính theo tỷ lệ với ngưỡng, không nhảy bậc"),
    ("count", "số lượng"),
    ("dependent", "ý sau chỉ tính khi đã đạt ý trước"),
    ("exactly", "chỉ đúng mức đó"),
    ("from_full", "lấy điểm tối đa rồi trừ"),
    ("from_max", "lấy điểm tối đa rồi trừ"),
    ("full_when_met", "đạt thì được điểm tối đa"),
    ("gap_to_higher", "khoảng không nêu tính theo mức cao"),
    ("gap_to_lower", "khoảng không nêu tính theo mức thấp"),
    ("growth_of_value", "mức tăng của giá trị so với kỳ trước"),
    ("halving", "mỗi mức sau bằng một nửa mức trước"),
    ("independent", "các ý tính riêng"),
    ("literal", "tính theo nguyên văn"),
    ("minmax", "theo khoảng giữa nhỏ nhất và lớn nhất"),
    ("none_is_zero", "không có thì tỷ lệ bằng 0"),
    ("not_required", "không phải là điều kiện"),
    ("number_is_percent", "con số là phần trăm"),
    ("one_of_several", "chọn một trong các mức"),
    ("only_deduction", "chỉ là điểm trừ"),
    ("only_when_met", "đạt mới có điểm để trừ"),
    ("plain_ratio", "tỷ lệ nhân điểm tối đa"),
    ("prerequisite", "là điều kiện bắt buộc"),
    ("proportional", "tính theo tỷ lệ"),
    ("proportional_below", "dưới ngưỡng tính theo tỷ lệ"),
    (
        "proportional_to_threshold",
        "điểm của mức tỷ lệ với ngưỡng của mức",
    ),
    ("r_over_max", "chia cho giá trị lớn nhất"),
    ("rate", "tỷ lệ"),
    ("rate_in_percent", "tỷ lệ ghi bằng số phần trăm"),
    ("scale_to_max", "lấy điểm tối đa làm hệ số"),
    ("second_denies_first", "ý thứ hai phủ định ý thứ nhất"),
    ("steps_100_70_30", "các mức 100 %, 70 %, 30 % điểm tối đa"),
    ("unstated", "không tính điểm"),
    ("unstated_above", "trên mức cao nhất không nêu điểm"),
    ("unstated_is_zero", "không nêu thì 0 điểm"),
    ("whole_groups", "chỉ tính nhóm trọn"),
    ("whole_steps", "chỉ trừ theo bước trọn"),
    ("yes_is_first_statement", "«có» là ý thứ nhất"),
    ("yes_is_second_statement", "«có» là ý thứ hai"),
    ("yes_no", "có hay không"),
];

/// A named reading in words; a name without words is shown as it is.
pub fn reading(name: &str) -> &str {
    NAMES
        .binary_search_by_key(&name, |(known, _)| known)
        .map_or(name, |at| NAMES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_their_words_hold_no_name() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(NAMES.iter().all(|(_, words)| !words.contains('_')));
        assert_eq!(reading("boundary_to_lower"), "ranh giới thuộc mức thấp");
    }
}
