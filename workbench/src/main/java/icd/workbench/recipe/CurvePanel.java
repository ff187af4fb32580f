package icd.workbench.recipe;

import icd.denoise.Baseline;
import icd.describe.Describe;
import icd.theory.KnownLaw;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * One panel of curves.
 *
 * @param title stands above it; may be empty
 * @param y what is measured
 * @param at only observations whose coordinates have these values are drawn
 * @param theory laws of theory, with the parameters of the trials drawn
 * @param baselines losses of baselines, as lines where they depend on x and as level ones elsewhere
 */
@Describe("one panel: what is measured, where, and what it is compared with")
public record CurvePanel(
        @Describe(value = "stands above the panel", byDefault = "''")
        String title,

        @Describe("the vertical axis: a metric") CurveAxis y,

        @Describe(value = "only observations at these coordinates are drawn", byDefault = "{}")
        SequencedMap<String, String> at,

        @Describe(value = "laws of theory, with the parameters of the trials drawn", byDefault = "[]")
        List<KnownLaw> theory,

        @Describe(
                value = "baselines whose loss is drawn: a line where it depends on x, else a level one",
                byDefault = "[]")
        List<Baseline> baselines) {

    /** Copies lists and map, in their order. */
    public CurvePanel {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
        theory = List.copyOf(theory);
        baselines = List.copyOf(baselines);
    }
}
