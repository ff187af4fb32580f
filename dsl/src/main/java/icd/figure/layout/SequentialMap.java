package icd.figure.layout;

import icd.figure.Colour;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Viridis over a range of values, linearly or logarithmically. */
final class SequentialMap implements ColourScale {

    private static final int SHADES = 128;

    private final double low;
    private final double high;
    private final boolean logarithmic;
    private final boolean below;
    private final boolean above;
    private final Ticks range;

    /**
     * @param below whether there are values below low
     * @param above whether there are values above high
     */
    SequentialMap(double low, double high, boolean logarithmic, boolean below, boolean above) {
        this.low = low;
        this.high = high;
        this.logarithmic = logarithmic;
        this.below = below;
        this.above = above;
        this.range = ticks(3, t -> true);
    }

    @Override
    public int rgb(double value) {
        return Double.isFinite(value) && !(logarithmic && value <= 0) ? shade(place(value)) : MISSING;
    }

    @Override
    public double place(double value) {
        return range.fraction(value);
    }

    @Override
    public int[] bar() {
        int[] shades = new int[SHADES];
        for (int i = 0; i < SHADES; i++) {
            shades[i] = shade(1 - (i + 0.5) / SHADES);
        }
        return shades;
    }

    @Override
    public Ticks ticks(int wanted, Predicate<Ticks> fits) {
        return logarithmic ? LogTicks.within(low, high, wanted, fits) : LinearTicks.within(low, high, wanted, fits);
    }

    @Override
    public OptionalInt below() {
        return below ? OptionalInt.of(shade(0)) : OptionalInt.empty();
    }

    @Override
    public OptionalInt above() {
        return above ? OptionalInt.of(shade(1)) : OptionalInt.empty();
    }

    private static int shade(double fraction) {
        return Colour.viridis(Math.clamp(fraction, 0, 1)).rgb();
    }
}
