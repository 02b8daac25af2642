//! Directions on a circle in whole numbers: the same bytes on every machine.

use super::svg::{At, Tenths};

/// Parts of one in which sines are given.
const ONE: i64 = 1_000_000_000;
/// Half a turn, in the same parts of a radian.
const PI: i64 = 3_141_592_654;

/// The point at this radius, `part` of `whole` turns from the top, to the right.
pub(super) fn around(centre: At, radius: Tenths, part: i32, whole: i32) -> At {
    let angle = i64::from(part) * 2 * PI / i64::from(whole.max(1));
    let along = |share: i64| {
        let way = i64::from(radius) * share;
        let half = if way < 0 { -ONE / 2 } else { ONE / 2 };
        Tenths::try_from((way + half) / ONE).unwrap_or_default()
    };
    (
        centre.0 + along(sine(angle)),
        centre.1 - along(sine(angle + PI / 2)),
    )
}

/// The sine of an angle in radians; its series, cut where it no longer shows.
fn sine(angle: i64) -> i64 {
    let turned = angle.rem_euclid(2 * PI);
    let (angle, sign) = if turned > PI {
        (turned - PI, -1)
    } else {
        (turned, 1)
    };
    let x = if angle > PI / 2 { PI - angle } else { angle };
    let square = x * x / ONE;
    let (mut term, mut sum) = (x, x);
    for n in [6, 20, 42, 72, 110] {
        term = -term * square / ONE / n;
        sum += term;
    }
    sum * sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_and_eighths_of_a_turn() {
        let at = |part| around((0, 0), 1000, part, 8);
        assert_eq!(at(0), (0, -1000));
        assert_eq!(at(1), (707, -707));
        assert_eq!(at(2), (1000, 0));
        assert_eq!(at(3), (707, 707));
        assert_eq!(at(4), (0, 1000));
        assert_eq!(at(6), (-1000, 0));
        assert_eq!(at(7), (-707, -707));
    }
}
