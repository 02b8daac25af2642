//! The directory: who is meant by a name, and who acts for whom.

use app::account::{self, FirstAdministrator};
use app::party::{self, NewParty, Party, Refusal, What};
use app::testing::{Trial, on_both};
use app::unit::{self, NewUnit, Unit, UnitKind};
use app::{Actor, App, Error, PartyId, Refusal as Any, UnitId};
use jiff::civil::{Date, date};

const PASSWORD: &str = "mot mat khau dai";

/// A city with its first administrator, and a ward under it with an office.
pub(crate) struct Place {
    pub(crate) app: App,
    pub(crate) who: Actor,
    pub(crate) city: Unit,
    pub(crate) ward: Unit,
    pub(crate) office: Unit,
}

impl Place {
    pub(crate) async fn new(trial: &Trial) -> Place {
        let app = trial.app.clone();
        let link = account::first_link(&app).await.unwrap();
        let first = FirstAdministrator {
            unit_name: "Thành phố Đông Lĩnh".to_owned(),
            unit_kind: UnitKind::City,
            name: "Lê Thị Hạnh".to_owned(),
            login: "hanh".to_owned(),
            password: PASSWORD.to_owned(),
        };
        account::create_first(&app, &link, first).await.unwrap();
        let who = account::sign_in(&app, "hanh", PASSWORD)
            .await
            .ok()
            .unwrap()
            .actor;
        let city = unit::by_slug(&app, &who, "dong-linh").await.unwrap();
        let ward = unit_under(&app, &who, &city, (UnitKind::Commune, "Phường Hạ Khê")).await;
        let office = unit_under(
            &app,
            &who,
            &ward,
            (UnitKind::Office, "Phòng Văn hoá - Xã hội"),
        )
        .await;
        Place {
            app,
            who,
            city,
            ward,
            office,
        }
    }

    pub(crate) async fn create(&self, unit: &Unit, name: &str, what: What) -> Party {
        self.try_create(unit, name, what).await.unwrap()
    }

    pub(crate) async fn try_create(
        &self,
        unit: &Unit,
        name: &str,
        what: What,
    ) -> Result<Party, Error> {
        let new = NewParty {
            unit: unit.id.clone(),
            name: name.to_owned(),
            what,
        };
        party::create(&self.app, &self.who, new).await
    }

    pub(crate) async fn person(&self, unit: &Unit, name: &str) -> Party {
        self.create(
            unit,
            name,
            What::Person {
                email: None,
                phone: None,
            },
        )
        .await
    }

    /// Names of the people who act for a party today.
    pub(crate) async fn holders(&self, party: &PartyId) -> Vec<String> {
        let mut conn = self.app.read().await.unwrap();
        let mut names = conn
            .all(
                "select n.name from party_holder h join person n on n.id = h.person_id
                where h.party_id = $1",
                app::bind![party.as_str()],
                |row| row.text("name"),
            )
            .await
            .unwrap();
        names.sort();
        names
    }

    pub(crate) async fn unit_party(&self, unit: &UnitId) -> PartyId {
        let mut conn = self.app.read().await.unwrap();
        let id = conn
            .one(
                "select id from party where unit_ref = $1",
                app::bind![unit.as_str()],
                |row| row.text("id"),
            )
            .await
            .unwrap();
        PartyId::parse(&id).unwrap()
    }

    #[track_caller]
    fn names(found: Vec<Option<Party>>) -> Vec<String> {
        found
            .into_iter()
            .map(|party| party.map_or_else(|| "–".to_owned(), |party| party.name))
            .collect()
    }

    async fn meant(&self, unit: &Unit, spellings: &[&str]) -> Vec<String> {
        let spellings: Vec<String> = spellings.iter().map(|text| (*text).to_owned()).collect();
        let mut conn = self.app.read().await.unwrap();
        Place::names(
            party::find_by_name(&mut conn, &unit.id, &spellings)
                .await
                .unwrap(),
        )
    }
}

