//! What the system says of a process.

use std::error::Error;
use std::fs;

/// The memory that is the process's alone, in kB: what one more of it costs.
pub fn private_memory(pid: u32) -> Result<u64, Box<dyn Error>> {
    let path = format!("/proc/{pid}/smaps_rollup");
    // The program keeps other users, and its own, out of its memory.
    let clean = status_number(&path, "Private_Clean:")
        .map_err(|error| format!("{path}: {error}; only root can read it"))?;
    Ok(clean + status_number(&path, "Private_Dirty:")?)
}

/// How often the program's threads have gone to sleep so far.
pub fn switches(pid: u32) -> Result<u64, Box<dyn Error>> {
    let mut sum = 0;
    for task in fs::read_dir(format!("/proc/{pid}/task"))? {
        let status = task?.path().join("status").display().to_string();
        sum += status_number(&status, "voluntary_ctxt_switches:")?;
    }
    Ok(sum)
}

/// The number in a line of a status file.
pub fn status_number(path: &str, label: &str) -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string(path)?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(label))
        .ok_or("no such line")?;
    Ok(line.split_whitespace().next().unwrap_or("0").parse()?)
}

/// The CPU time used so far, user and system, in ticks (usually of 10 ms).
pub fn ticks(pid: u32) -> Result<u64, Box<dyn Error>> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name, in brackets, may hold blanks; user and system time are the 14th and 15th field.
    let (_, rest) = stat.rsplit_once(')').ok_or("odd stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields.get(index).unwrap_or(&"0").parse::<u64>();
    Ok(number(11)? + number(12)?)
}
