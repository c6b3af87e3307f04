//! Every text in every theme can be read in every terminal, whatever it is shown on: the cells of all screens against the default
//! palettes.

mod palettes;

use crate::screens::{reach, screens};
use crate::support::driver::{Driver, Setup};
use kartoteka::i18n::Language;
use kartoteka::options::{BadgeColor, ProfileBadge, Theme};
use palettes::{Ground, Rgb, TERMINALS, Terminal};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A letter's colour, that of its ground, and its attributes.
type Pen = (Color, Color, Modifier);

/// The pens that letters and underlined blanks are drawn with, each with a line where it is used.
#[derive(Default)]
struct Pens(HashMap<Pen, String>);

impl Pens {
    fn add(&mut self, place: &str, buffer: &Buffer) {
        for y in 0..buffer.area.height {
            let row: Vec<&Cell> = (0..buffer.area.width).map(|x| &buffer[(x, y)]).collect();
            for cell in row.iter().filter(|cell| cell.symbol() != " ") {
                let text = || row.iter().map(|cell| cell.symbol()).collect::<String>();
                self.0
                    .entry((cell.fg, cell.bg, cell.modifier))
                    .or_insert_with(|| format!("{place}: {}", text().trim_end()));
            }
        }
    }
}

/// How light a colour is, from 0 to 1, as WCAG 2 defines it.
fn luminance(color: Rgb) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from(color >> shift & 0xff) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

/// The contrast of two colours, from 1 to 21.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

fn shown(terminal: &Terminal, ground: &Ground, pen: Pen) -> (Rgb, Rgb) {
    let color = |color, otherwise| match color {
        Color::Reset => otherwise,
        other => terminal.rgb(other),
    };
    let (ink, paper) = (color(pen.0, ground.ink), color(pen.1, ground.paper));
    if pen.2.contains(Modifier::REVERSED) {
        (paper, ink)
    } else {
        (ink, paper)
    }
}

/// Whether a theme is meant for this ground.
fn is_for(theme: Theme, ground: &Ground) -> bool {
    match theme {
        Theme::Dark => luminance(ground.paper) < luminance(ground.ink),
        Theme::Light => luminance(ground.paper) > luminance(ground.ink),
        Theme::Default | Theme::HighContrast | Theme::Mono => true,
    }
}

/// The pens of all screens, and of the marks of profiles, by theme.
static PENS: LazyLock<HashMap<Theme, Pens>> = LazyLock::new(pens);

fn pens() -> HashMap<Theme, Pens> {
    let mut pens: HashMap<Theme, Pens> = HashMap::new();
    let mut add = |name: &str, driver: &mut Driver| {
        for theme in Theme::ALL {
            pens.entry(theme).or_default().add(name, driver.in_theme(theme));
        }
    };
    // One half wide, the other half narrow: a screen has few pens that depend on the width.
    for (screen, size) in screens().zip([(120, 40), (80, 24)].into_iter().cycle()) {
        add(screen.0, &mut reach(screen, Language::En, size));
    }
    let colors = [
        BadgeColor::Red,
        BadgeColor::Yellow,
        BadgeColor::Green,
        BadgeColor::Blue,
        BadgeColor::Magenta,
        BadgeColor::Cyan,
    ];
    for color in colors {
        let badge = ProfileBadge {
            word: "PRODUCTION".into(),
            color,
        };
        let setup = Setup {
            badge: Some(badge),
            insecure: true,
            ..Setup::default()
        };
        add("a profile's mark", &mut Driver::with(setup));
    }
    pens
}

#[test]
fn every_text_can_be_read_in_every_theme() {
    let mut failures = Vec::new();
    for (theme, pens) in &*PENS {
        let least = if *theme == Theme::HighContrast { 7.0 } else { 4.5 };
        for terminal in &TERMINALS {
            for ground in terminal.grounds.iter().filter(|ground| is_for(*theme, ground)) {
                for (pen, place) in &pens.0 {
                    let (ink, paper) = shown(terminal, ground, *pen);
                    let contrast = contrast(ink, paper);
                    if contrast < least {
                        failures.push(format!(
                            "{theme:?} in {} on {:06x}: {contrast:.2}, {pen:?}, {place}",
                            terminal.name, ground.paper
                        ));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_meaning_hangs_on_what_terminals_show_differently() {
    for (theme, pens) in &*PENS {
        for (&(ink, paper, attributes), place) in &pens.0 {
            let safe = Modifier::UNDERLINED | Modifier::REVERSED;
            assert!(safe.contains(attributes), "{theme:?}: {attributes:?}, {place}");
            let coloured = ink != Color::Reset || paper != Color::Reset;
            assert!(!(*theme == Theme::Mono && coloured), "{theme:?}: {place}");
            // Reversed, a colour of its own would stand on the unknown colour of the letters.
            assert!(
                !(attributes.contains(Modifier::REVERSED) && coloured),
                "{theme:?}: {place}"
            );
        }
    }
}

#[test]
fn the_measure_is_that_of_wcag() {
    let rows = [
        (0x00_0000, 0xff_ffff, 21.0),
        (0xff_ffff, 0xff_ffff, 1.0),
        (0x76_7676, 0xff_ffff, 4.54),
        (0xff_0000, 0xff_ffff, 4.0),
        (0x00_00ff, 0x00_0000, 2.44),
    ];
    for (one, other, expected) in rows {
        let found = contrast(one, other);
        assert!(
            (found - expected).abs() < 0.01,
            "{one:06x} on {other:06x}: {found}"
        );
        assert!((found - contrast(other, one)).abs() < f64::EPSILON);
    }
}
