//! What stands around every page: navigation, context, who is signed in.

use super::{Failure, Here, Visitor, Web};
use app::unit::UnitKind;
use domain::authority::{Action, Duty};

/// Where in the site a page stands, for the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the navigation's own words")]
pub enum Section {
    Overview,
    Tasks,
    Entry,
    Desk,
    Ready,
    Scorecards,
    Appraisal,
    Plans,
    Papers,
    Evidence,
    Calendar,
    Ranking,
    Surveys,
    Directory,
    Frameworks,
    Accounts,
    Periods,
    WorkDays,
    Audit,
    Inbox,
    Search,
    Account,
}

/// A line of the navigation.
pub struct Item {
    /// Words.
    pub label: &'static str,
    /// Address.
    pub href: String,
    /// Whether the page stands there.
    pub current: bool,
}

/// What the layout shows.
pub struct Frame {
    /// Who is signed in.
    pub name: String,
    /// Work: what most people come for.
    pub work: Vec<Item>,
    /// Settings: what few do.
    pub settings: Vec<Item>,
    /// The context: unit and period.
    pub here: Here,
    /// Messages not read.
    pub unread: i64,
}

impl Frame {
    /// The frame of a page in its context.
    pub fn of(visitor: &Visitor, section: Section, here: Here) -> Frame {
        let actor = &visitor.actor;
        let item = |label, href: String, place: Section| Item {
            label,
            href,
            current: place == section,
        };
        let base = here.path();
        let mut work = vec![
            item("Tổng quan", format!("{base}/tong-quan"), Section::Overview),
            item("Việc của tôi", "/viec-cua-toi".to_owned(), Section::Tasks),
            item("Nhập liệu", format!("{base}/nhap-lieu"), Section::Entry),
            item("Mức sẵn sàng", format!("{base}/san-sang"), Section::Ready),
            item(
                "Cung cấp số liệu",
                format!("{base}/cung-cap"),
                Section::Desk,
            ),
            item(
                "Bảng điểm",
                format!("{base}/bang-diem"),
                Section::Scorecards,
            ),
            item("Thẩm định", "/tham-dinh".to_owned(), Section::Appraisal),
            item("Kế hoạch", "/ke-hoach".to_owned(), Section::Plans),
            item(
                "Văn bản, báo cáo",
                format!("{base}/van-ban"),
                Section::Papers,
            ),
            item(
                "Minh chứng",
                format!("{base}/minh-chung"),
                Section::Evidence,
            ),
            item("Lịch", "/lich".to_owned(), Section::Calendar),
            item("Khảo sát", format!("{base}/khao-sat"), Section::Surveys),
            item("Xếp hạng", format!("{base}/xep-hang"), Section::Ranking),
            item("Bộ chỉ số", "/bo-chi-so".to_owned(), Section::Frameworks),
            item(
                "Đơn vị và danh bạ",
                "/don-vi".to_owned(),
                Section::Directory,
            ),
        ];
        let path = here.unit.path.as_str();
        // Communes have nobody below them to provide figures for.
        let over = !matches!(
            here.unit.kind,
            UnitKind::Commune | UnitKind::Office | UnitKind::Village
        );
        work.retain(|item| match item.label {
            "Minh chứng" => actor.authority.may_somewhere(Action::ReadEvidence),
            "Cung cấp số liệu" => {
                over && actor.may_as(Action::EnterFigures, path, Duty::Supporting)
            }
            "Thẩm định" => actor.authority.may_somewhere(Action::Appraise),
            "Bảng điểm" | "Xếp hạng" | "Khảo sát" | "Mức sẵn sàng" => {
                actor.may(Action::ReadFigures, path)
            }
            _ => true,
        });
        Frame {
            name: actor.name.clone(),
            work,
            settings: settings(visitor, section),
            unread: here.unread,
            here,
        }
    }

    /// The frame of a page that belongs to no unit and period: the visitor's own stand there.
    pub async fn at_home(web: &Web, visitor: &Visitor, section: Section) -> Result<Frame, Failure> {
        let here = Here::home(web, visitor).await?;
        Ok(Frame::of(visitor, section, here))
    }
}

/// Settings that the visitor may change somewhere.
fn settings(visitor: &Visitor, section: Section) -> Vec<Item> {
    let item = |label, href: String, place: Section| Item {
        label,
        href,
        current: place == section,
    };
    let all = [
        (
            Action::ManageAccounts,
            item(
                "Tài khoản và vai trò",
                "/quan-tri/tai-khoan".to_owned(),
                Section::Accounts,
            ),
        ),
        (
            Action::ManagePeriods,
            item("Kỳ đánh giá", "/quan-tri/ky".to_owned(), Section::Periods),
        ),
        (
            Action::ManagePeriods,
            item(
                "Ngày nghỉ, ngày làm bù",
                "/ngay-nghi".to_owned(),
                Section::WorkDays,
            ),
        ),
        (
            Action::ReadAudit,
            item("Nhật ký", "/quan-tri/nhat-ky".to_owned(), Section::Audit),
        ),
    ];
    all.into_iter()
        .filter(|(action, _)| visitor.actor.authority.may_somewhere(*action))
        .map(|(_, item)| item)
        .collect()
}
