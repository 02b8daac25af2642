//! Fills an empty application: people, the framework, plans, figures. What happens in the year is
//! in `story`.

use std::collections::BTreeMap;

use app::account::{self, FirstAdministrator};
use app::figure::{self, Opening, Row};
use app::framework;
use app::framework::draft::{self, Flaw, NewDraft};
use app::import::{self, Decision, NewImport, PartyChoice, Settlement};
use app::period::{self, NewPeriod, Part, Period};
use app::unit::{Unit, UnitKind};
use app::{Actor, App, Clock, Fault, FrameworkId, PlanId, UnitId};
use domain::authority::Role;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use super::people::{self, Newcomer};
use super::typed::{self, Whose};
use super::{Account, City, Size, judged, names, plan_text, story, whole};
use crate::vi;

/// How many days ago the city began.
const BEGUN: i64 = 100;

/// Why the city could not be filled: always our fault.
#[derive(Debug)]
pub enum Error {
    /// A use case refused.
    App(app::Error),
    /// The story does not fit what is there.
    Story(&'static str),
}

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Error {
        Error::App(error)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        Error::App(fault.into())
    }
}

/// The years told: the one that runs and the one before.
pub(super) struct Years {
    pub(super) last: i16,
    pub(super) now: i16,
}

/// What the story needs at hand.
pub(super) struct Stage<'a> {
    pub(super) app: &'a App,
    pub(super) password: &'a str,
    pub(super) size: Size,
    pub(super) years: Years,
    pub(super) city: UnitId,
    pub(super) wards: Vec<Unit>,
    pub(super) accounts: Vec<Account>,
    pub(super) framework: FrameworkId,
    /// The city's own, over the wards.
    pub(super) whole: FrameworkId,
    /// The city's own plan of the year.
    pub(super) city_plan: PlanId,
    /// Plans of the year by ward.
    pub(super) plans: Vec<PlanId>,
}

/// What is told of a period's figures.
struct Tale<'p> {
    period: &'p Period,
    as_of: Date,
    /// Some are still missing.
    is_running: bool,
    /// A part of the year, counted from its first day.
    is_cumulative: bool,
}

impl Tale<'_> {
    fn whole(period: &Period) -> Tale<'_> {
        Tale {
            period,
            as_of: date(period.year, 12, 31),
            is_running: false,
            is_cumulative: false,
        }
    }

    fn running(period: &Period) -> Tale<'_> {
        Tale {
            period,
            as_of: date(period.year, 6, 30),
            is_running: true,
            is_cumulative: false,
        }
    }

    fn part(period: &Period, ended_on: Date) -> Tale<'_> {
        Tale {
            period,
            as_of: ended_on,
            is_running: false,
            is_cumulative: true,
        }
    }

    fn typed(&self, inputs: BTreeMap<String, String>, source: Option<&str>) -> figure::Typed {
        let is_final = !self.is_running && !self.is_cumulative;
        figure::Typed {
            inputs,
            source: source.unwrap_or("UBND phường").to_owned(),
            as_of: vi::number::date(self.as_of),
            state: if is_final { "final" } else { "provisional" }.to_owned(),
            explanation: if is_final {
                "Số liệu chốt năm, hồ sơ lưu tại đơn vị.".to_owned()
            } else {
                String::new()
            },
            expected_points: String::new(),
            applicable: true,
            reason: String::new(),
        }
    }
}

/// The longest part of the year that is over, with its last day.
fn part_over(today: Date) -> Option<(Part, Date)> {
    let ends = |month, day| date(today.year(), month, day);
    [
        (Part::NineMonths, ends(9, 30)),
        (Part::Half, ends(6, 30)),
        (Part::Quarter, ends(3, 31)),
    ]
    .into_iter()
    .find(|(_, ended_on)| *ended_on < today)
}

/// A clock that stands where the story is.
pub(super) struct Past {
    pub(super) clock: Clock,
    now: Timestamp,
}

impl Past {
    /// When the city began to work with it.
    fn of(app: &App) -> Past {
        let past = Past {
            clock: Clock::at(app.timestamp()),
            now: app.timestamp(),
        };
        past.days_ago(BEGUN);
        past
    }

