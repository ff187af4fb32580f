package icd.workbench.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One number that a run found.
 *
 * @param at where: {@code case}, {@code model}, {@code trial}, the values of axes by their paths, the name and the
 *     coordinates of an {@code evaluation}
 * @param metric what
 * @param value how much
 * @param standardError of that; NaN where it is not known
 */
public record Observation(SequencedMap<String, String> at, String metric, double value, double standardError) {

    /** Copies the map, in its order. */
    public Observation {
        at = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(at));
    }

    /** Whether it has these coordinates. */
    public boolean isAt(Map<String, String> coordinates) {
        return at.entrySet().containsAll(coordinates.entrySet());
    }

    /** A coordinate as a number; NaN where it has none or that is a word. */
    public double number(String coordinate) {
        try {
            return at.containsKey(coordinate) ? Double.parseDouble(at.get(coordinate)) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
