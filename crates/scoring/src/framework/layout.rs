//! A framework laid out as a list of lines: its indicators, each with where it stands.

use std::ops::Deref;

use super::{Arrangement, Counts, Framework, Indicator, IndicatorCode, Pillar, Spot};
use crate::Rule;
use crate::rule::{Combine, Points};

/// One indicator in its place.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    spot: &'a Spot,
}

impl Deref for Place<'_> {
    type Target = Spot;

    fn deref(&self) -> &Spot {
        self.spot
    }
}

/// The lines of a framework, in its order.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// Every indicator, before its children.
    pub places: Vec<Place<'a>>,
    arrangement: &'a Arrangement,
}

/// A sum that a framework declares and that its own parts contradict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SumDiffers {
    /// Code of the pillar or the parent.
    pub code: String,
    /// What it declares.
    pub declared: Points,
    /// What its parts add to.
    pub computed: Points,
}

impl<'a> Layout<'a> {
    /// Lays a framework out by its own arrangement.
    pub fn new(framework: &'a Framework, arrangement: &'a Arrangement) -> Layout<'a> {
        let mut layout = Layout {
            framework,
            places: Vec::with_capacity(arrangement.spots.len()),
            arrangement,
        };
        for pillar in &framework.pillars {
            layout.push_all(&pillar.indicators);
        }
        layout
    }

    fn push_all(&mut self, indicators: &'a [Indicator]) {
        for indicator in indicators {
            let spot = &self.arrangement.spots[self.places.len()];
            self.places.push(Place { indicator, spot });
            self.push_all(&indicator.children);
        }
    }

    /// The line that a file means by this code or path. `None` when there is none; `Err` with
    /// the paths to choose from when the code is that of several.
    pub fn find(&self, code: &str) -> Result<Option<usize>, Vec<&str>> {
        let code = IndicatorCode::new(code);
        match self
            .arrangement
            .codes
            .get(code.as_str())
            .map_or(&[][..], Vec::as_slice)
        {
            [only] => Ok(Some(*only)),
            [] => Ok(self
                .places
                .iter()
                .position(|place| self.is_path(place, code.as_str()))),
            several => Err(several
                .iter()
                .map(|at| self.places[*at].path.as_str())
                .collect()),
        }
    }

    /// Also «pillar.code» where the code alone would have done.
    fn is_path(&self, place: &Place<'_>, text: &str) -> bool {
        let pillar = self.framework.pillars[place.pillar].code.as_ref();
        place.path == text
            || pillar
                .and_then(|pillar| text.strip_prefix(pillar.as_str()))
                .and_then(|rest| rest.strip_prefix('.'))
                .is_some_and(|rest| rest == place.indicator.code.as_str())
    }

    /// The whole maximum: what the lines that enter the total can earn, bonuses apart.
    pub fn max_points(&self) -> &'a Points {
        &self.arrangement.max_points
    }

    /// The maximum of one pillar, by its indicators.
    pub fn pillar_max(&self, pillar: usize) -> &'a Points {
        &self.arrangement.pillar_maxima[pillar]
    }

    /// Pillars and parents whose declared points are not those of their parts. The parts decide;
    /// a person should know.
    pub fn sums_that_differ(&self) -> Vec<SumDiffers> {
        let pillars = self
            .framework
            .pillars
            .iter()
            .enumerate()
            .map(|(at, pillar)| {
                (
                    name_of(pillar),
                    pillar.max_points.clone(),
                    self.pillar_max(at).clone(),
                    !pillar.indicators.is_empty(),
                )
            });
        let parents = self.places.iter().map(|place| {
            let adds = |child: &&usize| self.places[**child].indicator.counts == Counts::Adds;
            let max = |child: &usize| self.places[*child].max_points.clone();
            let computed = place.children.iter().filter(adds).filter_map(max).sum();
            let sums = matches!(
                &place.indicator.rule,
                None | Some(Rule::Children(Combine::Sum))
            );
            let known = sums && !place.children.is_empty();
            (
                place.path.clone(),
                place.indicator.max_points.clone(),
                computed,
                known,
            )
        });
        let differing =
            |(code, declared, computed, known): (String, Option<Points>, Points, bool)| {
                let declared = declared.filter(|declared| known && *declared != computed)?;
                Some(SumDiffers {
                    code,
                    declared,
                    computed,
                })
            };
        pillars.chain(parents).filter_map(differing).collect()
    }
}

fn name_of(pillar: &Pillar) -> String {
    pillar
        .code
        .as_ref()
        .map_or_else(|| pillar.title.clone(), |code| code.as_str().to_owned())
}
