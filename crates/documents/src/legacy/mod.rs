//! Vietnamese before Unicode: text whose letters exist only in the fonts it was set in.
//!
//! Offices still send documents in `.VnTime` (TCVN3) and `VNI-Times`. The font decides what is
//! converted; text that merely looks like it is told about and left alone.

mod tcvn3;
mod vni;

use std::borrow::Cow;

use domain::{Finding, FindingCode};

/// A family of legacy fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Encoding {
    /// TCVN 5712:1993, «ABC»: one byte a letter.
    Tcvn3,
    /// VNI for Windows: a letter and a mark after it.
    Vni,
}

impl Encoding {
    /// The encoding of text in this font, if it is a legacy one.
    pub(crate) fn of_font(font: &str) -> Option<Encoding> {
        let font = font.trim().trim_matches(['"', '\'']);
        let starts = |mark: &str| {
            font.get(..mark.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(mark))
        };
        match font {
            _ if starts(".vn") => Some(Encoding::Tcvn3),
            _ if starts("vni-") => Some(Encoding::Vni),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Encoding::Tcvn3 => "TCVN3",
            Encoding::Vni => "VNI",
        }
    }

    fn convert(self, text: &str) -> String {
        match self {
            Encoding::Tcvn3 => tcvn3::convert(text),
            Encoding::Vni => vni::convert(text),
        }
    }
}

/// Converts runs by their fonts and remembers an example of each encoding met.
#[derive(Debug, Default)]
pub(crate) struct Conversions {
    met: std::collections::BTreeMap<Encoding, String>,
}

impl Conversions {
    /// The text in Unicode. Fonts `.Vn…H` show capitals whatever was typed.
    pub(crate) fn convert<'t>(&mut self, font: &str, text: &'t str) -> Cow<'t, str> {
        let Some(encoding) = Encoding::of_font(font) else {
            return Cow::Borrowed(text);
        };
        let mut converted = encoding.convert(text);
        if encoding == Encoding::Tcvn3 && font.trim().ends_with('H') {
            converted = converted.to_uppercase();
        }
        if converted != text && !self.met.contains_key(&encoding) {
            self.met.insert(encoding, example(&converted));
        }
        Cow::Owned(converted)
    }

    /// One finding for each encoding that was converted.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let finding = |(encoding, example): (&Encoding, &String)| {
            let values = [encoding.name().to_owned(), example.clone()];
            Finding::new(FindingCode::LegacyEncodingConverted, values)
        };
        self.met.iter().map(finding).collect()
    }
}

/// The first words, enough to recognise the place.
fn example(text: &str) -> String {
    text.split_whitespace()
        .take(12)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A finding if unconverted text looks like a legacy encoding: words of official Vietnamese
/// appear when it is converted and hardly any are there before.
pub(crate) fn suspicion<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Finding> {
    const HITS_LEAST: u32 = 4;
    const TEXTS: usize = 2_000;
    let mut hits = [(Encoding::Tcvn3, 0_u32, None), (Encoding::Vni, 0, None)];
    for text in texts.filter(|text| is_suspect(text)).take(TEXTS) {
        let plain = usual_words(text);
        for (encoding, count, first) in &mut hits {
            let converted = usual_words(&encoding.convert(text));
            if converted > plain {
                *count += converted - plain;
                first.get_or_insert(text);
            }
        }
    }
    let (encoding, count, first) = hits.into_iter().max_by_key(|(_, count, _)| *count)?;
    if count < HITS_LEAST {
        return None;
    }
    let values = [encoding.name().to_owned(), example(first.unwrap_or(""))];
    Some(Finding::new(FindingCode::LegacyEncodingUnread, values))
}

/// Letters of Latin-1 and none that only Unicode has for Vietnamese.
fn is_suspect(text: &str) -> bool {
    let is_latin1 = |c: char| ('\u{a0}'..='\u{ff}').contains(&c);
    let is_vietnamese = |c: char| ('\u{1ea0}'..='\u{1ef9}').contains(&c);
    text.contains(is_latin1) && !text.contains(is_vietnamese)
}

/// How many of the commonest words with marks are here.
fn usual_words(text: &str) -> u32 {
    const WORDS: [&str; 34] = [
        "của",
        "và",
        "các",
        "về",
        "số",
        "được",
        "trên",
        "tỷ",
        "lệ",
        "điểm",
        "chuyển",
        "đổi",
        "xã",
        "phường",
        "thực",
        "hiện",
        "nhiệm",
        "vụ",
        "kế",
        "hoạch",
        "đơn",
        "vị",
        "phối",
        "hợp",
        "chỉ",
        "tiêu",
        "năm",
        "tỉnh",
        "ủy",
        "nhân",
        "dân",
        "cộng",
        "độc",
        "việt",
    ];
    let words = text.split(|c: char| !c.is_alphabetic());
    let marked = words
        .filter(|word| !word.is_ascii() && word.len() < 16)
        .map(str::to_lowercase);
    u32::try_from(marked.filter(|word| WORDS.contains(&word.as_str())).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_decide() {
        assert_eq!(Encoding::of_font(".VnTimeH"), Some(Encoding::Tcvn3));
        assert_eq!(Encoding::of_font("\"VNI-Times\""), Some(Encoding::Vni));
        assert_eq!(Encoding::of_font("Times New Roman"), None);
        let mut conversions = Conversions::default();
        assert_eq!(conversions.convert(".VnTimeH", "KÕ ho¹ch"), "KẾ HOẠCH");
        assert_eq!(conversions.convert("Arial", "Kế hoạch"), "Kế hoạch");
        let findings = conversions.findings();
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].value("example"), "KẾ HOẠCH");
    }

    #[test]
    fn the_national_title_reads_in_both() {
        assert_eq!(
            Encoding::Tcvn3
                .convert("Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"),
            "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
        );
        assert_eq!(
            Encoding::Vni.convert(
                "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM. Ñoäc laäp - Töï do - Haïnh phuùc"
            ),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM. Độc lập - Tự do - Hạnh phúc"
        );
    }

    #[test]
    fn looks_are_told_and_unicode_is_not_suspected() {
        let text = "Tû lÖ ®iÓm cña x· ®\u{ad}îc céng vÒ c¸c chØ tiªu n¨m 2024";
        let finding = suspicion([text].into_iter()).unwrap();
        assert_eq!(finding.code, FindingCode::LegacyEncodingUnread);
        assert_eq!(finding.value("encoding"), "TCVN3");
        let plain = "Tỷ lệ điểm của xã được cộng về các chỉ tiêu năm 2024 và số hộ có địa chỉ";
        assert_eq!(suspicion([plain; 5].into_iter()), None);
        assert_eq!(
            suspicion(["Société générale à Orléans, où était né Noël"; 9].into_iter()),
            None
        );
    }
}
