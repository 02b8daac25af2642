//! What is shown of a hit, and why it was found: what was spelled out, what was corrected.

use super::cut::Word;
use super::find::Hit;
use super::judge::Search;
use super::plan::{Group, Reading, Why};
use super::snippet;
use crate::text::fold;

impl Search<'_> {
    fn why(&self, at: u32, snippet: &[Why]) -> Vec<Why> {
        let held = self.judge(at, 0).map_or(0, |(held, _)| held);
        let mut why = snippet.to_vec();
        let spellings: Vec<u32> = self
            .shelf
            .terms(at)
            .1
            .map(|(spelling, _)| spelling)
            .collect();
        for group in &self.plan.groups {
            let first = spellings
                .iter()
                .find(|at| self.masks[**at as usize].any >> group.wants.start & 1 == 1);
            let Some(first) = first else { continue };
            match group.reading {
                Reading::AsTyped => why.extend(self.neighbour(group, &spellings)),
                Reading::SpelledOut(full) => why.push(Why::SpelledOut {
                    typed: group.typed.clone(),
                    full: full.to_owned(),
                }),
                Reading::Corrected => why.push(Why::Corrected {
                    typed: group.typed.clone(),
                    read: self.read(group, *first, &spellings),
                }),
            }
        }
        if held < self.plan.groups.len() {
            why.push(Why::SomeWords {
                held,
                asked: self.plan.groups.len(),
            });
        }
        why
    }

    /// A known word that was not found, but a neighbour of it.
    fn neighbour(&self, group: &Group, spellings: &[u32]) -> Option<Why> {
        let typed = Word::new(&group.typed);
        let read = |at: &u32| {
            let spelling = self.shelf.vocabulary.spelling(*at);
            let word = &self.shelf.vocabulary.word(spelling.word).text;
            let begins = word.starts_with(&typed.folded) || word.starts_with(&fold(&group.typed));
            (begins, spelling)
        };
        let one = group.wants.len() == 1;
        let mut meant = spellings
            .iter()
            .filter(|at| one && self.masks[**at as usize].any >> group.wants.start & 1 == 1)
            .map(read)
            .peekable();
        let (_, first) = meant.peek()?;
        let read = first.shown.to_string();
        meant.all(|(begins, _)| !begins).then(|| Why::Corrected {
            typed: group.typed.clone(),
            read,
        })
    }

    /// The words of a group as an entry says them.
    fn read(&self, group: &Group, first: u32, spellings: &[u32]) -> String {
        let mut words = vec![&*self.shelf.vocabulary.spelling(first).shown];
        for want in group.wants.clone().skip(1) {
            let said = spellings
                .iter()
                .find(|at| self.masks[**at as usize].any >> want & 1 == 1);
            words.extend(said.map(|at| &*self.shelf.vocabulary.spelling(*at).shown));
        }
        words.join(" ")
    }

    /// An entry as it is shown.
    pub(super) fn hit(&self, score: u32, at: u32) -> Option<Hit> {
        let kept = &self.shelf.kept[at as usize];
        let view = self.shelf.view(at)?;
        let mut abbreviated = Vec::new();
        let title = snippet::whole(kept.title(), self, &mut abbreviated);
        let snippet = snippet::part(kept.text(), self, &mut abbreviated);
        abbreviated.sort();
        abbreviated.dedup();
        Some(Hit {
            id: view.id.to_owned(),
            kind: view.kind,
            score,
            title,
            snippet,
            why: self.why(at, &abbreviated),
        })
    }

    /// The query with its corrected words as the best hit says them.
    pub(super) fn corrected(&self, best: &Hit) -> Option<String> {
        let mut changed = false;
        let words: Vec<&str> = self
            .plan
            .groups
            .iter()
            .map(|group| {
                let better = best.why.iter().find_map(|why| match why {
                    Why::Corrected { typed, read } if *typed == group.typed => Some(read.as_str()),
                    _ => None,
                });
                changed |= better.is_some();
                better.unwrap_or(&group.typed)
            })
            .collect();
        changed.then(|| words.join(" "))
    }
}
