//! A structured rule back from JSON. Anything that is not exactly a rule is refused with the path
//! of the place, never guessed; nesting and lists are bounded.

use scoring::rule::{
    Band, Bound, Combine, Direction, Formula, Piece, Points, Quantity, Rule, Target,
};
use serde_json::Value;

use crate::stored::exact;

/// No sentence nests deeper.
const DEPTH_MAX: u32 = 32;
/// No rule lists more options, parts or bands.
const LIST_MAX: usize = 1000;

/// Why the JSON is no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `rules[1].bands[0].from`. Empty for the whole.
    pub path: String,
    /// Which key or name was expected there.
    pub expected: &'static str,
}

type Read<T> = Result<T, Fault>;

/// Reads a structured rule.
pub fn read(value: &Value) -> Read<Rule> {
    rule(&At {
        value,
        path: String::new(),
        depth: 0,
    })
}

/// A value and where it stands.
struct At<'a> {
    value: &'a Value,
    path: String,
    depth: u32,
}

impl<'a> At<'a> {
    fn fault<T>(&self, expected: &'static str) -> Read<T> {
        Err(Fault {
            path: self.path.clone(),
            expected,
        })
    }

    fn find(&self, key: &str) -> Option<At<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        let dot = if self.path.is_empty() { "" } else { "." };
        Some(At {
            value,
            path: format!("{}{dot}{key}", self.path),
            depth: self.depth + 1,
        })
    }

    fn key(&self, key: &'static str) -> Read<At<'a>> {
        self.find(key).map_or_else(|| self.fault(key), Ok)
    }

    fn list(&self) -> Read<Vec<At<'a>>> {
        let Some(list) = self.value.as_array().filter(|list| list.len() <= LIST_MAX) else {
            return self.fault("list");
        };
        let at = |(index, value)| At {
            value,
            path: format!("{}[{index}]", self.path),
            depth: self.depth + 1,
        };
        Ok(list.iter().enumerate().map(at).collect())
    }

    fn text(&self) -> &'a str {
        self.value.as_str().unwrap_or_default()
    }

    fn number(&self) -> Read<Points> {
        exact::read(self.value).map_or_else(|| self.fault("number"), Ok)
    }
}

fn number(at: &At<'_>, key: &'static str) -> Read<Points> {
    at.key(key)?.number()
}

fn number_or_none(at: &At<'_>, key: &'static str) -> Read<Option<Points>> {
    at.find(key).map(|at| at.number()).transpose()
}

fn numbers(at: &At<'_>) -> Read<Vec<Points>> {
    at.key("points")?.list()?.iter().map(At::number).collect()
}

fn rule(at: &At<'_>) -> Read<Rule> {
    if at.depth > DEPTH_MAX {
        return at.fault("depth");
    }
    let points = || number(at, "points");
    Ok(match at.key("kind")?.text() {
        "yes_no" => Rule::YesNo {
            yes: number(at, "yes")?,
            no: number(at, "no")?,
        },
        "options" => Rule::Options(numbers(at)?),
        "parts" => Rule::Parts(numbers(at)?),
        "ladder" => Rule::Ladder(numbers(at)?),
        "all_parts" => Rule::AllParts {
            count: count(at)?,
            points: points()?,
        },
        "children" => Rule::Children(combine(at)?),
        "several" => {
            let rules = at
                .key("rules")?
                .list()?
                .iter()
                .map(rule)
                .collect::<Read<_>>()?;
            Rule::Several {
                combine: combine(at)?,
                rules,
            }
        }
        "provided" => Rule::Provided(Box::new(rule(&at.key("rule")?)?)),
        "formula" => Rule::Formula(formula(&at.key("formula")?)?),
        "entered" => Rule::Entered,
        _ => return measured(at),
    })
}

