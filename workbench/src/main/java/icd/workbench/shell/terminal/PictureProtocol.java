package icd.workbench.shell.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The ways in which terminals take pictures. Each makes a PNG file the bytes that show it at the cursor. */
enum PictureProtocol {
    /** The graphics protocol of kitty, also of Ghostty, Konsole and WezTerm. */
    KITTY {
        @Override
        String shown(byte[] png, int columns) {
            String data = Base64.getEncoder().encodeToString(png);
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < data.length(); at += PIECE) {
                int end = Math.min(at + PIECE, data.length());
                // q=2: the terminal is to answer nothing, as the answer would stand in the next line that is typed
                text.append("\033_G")
                        .append(at == 0 ? "a=T,f=100,q=2,c=" + columns + "," : "")
                        .append(end < data.length() ? "m=1;" : "m=0;")
                        .append(data, at, end)
                        .append("\033\\");
            }
            return text.toString();
        }
    },
    /** The inline images of iTerm2, also of WezTerm and Mintty. */
    ITERM2 {
        @Override
        String shown(byte[] png, int columns) {
            return "\033]1337;File=inline=1;size=" + png.length + ";width=" + columns + ";preserveAspectRatio=1:"
                    + new String(Base64.getEncoder().encode(png), StandardCharsets.US_ASCII) + "\007";
        }
    },
    /** Six rows of pixels at a time, as DEC's printers had them; foot, mlterm, xterm, Windows Terminal. */
    SIXEL {
        @Override
        String shown(byte[] png, int columns) {
            return Sixels.of(Pixels.of(png));
        }
    };

    /** Kitty takes no longer pieces. */
    private static final int PIECE = 4096;

    /**
     * What shows a picture, as wide as so many columns where the terminal can be told.
     *
     * @param png of the size in pixels that it is to have
     */
    abstract String shown(byte[] png, int columns);
}
