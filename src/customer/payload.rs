//! The payload: the very bytes that are sent, with the slot that each line shows.
//!
//! It is laid out for reading, and that layout *is* what goes over the wire, so that an operator sees no other
//! document than the CRM gets.

use super::{Card, FIELDS, FieldId, FieldKind, RuleContext, Slot};
use crate::text::{composed, visible_json};
use sha2::{Digest, Sha256};

/// The JSON document that is sent for a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    text: String,
    lines: Vec<Option<Slot>>,
}

impl Payload {
    /// The payload of a card. Fields come in the API's order; empty ones are absent.
    ///
    /// Of a card that has errors it is a preview: what the API could not take is in it as typed, as a value
    /// without a name does.
    ///
    /// ```
    /// use kartoteka::customer::{Card, FieldId, Payload, RuleContext, Slot};
    ///
    /// let context = RuleContext::on(jiff::civil::date(2026, 11, 24));
    /// let mut card = Card::new(&context);
    /// card.set(Slot::of(FieldId::of("surname").unwrap()), "Kowalski");
    /// card.set(Slot::of(FieldId::of("birthdate").unwrap()), "14.5.1944");
    /// let payload = Payload::of(&card, &context);
    /// assert_eq!(payload.text(), "{\n  \"surname\": \"Kowalski\",\n  \"birthdate\": \"1944-05-14\"\n}");
    /// ```
    #[must_use]
    pub fn of(card: &Card, context: &RuleContext) -> Self {
        let mut writer = Writer::default();
        writer.node(0, "", None, Node::Object(members(card, context)), "");
        Self {
            text: visible_json(&writer.lines.join("\n")),
            lines: writer.slots,
        }
    }

    /// The document: JSON in UTF-8, without a line break at its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The slot that each line of the document shows; none for brackets.
    #[must_use]
    pub fn lines(&self) -> &[Option<Slot>] {
        &self.lines
    }
}

/// The SHA-256 of a document as it is written, in hexadecimal.
#[must_use]
pub fn hash(document: &str) -> String {
    hex(&Sha256::digest(document.as_bytes()))
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// A JSON value, and the slot where it was typed.
enum Node {
    Scalar(String),
    Array(Vec<(Slot, Node)>),
    Object(Vec<Member>),
}

struct Member {
    key: String,
    slot: Option<Slot>,
    node: Node,
}

fn members(card: &Card, context: &RuleContext) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for field in FieldId::all() {
        let Some((slot, node)) = node(card, field, context) else {
            continue;
        };
        let (parent, key) = FIELDS[field.index()].parent_and_key();
        let member = Member {
            key: key.to_owned(),
            slot,
            node,
        };
        let Some(parent) = parent else {
            members.push(member);
            continue;
        };
        match members.last_mut() {
            Some(Member {
                key,
                node: Node::Object(parts),
                ..
            }) if key == parent => parts.push(member),
            _ => members.push(Member {
                key: parent.to_owned(),
                slot: None,
                node: Node::Object(vec![member]),
            }),
        }
    }
    members
}

fn node(card: &Card, field: FieldId, context: &RuleContext) -> Option<(Option<Slot>, Node)> {
    match field.field().kind {
        FieldKind::Pairs => pairs(card, field, context).map(|node| (None, node)),
        FieldKind::Rows => rows(card, field, context),
        kind => {
            let value = card.canonical(Slot::of(field), context)?;
            Some((Some(Slot::of(field)), Node::Scalar(scalar(kind, &value))))
        }
    }
}

fn rows(card: &Card, field: FieldId, context: &RuleContext) -> Option<(Option<Slot>, Node)> {
    let filled = (0..card.rows(field)).filter_map(|row| {
        let slot = Slot::row(field, row);
        card.canonical(slot, context)
            .map(|value| (slot, Node::Scalar(string(&value))))
    });
    let mut filled: Vec<(Slot, Node)> = filled.collect();
    match filled.len() {
        0 => None,
        1 => filled.pop().map(|(slot, node)| (Some(slot), node)),
        _ => Some((None, Node::Array(filled))),
    }
}

fn pairs(card: &Card, field: FieldId, context: &RuleContext) -> Option<Node> {
    let members = (0..card.rows(field)).filter_map(|row| {
        let slot = Slot::row(field, row);
        let key = composed(card.get(Slot::name(row)).trim()).into_owned();
        let value = card.canonical(slot, context)?;
        Some(Member {
            key,
            slot: Some(slot),
            node: Node::Scalar(string(&value)),
        })
    });
    let members: Vec<Member> = members.collect();
    (!members.is_empty()).then_some(Node::Object(members))
}

fn scalar(kind: FieldKind, value: &str) -> String {
    let plain = match kind {
        FieldKind::Flag => matches!(value, "true" | "false"),
        FieldKind::Number => value
            .parse::<u64>()
            .is_ok_and(|number| number.to_string() == value),
        _ => false,
    };
    if plain { value.to_owned() } else { string(value) }
}

pub(super) fn string(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

/// Lays a document out, one scalar or bracket a line.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    slots: Vec<Option<Slot>>,
}

impl Writer {
    fn line(&mut self, depth: usize, text: &str, slot: Option<Slot>) {
        self.lines.push(" ".repeat(depth * 2) + text);
        self.slots.push(slot);
    }

    /// Writes a node behind its key (`"key": `, or nothing) and before its comma.
    fn node(&mut self, depth: usize, key: &str, slot: Option<Slot>, node: Node, comma: &str) {
        match node {
            Node::Scalar(text) => self.line(depth, &format!("{key}{text}{comma}"), slot),
            Node::Array(items) => {
                let items = items
                    .into_iter()
                    .map(|(slot, item)| (String::new(), Some(slot), item));
                self.nested(depth, key, ['[', ']'], items.collect(), comma);
            }
            Node::Object(members) => {
                let members = members.into_iter();
                let members =
                    members.map(|member| (format!("{}: ", string(&member.key)), member.slot, member.node));
                self.nested(depth, key, ['{', '}'], members.collect(), comma);
            }
        }
    }

    fn nested(
        &mut self,
        depth: usize,
        key: &str,
        [open, close]: [char; 2],
        children: Vec<(String, Option<Slot>, Node)>,
        comma: &str,
    ) {
        if children.is_empty() {
            return self.line(depth, &format!("{key}{open}{close}{comma}"), None);
        }
        self.line(depth, &format!("{key}{open}"), None);
        let last = children.len() - 1;
        for (index, (key, slot, node)) in children.into_iter().enumerate() {
            self.node(depth + 1, &key, slot, node, if index < last { "," } else { "" });
        }
        self.line(depth, &format!("{close}{comma}"), None);
    }
}
