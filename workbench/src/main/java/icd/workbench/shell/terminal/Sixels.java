package icd.workbench.shell.terminal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A picture in sixels: a palette of at most 256 colours, then bands of six rows, each colour of a band in turn. */
final class Sixels {

    private static final int COLOURS = 256;
    private static final int BAND = 6;

    private Sixels() {}

    static String of(Pixels pixels) {
        int[] colours = reduced(pixels.rgb());
        Map<Integer, Integer> palette = new LinkedHashMap<>();
        for (int colour : colours) {
            palette.putIfAbsent(colour, palette.size());
        }
        StringBuilder text = new StringBuilder("\033P0;1q\"1;1;" + pixels.width() + ";" + pixels.height());
        palette.forEach((colour, index) -> text.append('#')
                .append(index)
                .append(";2;")
                .append(percent(colour >> 16))
                .append(';')
                .append(percent(colour >> 8))
                .append(';')
                .append(percent(colour)));
        for (int top = 0; top < pixels.height(); top += BAND) {
            band(pixels, colours, top, palette, text);
        }
        return text.append("\033\\").toString();
    }

    /** Reduces the colours by dropping as few low bits as make the palette small enough. */
    private static int[] reduced(int[] rgb) {
        for (int bits = 0; ; bits++) {
            int kept = 0xFF >> bits << bits;
            int mask = kept << 16 | kept << 8 | kept;
            // the middle of the merged colours, except that white stays white
            int half = bits == 0 ? 0 : 0x010101 << bits - 1;
            int[] colours = Arrays.stream(rgb)
                    .map(colour -> colour == 0xFFFFFF ? colour : colour & mask | half)
                    .toArray();
            if (Arrays.stream(colours).distinct().limit(COLOURS + 1).count() <= COLOURS) {
                return colours;
            }
        }
    }

    private static int percent(int component) {
        return Math.round((component & 255) * 100 / 255f);
    }

    private static void band(Pixels pixels, int[] colours, int top, Map<Integer, Integer> palette, StringBuilder text) {
        int width = pixels.width();
        Map<Integer, byte[]> columns = new LinkedHashMap<>();
        for (int y = top; y < Math.min(top + BAND, pixels.height()); y++) {
            for (int x = 0; x < width; x++) {
                columns.computeIfAbsent(colours[y * width + x], _ -> new byte[width])[x] |= (byte) (1 << y - top);
            }
        }
        String before = "";
        for (Map.Entry<Integer, byte[]> one : columns.entrySet()) {
            text.append(before).append('#').append(palette.get(one.getKey()));
            runs(one.getValue(), text);
            before = "$"; // this moves back to the left
        }
        text.append('-');
    }

    private static void runs(byte[] columns, StringBuilder text) {
        for (int x = 0, end; x < columns.length; x = end) {
            end = x + 1;
            while (end < columns.length && columns[end] == columns[x]) {
                end++;
            }
            char six = (char) ('?' + columns[x]);
            text.append(
                    end - x > 3 ? "!" + (end - x) + six : String.valueOf(six).repeat(end - x));
        }
    }
}
