//! Days and hours as people write them.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// `14/10/2026`.
pub fn date(date: &Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// `09:05 ngày 14/10/2026` in Vietnam; what is no instant stays as it is.
pub fn instant(text: &str) -> String {
    text.parse::<Timestamp>().map_or_else(
        |_| text.to_owned(),
        |instant| {
            let local = Offset::constant(7).to_datetime(instant);
            local.strftime("%H:%M ngày %d/%m/%Y").to_string()
        },
    )
}
