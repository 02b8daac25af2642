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
        .replace(
            "27/KH-UBND ngày 05/3",
            &format!("{number}/KH-UBND ngày 05/3"),
        )
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

/// The plan of the city above the wards, whose annex is the framework of them all; `times` over,
/// with new codes, for measuring.
pub(super) fn of_the_city(city: &str, year: i16, times: usize) -> String {
    let text = of("Phường Đông Lĩnh", year, 15)
        .replace("PHƯỜNG ĐÔNG LĨNH", &city.to_uppercase())
        .replace("phường Đông Lĩnh", "thành phố Đông Lĩnh")
        .replace("15/KH-UBND ngày 05/3", "15/KH-UBND ngày 12/02")
        .replace("ngày 05 tháng 3", "ngày 12 tháng 02");
    let Some((before, annex)) = text.split_once("\nPHỤ LỤC 02") else {
        return text;
    };
    let rows: Vec<&str> = before
        .lines()
        .filter(|line| {
            line.contains('\t') && line.starts_with(|first: char| first.is_ascii_digit())
        })
        .collect();
    let mut whole = before.trim_end().to_owned();
    for time in 1..times {
        for row in &rows {
            let (code, rest) = row.split_once('\t').unwrap_or((row, ""));
            let (pillar, below) = code
                .split_once('.')
                .map_or((code, None), |(pillar, below)| (pillar, Some(below)));
            let pillar = pillar.parse::<usize>().unwrap_or_default() + 8 * time;
            let code =
                below.map_or_else(|| pillar.to_string(), |below| format!("{pillar}.{below}"));
            let rest = rest.replace(
                "từ 5.6.1 đến 5.6.3",
                &format!("từ {pillar}.6.1 đến {pillar}.6.3"),
            );
            // Another title makes it another figure, as the indicators of a real framework are.
            let (title, rest) = rest.split_once('\t').unwrap_or((&rest, ""));
            whole.push_str(&format!("\n{code}\t{title}, đợt {}\t{rest}", time + 1));
        }
    }
    format!("{whole}\n\nPHỤ LỤC 02{annex}")
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
