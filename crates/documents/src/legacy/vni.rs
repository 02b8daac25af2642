//! VNI for Windows: a plain letter followed by a mark, a few letters with a sign of their own.

/// Marks after «a», with what they make of it.
const AFTER_A: [(char, char); 17] = [
    ('ù', 'á'),
    ('ø', 'à'),
    ('û', 'ả'),
    ('õ', 'ã'),
    ('ï', 'ạ'),
    ('â', 'â'),
    ('á', 'ấ'),
    ('à', 'ầ'),
    ('å', 'ẩ'),
    ('ã', 'ẫ'),
    ('ä', 'ậ'),
    ('ê', 'ă'),
    ('é', 'ắ'),
    ('è', 'ằ'),
    ('ú', 'ẳ'),
    ('ü', 'ẵ'),
    ('ë', 'ặ'),
];
const AFTER_E: [(char, char); 11] = [
    ('ù', 'é'),
    ('ø', 'è'),
    ('û', 'ẻ'),
    ('õ', 'ẽ'),
    ('ï', 'ẹ'),
    ('â', 'ê'),
    ('á', 'ế'),
    ('à', 'ề'),
    ('å', 'ể'),
    ('ã', 'ễ'),
    ('ä', 'ệ'),
];
const AFTER_O: [(char, char); 11] = [
    ('ù', 'ó'),
    ('ø', 'ò'),
    ('û', 'ỏ'),
    ('õ', 'õ'),
    ('ï', 'ọ'),
    ('â', 'ô'),
    ('á', 'ố'),
    ('à', 'ồ'),
    ('å', 'ổ'),
    ('ã', 'ỗ'),
    ('ä', 'ộ'),
];
const AFTER_U: [(char, char); 5] = [('ù', 'ú'), ('ø', 'ù'), ('û', 'ủ'), ('õ', 'ũ'), ('ï', 'ụ')];
const AFTER_Y: [(char, char); 4] = [('ù', 'ý'), ('ø', 'ỳ'), ('û', 'ỷ'), ('õ', 'ỹ')];
/// «ơ» is typed «ô», «ư» is typed «ö».
const AFTER_O_HORN: [(char, char); 5] =
    [('ù', 'ớ'), ('ø', 'ờ'), ('û', 'ở'), ('õ', 'ỡ'), ('ï', 'ợ')];
const AFTER_U_HORN: [(char, char); 5] =
    [('ù', 'ứ'), ('ø', 'ừ'), ('û', 'ử'), ('õ', 'ữ'), ('ï', 'ự')];

/// The text in Unicode; what is no letter of VNI stays.
pub(super) fn convert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().map(from_private).peekable();
    while let Some(c) = chars.next() {
        let pair = chars.peek().and_then(|mark| marked(c, *mark));
        if pair.is_some() {
            chars.next();
        }
        out.push(pair.unwrap_or_else(|| single(c)));
    }
    out
}

/// Word keeps letters of symbol fonts in the private use area.
fn from_private(c: char) -> char {
    match u32::from(c) {
        code @ 0xf020..=0xf0ff => char::from_u32(code - 0xf000).unwrap_or(c),
        _ => c,
    }
}

/// A letter and the mark behind it, whatever the case of either.
fn marked(letter: char, mark: char) -> Option<char> {
    let table: &[(char, char)] = match lower(letter) {
        'a' => &AFTER_A,
        'e' => &AFTER_E,
        'o' => &AFTER_O,
        'u' => &AFTER_U,
        'y' => &AFTER_Y,
        'ô' => &AFTER_O_HORN,
        'ö' => &AFTER_U_HORN,
        _ => return None,
    };
    let (_, found) = table.iter().find(|(known, _)| *known == lower(mark))?;
    Some(like(letter, *found))
}

/// Letters with a sign of their own.
fn single(c: char) -> char {
    let found = match lower(c) {
        'ñ' => 'đ',
        'ô' => 'ơ',
        'ö' => 'ư',
        'æ' => 'ỉ',
        'ó' => 'ĩ',
        'ò' => 'ị',
        'î' => 'ỵ',
        _ => return c,
    };
    like(c, found)
}

fn like(case: char, letter: char) -> char {
    if case.is_uppercase() {
        letter.to_uppercase().next().unwrap_or(letter)
    } else {
        letter
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
