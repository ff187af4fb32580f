package icd.figure.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Colour;
import icd.figure.layout.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Property(cases = 1000)
    void thePixelsOfATriangleAddUpToItsArea(Draws draws) {
        double[] xs = draws.numbers(3, 0, 20);
        double[] ys = draws.numbers(3, 0, 20);
        double area = Math.abs((xs[1] - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (ys[1] - ys[0])) / 2;
        assertThat(sum(pixels(xs, ys, 0, 20))).isCloseTo(area, within(0.05 + 1e-3 * area)); // below 1e-4 counts as none
    }

    @Property(cases = 1000)
    void aClippedShapeIsTheWholeOneWithinTheClip(Draws draws) {
        double[] xs = draws.numbers(3, -15, 35);
        double[] ys = draws.numbers(3, -15, 35);
        byte[][] whole = pixels(xs, ys, -20, 40);
        byte[][] clipped = pixels(xs, ys, 5, 15);
        for (int y = 0; y < 10; y++) {
            for (int x = 0; x < 10; x++) {
                assertThat(clipped[y][x] & 255).isCloseTo(whole[y + 25][x + 25] & 255, within(1));
            }
        }
    }

    @Test
    void aRectangleCoversItsEdgePixelsInPart() {
        byte[][] pixels = pixels(new double[] {1.25, 3.5, 3.5, 1.25}, new double[] {1, 1, 2.5, 2.5}, 0, 5);
        assertThat(pixels[1]).containsExactly(0, 191, (byte) 255, 128, 0);
        assertThat(pixels[2]).containsExactly(0, 96, 128, 64, 0);
        assertThat(sum(pixels)).isCloseTo(2.25 * 1.5, within(0.02));
    }

    @Test
    void dashesCoverTheirShareOfTheLine() {
        double[] xs = {0, 3, 3, 10};
        double[] ys = {0, 0, 4, 4};
        List<double[][]> pieces = Dashes.cut(xs, ys, new double[] {2, 1});
        double ink = 0;
        for (double[][] piece : pieces) {
            for (int i = 1; i < piece[0].length; i++) {
                ink += Box.length(piece[0][i] - piece[0][i - 1], piece[1][i] - piece[1][i - 1]);
            }
        }
        assertThat(pieces).hasSize(5);
        assertThat(ink).isCloseTo(10, within(1e-12)); // 14 long: four whole periods, then 2 of ink
    }

    /** Coverage from 0 to 255 of the pixels from..to in both directions, drawn as black turning white. */
    private static byte[][] pixels(double[] xs, double[] ys, int from, int to) {
        int n = to - from;
        double[] x = new double[xs.length];
        double[] y = new double[ys.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = xs[i] - from;
            y[i] = ys[i] - from;
        }
        Mask mask = new Mask();
        Window window = new Window(0, 0, n, n);
        mask.begin(window);
        Coverage coverage = new Coverage();
        coverage.begin(window);
        coverage.add(x, y);
        coverage.raise(mask);
        Bitmap bitmap = new Bitmap(n, n, new byte[3 * n * n]);
        mask.colour(bitmap, Colour.WHITE, 1);
        byte[][] pixels = new byte[n][n];
        for (int i = 0; i < n * n; i++) {
            pixels[i / n][i % n] = bitmap.rgb()[3 * i];
        }
        return pixels;
    }

    private static double sum(byte[][] pixels) {
        double sum = 0;
        for (byte[] row : pixels) {
            for (byte pixel : row) {
                sum += (pixel & 255) / 255.0;
            }
        }
        return sum;
    }
}
