//! Frames after each other as one SVG picture that moves by style sheet alone, and stands still where the reader wants no motion.
//!
//! A piece that is the same in several frames is in the picture once, so a typed letter adds a few hundred bytes.

use super::svg;
use ratatui::buffer::Buffer;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Frames, each with the time for which it is shown.
#[derive(Default)]
pub struct Film {
    frames: Vec<Frame>,
}

struct Frame {
    head: String,
    pieces: Vec<String>,
    cursor: Option<String>,
    milliseconds: u32,
}

impl Film {
    /// Adds a frame with its cursor.
    pub fn add(&mut self, buffer: &Buffer, cursor: Option<(u16, u16)>, milliseconds: u32) {
        self.frames.push(Frame {
            head: svg::head(buffer),
            pieces: svg::pieces(buffer),
            cursor: cursor.map(svg::block),
            milliseconds,
        });
    }

    /// The picture, which begins again after the last frame. All frames have one size.
    pub fn render(&self) -> String {
        // By the frames in which they are seen, so that what comes and goes together has one rule. The cursor comes last, above
        // all that it stands on.
        let mut pieces: BTreeMap<(bool, &str), Vec<bool>> = BTreeMap::new();
        for (number, frame) in self.frames.iter().enumerate() {
            let cursor = frame.cursor.iter().map(|piece| (true, piece.as_str()));
            for piece in frame
                .pieces
                .iter()
                .map(|piece| (false, piece.as_str()))
                .chain(cursor)
            {
                pieces
                    .entry(piece)
                    .or_insert_with(|| vec![false; self.frames.len()])[number] = true;
            }
        }
        let mut groups: BTreeMap<(bool, Vec<bool>), String> = BTreeMap::new();
        for ((is_cursor, piece), seen) in pieces {
            *groups.entry((is_cursor, seen)).or_default() += piece;
        }
        let (mut rules, mut body) = (String::new(), String::new());
        for (number, ((_, seen), pieces)) in groups.into_iter().enumerate() {
            if seen.iter().all(|seen| *seen) {
                body += &pieces;
                continue;
            }
            let still = if seen.last() == Some(&true) { " e" } else { "" };
            let _ = write!(body, "<g class=\"m k{number}{still}\">\n{pieces}</g>\n");
            let steps = self.steps(&seen);
            let _ = writeln!(
                rules,
                ".k{number}{{animation-name:k{number}}}@keyframes k{number}{{{steps}}}"
            );
        }
        let seconds = f64::from(self.length()) / 1000.0;
        format!(
            "{}<style>\n.m{{visibility:hidden;animation:{seconds}s step-end infinite}}\n{rules}\
             @media (prefers-reduced-motion:reduce){{.m{{animation:none}}.e{{visibility:visible}}}}\n</style>\n{body}</svg>\n",
            self.frames[0].head
        )
    }

    fn length(&self) -> u32 {
        self.frames.iter().map(|frame| frame.milliseconds).sum()
    }

    /// When a piece comes and goes, in percent of the whole.
    fn steps(&self, seen: &[bool]) -> String {
        let (mut steps, mut begin, mut before) = (String::new(), 0, None);
        for (frame, seen) in self.frames.iter().zip(seen) {
            if before != Some(*seen) {
                let visibility = if *seen { "visible" } else { "hidden" };
                let percent = f64::from(begin) * 100.0 / f64::from(self.length());
                let percent = format!("{percent:.2}");
                let percent = percent.trim_end_matches('0').trim_end_matches('.');
                let _ = write!(steps, "{percent}%{{visibility:{visibility}}}");
            }
            before = Some(*seen);
            begin += frame.milliseconds;
        }
        steps
    }
}
