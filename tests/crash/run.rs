//! One run: an operator at work, and the end of it.

use crate::judge::{Evidence, Press, Verdict, judge};
use crate::plan::{Phase, Plan, Way};
use crate::support::aftermath::Aftermath;
use crate::support::dice::Dice;
use crate::support::echo::{Echo, shown, words};
use crate::support::home::Home;
use crate::support::pty::Pty;
use crate::support::recorder::{Act, Recorder, Stage};
use crate::support::typist::{self, Key, Typist, customer};
use rustix::process::Signal;
use std::num::NonZeroU16;
use std::time::Instant;

/// Wide and high enough that the preview has every card whole.
pub const SIZE: (u16, u16) = (160, 50);
/// Where nothing listens: the port of a service that nobody has had for decades.
const AWAY: &str = "http://127.0.0.1:1";
const REVIEW: &str = "\x1b[19~";
const FIND: &str = "\x12";
const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";

/// Does one run and says what came of it.
///
/// # Panics
/// If anything is lost, doubled or wrong.
pub fn run(number: u64) -> Verdict {
    let mut dice = Dice::new(number);
    let plan = Plan::of(number, &mut dice);
    let crm = Recorder::start(&plan.acts, 1000 * (number % 1000) + 1);
    let url = crm.url();
    let timeout = if plan.is_hasty() { 1 } else { 60 };
    let home = Home::new(
        if plan.away { AWAY } else { &url },
        &format!("timeout_seconds = {timeout}"),
    );
    let mut operator = Operator {
        pty: home.start(SIZE),
        typist: Typist::new(),
        reviews: Vec::new(),
        presses: Vec::new(),
        crm,
        plan,
        dice,
    };
    operator.work();
    let died_at = operator.die();
    let Operator {
        pty,
        typist,
        reviews,
        presses,
        crm,
        plan,
        mut dice,
    } = operator;
    let echo = Echo::of(&pty.timeline(), screen(), typist.states(), &reviews);
    drop(pty);
    if plan.stillborn {
        let mut pty = home.run(&[], SIZE);
        pty.look_on(dice.pause(0, 150));
        pty.kill(Signal::KILL);
        pty.wait_exit();
    }
    let reopened = plan.reopened.then(|| {
        let mut pty = home.start(SIZE);
        let card = pty.screen(shown).expect("a preview");
        let refused = card.get("surname").is_some() && refuses(&mut pty);
        let way = dice.pick(&Way::ALL);
        end(&mut pty, way);
        pty.wait_exit();
        (card, refused)
    });
    judge(&Evidence {
        arrivals: crm.finish(),
        aftermath: Aftermath::of(&home.data()),
        plan,
        states: typist.states().to_vec(),
        presses,
        echo,
        died_at,
        reopened,
    })
}

/// Whether a program will not send the card that came back. It is pressed for it, too.
fn refuses(pty: &mut Pty) -> bool {
    pty.send(REVIEW);
    pty.wait_for(|screen| {
        let text = screen.contents();
        [words::REVIEW, words::DECIDE, words::REFUSED, words::MISTAKEN]
            .iter()
            .any(|words| text.contains(words))
    });
    let refused = pty.text().contains(words::REFUSED);
    if refused {
        pty.send(ENTER);
        pty.wait_for_text(words::SETTLE);
    }
    refused
}

fn screen() -> vt100::Parser {
    let size = |number| NonZeroU16::new(number).expect("a screen has columns and rows");
    vt100::Parser::new(size(SIZE.1), size(SIZE.0), 0)
}

struct Operator {
    pty: Pty,
    typist: Typist,
    /// After how many keys he asked for the review.
    reviews: Vec<usize>,
    presses: Vec<Press>,
    crm: Recorder,
    plan: Plan,
    dice: Dice,
}

impl Operator {
    /// Works until the moment at which the program is to die.
    fn work(&mut self) {
        let acts = self.plan.acts.clone();
        let (last, before) = acts.split_last().expect("a card");
        let mut created = true;
        for act in before {
            let keys = self.keys(created);
            self.enter(&keys);
            self.review();
            self.send();
            created = self.see_the_end(*act);
            self.go_on(created);
        }
        let keys = self.keys(created);
        self.last_card(&keys, *last);
    }

    /// The keys for a new card, or for a change of the one that is still there.
    fn keys(&mut self, new: bool) -> Vec<Key> {
        if new {
            typist::keys_for_a_card(&mut self.dice)
        } else {
            typist::keys_for_a_change(&mut self.dice)
        }
    }

