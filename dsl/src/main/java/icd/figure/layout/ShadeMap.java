package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Shades;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Colours that change evenly over a range: viridis, linearly or logarithmically; or white at 0, blue below, red above.
 * There lightness falls and chroma rises linearly with the magnitude in OKLab (Ottosson 2020), alike on both sides, so that
 * equal steps look equal; in grey the map shows magnitude.
 *
 * @param span from the value of the first colour to that of the last; about zero where values are signed
 * @param range ticks over the span, for the place of values
 */
record ShadeMap(Shades.Kind kind, Span span, Ticks range, OptionalInt below, OptionalInt above) implements ColourScale {

    private static final double LIGHTNESS_AT_ZERO = 0.985;
    private static final double LIGHTNESS_AT_END = 0.43;
    private static final double CHROMA_AT_END = 0.155;
    private static final double BLUE = Math.toRadians(258);
    private static final double RED = Math.toRadians(29);
    private static final int STEPS = 255;
    private static final int[] DIVERGING = IntStream.rangeClosed(-STEPS, STEPS)
            .map(i -> diverging(i / (double) STEPS))
            .toArray();

    /**
     * @param below whether there are values below low
     * @param above whether there are values above high
     */
    static ShadeMap of(Shades.Kind kind, double low, double high, boolean below, boolean above) {
        Span span = new Span(low, high, true, kind == Shades.Kind.LOG);
        OptionalInt first = below ? OptionalInt.of(shade(kind, 0)) : OptionalInt.empty();
        OptionalInt last = above ? OptionalInt.of(shade(kind, 1)) : OptionalInt.empty();
        return new ShadeMap(kind, span, span.ticks(3, t -> true), first, last);
    }

    /**
     * The map that was asked for.
     *
     * @param limit magnitude at the ends of a signed scale; NaN for the largest
     * @param values the finite values of all that share the map. Not modified.
     */
    static ShadeMap of(Shades shades, double limit, double[] values) {
        boolean log = shades.kind() == Shades.Kind.LOG;
        var range = DoubleStream.of(values).filter(v -> !log || v > 0).summaryStatistics();
        if (shades.kind() == Shades.Kind.SIGNED) {
            double largest = Math.max(-range.getMin(), range.getMax());
            double end = !Double.isNaN(limit) ? limit : largest > 0 ? largest : 1;
            return of(shades.kind(), -end, end, largest > end, largest > end);
        }
        double least = range.getCount() == 0 ? 1 : range.getMin();
        double most = range.getCount() == 0 ? 2 : range.getMax();
        boolean constant = !(most - least > 1e-10 * Math.max(Math.abs(least), Math.abs(most)));
        double room = !constant ? 0 : least == 0 ? 1 : 0.1 * Math.abs(least); // for values that do not vary
        double low = shades.hasRange() ? shades.low() : least - room;
        double high = shades.hasRange() ? shades.high() : constant ? least + room : most;
        return of(shades.kind(), low, high, range.getMin() < low, range.getMax() > high);
    }

    @Override
    public int rgb(double value) {
        if (!Double.isFinite(value) || kind == Shades.Kind.LOG && value <= 0) {
            return MISSING;
        }
        return isSigned() ? signed(value / span.high()) : shade(kind, place(value));
    }

    @Override
    public double place(double value) {
        return range.fraction(value);
    }

    @Override
    public boolean isSigned() {
        return kind == Shades.Kind.SIGNED;
    }

    @Override
    public int[] bar() {
        int shades = isSigned() ? 96 : 128;
        return IntStream.range(0, shades)
                .map(i -> shade(kind, 1 - (i + 0.5) / shades))
                .toArray();
    }

    @Override
    public Ticks ticks(int wanted, Predicate<Ticks> fits) {
        return span.ticks(wanted, fits);
    }

    private static int shade(Shades.Kind kind, double fraction) {
        return kind == Shades.Kind.SIGNED
                ? signed(2 * fraction - 1)
                : Colour.viridis(Math.clamp(fraction, 0, 1)).rgb();
    }

    /** @param t a value divided by the magnitude at the ends */
    private static int signed(double t) {
        return DIVERGING[(int) Math.round(Math.clamp(t, -1, 1) * STEPS) + STEPS];
    }

    private static int diverging(double t) {
        double magnitude = Math.abs(t);
        double lightness = LIGHTNESS_AT_ZERO + (LIGHTNESS_AT_END - LIGHTNESS_AT_ZERO) * magnitude;
        double chroma = CHROMA_AT_END * magnitude;
        double hue = t < 0 ? BLUE : RED;
        double a = chroma * StrictMath.cos(hue);
        double b = chroma * StrictMath.sin(hue);
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        int red = Colour.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int green = Colour.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int blue = Colour.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return new Colour(red, green, blue).rgb();
    }

    private static double cube(double v) {
        return v * v * v;
    }
}
