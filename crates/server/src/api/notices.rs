//! `/api/v1/me/notices`: one's own inbox.

use app::notice::{self, NoticeKind, Shown};
use app::{NoticeId, Noun};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::wire::{Api, Ask, Done, Many, Nothing, One, field};
use crate::vi;
use crate::web::{Access, Failure};

/// Pages that are looked at.
const PAGE_MAX: u16 = 1_000;

/// A message.
#[derive(Serialize, ToSchema)]
#[schema(as = Notice)]
struct NoticeShape {
    /// Id.
    id: String,
    /// `mention`, `reminder`, `assigned`, `returned`, `comment`, `system`.
    kind: &'static str,
    /// The sentence, in Vietnamese.
    text: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Whether it was read.
    is_read: bool,
}

/// Where a message leads.
#[derive(Serialize, ToSchema)]
struct NoticeOpened {
    /// A page for people.
    address: String,
}

/// Which messages.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// Only what was not read.
    unread: Option<bool>,
    /// See `Notice.kind`.
    kind: Option<String>,
    /// The number of the page before.
    after: Option<String>,
}

/// Its routes.
pub(super) fn routes(api: Api) -> Api {
    let read = Access::SignedIn;
    api.about("Hộp thư")
        .get(
            "/api/v1/me/notices",
            read,
            ("listNotices", "Hộp thư của mình, mới nhất trước"),
            list,
        )
        .post(
            "/api/v1/me/notices/read",
            read,
            ("readNotices", "Đánh dấu đã đọc tất cả"),
            read_all,
        )
        .post(
            "/api/v1/me/notices/{notice}/read",
            read,
            ("readNotice", "Đánh dấu đã đọc; trả về nơi cần mở"),
            open,
        )
}

async fn list(ask: Ask<Nothing, Wanted>) -> Result<Many<NoticeShape>, Failure> {
    let asked = &ask.query;
    let kind = |word: &String| field("kind", word, NoticeKind::parse(word));
    let before = asked
        .after
        .as_ref()
        .map(|after| field("after", after, after.parse().ok()))
        .transpose()?;
    let page = before.map_or(0, |before: u16| before.min(PAGE_MAX) + 1);
    let shown = Shown {
        unread: asked.unread.unwrap_or_default(),
        kind: asked.kind.as_ref().map(kind).transpose()?,
        page,
    };
    let inbox = notice::list(ask.app(), ask.actor(), shown).await?;
    let today = ask.app().today();
    let day = |at: &str| {
        at.parse()
            .map_or(today, |at| Offset::constant(7).to_datetime(at).date())
    };
    let items = inbox.notices.iter().map(|one| NoticeShape {
        id: one.id.to_string(),
        kind: one.kind.name(),
        text: vi::work::notice(one.kind, &one.detail, day(&one.created_at)),
        created_at: one.created_at.clone(),
        is_read: one.read,
    });
    let more = (i64::from(page) + 1) * notice::PAGE < inbox.total;
    Ok(ask.paged(items.collect(), more.then(|| page.to_string()).as_deref()))
}

async fn open(ask: Ask) -> Result<One<NoticeOpened>, Failure> {
    let id = ask.id("notice", NoticeId::parse, Noun::Notice)?;
    let address = notice::open(ask.app(), ask.actor(), &id).await?;
    Ok(One::of(NoticeOpened { address }))
}

async fn read_all(ask: Ask) -> Result<Done, Failure> {
    notice::read_all(ask.app(), ask.actor()).await?;
    Ok(Done)
}
