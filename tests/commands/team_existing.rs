//! A customer who was in the CRM already, by the record of a colleague in the team's store, where there is no screen.

use crate::support::team::Team;
use crate::{Home, sandbox};
use kartoteka::endpoint::Resource;
use kartoteka::team::{self, Claim, TeamKeys, TeamMember, TeamPlace, TeamSecret};
use std::fs;
use std::time::Duration;

const ANNA: &str = r#"{"surname":"Nowak","name":"Anna","pesel":"44051401359"}"#;

/// A colleague has taken the customer under this id.
fn noted(team: &Team, base_url: &str, id: &str) {
    let secret = fs::read_to_string(team.secret()).unwrap();
    let secret = TeamSecret::new(secret.trim()).unwrap();
    let member = TeamMember {
        login: "olga".to_owned(),
        host: "desk9".to_owned(),
        store: "another".to_owned(),
    };
    let place = TeamPlace::File(team.file());
    let mut store = team::open(&place, &secret, member, Duration::from_secs(10)).unwrap();
    let url = format!("{base_url}/api/customers");
    let existing = Claim {
        attempt: "a1".to_owned(),
        resource: Resource::Customer,
        keys: TeamKeys::new(&secret, &url, "Nowak Anna", ANNA),
        resends: None,
        aware_of: Vec::new(),
    };
    store.note_existing(&existing, id).unwrap();
}

#[test]
fn a_customer_whom_a_colleague_has_taken_is_sent_only_where_that_is_accepted() {
    let (crm, team) = (sandbox(), Team::new());
    let home = team.clerk(&crm.base_url(), "");
    noted(&team, &crm.base_url(), "9001");
    let told = home.pipe(&["submit", "-", "--json"], ANNA.as_bytes());
    assert_eq!((told.code, crm.customers()), (Some(3), 0), "{told:?}");
    let problem = &told.json()[0]["problems"][0];
    assert_eq!(problem["reason"], "existing_in_team", "{told:?}");
    assert_eq!(problem["detail"]["customer_id"], "9001", "{told:?}");
    let message = problem["message"].as_str().unwrap();
    assert!(
        message.contains("olga@desk9 recorded customer 9001 as an existing one"),
        "{told:?}"
    );
    let told = home.pipe(&["submit", "-", "--accept-warnings"], ANNA.as_bytes());
    assert_eq!((told.code, crm.customers()), (Some(0), 1), "{told:?}");
}

#[test]
fn a_row_of_a_table_is_held_back_by_it() {
    let (crm, team) = (sandbox(), Team::new());
    let home: Home = team.clerk(&crm.base_url(), "");
    noted(&team, &crm.base_url(), "9001");
    let file = home.path().join("klienci.csv");
    fs::write(&file, "Nazwisko;PESEL\nNowak;44051401359\nLis;02070803628\n").unwrap();
    let told = home.pipe(&["import", file.to_str().unwrap(), "--yes", "--json"], b"");
    assert_eq!((told.code, crm.customers()), (Some(3), 1), "{told:?}");
    assert!(told.stdout.contains("existing_in_team"), "{told:?}");
}
