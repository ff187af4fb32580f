package icd.figure;

import java.util.function.Predicate;

/** Which colour stands for which value, and the bar that says so. Colours are 0xRRGGBB. */
sealed interface ColourScale permits DivergingMap, SequentialMap, LevelMap {

    /** The colour of a value that the scale cannot show. */
    int MISSING = 0x9A9A9A;

    /** The colour of a value; beyond an end that of the end, where there is none {@link #MISSING}. */
    int rgb(double value);

    /** The colours of the bar from top to bottom, evenly spaced. */
    int[] bar();

    /** What stands beside the bar, from bottom to top. */
    Ticks ticks(int wanted, Predicate<Ticks> fits);

    /** Whether there are values below the first colour of the bar. */
    boolean below();

    /** Whether there are values above the last colour of the bar. */
    boolean above();

    /** The colour of values below the bar. */
    int belowColour();

    /** The colour of values above the bar. */
    int aboveColour();
}
