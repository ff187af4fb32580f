package icd.figure.layout;

import icd.figure.Colour;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** One colour for each stretch between neighbouring levels, evenly spaced over viridis whatever the levels are. */
final class LevelMap implements ColourScale {

    private final double[] levels;
    private final boolean below;
    private final boolean above;
    private final int bands;

    /**
     * @param levels rising
     * @param below whether there are values below the first level
     * @param above whether there are values above the last level
     */
    LevelMap(double[] levels, boolean below, boolean above) {
        this.levels = levels.clone();
        this.below = below;
        this.above = above || levels.length == 1 && !below; // a single level still needs a colour
        this.bands = levels.length - 1 + (below ? 1 : 0) + (this.above ? 1 : 0);
    }

    @Override
    public double[] levels() {
        return levels.clone();
    }

    /** How many colours there are. */
    int bands() {
        return bands;
    }

    /** The level on which a band begins; minus infinity for the lowest. */
    double from(int band) {
        return band == 0 ? Double.NEGATIVE_INFINITY : levels[below ? band - 1 : band];
    }

    int colour(int band) {
        return Colour.viridis(bands == 1 ? 0.5 : band / (bands - 1.0)).rgb();
    }

    /** The band of a finite value. */
    int band(double value) {
        int band = below ? 1 : 0;
        int found = Arrays.binarySearch(levels, value + 0.0);
        return Math.clamp(band + (found >= 0 ? found : -found - 2), 0, bands - 1);
    }

    @Override
    public int rgb(double value) {
        return Double.isFinite(value) ? colour(band(value)) : MISSING;
    }

    @Override
    public double place(double value) {
        return bands == 1 ? 0.5 : band(value) / (bands - 1.0);
    }

    @Override
    public int[] bar() {
        int inner = levels.length - 1;
        int[] colours = new int[Math.max(1, inner)];
        for (int i = 0; i < colours.length; i++) {
            colours[colours.length - 1 - i] = colour(inner == 0 ? bands - 1 : i + (below ? 1 : 0));
        }
        return colours;
    }

    @Override
    public Ticks ticks(int wanted, Predicate<Ticks> fits) {
        for (int stride = 1; stride < levels.length; stride++) {
            Ticks ticks = new LevelTicks(levels, stride);
            if (fits.test(ticks)) {
                return ticks;
            }
        }
        return new LevelTicks(levels, levels.length);
    }

    @Override
    public OptionalInt below() {
        return below ? OptionalInt.of(colour(0)) : OptionalInt.empty();
    }

    @Override
    public OptionalInt above() {
        return above && levels.length > 1 ? OptionalInt.of(colour(bands - 1)) : OptionalInt.empty();
    }
}
