//! How far an assignment is, as a person says, and who may say what next.
//!
//! [`STEPS`] is the whole machine; `docs/states.md` draws it and a test compares the two.

use std::fmt;

/// What is stored about an assignment. «Quá hạn» is not here: see [`super::standing()`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// «Chưa bắt đầu».
    NotStarted,
    /// «Đang thực hiện».
    InProgress,
    /// «Chờ minh chứng»: the work is done, its proof is not filed yet.
    WaitingProof,
    /// «Đã nộp».
    Submitted,
    /// «Đã thẩm định».
    Appraised,
    /// «Trả lại»: sent back with a remark.
    Returned,
    /// «Hoàn thành».
    Done,
    /// «Không áp dụng».
    NotApplicable,
}

/// What someone has to do with an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// «Chủ trì».
    Lead,
    /// «Phối hợp».
    Supporting,
    /// «Theo dõi, đầu mối»: answers for the whole plan.
    Focal,
    /// «Thẩm định».
    Appraiser,
    /// Looks on.
    Observer,
}

/// One arrow of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Before.
    pub from: Status,
    /// After.
    pub to: Status,
    /// Who may take it.
    pub by: &'static [Duty],
}

/// Why a status was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has this status already; someone else may have been quicker.
    Already(Status),
    /// No one can go from the one to the other at once.
    NoSuchStep {
        /// The status it has.
        from: Status,
        /// The status asked for.
        to: Status,
        /// Where the one who asked could go from here.
        open: Vec<Status>,
    },
    /// Others may take this step.
    NotYours {
        /// The status it has.
        from: Status,
        /// The status asked for.
        to: Status,
        /// Who asked.
        by: Duty,
        /// Who may.
        allowed: &'static [Duty],
    },
}

use Duty::{Appraiser, Focal, Lead, Supporting};
use Status::{
    Appraised, Done, InProgress, NotApplicable, NotStarted, Returned, Submitted, WaitingProof,
};

const fn step(from: Status, to: Status, by: &'static [Duty]) -> Step {
    Step { from, to, by }
}

/// Every step there is, in the order of [`Status`].
pub const STEPS: &[Step] = &[
    step(NotStarted, InProgress, &[Lead, Supporting, Focal]),
    step(NotStarted, WaitingProof, &[Lead, Focal]),
    step(NotStarted, Submitted, &[Lead]),
    step(NotStarted, NotApplicable, &[Focal]),
    step(InProgress, NotStarted, &[Lead, Focal]),
    step(InProgress, WaitingProof, &[Lead, Focal]),
    step(InProgress, Submitted, &[Lead]),
    step(InProgress, NotApplicable, &[Focal]),
    step(WaitingProof, InProgress, &[Lead, Focal]),
    step(WaitingProof, Submitted, &[Lead]),
    // A duty that no one appraises is closed by the one who follows the plan.
    step(WaitingProof, Done, &[Focal]),
    step(WaitingProof, NotApplicable, &[Focal]),
    // Withdrawn before anyone judged it.
    step(Submitted, InProgress, &[Lead]),
    step(Submitted, Appraised, &[Appraiser]),
    step(Submitted, Returned, &[Focal, Appraiser]),
    step(Submitted, Done, &[Focal]),
    step(Appraised, Returned, &[Appraiser]),
    step(Appraised, Done, &[Focal, Appraiser]),
    step(Returned, InProgress, &[Lead, Supporting, Focal]),
    step(Returned, WaitingProof, &[Lead, Focal]),
    step(Returned, Submitted, &[Lead]),
    step(Returned, NotApplicable, &[Focal, Appraiser]),
    // Reopened.
    step(Done, Returned, &[Focal, Appraiser]),
    step(NotApplicable, NotStarted, &[Focal, Appraiser]),
];

impl Status {
    /// All, in order of progress.
    pub const ALL: [Status; 8] = [
        NotStarted,
        InProgress,
        WaitingProof,
        Submitted,
        Appraised,
        Returned,
        Done,
        NotApplicable,
    ];

    /// The stable name, stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            NotStarted => "not_started",
            InProgress => "in_progress",
            WaitingProof => "waiting_proof",
            Submitted => "submitted",
            Appraised => "appraised",
            Returned => "returned",
            Done => "done",
            NotApplicable => "not_applicable",
        }
    }

    /// The status of this name.
    ///
    /// ```
    /// use domain::work::Status;
    /// assert_eq!(Status::parse("waiting_proof"), Some(Status::WaitingProof));
    /// assert_eq!(Status::parse("overdue"), None); // derived, never stored
    /// ```
    pub fn parse(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Where someone with this duty can go from here.
    pub fn open_to(self, by: Duty) -> Vec<Status> {
        let own = STEPS
            .iter()
            .filter(|step| step.from == self && step.by.contains(&by));
        own.map(|step| step.to).collect()
    }
}