    fn enter(&mut self, mut keys: &[Key]) {
        while !keys.is_empty() {
            let count = self.dice.between(1, 5).min(keys.len());
            let (burst, rest) = keys.split_at(count);
            self.pty
                .send(&burst.iter().map(|key| key.bytes()).collect::<String>());
            for key in burst {
                self.typist.press(*key);
            }
            let pause = self.dice.pause(0, self.plan.pace);
            self.pty.look_on(pause);
            keys = rest;
        }
    }

    fn review(&mut self) {
        self.reviews.push(self.typist.pressed());
        self.pty.send(REVIEW);
        self.pty.wait_for(|screen| {
            let text = screen.contents();
            text.contains(words::REVIEW) || text.contains(words::DECIDE)
        });
    }

    fn send(&mut self) {
        // A namesake whose outcome is unknown may be the customer.
        let decide = self.pty.text().contains(words::DECIDE);
        self.pty.send(if decide { "S" } else { ENTER });
        self.presses.push(Press {
            key: self.typist.pressed(),
            told: None,
        });
    }

    /// Waits until the screen says how the send ended. Gives whether the customer was created.
    fn see_the_end(&mut self, act: Act) -> bool {
        let ends = [
            (words::CREATED, "created"),
            (words::REJECTED, "rejected"),
            (words::NOT_SENT, "not_sent"),
            (words::UNKNOWN, "unknown"),
        ];
        let end = |screen: &vt100::Screen| {
            let text = screen.contents();
            ends.iter()
                .find(|(words, _)| text.contains(words))
                .map(|(_, state)| *state)
        };
        if act == Act::CreateWhenTold {
            self.pty
                .wait_for(|screen| screen.contents().contains(words::SENDING) || end(screen).is_some());
            let pause = self.dice.pause(0, 60);
            self.pty.look_on(pause);
            self.crm.tell();
        }
        self.pty.wait_for(|screen| end(screen).is_some());
        let told = self.pty.screen(end);
        if let Some(press) = self.presses.last_mut() {
            press.told = told;
        }
        let created = told == Some("created");
        if created {
            self.typist.begin_anew();
        }
        created
    }

    /// Goes back to the form, where a card that is not created still is.
    fn go_on(&mut self, created: bool) {
        if !created {
            self.pty.send(ESCAPE);
        }
        let card = customer(self.typist.card());
        self.pty.wait_for(|screen| shown(screen).as_ref() == Some(&card));
    }

    /// Types the card that the program does not outlive, and waits for the moment at which it dies.
    fn last_card(&mut self, keys: &[Key], act: Act) {
        let before = self.presses.len();
        match self.plan.phase {
            Phase::Typing => {
                let count = self.dice.between(1, keys.len());
                self.enter(&keys[..count]);
            }
            Phase::Searching => {
                self.enter(keys);
                self.pty.send(FIND);
                self.pty.wait_for_text(words::FIND);
                self.pty.send("Kow");
            }
            Phase::Reviewing => {
                self.enter(keys);
                self.review();
            }
            phase => {
                self.enter(keys);
                self.review();
                self.send();
                match phase {
                    Phase::OnTheWire => {
                        let stage = self.dice.pick(&[Stage::Connected, Stage::Head, Stage::Whole]);
                        self.crm.wait_for(before, stage);
                    }
                    Phase::Waiting => self.crm.wait_for(before, Stage::Whole),
                    Phase::Answering => self.crm.wait_for(before, Stage::Answered),
                    Phase::Told => drop(self.see_the_end(act)),
                    _ => {}
                }
            }
        }
        let (least, most) = self.plan.grace;
        let grace = self.dice.pause(least, most);
        self.pty.look_on(grace);
    }

    /// Ends the program and waits for its end. Gives the moment before which all that happened was before the end.
    fn die(&mut self) -> Instant {
        let way = self.plan.way;
        let died_at = Instant::now();
        end(&mut self.pty, way);
        let status = self.pty.wait_exit();
        if way != Way::Kill {
            assert!(status.signal().is_none(), "{}: {status}", way.name());
            assert_ne!(status.exit_code(), 101, "{}: a panic", way.name());
        }
        if !matches!(way, Way::Kill | Way::Closed) {
            self.pty.assert_given_back();
        }
        died_at
    }
}

pub fn end(pty: &mut Pty, way: Way) {
    match way {
        Way::Kill => pty.kill(Signal::KILL),
        Way::HangUp => pty.kill(Signal::HUP),
        Way::Terminate => pty.kill(Signal::TERM),
        Way::Interrupt => pty.kill(Signal::INT),
        Way::Closed => pty.hang_up(),
    }
}
