package icd.figure.layout;

import java.math.BigDecimal;
import java.util.List;

/** The ends of an axis, its ticks and labels, and the place of each value on it. */
public sealed interface Ticks permits LinearTicks, LogTicks, LevelTicks, NameTicks {

    /** Returns where labels stand, rising. */
    List<BigDecimal> values();

    /** One label for each value, with markup. */
    List<String> labels();

    /** Returns where small ticks without labels stand. */
    default double[] minor() {
        return new double[0];
    }

    /** Returns where the axis begins. */
    double low();

    /** Returns where it ends. */
    double high();

    /** Whether equal distances are equal ratios. */
    default boolean isLogarithmic() {
        return false;
    }

    /** A number in few characters, with markup. */
    static String label(double value) {
        return LevelTicks.label(value);
    }

    /** Returns what an axis label says of a power of ten that all labels leave out; empty if there is none. */
    default String unit() {
        return "";
    }

    /** Returns where a value lies on the axis: 0 at its beginning, 1 at its end; not finite for a value that the axis cannot show. */
    double fraction(double value);

    /** The value that lies at a fraction of the axis. */
    double at(double fraction);
}
