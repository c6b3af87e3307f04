//! The same frame in another theme.

use super::Driver;
use kartoteka::options::Theme;
use ratatui::buffer::Buffer;

impl Driver {
    /// Changes the theme, and gives back what is shown in it.
    pub fn in_theme(&mut self, theme: Theme) -> &Buffer {
        self.session.model.settings.theme = theme;
        self.draw();
        self.buffer()
    }
}
