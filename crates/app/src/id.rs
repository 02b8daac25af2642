//! Ids: UUID (version 7) as text, one type for each noun, so that a plan's id never stands for a row's.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// A new one.
            #[expect(clippy::new_without_default, reason = "every call gives another one")]
            pub fn new() -> $name {
                $name(uuid::Uuid::now_v7().to_string())
            }

            /// From an address or a form; `None` for what cannot be an id.
            pub fn parse(text: &str) -> Option<$name> {
                uuid::Uuid::try_parse(text).ok().map(|id| $name(id.to_string()))
            }

            /// From the database, which holds only ids that were made here.
            #[allow(dead_code, clippy::allow_attributes, reason = "not every noun is read by id")]
            pub(crate) fn stored(text: String) -> $name {
                $name(text)
            }

            /// As stored and shown in addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Đơn vị.
    UnitId;
    /// Cán bộ.
    PersonId;
    /// Chức danh.
    PostId;
    /// Whoever a plan can name.
    PartyId;
    /// Tài khoản.
    AccountId;
    /// Vai trò được giao.
    GrantId;
    /// Mã truy cập API.
    TokenId;
    /// Kỳ đánh giá.
    PeriodId;
    /// Bộ chỉ số.
    FrameworkId;
    /// Chỉ số.
    IndicatorId;
    /// A figure's definition.
    FigureId;
    /// Who provides a figure.
    ProvisionId;
    /// A unit's request to enter figures after its period closed.
    ExceptionId;
    /// Số liệu chốt.
    SnapshotId;
    /// Văn bản.
    PaperId;
    /// What is said against a figure that is provided.
    DisputeId;
    /// A unit's work on a framework in a period.
    AssessmentId;
    /// One indicator of it.
    EntryId;
    /// Kế hoạch.
    PlanId;
    /// A row of a plan.
    RowId;
    /// Who does a row.
    AssignmentId;
    /// One due time of a row.
    OccurrenceId;
    /// One time that it was done.
    HappeningId;
    /// Ý kiến trao đổi.
    CommentId;
    /// A message in an inbox.
    NoticeId;
    /// Khảo sát.
    SurveyId;
    /// Địa chỉ lịch.
    FeedId;
    /// A plan being imported.
    ImportId;
    /// Minh chứng.
    EvidenceId;
    /// Kết quả đã công bố.
    PublicationId;
    /// What a row asks as proof.
    RequirementId;
    /// A proof in use.
    UseId;
    /// One time that the list of the country's units was loaded.
    FillId;
    /// One decision about units: merged, split, renamed.
    ChangeId;
}

/// An id of something that has no type of its own (a tenure, a stored value).
pub(crate) fn any_id() -> String {
    uuid::Uuid::now_v7().to_string()
}
