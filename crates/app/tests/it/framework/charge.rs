//! Who provides and confirms the figures of a line: named in the draft, kept by editions, taken
//! along when the framework is opened.

use std::collections::BTreeMap;

use app::figure::desk::{self, Choice, Place};
use app::figure::{self, Opening};
use app::framework::draft::{self, Fields, Flaw, Severity};
use app::framework::{self, Adoption, Charge, Refusal};
use app::party::{self, NewParty, What};
use app::testing::{Trial, on_both};
use app::unit::UnitKind;
use app::{FrameworkId, PartyId, period};

use super::{issued, new, of, refused, sheet};
use crate::figure::{City, annex};

async fn outsider(trial: &Trial, city: &City, name: &str) -> PartyId {
    let new = NewParty {
        unit: city.whole.id.clone(),
        name: name.to_owned(),
        what: What::Outsider,
    };
    party::create(&trial.app, &city.focal, new)
        .await
        .unwrap()
        .id
}

async fn change(
    trial: &Trial,
    city: &City,
    (id, code): (&FrameworkId, &str),
    with: impl Fn(Fields) -> Fields,
) -> Result<(), app::Error> {
    let sheet = sheet(trial, &city.focal, id).await;
    let row = sheet.rows.iter().find(|row| row.code == code).unwrap();
    let key = (id, &row.id, row.version);
    let parent = row.parent.as_ref();
    draft::change(&trial.app, &city.focal, key, (parent, &with(of(row)))).await
}

fn named(provider: &str, verifier: &str) -> impl Fn(Fields) -> Fields {
    let (provider, verifier) = (provider.to_owned(), verifier.to_owned());
    move |fields| Fields {
        provider: provider.clone(),
        verifier: verifier.clone(),
        source_text: "Báo cáo của ngành".to_owned(),
        ..fields
    }
}

async fn charge(trial: &Trial, city: &City, (id, code): (&FrameworkId, &str)) -> Charge {
    let sheet = sheet(trial, &city.focal, id).await;
    let row = sheet.rows.iter().find(|row| row.code == code);
    row.unwrap().charge.clone()
}

#[test]
fn a_draft_names_who_provides_and_confirms_and_is_checked_for_it() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        outsider(&trial, &city, "Công an thành phố").await;
        let id = new(&trial, &city, Some(&city.framework)).await;
        let line = (&id, "1.2");
        let unknown = change(&trial, &city, line, named("Sở Không Tên", "")).await;
        let name = "Sở Không Tên".to_owned();
        let field = "provider";
        assert_eq!(refused(unknown), Refusal::NoSuchParty { field, name });

        // The directory's name, in any case; a source without a provider is told, no more.
        let flaws = async || {
            let check = draft::check(&trial.app, &city.focal, &id).await.unwrap();
            let own = check.all.into_iter().filter(|one| {
                let code = one.row.as_ref().map(|row| row.code.as_str());
                let kind = matches!(one.flaw, Flaw::NoProvider { .. } | Flaw::SameParty { .. });
                code == Some("1.2") && kind
            });
            own.map(|one| one.flaw).collect::<Vec<_>>()
        };
        change(&trial, &city, line, named("", "")).await.unwrap();
        let source = "Báo cáo của ngành".to_owned();
        let told = flaws().await;
        assert_eq!(told, [Flaw::NoProvider { source }]);
        assert_eq!(told[0].severity(), Severity::Info);
        let both = named("công an thành phố", "Công an thành phố");
        change(&trial, &city, line, both).await.unwrap();
        let name = "Công an thành phố".to_owned();
        assert_eq!(flaws().await, [Flaw::SameParty { name }]);
        let one = named("Công an thành phố", "");
        change(&trial, &city, line, one).await.unwrap();
        assert!(flaws().await.is_empty());

        // A copy keeps them; a party that turns out to be another one is followed.
        let police = charge(&trial, &city, line).await.provider.unwrap().0;
        let full = outsider(&trial, &city, "Công an thành phố Đông Lĩnh").await;
        party::merge(&trial.app, &city.focal, (&police, 1), &full)
            .await
            .unwrap();
        let found = charge(&trial, &city, line).await;
        assert_eq!(found.provider_name(), Some("Công an thành phố Đông Lĩnh"));
        let (edition, _) = framework::show(&trial.app, &city.focal, &id).await.unwrap();
        framework::issue(&trial.app, &city.focal, &id, edition.version)
            .await
            .unwrap();
        let next = new(&trial, &city, Some(&id)).await;
        assert_eq!(charge(&trial, &city, (&next, "1.2")).await, found);
    });
}

