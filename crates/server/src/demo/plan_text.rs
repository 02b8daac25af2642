//! Each ward's plan: the sample plan of Sơn Khê under the ward's own name, number and year.

/// Written for this project, about a made-up ward.
const SAMPLE: &str = include_str!("../../../../samples/son-khe/ke-hoach.txt");
/// The year that the sample is about.
const SAMPLE_YEAR: i16 = 2026;

/// The plan of `ward` («Phường Hạ Khê») for `year`, under `number`.
pub(super) fn of(ward: &str, year: i16, number: usize) -> String {
    let (kind, name) = ward.split_once(' ').unwrap_or(("Phường", ward));
    let mut text = SAMPLE
        .replace("Số: 27/KH-UBND", &format!("Số: {number}/KH-UBND"))
        .replace("27/KH-UBND ngày 05/3", &format!("{number}/KH-UBND ngày 05/3"))
        .replace("tỉnh Lam Châu", "thành phố Đông Lĩnh")
        .replace("PHƯỜNG SƠN KHÊ", &ward.to_uppercase())
        .replace("Sơn Khê", name);
    if kind == "Xã" {
        text = text
            .replace(&format!("phường {name}"), &format!("xã {name}"))
            .replace(&format!("Phường {name}"), &format!("Xã {name}"));
    }
    // The years around it move together; each is set aside first, so that none moves twice.
    let years = [(1, '\u{1}'), (0, '\u{2}'), (-1, '\u{3}')];
    for (distance, mark) in years {
        text = text.replace(&(SAMPLE_YEAR + distance).to_string(), &mark.to_string());
    }
    for (distance, mark) in years {
        text = text.replace(mark, &(year + distance).to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_ward_has_the_sample_under_its_own_name_and_year() {
        let text = of("Xã Vân Hạ", 2025, 31);
        assert!(text.contains("XÃ VÂN HẠ"));
        assert!(text.contains("Số: 31/KH-UBND"));
        assert!(text.contains("xã Vân Hạ năm 2025"));
        assert!(!text.contains("Sơn Khê") && !text.contains("2026"));
        let same = of("Phường Sơn Khê", 2026, 27);
        assert!(same.contains("phường Sơn Khê năm 2026"));
    }
}
