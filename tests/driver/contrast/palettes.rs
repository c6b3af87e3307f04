//! The default colours of terminals, as their own sources and documentation have them.
//!
//! Two palettes that are common on the desktop are left out, because one pair in each misses the bound whatever the theme does
//! with sixteen colours: Konsole's Breeze (white on its red has 4.45, on its blue 3.04) and Alacritty (white on its blue 2.73).

use ratatui::style::Color;

/// Red, green and blue, eight bits each.
pub type Rgb = u32;

/// A terminal as it comes.
pub struct Terminal {
    /// Its name.
    pub name: &'static str,
    /// Black, red, green, yellow, blue, magenta, cyan, white, and the same again, bright.
    pub colors: [Rgb; 16],
    /// The grounds with the letters on them: the ones it comes with, and black and white, which people set.
    pub grounds: &'static [Ground],
}

/// What is shown where no colour is set.
pub struct Ground {
    /// The letters.
    pub ink: Rgb,
    /// What is behind them.
    pub paper: Rgb,
}

const fn ground(ink: Rgb, paper: Rgb) -> Ground {
    Ground { ink, paper }
}

const BLACK_ON_WHITE: Ground = ground(0x00_0000, 0xff_ffff);
const WHITE_ON_BLACK: Ground = ground(0xff_ffff, 0x00_0000);

impl Terminal {
    /// The colour that it shows.
    pub fn rgb(&self, color: Color) -> Rgb {
        const ORDER: [Color; 16] = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        let index = ORDER.iter().position(|known| *known == color);
        self.colors[index.unwrap_or_else(|| panic!("{color} is not one of the sixteen"))]
    }
}

#[rustfmt::skip]
pub const TERMINALS: [Terminal; 11] = [
    // XTerm-col.ad and charproc.c; black on white without the resources of XTerm-color.
    Terminal {
        name: "xterm",
        colors: [0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5,
                 0x7f_7f7f, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff],
        grounds: &[BLACK_ON_WHITE, WHITE_ON_BLACK, ground(0xe5_e5e5, 0x00_0000)],
    },
    // settings.c, "Colour0" to "Colour21". The second ground is what one gets who changes the two base colours alone.
    Terminal {
        name: "PuTTY",
        colors: [0x00_0000, 0xbb_0000, 0x00_bb00, 0xbb_bb00, 0x00_00bb, 0xbb_00bb, 0x00_bbbb, 0xbb_bbbb,
                 0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff],
        grounds: &[ground(0xbb_bbbb, 0x00_0000), BLACK_ON_WHITE],
    },
    // init.C; black on white as it comes.
    Terminal {
        name: "rxvt-unicode",
        colors: [0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00cd, 0xcd_00cd, 0x00_cdcd, 0xfa_ebd7,
                 0x40_4040, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x00_00ff, 0xff_00ff, 0x00_ffff, 0xff_ffff],
        grounds: &[BLACK_ON_WHITE, WHITE_ON_BLACK],
    },
    // drivers/tty/vt/vt.c, default_red, default_grn and default_blu: the colours of VGA.
    Terminal {
        name: "Linux console",
        colors: [0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa,
                 0x55_5555, 0xff_5555, 0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff],
        grounds: &[ground(0xaa_aaaa, 0x00_0000), BLACK_ON_WHITE],
    },
    // GNOME Terminal since 3.36: terminal-profile-editor, palette "GNOME", with the grounds "GNOME" dark and light.
    Terminal {
        name: "GNOME Terminal",
        colors: [0x17_1421, 0xc0_1c28, 0x26_a269, 0xa2_734c, 0x12_488b, 0xa3_47ba, 0x2a_a1b3, 0xd0_cfcc,
                 0x5e_5c64, 0xf6_6151, 0x33_d17a, 0xe9_ad0c, 0x2a_7bde, 0xc0_61cb, 0x33_c7de, 0xff_ffff],
        grounds: &[ground(0xd0_cfcc, 0x17_1421), ground(0x17_1421, 0xff_ffff), BLACK_ON_WHITE, WHITE_ON_BLACK],
    },
    // The palette of Tango, that of GNOME Terminal before, of Xfce and of others.
    Terminal {
        name: "Tango",
        colors: [0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf,
                 0x55_5753, 0xef_2929, 0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec],
        grounds: &[BLACK_ON_WHITE, WHITE_ON_BLACK, ground(0xd3_d7cf, 0x2e_3436), ground(0x2e_3436, 0xff_ffff)],
    },
    // Windows Terminal and the console of Windows 10 since 1709: "Campbell".
    Terminal {
        name: "Windows Terminal",
        colors: [0x0c_0c0c, 0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd, 0xcc_cccc,
                 0x76_7676, 0xe7_4856, 0x16_c60c, 0xf9_f1a5, 0x3b_78ff, 0xb4_009e, 0x61_d6d6, 0xf2_f2f2],
        grounds: &[ground(0xcc_cccc, 0x0c_0c0c), BLACK_ON_WHITE],
    },
    // The console of Windows before that.
    Terminal {
        name: "Windows console",
        colors: [0x00_0000, 0x80_0000, 0x00_8000, 0x80_8000, 0x00_0080, 0x80_0080, 0x00_8080, 0xc0_c0c0,
                 0x80_8080, 0xff_0000, 0x00_ff00, 0xff_ff00, 0x00_00ff, 0xff_00ff, 0x00_ffff, 0xff_ffff],
        grounds: &[ground(0xc0_c0c0, 0x00_0000), BLACK_ON_WHITE],
    },
    // "Basic", black on white as it comes, and "Pro".
    Terminal {
        name: "Terminal of macOS",
        colors: [0x00_0000, 0x99_0000, 0x00_a600, 0x99_9900, 0x00_00b2, 0xb2_00b2, 0x00_a6b2, 0xbf_bfbf,
                 0x66_6666, 0xe6_0000, 0x00_d900, 0xe6_e600, 0x00_00ff, 0xe6_00e6, 0x00_e6e6, 0xe6_e6e6],
        grounds: &[BLACK_ON_WHITE, ground(0xf2_f2f2, 0x00_0000)],
    },
    // config.c.
    Terminal {
        name: "mintty",
        colors: [0x00_0000, 0xbf_0000, 0x00_bf00, 0xbf_bf00, 0x00_00bf, 0xbf_00bf, 0x00_bfbf, 0xbf_bfbf,
                 0x40_4040, 0xff_4040, 0x40_ff40, 0xff_ff40, 0x60_60ff, 0xff_40ff, 0x40_ffff, 0xff_ffff],
        grounds: &[ground(0xbf_bfbf, 0x00_0000), BLACK_ON_WHITE],
    },
    // kitty/options: color0 to color15.
    Terminal {
        name: "kitty",
        colors: [0x00_0000, 0xcc_0403, 0x19_cb00, 0xce_cb00, 0x0d_73cc, 0xcb_1ed1, 0x0d_cdcd, 0xdd_dddd,
                 0x76_7676, 0xf2_201f, 0x23_fd00, 0xff_fd00, 0x1a_8fff, 0xfd_28ff, 0x14_ffff, 0xff_ffff],
        grounds: &[ground(0xdd_dddd, 0x00_0000), BLACK_ON_WHITE],
    },
];
