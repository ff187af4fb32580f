package icd.workbench.figures;

import icd.denoise.Baseline;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.Looks;
import icd.figure.Style;
import icd.workbench.result.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the baselines of a run look in its figures. Bayes, zero and the query look the same in every figure, and each other baseline has a look of its own.
 * The looks differ in dashes, darkness or width, so that they can be told apart in grey and by the colour-blind.
 */
final class BaselineLooks {

    private static final Style QUERY =
            Style.of(Colour.DARK_GREY).dash(Dash.DASH_DOTTED).width(0.9);

    private static final Map<Baseline, Style> KNOWN =
            Map.of(Baseline.BAYES, Looks.BAYES, Baseline.ZERO, Looks.ZERO, Baseline.QUERY, QUERY);

    private static final List<Dash> DASHES = List.of(Dash.DOTTED, Dash.LONG_DASHED, Dash.DASH_DOTTED, Dash.DASHED);
    private static final double[] WIDTHS = {1.1, 2.2, 3.4};

    /** The looks for baselines without a fixed look, in the order in which they are used. */
    private static final List<Style> OTHERS = others();

    private final Map<String, Style> named = new LinkedHashMap<>();
    private final Map<String, Style> shown = new HashMap<>();
    private int taken;

    private BaselineLooks() {}

    /** The looks of all baselines of a run, the same in each of its figures. */
    static BaselineLooks of(RunResult run) {
        BaselineLooks looks = new BaselineLooks();
        run.recipe()
                .baselineGroups()
                .forEach(group -> group.baselines()
                        .forEach(baseline -> looks.named.computeIfAbsent(
                                baseline.name(),
                                _ -> KNOWN.containsKey(baseline) ? KNOWN.get(baseline) : looks.next())));
        return looks;
    }

    /**
     * How a baseline looks.
     *
     * @param where the place of a line among the lines of the baseline, which look different from each other
     */
    Style style(String name, String where) {
        return shown.computeIfAbsent(
                name + where,
                _ -> shown.containsValue(named.get(name)) || !named.containsKey(name) ? next() : named.get(name));
    }

    private Style next() {
        return OTHERS.get(taken++ % OTHERS.size());
    }

    private static List<Style> others() {
        List<Style> others = new ArrayList<>();
        for (double width : WIDTHS) {
            for (Colour colour : List.of(Colour.GREY, Colour.BLACK)) {
                for (Dash dash : DASHES) {
                    boolean known = width == WIDTHS[0]
                            && (colour.equals(Colour.GREY) ? dash == Looks.ZERO.dash() : dash == QUERY.dash());
                    if (!known) {
                        others.add(Style.of(colour).dash(dash).width(width));
                    }
                }
            }
        }
        return List.copyOf(others);
    }

    @Override
    public String toString() {
        return named.toString();
    }
}
