package icd.workbench.result;

import icd.math.Estimate;
import icd.workbench.recipe.Coordinate;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One number that a run found.
 *
 * @param at where: {@code case}, {@code model}, {@code trial}, the values of axes by their paths, the name and the
 *     coordinates of an {@code evaluation}
 * @param metric what
 * @param estimate how much, and how far from it the truth may be
 */
public record Measured(SequencedMap<String, Coordinate> at, String metric, Estimate estimate) {

    /** Does not copy the map, which all numbers of a trial share; its owner leaves it alone. */
    public Measured {
        at = Collections.unmodifiableSequencedMap(at);
    }

    /** How much. */
    public double value() {
        return estimate.value();
    }

    /** The standard error of that; NaN where it is not known. */
    public double standardError() {
        return estimate.error();
    }

    /** Whether it is where a recipe says. */
    public boolean isAt(Map<String, String> said) {
        return Coordinate.areAt(at, said);
    }

    /** A coordinate as a number; NaN where it has none or that is a word. */
    public double number(String coordinate) {
        return at.containsKey(coordinate) ? at.get(coordinate).number() : Double.NaN;
    }
}
