//! `completions` and `man`: the command line told to shells and to man.

use std::io::Write;

use anyhow::Result;
use clap_complete::{Shell, generate};
use clap_mangen::Man;
use huibian::text::Lang;

use super::definition;

/// The completion script of `shell`.
pub fn completions(shell: Shell, lang: Lang, out: &mut dyn Write) -> Result<()> {
    // The generator panics where it cannot write; memory takes everything.
    let mut script = Vec::new();
    generate(
        shell,
        &mut definition::huibian(lang),
        "huibian",
        &mut script,
    );
    out.write_all(&script)?;
    Ok(())
}

/// The manual page: the program's, then each command's.
pub fn man(lang: Lang, out: &mut dyn Write) -> Result<()> {
    let whole = definition::huibian(lang);
    Man::new(whole.clone()).render(out)?;
    for command in whole.get_subcommands() {
        let name = format!("huibian-{}", command.get_name());
        writeln!(out)?;
        Man::new(command.clone()).title(name).render(out)?;
    }
    Ok(())
}