fn measured(at: &At<'_>) -> Read<Rule> {
    let kind = at.key("kind")?;
    let points = || number(at, "points");
    let of = || quantity(&at.key("of")?);
    Ok(match kind.text() {
        "proportional" => Rule::Proportional {
            of: of()?,
            points: points()?,
        },
        "proportional_to" => Rule::ProportionalTo {
            of: of()?,
            target: target(at)?,
            points: points()?,
            cut_off: at.find("cut_off").map(|at| bound(&at)).transpose()?,
        },
        "all_or_nothing" => Rule::AllOrNothing {
            of: of()?,
            target: target(at)?,
            points: points()?,
        },
        "bands" => {
            let bands = at
                .key("bands")?
                .list()?
                .iter()
                .map(band)
                .collect::<Read<_>>()?;
            Rule::Bands { of: of()?, bands }
        }
        "per_item" => Rule::PerItem {
            of: of()?,
            points: points()?,
            cap: number_or_none(at, "cap")?,
        },
        "deduction" => Rule::Deduction {
            of: of()?,
            points: points()?,
            cap: number_or_none(at, "cap")?,
        },
        "min_max" => Rule::MinMax {
            of: of()?,
            direction: direction(at)?,
            points: points()?,
        },
        "by_largest" => Rule::ByLargest {
            of: of()?,
            points: points()?,
        },
        _ => return kind.fault("kind"),
    })
}

fn count(at: &At<'_>) -> Read<u32> {
    let count = at.key("count")?;
    let value = count
        .number()?
        .to_i64()
        .and_then(|value| u32::try_from(value).ok());
    value.map_or_else(|| count.fault("count"), Ok)
}

fn combine(at: &At<'_>) -> Read<Combine> {
    let at = at.key("combine")?;
    Ok(match at.text() {
        "sum" => Combine::Sum,
        "mean" => Combine::Mean,
        "max" => Combine::Max,
        "min" => Combine::Min,
        _ => return at.fault("combine"),
    })
}

fn direction(at: &At<'_>) -> Read<Direction> {
    let Some(at) = at.find("direction") else {
        return Ok(Direction::HigherIsBetter);
    };
    Ok(match at.text() {
        "higher" => Direction::HigherIsBetter,
        "lower" => Direction::LowerIsBetter,
        _ => return at.fault("direction"),
    })
}

fn target(at: &At<'_>) -> Read<Target> {
    let at = at.key("target")?;
    if at.text() == "own" {
        Ok(Target::Own)
    } else {
        at.number().map(Target::Stated)
    }
}

fn quantity(at: &At<'_>) -> Read<Quantity> {
    if at.depth > DEPTH_MAX {
        return at.fault("depth");
    }
    if let Some(of) = at.find("increase") {
        return Ok(Quantity::Increase(Box::new(quantity(&of)?)));
    }
    if let Some(of) = at.find("growth") {
        return Ok(Quantity::Growth(Box::new(quantity(&of)?)));
    }
    Ok(match at.text() {
        "rate" => Quantity::Rate,
        "value" => Quantity::Value,
        "days_late" => Quantity::DaysLate,
        _ => return at.fault("of"),
    })
}

fn bound(at: &At<'_>) -> Read<Bound> {
    let included = at.key("included")?;
    match included.value.as_bool() {
        Some(included) => Ok(Bound {
            at: number(at, "at")?,
            included,
        }),
        None => included.fault("included"),
    }
}

fn band(at: &At<'_>) -> Read<Band> {
    let earns = match at.find("slope") {
        Some(slope) => Piece::Line {
            slope: slope.number()?,
            intercept: number(at, "intercept")?,
        },
        None => Piece::Flat(number(at, "points")?),
    };
    let end = |key| at.find(key).map(|at| bound(&at)).transpose();
    Ok(Band {
        from: end("from")?,
        to: end("to")?,
        earns,
    })
}

fn formula(at: &At<'_>) -> Read<Formula> {
    if at.depth > DEPTH_MAX {
        return at.fault("depth");
    }
    if at.text() == "max_points" {
        return Ok(Formula::MaxPoints);
    }
    if let Some(name) = at.find("figure") {
        let text = name.text();
        return if text.is_empty() {
            name.fault("figure")
        } else {
            Ok(Formula::Figure(text.into()))
        };
    }
    for (key, join) in OPERATIONS {
        if let Some(at) = at.find(key) {
            let sides = at.list()?;
            let [left, right] = sides.as_slice() else {
                return at.fault("list");
            };
            return Ok(join(Box::new(formula(left)?), Box::new(formula(right)?)));
        }
    }
    at.number().map(Formula::Number)
}

type Join = fn(Box<Formula>, Box<Formula>) -> Formula;

const OPERATIONS: [(&str, Join); 4] = [
    ("add", Formula::Add),
    ("subtract", Formula::Subtract),
    ("multiply", Formula::Multiply),
    ("divide", Formula::Divide),
];
