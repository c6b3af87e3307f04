//! What a run is to do, decided by its number alone.

use crate::support::dice::Dice;
use crate::support::recorder::Act;

/// How the program dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// `kill -9`.
    Kill,
    HangUp,
    Terminate,
    Interrupt,
    /// The terminal is closed, as when an SSH session drops.
    Closed,
}

impl Way {
    /// Half of the runs are killed, for that is the hardest.
    pub const ALL: [Self; 8] = [
        Self::Kill,
        Self::HangUp,
        Self::Kill,
        Self::Terminate,
        Self::Kill,
        Self::Closed,
        Self::Kill,
        Self::Interrupt,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Kill => "-9",
            Self::HangUp => "HUP",
            Self::Terminate => "TERM",
            Self::Interrupt => "INT",
            Self::Closed => "closed",
        }
    }
}

/// What is going on when it dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Typing,
    /// A caller is being searched for, beside the card that is typed.
    Searching,
    Reviewing,
    /// Enter was pressed in the review; some milliseconds, in which the journal is written and the request goes out.
    Sending,
    /// The CRM sees the connection, the head, or the body.
    OnTheWire,
    /// The CRM has the request and does not answer.
    Waiting,
    /// The CRM has answered; some milliseconds, in which the program reads it and writes it down.
    Answering,
    /// The screen says how the send ended.
    Told,
}

impl Phase {
    /// Typing, for it is the most of the work, and the moments that last for milliseconds only come twice.
    pub const ALL: [Self; 11] = [
        Self::Typing,
        Self::Sending,
        Self::Answering,
        Self::Typing,
        Self::Searching,
        Self::Reviewing,
        Self::OnTheWire,
        Self::Sending,
        Self::Waiting,
        Self::Answering,
        Self::Told,
    ];
}

/// What a run is to do.
#[derive(Debug)]
pub struct Plan {
    pub way: Way,
    pub phase: Phase,
    /// What the CRM does with each card in turn. All but the last card are sent, and how that ended is waited for.
    pub acts: Vec<Act>,
    /// The CRM cannot be reached.
    pub away: bool,
    /// The longest pause between two touches of the keyboard, in milliseconds.
    pub pace: usize,
    /// How many milliseconds lie between the moment that the phase waits for and the end: at least, at most.
    pub grace: (usize, usize),
    /// A program that is started afterwards is killed at once.
    pub stillborn: bool,
    /// The card is looked for on the screen of a program that is started afterwards, too.
    pub reopened: bool,
}

impl Plan {
    /// Whether the program waits for the CRM for a second only, because there is an end to be waited for that it does not
    /// get.
    pub fn is_hasty(&self) -> bool {
        let before = &self.acts[..self.acts.len() - 1];
        before.contains(&Act::Hang)
    }

    /// The plan of a run.
    pub fn of(number: u64, dice: &mut Dice) -> Self {
        let place = |count: usize, number: u64| usize::try_from(number % count as u64).unwrap_or_default();
        let phase = Phase::ALL[place(Phase::ALL.len(), number)];
        let way = Way::ALL[place(Way::ALL.len(), number / Phase::ALL.len() as u64)];
        let before = dice.pick(&[0, 0, 1, 2]);
        let mut acts: Vec<Act> = (0..before).map(|_| concluded(dice)).collect();
        acts.push(match phase {
            Phase::Waiting => dice.pick(&[Act::Hang, Act::CreateWhenTold]),
            Phase::Answering | Phase::Told => dice.pick(&[
                Act::Create,
                Act::Create,
                Act::Create,
                Act::Refuse,
                Act::Fail,
                Act::Cut,
            ]),
            _ => dice.pick(&[
                Act::Create,
                Act::Create,
                Act::Refuse,
                Act::Fail,
                Act::Cut,
                Act::Hang,
            ]),
        });
        Self {
            way,
            phase,
            acts,
            away: matches!(phase, Phase::Sending | Phase::Told) && dice.percent(12),
            pace: dice.pick(&[5, 20, 80]),
            grace: grace(phase, dice),
            stillborn: dice.percent(15),
            reopened: dice.percent(35),
        }
    }
}

fn concluded(dice: &mut Dice) -> Act {
    if dice.percent(4) {
        return Act::Hang;
    }
    dice.pick(&[
        Act::Create,
        Act::Create,
        Act::CreateWhenTold,
        Act::Refuse,
        Act::Fail,
        Act::Cut,
    ])
}

/// The moments that last for milliseconds only are struck at random. While an operator types, all but a part of a second's
/// work must be safe: so that it shows, some ends come when all of it must be.
fn grace(phase: Phase, dice: &mut Dice) -> (usize, usize) {
    match phase {
        Phase::Typing => dice.pick(&[(0, 40), (0, 400), (1000, 1400)]),
        Phase::Searching | Phase::Reviewing => dice.pick(&[(0, 300), (1000, 1400)]),
        Phase::Sending => dice.pick(&[(0, 2), (0, 6), (0, 30)]),
        Phase::OnTheWire => dice.pick(&[(0, 0), (0, 0), (0, 2)]),
        Phase::Waiting => (0, 1500),
        Phase::Answering => dice.pick(&[(0, 4), (0, 30)]),
        Phase::Told => (0, 300),
    }
}
