package icd.figure.layout;

import java.math.BigDecimal;
import java.util.List;

/** Where an axis begins and ends, where its ticks and labels stand, and where on it a value lies. */
public sealed interface Ticks permits LinearTicks, LogTicks, LevelTicks, NameTicks {

    /** Where labels stand, rising. */
    List<BigDecimal> values();

    /** One label for each value, with markup. */
    List<String> labels();

    /** Where small ticks without labels stand. */
    default double[] minor() {
        return new double[0];
    }

    /** Where the axis begins. */
    double low();

    /** Where it ends. */
    double high();

    /** Whether equal distances are equal ratios. */
    default boolean isLogarithmic() {
        return false;
    }

    /** A number in few characters, with markup. */
    static String label(double value) {
        return LevelTicks.label(value);
    }

    /** What an axis label says of a power of ten that all labels leave out; empty if there is none. */
    default String unit() {
        return "";
    }

    /** Where a value lies on the axis: 0 at its beginning, 1 at its end; not finite for a value that the axis cannot show. */
    double fraction(double value);

    /** The value that lies at a fraction of the axis. */
    double at(double fraction);
}