    /// So many days before today.
    pub(super) fn days_ago(&self, days: i64) {
        self.clock
            .set(self.now - SignedDuration::from_hours(24 * days));
    }
}

/// Fills the application. Everyone has this password. Last year is told as of the days when it was
/// judged and published, so that no clock of it runs any more.
pub async fn fill(app: &App, size: Size, password: &str) -> Result<City, Error> {
    let years = Years {
        last: app.today().year() - 1,
        now: app.today().year(),
    };
    let past = Past::of(app);
    let then = app.at(past.clock.clone());
    let mut stage = begin(&then, years, (size, password)).await?;
    let last = period::by_code(&then, &stage.years.last.to_string()).await?;
    let focal = stage.actor("daumoi").await?;
    stage.enter(&focal, &Tale::whole(&last)).await?;
    let publication = judged::last_year(&stage, &past, &last).await?;
    stage.app = app;
    stage.this_year().await?;
    let mut things = story::things(&stage).await?;
    things.push(("publication", publication.to_string()));
    Ok(City {
        accounts: stage.accounts,
        wards: stage.wards,
        things,
    })
}

/// People, periods and the framework.
async fn begin<'a>(
    app: &'a App,
    years: Years,
    (size, password): (Size, &'a str),
) -> Result<Stage<'a>, Error> {
    let administrator = first(app, password).await?;
    let city = administrator
        .home
        .as_ref()
        .ok_or(Error::Story("an administrator without a home"))?
        .id
        .clone();
    for year in [years.last, years.now] {
        open_year(app, &administrator, year).await?;
    }
    let (wards, accounts) = settle(app, &administrator, &city, (size, password)).await?;
    let focal = account::sign_in(app, "daumoi", password).await?.actor;
    let whole = whole::begun(app, &focal, (&city, years.now)).await?;
    let (framework, city_plan) = adopt(app, &focal, &city, (&years, size)).await?;
    Ok(Stage {
        app,
        password,
        size,
        years,
        city,
        wards,
        accounts,
        framework,
        whole,
        city_plan,
        plans: Vec::new(),
    })
}