#[test]
fn opening_takes_the_providers_along_and_leaves_whom_the_desk_named() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        let app = &trial.app;
        let police = outsider(&trial, &city, "Công an thành phố").await;
        outsider(&trial, &city, "Bưu điện").await;
        let id = new(&trial, &city, Some(&city.framework)).await;
        let by = named("Công an thành phố", "Bưu điện");
        change(&trial, &city, (&id, "1.2"), by).await.unwrap();
        let by = named("Bưu điện", "");
        change(&trial, &city, (&id, "1.1"), by).await.unwrap();
        let period = period::by_code(app, "2026").await.unwrap();
        let place = |code| Place {
            unit: &city.whole,
            period: &period,
            framework: &id,
            code,
        };
        // The desk of the edition before, which asks for the same figures, named somebody.
        let at = Place {
            framework: &city.framework,
            ..place("1.1")
        };
        let choice = (&Choice::Party(police), &Choice::Nobody);
        desk::name_provider(app, &city.focal, at, choice)
            .await
            .unwrap();
        let opening = Opening {
            framework: id.clone(),
            period: period.id.clone(),
            under: city.whole.id.clone(),
            kind: Some(UnitKind::Commune),
        };
        figure::open_for_units(app, &city.focal, &opening)
            .await
            .unwrap();
        for code in ["1.1", "1.2"] {
            let open = desk::open(app, &city.focal, place(code)).await.unwrap();
            let provider = open.providers[0].as_ref().unwrap();
            let name = provider.name.as_deref();
            assert_eq!(name, Some("Công an thành phố"), "{code}");
            assert!(provider.is_here);
        }
        let open = desk::open(app, &city.focal, place("1.2")).await.unwrap();
        assert_eq!(open.verifier.unwrap().name, "Bưu điện");
        let verdict = app::audit::verify(app).await.unwrap();
        assert!(verdict.broken.is_none(), "{verdict:?}");
    });
}

#[test]
fn an_annex_whose_source_is_somebody_names_them_and_the_crosswalk_keeps_them() {
    on_both(|trial| async move {
        let city = issued(&trial).await;
        outsider(&trial, &city, "Công an thành phố").await;
        let id = adopted(&trial, &city).await;
        let police = charge(&trial, &city, (&id, "1.1")).await;
        assert_eq!(police.provider_name(), Some("Công an thành phố"));
        let nobody = charge(&trial, &city, (&id, "1.2")).await;
        assert_eq!(nobody, Charge::default());

        let (app, actor) = (&trial.app, &city.focal);
        let (edition, _) = framework::show(app, actor, &id).await.unwrap();
        framework::issue_with(
            app,
            actor,
            (&id, edition.version),
            framework::Warnings::Seen,
        )
        .await
        .unwrap();
        // The next year's annex has other codes and no sources; its lines carry the old ones on.
        let next = plain(&trial, &city).await;
        let version = draft::crosswalk(app, actor, &next).await.unwrap().version;
        draft::follow(app, actor, (&next, version), &id)
            .await
            .unwrap();
        let own = sheet(&trial, actor, &next).await;
        let row = own.rows.iter().find(|row| row.code == "1.7").unwrap();
        let chosen = BTreeMap::from([(row.id.clone(), "1.1".to_owned())]);
        draft::confirm(app, actor, (&next, own.version), &chosen)
            .await
            .unwrap();
        assert_eq!(charge(&trial, &city, (&next, "1.7")).await, police);
    });
}

async fn adopted(trial: &Trial, city: &City) -> FrameworkId {
    let annex = annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\tNguồn dữ liệu\n\
         1\tNhận thức số\t20\t\t\n\
         1.1\tCó chuyên mục an toàn\t10\tCó: 10 điểm; không: 0 điểm\tCông an thành phố\n\
         1.2\tCó chuyên mục chuyển đổi số\t10\tCó: 10 điểm; không: 0 điểm\tBáo cáo của đơn vị\n",
    );
    adopt(trial, city, ("DTI cấp xã 2027", &annex)).await
}

async fn plain(trial: &Trial, city: &City) -> FrameworkId {
    let annex = annex(
        "PHỤ LỤC 01\nSTT\tChỉ số\tĐiểm tối đa\tCách tính điểm\n\
         1\tNhận thức số\t10\t\n\
         1.7\tCó chuyên mục an toàn\t10\tCó: 10 điểm; không: 0 điểm\n",
    );
    adopt(trial, city, ("DTI cấp xã 2028", &annex)).await
}

async fn adopt(
    trial: &Trial,
    city: &City,
    (name, annex): (&str, &domain::plan::Annex),
) -> FrameworkId {
    let mut tx = trial.app.begin(&city.focal).await.unwrap();
    let adoption = Adoption {
        unit: city.whole.id.clone(),
        name: name.to_owned(),
        legal_basis: None,
        annex,
        chosen: BTreeMap::new(),
        year: 2027,
    };
    let made = framework::adopt(&mut tx, &city.focal, adoption)
        .await
        .unwrap();
    tx.commit(app::audit::Event::new("test.done", "framework", "", ""))
        .await
        .unwrap();
    made.framework
}