pub(crate) async fn unit_under(
    app: &App,
    who: &Actor,
    parent: &Unit,
    (kind, name): (UnitKind, &str),
) -> Unit {
    let new = NewUnit {
        parent: Some(parent.id.clone()),
        kind,
        name: name.to_owned(),
        code: None,
        valid_from: date(2025, 7, 1),
    };
    unit::create(app, who, new).await.unwrap()
}

fn refused(error: Error) -> Refusal {
    match error {
        Error::Refused(Any::Party(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

pub(crate) const TODAY: Date = date(2026, 10, 15);

#[test]
fn each_kind_of_party_is_held_by_whom_it_means() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let an = place.person(&place.ward, "Trần Văn An").await;
        let binh = place.person(&place.ward, "Phạm Thị Bình").await;
        let chi = place.person(&place.office, "Đỗ Chi").await;
        let chair = What::Post {
            holder: an.person_ref.clone().map(|id| (id, TODAY)),
        };
        let chair = place
            .create(&place.ward, "Chủ tịch UBND phường", chair)
            .await;
        let later = What::Post {
            holder: binh.person_ref.clone().map(|id| (id, date(2026, 10, 16))),
        };
        let later = place.create(&place.ward, "Chánh Văn phòng", later).await;
        let outsider = place
            .create(&place.ward, "Bưu điện Hạ Khê", What::Outsider)
            .await;
        let inner = What::Group {
            members: vec![chair.id.clone(), outsider.id.clone()],
        };
        let inner = place.create(&place.ward, "Ban Chỉ đạo", inner).await;
        let members = vec![inner.id.clone(), chi_office(&place).await, later.id.clone()];
        let outer = place
            .create(&place.ward, "Các bộ phận", What::Group { members })
            .await;

        assert_eq!(place.holders(&binh.id).await, ["Phạm Thị Bình"]);
        let ward = place.unit_party(&place.ward.id).await;
        assert_eq!(place.holders(&ward).await, ["Phạm Thị Bình", "Trần Văn An"]);
        assert_eq!(
            place.holders(&chi_office(&place).await).await,
            [chi.name.as_str()]
        );
        assert_eq!(place.holders(&chair.id).await, ["Trần Văn An"]);
        assert_eq!(place.holders(&outsider.id).await, [""; 0]);
        assert_eq!(place.holders(&inner.id).await, ["Trần Văn An"]);
        assert_eq!(place.holders(&outer.id).await, ["Trần Văn An", "Đỗ Chi"]);

        // A post that someone takes over tomorrow is theirs tomorrow, though nobody does anything.
        assert_eq!(place.holders(&later.id).await, [""; 0]);
        trial.clock.set("2026-10-15T17:00:00Z".parse().unwrap());
        account::visitor(&trial.app, "").await.unwrap();
        assert_eq!(place.holders(&later.id).await, ["Phạm Thị Bình"]);
        assert_eq!(place.holders(&outer.id).await.len(), 3);
    });
}

async fn chi_office(place: &Place) -> PartyId {
    place.unit_party(&place.office.id).await
}

#[test]
fn a_group_fans_out_through_groups_and_never_holds_itself() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let post = What::Post { holder: None };
        let post = place.create(&place.ward, "Công chức Tư pháp", post).await;
        let office = place.unit_party(&place.office.id).await;
        let inner = What::Group {
            members: vec![post.id.clone()],
        };
        let inner = place.create(&place.ward, "Nhóm trong", inner).await;
        let outer = What::Group {
            members: vec![inner.id.clone(), office, post.id.clone()],
        };
        let outer = place.create(&place.ward, "Nhóm ngoài", outer).await;
        let mut conn = place.app.read().await.unwrap();
        let all = party::fan_out(&mut conn, &outer.id).await.unwrap();
        let names: Vec<&str> = all.iter().map(|party| party.name.as_str()).collect();
        assert_eq!(names, ["Phòng Văn hoá - Xã hội", "Công chức Tư pháp"]);
    });
}

