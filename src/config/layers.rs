//! The system's settings with the user's above them. A setting comes whole from one place: a row of the table of settings is
//! what one file can override of another.

use super::SettingsProblem;
use super::invalid_value::InvalidValue;
use super::rows::{at, present};
use super::system::SystemSettings;
use toml::Table;

/// What the user's file must not say: what only the system's settings may, what they have locked to another value, and in
/// restricted mode what leads to a path or a command.
pub(super) fn refused(file: &Table, system: Option<&SystemSettings>, restricted: bool) -> Vec<InvalidValue> {
    let mut wrong: Vec<InvalidValue> = Vec::new();
    if file.contains_key("locked") {
        wrong.push(InvalidValue::new(&["locked"], SettingsProblem::SystemOnly));
    }
    for (setting, steps) in present(file) {
        let lock = system.and_then(|system| {
            let same = at(file, &steps) == at(system.table(), &steps);
            system.lock(&steps).filter(|_| !same)
        });
        let problem = match lock {
            Some(lock) => SettingsProblem::Locked(lock),
            None if setting.in_system_file => SettingsProblem::SystemOnly,
            None if restricted && setting.is_privileged() => SettingsProblem::Restricted,
            None => continue,
        };
        wrong.push(InvalidValue::new(&steps, problem));
    }
    wrong
}