impl Duty {
    /// All.
    pub const ALL: [Duty; 5] = [Lead, Supporting, Focal, Appraiser, Duty::Observer];

    /// The stable name, stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Lead => "lead",
            Supporting => "supporting",
            Focal => "focal",
            Appraiser => "appraiser",
            Duty::Observer => "observer",
        }
    }

    /// The duty of this name.
    pub fn parse(name: &str) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| duty.name() == name)
    }
}

/// The status after a step, where this person may take it.
///
/// ```
/// use domain::work::{Duty, Status, change};
/// let lead = change(Status::InProgress, Status::Submitted, Duty::Lead);
/// assert_eq!(lead, Ok(Status::Submitted));
/// assert!(change(Status::Submitted, Status::Appraised, Duty::Lead).is_err());
/// ```
pub fn change(from: Status, to: Status, by: Duty) -> Result<Status, Refusal> {
    if from == to {
        return Err(Refusal::Already(from));
    }
    let step = STEPS.iter().find(|step| step.from == from && step.to == to);
    match step {
        None => Err(Refusal::NoSuchStep {
            from,
            to,
            open: from.open_to(by),
        }),
        Some(step) if step.by.contains(&by) => Ok(to),
        Some(step) => Err(Refusal::NotYours {
            from,
            to,
            by,
            allowed: step.by,
        }),
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Already(status) => write!(f, "the assignment is {status} already"),
            Refusal::NoSuchStep { from, to, .. } => write!(f, "no step from {from} to {to}"),
            Refusal::NotYours { from, to, by, .. } => {
                write!(f, "{by} may not go from {from} to {to}")
            }
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_and_duty_has_its_own_name_and_is_read_back() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.name()), Some(status));
        }
        for duty in Duty::ALL {
            assert_eq!(Duty::parse(duty.name()), Some(duty));
        }
        assert_eq!(Status::parse("Done"), None);
        assert_eq!(Duty::parse(""), None);
    }

    #[test]
    fn every_pair_and_duty_is_a_step_or_a_refusal_that_says_why() {
        for from in Status::ALL {
            for to in Status::ALL {
                for by in Duty::ALL {
                    let step = STEPS.iter().find(|step| (step.from, step.to) == (from, to));
                    let allowed = step.map(|step| step.by);
                    match change(from, to, by) {
                        Ok(reached) => {
                            assert_eq!(reached, to);
                            assert!(allowed.is_some_and(|allowed| allowed.contains(&by)));
                        }
                        Err(Refusal::Already(status)) => {
                            assert!(from == to && status == to);
                        }
                        Err(Refusal::NoSuchStep { open, .. }) => {
                            assert!(from != to && allowed.is_none());
                            for other in open {
                                assert_eq!(change(from, other, by), Ok(other));
                            }
                        }
                        Err(Refusal::NotYours { allowed: who, .. }) => {
                            assert!(!who.contains(&by) && !who.is_empty());
                            assert_eq!(change(from, to, who[0]), Ok(to));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn steps_are_listed_once_and_in_order() {
        let pairs: Vec<_> = STEPS.iter().map(|step| (step.from, step.to)).collect();
        for (at, pair) in pairs.iter().enumerate() {
            assert!(!pairs[..at].contains(pair), "{pair:?} twice");
            assert_ne!(pair.0, pair.1);
        }
        assert!(pairs.is_sorted_by_key(|pair| pair.0));
    }

    #[test]
    fn the_drawing_has_the_arrows_of_the_code() {
        let document = include_str!("../../../../docs/states.md");
        let (_, own) = document.split_once("\n## Assignment\n").unwrap();
        let own = own.split("\n## ").next().unwrap();
        let drawn: Vec<&str> = own
            .lines()
            .map(str::trim)
            .filter(|line| line.contains("-->"))
            .collect();
        let mut expected = vec!["[*] --> not_started".to_owned()];
        expected.extend(STEPS.iter().map(|step| {
            let by: Vec<&str> = step.by.iter().map(|duty| duty.name()).collect();
            format!("{} --> {}: {}", step.from, step.to, by.join(", "))
        }));
        assert_eq!(drawn, expected);
        for status in Status::ALL {
            assert!(own.contains(&format!("| `{status}` | ")), "{status}");
        }
    }

    #[test]
    fn a_lead_alone_never_gets_past_submitted() {
        let mut reached = vec![NotStarted];
        let mut at = 0;
        while let Some(from) = reached.get(at).copied() {
            for to in from.open_to(Lead) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            at += 1;
        }
        reached.sort_unstable();
        assert_eq!(reached, [NotStarted, InProgress, WaitingProof, Submitted]);
    }

    #[test]
    fn no_status_is_a_dead_end_and_who_looks_on_changes_nothing() {
        for status in Status::ALL {
            assert!(STEPS.iter().any(|step| step.from == status), "{status}");
            assert!(status.open_to(Duty::Observer).is_empty());
        }
    }
}