#[test]
fn names_are_resolved_and_never_guessed() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        let (city, ward) = (&place.city, &place.ward);
        let upper = unit_under(
            &place.app,
            &place.who,
            city,
            (UnitKind::Commune, "Xã Thượng Khê"),
        )
        .await;
        place
            .create(
                ward,
                "Công chức Văn phòng - Thống kê",
                What::Post { holder: None },
            )
            .await;
        place.person(ward, "Nguyễn Văn Hùng").await;
        place.person(ward, "Lê Văn Dũng").await;
        place.person(&place.office, "Nguyễn Văn Hùng").await;
        place.person(&place.office, "Hoàng Mai").await;
        place.person(&upper, "Vũ Đức").await;
        place
            .create(city, "Công an thành phố", What::Outsider)
            .await;
        let police = place.create(ward, "Công an phường", What::Outsider).await;
        let mut tx = place.app.begin(&place.who).await.unwrap();
        party::remember_alias(&mut tx, &ward.id, "CAP", &police.id)
            .await
            .unwrap();
        party::remember_alias(&mut tx, &ward.id, "Lê Văn Dũng", &police.id)
            .await
            .unwrap();
        tx.commit(app::audit::Event::new(
            "party.aliased",
            "party",
            police.id.as_str(),
            "CAP",
        ))
        .await
        .unwrap();

        let table = [
            ("CC VP-TK", "Công chức Văn phòng - Thống kê"),
            (
                "công chức  VĂN PHÒNG - thống kê",
                "Công chức Văn phòng - Thống kê",
            ),
            ("cap", "Công an phường"),
            // What a person said goes before what a name says.
            ("Lê Văn Dũng", "Công an phường"),
            ("Đ/c Lê Văn Dũng", "Công an phường"),
            ("UBND phường Hạ Khê", "Phường Hạ Khê"),
            ("Ủy ban nhân dân xã Thượng Khê", "Xã Thượng Khê"),
            // One's own before the office's.
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hùng"),
            ("Hoàng Mai", "Hoàng Mai"),
            ("Công an thành phố", "Công an thành phố"),
            // Another ward's people are nobody here.
            ("Vũ Đức", "–"),
            ("Sở Tài chính", "–"),
            ("", "–"),
        ];
        let spellings: Vec<&str> = table.iter().map(|(spelling, _)| *spelling).collect();
        let expected: Vec<&str> = table.iter().map(|(_, name)| *name).collect();
        assert_eq!(place.meant(ward, &spellings).await, expected);
        // Under the city there are two: nobody is meant.
        assert_eq!(place.meant(city, &["Nguyễn Văn Hùng"]).await, ["–"]);
        // The ward's aliases are the ward's.
        assert_eq!(place.meant(city, &["CAP", "Vũ Đức"]).await, ["–", "Vũ Đức"]);
        let before = place.app.statements();
        place.meant(ward, &["a"; 64]).await;
        assert!(place.app.statements() - before <= 5);
    });
}

#[test]
fn a_directory_has_each_name_once_except_peoples() {
    on_both(|trial| async move {
        let place = Place::new(&trial).await;
        place
            .create(&place.ward, "Công an phường", What::Outsider)
            .await;
        let again = place
            .try_create(&place.ward, "CÔNG AN  PHƯỜNG", What::Post { holder: None })
            .await;
        let name = "Công an phường".to_owned();
        assert_eq!(refused(again.unwrap_err()), Refusal::NameTaken { name });
        let none = place.try_create(&place.ward, " \n", What::Outsider).await;
        assert_eq!(refused(none.unwrap_err()), Refusal::NoName);
        let long = place
            .try_create(&place.ward, &"ă".repeat(201), What::Outsider)
            .await;
        assert_eq!(
            refused(long.unwrap_err()),
            Refusal::NameLong { length: 201 }
        );
        place.person(&place.ward, "Nguyễn Văn Hùng").await;
        place.person(&place.ward, "Nguyễn Văn Hùng").await;
    });
}
