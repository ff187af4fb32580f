package icd.figure.layout;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sets letters with accents of mathematics above them, as in x̃ and x̂: a letter and a combining character. Typefaces without
 * tables for it put such an accent beside its letter, so that it is centred here, over tall letters higher.
 */
record Accents(Typeface face) {

    /** Combining character to the character of the same look that stands for itself: circumflex, tilde, macron, dot. */
    private static final Map<Integer, Integer> ABOVE = Map.of(0x302, 0x2C6, 0x303, 0x2DC, 0x304, 0xAF, 0x307, 0x2D9);

    /**
     * The text from x on; an accent comes before its letter, so that the last run ends where the text does.
     *
     * @param shift of the baseline, positive downwards
     */
    List<Label.Run> set(String text, double x, double shift, double size) {
        List<Label.Run> runs = new ArrayList<>();
        StringBuilder letters = new StringBuilder();
        double from = x;
        int[] c = text.codePoints().toArray();
        for (int i = 0; i < c.length; i++) {
            if (i + 1 < c.length && ABOVE.containsKey(c[i + 1]) && !ABOVE.containsKey(c[i])) {
                from = flush(letters, from, shift, size, runs);
                runs.add(accent(c[i], ABOVE.get(c[i + 1]), from, shift, size));
                letters.appendCodePoint(c[i++]);
            } else if (!ABOVE.containsKey(c[i])) { // a second one over the same letter is left out
                letters.appendCodePoint(c[i]);
            }
        }
        flush(letters, from, shift, size, runs);
        return runs;
    }

    private double flush(StringBuilder letters, double x, double shift, double size, List<Label.Run> runs) {
        if (letters.isEmpty()) {
            return x;
        }
        String text = letters.toString();
        double width = face.width(text, size);
        runs.add(new Label.Run(text, x, shift, size, width));
        letters.setLength(0);
        return x + width;
    }

    private Label.Run accent(int letter, int accent, double x, double shift, double size) {
        Rectangle2D under = face.outline(letter).getBounds2D();
        double middle = under.isEmpty() ? face.advance(letter) / 2 : under.getCenterX();
        double top = face.outline('x').getBounds2D().getMinY();
        double raised = under.isEmpty() ? 0 : Math.max(0, top - under.getMinY());
        String text = Character.toString(accent);
        double left = x + (middle - face.outline(accent).getBounds2D().getCenterX()) * size;
        return new Label.Run(text, left, shift - raised * size, size, face.width(text, size));
    }
}
