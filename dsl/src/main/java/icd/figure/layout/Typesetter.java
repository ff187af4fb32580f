package icd.figure.layout;

import icd.figure.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sets texts with the metrics of one typeface: resolves markup, measures, breaks lines. Sizes and widths in points. */
record Typesetter(Typeface face) {

    private static final double SCRIPT = 0.7;
    private static final double BELOW = 0.23;
    private static final double ABOVE = -0.4;

    /** The distance between the baselines of scripts that stand over one another, in units of their size: figures are 0.7 high. */
    private static final double STACKED = 0.9;

    private static final double ASCENT = 0.76;
    private static final double DESCENT = 0.22;
    private static final int MOST_LINES = 3;
    private static final double[] SHRINK = {1, 0.88, 0.76};

    /** Signs of mathematics that the typeface has not, or not well, in signs that it has; its ‖ is so narrow that it reads as two letters. */
    private static final Map<Integer, String> OTHERWISE = Map.ofEntries(
            Map.entry((int) '∇', "grad "),
            Map.entry((int) '⟨', "<"),
            Map.entry((int) '⟩', ">"),
            Map.entry((int) '‖', "||"),
            Map.entry((int) '∥', "||"),
            Map.entry((int) '⊤', "T"),
            Map.entry((int) '∼', "~"),
            Map.entry((int) '∗', "*"),
            Map.entry((int) '≪', "<<"),
            Map.entry((int) '≫', ">>"),
            Map.entry((int) '⇒', "→"));

    /** The text on one line, however wide. Scripts above and below that follow each other stand over one another. */
    Label set(String text, double size) {
        List<Label.Run> runs = new ArrayList<>();
        double x = 0; // where the next piece on the line begins
        double stack = 0; // where the pending script began
        double ascent = ASCENT * size;
        double descent = DESCENT * size;
        Markup.Level before = Markup.Level.LINE;
        for (Markup.Piece piece : Markup.parse(text)) {
            boolean script = piece.level() != Markup.Level.LINE;
            boolean stacked = script && before != Markup.Level.LINE && before != piece.level();
            double pieceSize = script ? Math.max(Measures.LEAST, SCRIPT * size) : size;
            double shift = Math.max(size, Measures.TICK_TEXT)
                    * (script ? piece.level() == Markup.Level.BELOW ? BELOW : ABOVE : 0);
            if (stacked) { // small text has scripts that are larger beside it
                double closer = STACKED * pieceSize - (BELOW - ABOVE) * Math.max(size, Measures.TICK_TEXT);
                shift += Math.copySign(Math.max(0, closer), shift);
            }
            double start = stacked ? stack : x;
            List<Label.Run> set = new Accents(face).set(inTypeface(piece.text()), start, shift, pieceSize);
            runs.addAll(set);
            double highest = set.stream().mapToDouble(Label.Run::shift).min().orElse(shift);
            ascent = Math.max(ascent, ASCENT * pieceSize - highest);
            descent = Math.max(descent, DESCENT * pieceSize + shift);
            stack = start;
            x = Math.max(
                    x, set.isEmpty() ? start : set.getLast().x() + set.getLast().width());
            before = stacked ? Markup.Level.LINE : piece.level();
        }
        return new Label(runs, x, ascent, descent);
    }

    /**
     * The text within a width: on one line if it fits, else broken at spaces into lines of much the same length, else smaller,
     * else cut short. An empty text has no lines.
     */
    Block fit(String text, double size, double width) {
        List<String> words = Markup.words(text);
        double smaller = size;
        for (double shrink : SHRINK) {
            smaller = Math.max(Measures.LEAST, size * shrink);
            Optional<List<Label>> lines = broken(words, smaller, width);
            if (lines.isPresent()) {
                return new Block(balanced(words, smaller, lines.get()), smaller);
            }
        }
        return cut(text, smaller, width);
    }

    /** The text on one line, its end replaced by an ellipsis as far as it is too wide. */
    Block cut(String text, double size, double width) {
        int[] plain = Markup.plain(text).codePoints().toArray();
        int keep = plain.length;
        Label label = set(text, size);
        while (label.width() > width && keep > 0) {
            keep--;
            label = set(Markup.escape(new String(plain, 0, keep)) + "…", size);
        }
        return new Block(List.of(label), size);
    }

    /** Breaks the words into as many lines, so that none is much shorter than the others. */
    private List<Label> balanced(List<String> words, double size, List<Label> lines) {
        List<Label> best = lines;
        for (double width = Measures.most(lines, Label::width); best.size() > 1; width *= 0.97) {
            Optional<List<Label>> narrower = broken(words, size, width);
            if (narrower.isEmpty() || narrower.get().size() > best.size()) {
                break;
            }
            best = narrower.get();
        }
        return best;
    }

    /** Fills lines one after another; returns nothing if a word is too wide or the lines are too many. */
    private Optional<List<Label>> broken(List<String> words, double size, double width) {
        List<Label> lines = Markup.lines(words, line -> set(line, size).width() <= width).stream()
                .map(line -> set(line, size))
                .toList();
        boolean fits = lines.size() <= MOST_LINES && lines.stream().allMatch(l -> l.width() <= width);
        return fits ? Optional.of(lines) : Optional.empty();
    }

    private static String inTypeface(String text) {
        return text.codePoints()
                .mapToObj(c -> OTHERWISE.getOrDefault(c, Character.toString(c)))
                .collect(Collectors.joining());
    }
}
