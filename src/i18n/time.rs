//! Moments as a language writes them. What is sent, and what programs read, is ISO 8601.

use super::{Language, Locale};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

impl Locale {
    /// The hour of today, the day and the hour of another day; at most eleven columns.
    #[must_use]
    pub fn hour(&self, at: DateTime, today: Date) -> String {
        let form = match self.language() {
            _ if at.date() == today => "%H:%M",
            Language::En => "%m-%d %H:%M",
            Language::Pl => "%d.%m %H:%M",
        };
        at.strftime(form).to_string()
    }

    /// The day and the hour, to the minute.
    #[must_use]
    pub fn minute(&self, at: DateTime) -> String {
        at.strftime(&format!("{} %H:%M", self.day())).to_string()
    }

    /// A moment to the minute, in the time zone of the system.
    #[must_use]
    pub fn local_minute(&self, at: Timestamp) -> String {
        self.minute(TimeZone::system().to_datetime(at))
    }

    /// The day and the hour, to the second.
    #[must_use]
    pub fn second(&self, at: DateTime) -> String {
        at.strftime(&format!("{} %H:%M:%S", self.day())).to_string()
    }

    /// The day.
    #[must_use]
    pub fn date(&self, day: Date) -> String {
        day.strftime(self.day()).to_string()
    }

    fn day(&self) -> &'static str {
        match self.language() {
            Language::En => "%Y-%m-%d",
            Language::Pl => "%d.%m.%Y",
        }
    }

    /// A number with so many decimals, behind the point or comma of the language.
    #[must_use]
    pub fn decimal(&self, number: f64, decimals: usize) -> String {
        let written = format!("{number:.decimals$}");
        match self.language() {
            Language::En => written,
            Language::Pl => written.replace('.', ","),
        }
    }

    /// A count with its digits in groups of three: with commas in English; with spaces in Polish, from five digits on.
    #[must_use]
    pub fn count(&self, count: usize) -> String {
        let (separator, from) = match self.language() {
            Language::En => (',', 4),
            // It does not break, so that a line is not cut within a number.
            Language::Pl => ('\u{a0}', 5),
        };
        let digits = count.to_string();
        if digits.len() < from {
            return digits;
        }
        let mut grouped = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn moments_and_counts_by_language() {
        let at = date(2026, 11, 24).at(9, 5, 7, 0);
        let [english, polish] = Language::ALL.map(Locale::new);
        let tomorrow = date(2026, 11, 25);
        assert_eq!(english.hour(at, tomorrow), "11-24 09:05");
        assert_eq!(polish.hour(at, tomorrow), "24.11 09:05");
        assert_eq!(polish.hour(at, at.date()), "09:05");
        assert_eq!(
            (english.minute(at), polish.minute(at)),
            ("2026-11-24 09:05".into(), "24.11.2026 09:05".into())
        );
        assert_eq!(polish.second(at), "24.11.2026 09:05:07");
        assert_eq!(
            (english.decimal(0.0174, 3), polish.decimal(1.5, 1)),
            ("0.017".into(), "1,5".into())
        );
        for (count, one, other) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1,000", "1000"),
            (12345, "12,345", "12\u{a0}345"),
            (1_234_567, "1,234,567", "1\u{a0}234\u{a0}567"),
        ] {
            assert_eq!(
                (english.count(count).as_str(), polish.count(count).as_str()),
                (one, other)
            );
        }
    }

    #[test]
    fn polish_plurals_are_those_of_a_clerk() {
        let polish = Locale::new(Language::Pl);
        for (count, words) in [
            (1, "popraw błąd."),
            (2, "2 błędy."),
            (5, "5 błędów."),
            (12, "12 błędów."),
            (22, "22 błędy."),
        ] {
            let text = polish.texts().notice_errors(count);
            assert!(text.ends_with(words), "{count}: {text}");
        }
    }
}
