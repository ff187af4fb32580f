package icd.task;

import icd.describe.Describe;
import icd.describe.RefusedException;
import icd.math.RandomStream;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Pictures of digits, 8 x 8 pixels between 0 and 1 and row by row, drawn by rule: a glyph of 5 x 7 pixels, at one of 8 places or always in the
 * middle, with Gaussian noise of its own on each pixel. Each prompt draws which of the ten digits its tokens show.
 *
 * <p>An instance is a {@link Mixture}, whose centres are the clean pictures of its digits at all places, each as likely; so Bayes is exact at
 * every noise.
 *
 * @param n 64
 * @param classes how many of the ten digits a prompt shows
 * @param shifted whether a glyph is at any of the 8 places that it fits into
 * @param variance of the own noise of each pixel, &gt;= 0
 * @param noise on the query
 */
@Describe("pictures of digits, 8 x 8 pixels (n = 64), drawn by rule; each prompt shows some of the ten")
public record Digits(
        int n,

        @Describe(value = "how many of the ten digits a prompt shows", min = 1, max = 10, byDefault = "10")
        int classes,

        @Describe(
                value = "whether a digit is drawn at any of the 8 places that it fits into, or in the middle",
                byDefault = "true")
        boolean shifted,

        @Describe(
                value = "variance of the noise that each pixel of a clean picture has",
                min = 0,
                max = 1,
                byDefault = "0.001")
        double variance,

        @Describe(
                value = "the noise on the query; a number is sigma_Z^2 of each coordinate",
                alias = "noise_variance",
                min = 1e-30,
                max = Task.MOST)
        Noise noise)
        implements Task {

    private static final int SIDE = 8;
    private static final int WIDTH = 5;
    private static final int HEIGHT = 7;

    /** The ten glyphs beside each other, row by row. */
    private static final String[] GLYPHS = {
        ".###. ..#.. .###. .###. ...#. ##### .###. ##### .###. .###.",
        "#...# .##.. #...# #...# ..##. #.... #.... ....# #...# #...#",
        "#...# ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...#",
        "#...# ..#.. ...#. ..##. #..#. ....# ####. ..#.. .###. .####",
        "#...# ..#.. ..#.. ....# ##### ....# #...# ..#.. #...# ....#",
        "#...# ..#.. .#... #...# ...#. #...# #...# .#... #...# ....#",
        ".###. .###. ##### .###. ...#. .###. .###. .#... .###. .###.",
    };

    /** @throws IllegalArgumentException if n is not 64, or a number is out of range */
    public Digits {
        if (n != SIDE * SIDE) {
            throw new RefusedException("Digits", "n", "be 64, for pictures of 8 x 8 pixels", n);
        }
        if (!(classes >= 1 && classes <= 10)) {
            throw new RefusedException("Digits", "classes", "be between 1 and 10", classes);
        }
        Check.notNegative("Digits", "variance", variance);
        noise = Noises.anywhere("Digits", n, noise);
    }

    /** All ten at all places, with isotropic noise of variance 0.05 on the query. */
    public Digits() {
        this(SIDE * SIDE, 10, true, 0.001, Noise.isotropic(0.05));
    }

    /** A copy whose prompts show this many of the ten digits. */
    public Digits classes(int classes) {
        return new Digits(n, classes, shifted, variance, noise);
    }

    /** A copy with digits at all places, or in the middle. */
    public Digits shifted(boolean shifted) {
        return new Digits(n, classes, shifted, variance, noise);
    }

    /** A copy with this variance of the own noise of each pixel. */
    public Digits variance(double variance) {
        return new Digits(n, classes, shifted, variance, noise);
    }

    /** A copy with isotropic noise of this {@math sigma_Z^2}. */
    public Digits noiseVariance(double noiseVariance) {
        return noise(Check.isotropic("Digits", noiseVariance));
    }

    /** A copy with this noise. */
    public Digits noise(Noise noise) {
        return new Digits(n, classes, shifted, variance, noise);
    }

    @Override
    public double noiseVariance() {
        return noise.variance();
    }

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public OptionalInt dimension() {
        return OptionalInt.of(classes);
    }

    /** Digits in rising order, each with all its places. */
    @Override
    public Mixture draw(RandomStream random) {
        int[] shown = Arrays.copyOf(random.permutation(10), classes);
        Arrays.sort(shown);
        int right = shifted ? SIDE - WIDTH + 1 : 1;
        int down = shifted ? SIDE - HEIGHT + 1 : 1;
        int places = right * down;
        double[] centres = new double[classes * places * n];
        for (int c = 0; c < classes; c++) {
            for (int place = 0; place < places; place++) {
                int x = shifted ? place % right : 1;
                int y = shifted ? place / right : 0;
                paint(shown[c], x, y, centres, (c * places + place) * n);
            }
        }
        double[] weights = new double[classes * places];
        double[] variances = new double[weights.length];
        Arrays.fill(weights, 1.0 / weights.length);
        Arrays.fill(variances, variance);
        return new Mixture(n, centres, weights, variances);
    }

    private static void paint(int digit, int x, int y, double[] picture, int at) {
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                boolean inked = GLYPHS[row].charAt(digit * (WIDTH + 1) + column) == '#';
                picture[at + (y + row) * SIDE + x + column] = inked ? 1 : 0;
            }
        }
    }

    @Override
    public String toString() {
        return "digits()" + (classes == 10 ? "" : ".classes(" + classes + ")") + (shifted ? "" : ".shifted(false)")
                + (variance == 0.001 ? "" : ".variance(" + variance + ")") + Words.noise(noise);
    }
}
