package icd.workbench.shell.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The ways in which terminals take pictures. Each turns a PNG file into the bytes that show it at the cursor. */
enum PictureProtocol {
    /** The graphics protocol of kitty, also of Ghostty, Konsole and WezTerm. */
    KITTY {
        @Override
        String shown(byte[] png, int columns) {
            String data = Base64.getEncoder().encodeToString(png);
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < data.length(); at += PIECE) {
                int end = Math.min(at + PIECE, data.length());
                // q=2 asks for no answer, as an answer would become part of the next line that is typed
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
    /** Six rows of pixels at a time, a format of DEC's printers; foot, mlterm, xterm and Windows Terminal have it. */
    SIXEL {
        @Override
        String shown(byte[] png, int columns) {
            return Sixels.of(Pixels.of(png));
        }
    };

    /** The longest piece that kitty accepts. */
    private static final int PIECE = 4096;

    /**
     * Returns the bytes that show a picture, in a width of {@code columns} columns where the protocol can say so.
     *
     * @param png the picture at its final size in pixels
     */
    abstract String shown(byte[] png, int columns);
}