/// The first start opens the year of its day, whichever of the two that was.
async fn open_year(app: &App, administrator: &Actor, year: i16) -> Result<(), Error> {
    let new = NewPeriod {
        year,
        part: Part::Year,
        closes_on: None,
    };
    match period::create(app, administrator, new).await {
        Ok(_) | Err(app::Error::Refused(app::Refusal::Period(period::Refusal::Exists { .. }))) => {
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

async fn first(app: &App, password: &str) -> Result<Actor, Error> {
    let link = account::first_link(app).await?;
    let first = FirstAdministrator {
        unit_name: names::CITY.to_owned(),
        unit_kind: UnitKind::City,
        name: "Lê Thị Hạnh".to_owned(),
        login: "quantri".to_owned(),
        password: password.to_owned(),
    };
    account::create_first(app, &link, first).await?;
    Ok(account::sign_in(app, "quantri", password).await?.actor)
}

/// Wards with their offices and people.
async fn settle(
    app: &App,
    administrator: &Actor,
    city: &UnitId,
    (size, password): (Size, &str),
) -> Result<(Vec<Unit>, Vec<Account>), Error> {
    let mut accounts = vec![Account {
        login: "quantri".to_owned(),
        name: "Lê Thị Hạnh".to_owned(),
        title: "Quản trị và đầu mối thành phố".to_owned(),
        roles: vec![Role::Administrator, Role::Focal],
        ward: None,
    }];
    for newcomer in people::of_the_city(city) {
        accounts.push(people::account(app, administrator, newcomer, password).await?);
    }
    let mut wards = Vec::new();
    for number in 0..size.wards {
        let name = names::WARDS.get(number).map_or_else(
            || format!("Xã Thử Nghiệm {number}"),
            |name| (*name).to_owned(),
        );
        let ward = people::unit(app, administrator, (city, UnitKind::Commune, &name)).await?;
        if number < size.told {
            accounts.extend(offices(app, administrator, (&ward, number), password).await?);
        }
        wards.push(ward);
    }
    Ok((wards, accounts))
}

async fn offices(
    app: &App,
    administrator: &Actor,
    (ward, number): (&Unit, usize),
    password: &str,
) -> Result<Vec<Account>, Error> {
    let short = ward.slug.replace('-', "");
    let seat = |login: &str, title: &str, roles: &'static [Role], person: usize| Newcomer {
        unit: &ward.id,
        over: &ward.id,
        name: names::person(20 + number * 10 + person),
        login: format!("{login}.{short}"),
        title: format!("{title} {}", ward.name),
        roles,
        ward: Some(number),
    };
    let mut accounts = Vec::new();
    for newcomer in [
        seat("chutich", "Chủ tịch UBND", &[Role::Leader], 0),
        seat("daumoi", "Đầu mối", &[Role::Focal], 1),
    ] {
        accounts.push(people::account(app, administrator, newcomer, password).await?);
    }
    let logins = [
        "vanphong",
        "vhxh",
        "kinhte",
        "hanhchinhcong",
        "dichvu",
        "congan",
    ];
    for (place, (office, login)) in names::OFFICES.iter().zip(logins).enumerate() {
        let unit = people::unit(app, administrator, (&ward.id, UnitKind::Office, office)).await?;
        // Everyone of the first ward signs in; of the others the office that leads most.
        if number > 0 && login != "vhxh" {
            continue;
        }
        let mut newcomer = seat(login, office, &[Role::Officer], 2 + place);
        newcomer.unit = &unit.id;
        accounts.push(people::account(app, administrator, newcomer, password).await?);
    }
    for name in names::OUTSIDERS {
        people::outsider(app, administrator, (&ward.id, name)).await?;
    }
    Ok(accounts)
}

/// The city's own plan, and the framework of it, issued.
async fn adopt(
    app: &App,
    focal: &Actor,
    city: &UnitId,
    (years, size): (&Years, Size),
) -> Result<(FrameworkId, PlanId), Error> {
    let text = plan_text::of_the_city(names::CITY, years.now, size.times);
    let plan = write(
        app,
        focal,
        (city, years.now),
        text,
        "ke-hoach-thanh-pho.txt",
    )
    .await?;
    let framework = framework::list(app, focal)
        .await?
        .into_iter()
        .next()
        .ok_or(Error::Story("the city's plan gives no framework"))?;
    put_sums_right(app, focal, &framework.id).await?;
    let (edition, _) = framework::show(app, focal, &framework.id).await?;
    framework::issue(app, focal, &framework.id, edition.version).await?;
    Ok((framework.id, plan))
}

/// Sums that the plan states wrongly, one after the other: what stands above follows.
async fn put_sums_right(app: &App, focal: &Actor, id: &FrameworkId) -> Result<(), Error> {
    loop {
        let check = draft::check(app, focal, id).await?;
        let wrong = check.all.into_iter().find_map(|one| match one.flaw {
            Flaw::SumDiffers { .. } => one.row,
            _ => None,
        });
        let Some(row) = wrong else {
            return Ok(());
        };
        draft::take_sum(app, focal, (id, &row.id, row.version)).await?;
    }
}

/// Imports a plan: every proposal is accepted, names that nobody knows become outsiders.
pub(super) async fn write(
    app: &App,
    actor: &Actor,
    (unit, year): (&UnitId, i16),
    text: String,
    file_name: &str,
) -> Result<PlanId, Error> {
    let new = NewImport {
        unit: unit.clone(),
        year,
        file_name: file_name.to_owned(),
        file: app.files().arrived(text.as_bytes()).await?,
    };
    let id = import::start(app, actor, new).await?;
    let opened = import::open(app, actor, &id).await?;
    let mut decided = Vec::new();
    for noticed in &opened.noticed {
        if let Some(proposal) = noticed.proposals.first() {
            let settlement = Settlement {
                choice: proposal.choice.text(),
                note: String::new(),
            };
            decided.push(Decision::Finding(noticed.key.clone(), Some(settlement)));
        }
    }
    for named in import::parties(app, &opened).await? {
        if named.is_open() {
            let create = PartyChoice::Create {
                kind: "outsider".to_owned(),
                name: named.name.clone(),
            };
            decided.push(Decision::Party(named.key.clone(), Some(create)));
        }
    }
    let version = import::decide(app, actor, &id, opened.draft.version, decided).await?;
    Ok(import::write(app, actor, &id, version).await?)
}

impl Stage<'_> {
    /// Someone of the city signs in.
    pub(super) async fn actor(&self, login: &str) -> Result<Actor, Error> {
        Ok(account::sign_in(self.app, login, self.password)
            .await?
            .actor)
    }

    /// This year as far as it has come.
    async fn this_year(&mut self) -> Result<(), Error> {
        let administrator = self.actor("quantri").await?;
        let focal = self.actor("daumoi").await?;
        let (app, now) = (self.app, self.years.now);
        let this = period::by_code(app, &now.to_string()).await?;
        let closes_on = Some(date(now, 12, 15));
        period::set_closing(app, &administrator, (&this.id, this.version), closes_on).await?;
        self.enter(&focal, &Tale::running(&this)).await?;
        if let Some((part, ended_on)) = part_over(app.today()) {
            let new = NewPeriod {
                year: now,
                part,
                closes_on: None,
            };
            let part = period::create(app, &administrator, new).await?;
            self.enter(&focal, &Tale::part(&part, ended_on)).await?;
            judged::part(self, &part).await?;
        }
        self.plan().await?;
        story::tell(self).await?;
        whole::of_the_city(self, &focal).await?;
        self.next_edition(&focal).await
    }

    /// Next year's framework, being written from this year's.
    async fn next_edition(&self, focal: &Actor) -> Result<(), Error> {
        let (edition, _) = framework::show(self.app, focal, &self.framework).await?;
        let (now, next) = (self.years.now, self.years.now + 1);
        let new = NewDraft {
            unit: self.city.clone(),
            name: format!("{} (dự thảo năm {next})", edition.name)
                .replace(&format!("năm {now}"), &format!("năm {next}")),
            legal_basis: String::new(),
            follows: Some(self.framework.clone()),
        };
        draft::create(self.app, focal, new).await?;
        Ok(())
    }

    /// Opens a period for all wards and enters their figures.
    async fn enter(&self, focal: &Actor, tale: &Tale<'_>) -> Result<(), Error> {
        let opening = Opening {
            framework: self.framework.clone(),
            period: tale.period.id.clone(),
            under: self.city.clone(),
            kind: Some(UnitKind::Commune),
        };
        figure::open_for_units(self.app, focal, &opening).await?;
        let told = if tale.is_cumulative {
            self.size.told
        } else {
            self.wards.len()
        };
        for (number, ward) in self.wards.iter().take(told).enumerate() {
            self.enter_ward(focal, (number, ward), tale).await?;
        }
        Ok(())
    }

    async fn enter_ward(
        &self,
        focal: &Actor,
        (number, ward): (usize, &Unit),
        tale: &Tale<'_>,
    ) -> Result<(), Error> {
        let Some(assessment) = figure::assessments(self.app, focal, ward, tale.period)
            .await?
            .pop()
        else {
            return Err(Error::Story("a ward without its assessment"));
        };
        let grid = figure::grid(self.app, focal, ward, &assessment).await?;
        let mut rows = Vec::new();
        for entry in &grid.entries {
            let line = &grid.edition.lines[entry.line];
            let whose = Whose {
                ward: number,
                code: &line.code,
                year: tale.period.year,
            };
            let lacking =
                tale.is_running && (typed::share(whose) + number as u64 * 7).is_multiple_of(5);
            if line.asks.is_empty() || lacking {
                continue;
            }
            let asks = line.asks.iter().map(|ask| (ask.key.as_str(), ask.kind));
            rows.push(Row {
                entry: entry.id.clone(),
                version: entry.version,
                typed: tale.typed(typed::inputs(whose, asks), line.source_text.as_deref()),
            });
        }
        figure::save_all(self.app, focal, &rows).await?;
        Ok(())
    }

    /// Each ward's plan of the year, imported by its own focal officer.
    async fn plan(&mut self) -> Result<(), Error> {
        for number in 0..self.size.told {
            let ward = &self.wards[number];
            let focal = self
                .actor(&format!("daumoi.{}", ward.slug.replace('-', "")))
                .await?;
            let text = plan_text::of(&ward.name, self.years.now, 27 + number);
            let name = format!("ke-hoach-{}.txt", ward.slug);
            let plan = write(self.app, &focal, (&ward.id, self.years.now), text, &name).await?;
            self.plans.push(plan);
        }
        Ok(())
    }
}
