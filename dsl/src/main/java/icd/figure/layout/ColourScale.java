package icd.figure.layout;

import java.util.OptionalInt;
import java.util.function.Predicate;

/** Which colour stands for which value, and the bar that says so. Colours are 0xRRGGBB. */
public sealed interface ColourScale permits ShadeMap, LevelMap {

    /** The colour of a value that the scale cannot show. */
    int MISSING = 0x9A9A9A;

    /** The colour of a value; beyond an end that of the end, where there is none {@link #MISSING}. */
    int rgb(double value);

    /** Returns where a finite value that the scale shows lies among the colours: 0 at the first, 1 at the last. */
    double place(double value);

    /** Whether the colours are those of two signs, with none between them. */
    default boolean isSigned() {
        return false;
    }

    /** The levels that part the colours; none where these change evenly. */
    default double[] levels() {
        return new double[0];
    }

    /** The colours of the bar from top to bottom, evenly spaced. */
    int[] bar();

    /** Returns what stands beside the bar, from bottom to top. */
    Ticks ticks(int wanted, Predicate<Ticks> fits);

    /** The colour of values below the bar; nothing where there are none. */
    OptionalInt below();

    /** The colour of values above the bar; nothing where there are none. */
    OptionalInt above();
}
