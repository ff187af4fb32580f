package icd.figure.text;

import icd.figure.Dash;
import icd.figure.Drawn;
import icd.figure.Figure;
import icd.figure.Marker;
import icd.figure.Style;
import icd.figure.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which character stands for which label of a figure: that of its marker, or the next that no other label has. */
final class TextLooks {

    /**
     * What marks of one label look like in a terminal.
     *
     * @param glyph the character that stands for it
     * @param lined whether it has a line
     * @param marked whether the character stands on that line
     */
    record Look(String label, int glyph, int ink, Dash dash, boolean lined, boolean marked) {}

    private static final String POOL = "●▲■◆★▼○△□◇☆▽abcdefghijklmnpqrstuvwyz";
    private static final String ASCII_POOL = "o*x#@%&$abcdefghijklmnpqrstuvwyz";

    private static final double SMALL = 1.6; // a circle below this radius is a dot, below half of it hardly one

    private final TextStyle style;
    private final Map<String, Look> looks = new LinkedHashMap<>();

    TextLooks(Figure figure, TextStyle style) {
        this.style = style;
        figure.panels()
                .flatMap(panel -> panel.marks().stream())
                .filter(Drawn::isInLegend)
                .forEach(mark -> add(mark.label(), mark.style(), mark.isLine()));
    }

    private void add(String label, Style look, boolean lined) {
        boolean marked = look.marker() != Marker.NONE || !style.coloured();
        Look own = new Look(label, unused(look), look.colour().rgb(), look.dash(), lined, marked);
        looks.merge(label, own, (known, more) -> { // a line with its band or its points
            Dash dash = known.lined ? known.dash : more.dash;
            return new Look(label, known.glyph, known.ink, dash, known.lined || lined, known.marked || marked);
        });
    }

    /** A few characters that show what marks of a label look like. */
    String sample(Look look) {
        String glyph = Character.toString(look.glyph);
        if (!look.lined) {
            return glyph;
        }
        if (!style.unicode()) {
            return "-" + glyph + "-";
        }
        String ink = switch (look.dash) {
            case SOLID, LONG_DASHED -> "⠤⠤";
            case DASHED -> "⠤⠄";
            case DOTTED -> "⠄⠄";
            case DASH_DOTTED -> "⠤⠠";
        };
        return look.marked ? ink + glyph + ink : ink + ink;
    }

    private int unused(Style look) {
        Set<Integer> used = looks.values().stream().map(Look::glyph).collect(Collectors.toSet());
        int own = glyph(look);
        if (own != 0 && !used.contains(own)) {
            return own;
        }
        String pool = style.unicode() ? POOL : ASCII_POOL;
        return pool.chars().filter(c -> !used.contains(c)).findFirst().orElse('?');
    }

    private int glyph(Style look) {
        boolean solid = look.solid();
        return switch (look.marker()) {
            case NONE -> 0;
            case CIRCLE -> style.either(solid ? '●' : '○', 'o');
            case TRIANGLE -> style.either(solid ? '▲' : '△', '^');
            case SQUARE -> style.either(solid ? '■' : '□', '#');
            case DIAMOND -> style.either(solid ? '◆' : '◇', '%');
            case INVERTED -> style.either(solid ? '▼' : '▽', 'v');
            case STAR -> style.either(solid ? '★' : '☆', '*');
            case PLUS -> '+';
            case CROSS -> style.either('×', 'x');
        };
    }

    /** Returns what stands for a mark; marks without a label have the character of their marker, small where it is, or a dot. */
    int glyph(String label, Style look) {
        Look known = looks.get(label);
        if (known == null && look.marker() == Marker.CIRCLE && look.size() < SMALL) {
            return style.either(look.size() < SMALL / 2 ? '·' : look.solid() ? '•' : '◦', '.');
        }
        int own = glyph(look);
        return known != null ? known.glyph : own != 0 ? own : style.either('•', '.');
    }

    List<Look> all() {
        return List.copyOf(looks.values());
    }
}
