package icd.workbench.result;

import icd.math.Estimate;
import icd.workbench.recipe.Coordinate;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One number that a run found.
 *
 * @param at the place: {@code case}, {@code model}, {@code trial}, the values of axes by their paths, the name and the
 *     coordinates of an {@code evaluation}
 * @param metric the name of the quantity
 * @param estimate the value and its error
 */
public record Measured(SequencedMap<String, Coordinate> at, String metric, Estimate estimate) {

    /** Keeps the map without copying it, as all numbers of a trial share it; its owner must not change it. */
    public Measured {
        at = Collections.unmodifiableSequencedMap(at);
    }

    /** Returns the value. */
    public double value() {
        return estimate.value();
    }

    /** Returns its standard error; NaN where it is unknown. */
    public double standardError() {
        return estimate.error();
    }

    /** Returns whether it is at the place that a recipe names. */
    public boolean isAt(Map<String, String> said) {
        return Coordinate.areAt(at, said);
    }

    /** Returns a coordinate as a number; NaN where it has none, or has a word. */
    public double number(String coordinate) {
        return at.containsKey(coordinate) ? at.get(coordinate).number() : Double.NaN;
    }
}
