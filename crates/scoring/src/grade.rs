//! Grades (xếp loại): cut-offs on points or on the share of the maximum, with a floor for every
//! pillar where the framework asks for one.

use crate::Exact;
use crate::framework::{Floor, Grade};
use crate::rule::Points;

/// What a grade is decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achieved {
    /// Total points.
    pub total: Points,
    /// The maximum that was open to the unit.
    pub attainable: Points,
    /// Points and maximum of each pillar.
    pub pillars: Vec<(Points, Points)>,
    /// Whether every mandatory indicator earned something.
    pub mandatory_met: bool,
}

/// The first grade all of whose conditions hold, from the best; `None` when none does.
pub fn grade<'a>(grades: &'a [Grade], achieved: &Achieved) -> Option<&'a Grade> {
    grades.iter().find(|grade| holds(grade, achieved))
}

fn holds(grade: &Grade, achieved: &Achieved) -> bool {
    let floor = match &grade.floor {
        None => true,
        Some(Floor::Points(floor)) => achieved.total >= *floor,
        Some(Floor::Share(floor)) => reaches(&achieved.total, &achieved.attainable, floor),
    };
    let pillars = grade.pillar_floor.as_ref().is_none_or(|floor| {
        achieved
            .pillars
            .iter()
            .all(|(points, max)| reaches(points, max, floor))
    });
    floor && pillars && (achieved.mandatory_met || !grade.mandatory)
}

/// A pillar nothing of which applies has no floor to miss.
fn reaches(points: &Points, max: &Points, share: &Exact) -> bool {
    max.is_zero() || *points >= share.clone() * max.clone()
}
