//! What a tenant uses, read from its CRM so that settings can be proposed: the names of custom fields, the values of types and
//! groups, the agents. Nothing else of a customer is kept.

use super::client::LONGEST_TIMEOUT;
use super::lookup::{list, unreadable, url_of};
use super::{Client, response};
use crate::customer::LookupFailure;
use crate::endpoint::Resource;
use serde_json::Value;
use std::time::{Duration, Instant};

/// An agent of the tenant, who can be the account manager of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// The login, which is the value of `account_manager`.
    pub login: String,
    /// First name and surname; empty where the CRM has none.
    pub name: String,
}

/// What the customers of a tenant have, as far as some of them show it; each once, in the order in which they were seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantSample {
    /// The number of customers that were looked at.
    pub customers: usize,
    /// Names of custom fields, also of those that are empty.
    pub custom_fields: Vec<String>,
    /// Values of `type`.
    pub types: Vec<String>,
    /// Values of `group`.
    pub groups: Vec<String>,
}

impl Client {
    /// The tenant's active agents (`GET /api/agents`). Blocks, but never longer than the limit.
    ///
    /// # Errors
    /// If the CRM does not list them, or in a form that is not understood.
    pub fn agents(&self, limit: Duration) -> Result<Vec<Agent>, LookupFailure> {
        let deadline = Instant::now() + limit.min(LONGEST_TIMEOUT);
        agents_of_answer(&self.get(&self.target().agents_url(), &[], deadline)?)
    }

    /// What the customer of an id has, or the first hundred that the CRM lists. Blocks, but never longer than the limit.
    ///
    /// # Errors
    /// If the CRM does not show them, or in a form that is not understood.
    pub fn tenant_sample(&self, id: Option<&str>, limit: Duration) -> Result<TenantSample, LookupFailure> {
        let deadline = Instant::now() + limit.min(LONGEST_TIMEOUT);
        let url = url_of(self.target(), Resource::Customer, id);
        let parameters = [("include_custom_fields", "true"), ("limit", "100")];
        let parameters = if id.is_some() {
            &parameters[..1]
        } else {
            &parameters
        };
        sample_of_answer(&self.get(&url, parameters, deadline)?)
    }
}

/// The active agents in the body of a 2xx answer: a bare array, or one under `result`. Pure.
///
/// # Errors
/// If it is no list, or nobody in it has a login.
fn agents_of_answer(body: &[u8]) -> Result<Vec<Agent>, LookupFailure> {
    let document = document(body, "the answer is no list of agents")?;
    let list =
        list(Resource::Customer, &document).ok_or_else(|| unreadable("the answer is no list of agents"))?;
    let agents = list.iter().filter_map(|agent| {
        let login = text(agent.get("login"))?;
        let names = ["name", "surname"].into_iter();
        let names: Vec<String> = names.filter_map(|key| text(agent.get(key))).collect();
        Some((
            agent.get("active") != Some(&Value::Bool(false)),
            login,
            names.join(" "),
        ))
    });
    let agents: Vec<_> = agents.collect();
    if agents.is_empty() && !list.is_empty() {
        return Err(unreadable("no agent in the answer has a login"));
    }
    let active = agents.into_iter().filter(|(active, ..)| *active);
    Ok(active.map(|(_, login, name)| Agent { login, name }).collect())
}

/// What customers have in the body of a 2xx answer. Pure.
///
/// # Errors
/// If it is no list of customers, and no customer.
fn sample_of_answer(body: &[u8]) -> Result<TenantSample, LookupFailure> {
    let document = document(body, "the answer is no list of customers")?;
    let list = list(Resource::Customer, &document)
        .ok_or_else(|| unreadable("the answer is no list of customers"))?;
    let mut sample = TenantSample::default();
    for customer in list
        .iter()
        .filter(|customer| response::id(Resource::Customer, customer).is_some())
    {
        sample.customers += 1;
        if let Some(Value::Object(fields)) = customer.get("custom_fields") {
            fields
                .keys()
                .for_each(|name| note(&mut sample.custom_fields, Some(name.clone())));
        }
        note(&mut sample.types, text(customer.get("type")));
        note(&mut sample.groups, text(customer.get("group")));
    }
    if sample.customers == 0 && !list.is_empty() {
        return Err(unreadable("no customer in the answer has an id"));
    }
    Ok(sample)
}

fn document(body: &[u8], otherwise: &str) -> Result<Value, LookupFailure> {
    serde_json::from_slice(body).map_err(|_| unreadable(otherwise))
}

/// A text or a number that is not blank.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn note(seen: &mut Vec<String>, value: Option<String>) {
    seen.extend(value.filter(|value| !value.trim().is_empty() && !seen.contains(value)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_are_listed_bare_or_in_an_envelope_and_the_inactive_are_left_out() {
        let anna = Agent {
            login: "anna".to_owned(),
            name: "Anna Żak".to_owned(),
        };
        let of = |body: &str| agents_of_answer(body.as_bytes());
        let body = r#"[{"login":"anna","name":"Anna","surname":"Żak","active":true},{"login":"old","active":false}]"#;
        assert_eq!(of(body), Ok(vec![anna.clone()]));
        assert_eq!(of(&format!(r#"{{"count":2,"result":{body}}}"#)), Ok(vec![anna]));
        assert_eq!(of("[]"), Ok(vec![]));
        assert_eq!(of(r#"[{"login":"x"}]"#).unwrap()[0].name, "");
        for body in [
            "",
            "null",
            "{}",
            "[1]",
            r#"[{"login":" "}]"#,
            r#"{"errors":[]}"#,
            "<html>",
        ] {
            assert!(of(body).is_err(), "{body}");
        }
    }

    #[test]
    fn a_sample_has_each_name_and_value_once() {
        let body = r#"{"result":[
            {"customer_id":1,"type":"Klient","group":"","custom_fields":{"kampania":null,"Nr umowy":"7"}},
            {"customer_id":2,"type":"Klient","group":"VIP","custom_fields":{"kampania":"lato"}},
            {"surname":"no id","type":"lost"}]}"#;
        let sample = sample_of_answer(body.as_bytes()).unwrap();
        let expected = TenantSample {
            customers: 2,
            custom_fields: vec!["kampania".to_owned(), "Nr umowy".to_owned()],
            types: vec!["Klient".to_owned()],
            groups: vec!["VIP".to_owned()],
        };
        assert_eq!(sample, expected);
        assert_eq!(sample_of_answer(b"[]"), Ok(TenantSample::default()));
        assert_eq!(
            sample_of_answer(br#"{"customer_id":7,"custom_fields":{"a":1}}"#)
                .unwrap()
                .custom_fields,
            ["a"]
        );
        for body in ["", "{}", "[{}]", r#"{"result":7}"#] {
            assert!(sample_of_answer(body.as_bytes()).is_err(), "{body}");
        }
    }
}
