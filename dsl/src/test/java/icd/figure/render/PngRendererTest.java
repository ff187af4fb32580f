package icd.figure.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Colour;
import icd.figure.Dash;
import icd.figure.layout.Box;
import icd.figure.layout.Item;
import icd.figure.layout.Scene;
import icd.figure.layout.Typeface;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Shapes on a page of 20 x 20 points, a pixel to each. */
class PngRendererTest {

    private static final int SIDE = 20;

    @Property(cases = 200)
    void thePixelsOfATriangleAddUpToItsArea(Draws draws) throws IOException {
        double[] xs = draws.numbers(3, 0, SIDE);
        double[] ys = draws.numbers(3, 0, SIDE);
        double area = Math.abs((xs[1] - xs[0]) * (ys[2] - ys[0]) - (xs[2] - xs[0]) * (ys[1] - ys[0])) / 2;
        double edges = 0;
        for (int i = 0; i < 3; i++) {
            edges += Math.hypot(xs[(i + 1) % 3] - xs[i], ys[(i + 1) % 3] - ys[i]);
        }
        assertThat(ink(fill(xs, ys))).isCloseTo(area, within(0.1 + edges / 64)); // a pixel is sampled at 8 x 8 places
    }

    @Test
    void aRectangleCoversItsEdgePixelsInPart() throws IOException {
        BufferedImage page = page(fill(new double[] {1.25, 3.5, 3.5, 1.25}, new double[] {1, 1, 2.5, 2.5}));
        double[] across = {0, 0.75, 1, 0.5, 0};
        for (int x = 0; x < across.length; x++) {
            assertThat(ink(page, x, 1)).isCloseTo(across[x], within(0.02));
            assertThat(ink(page, x, 2)).isCloseTo(across[x] / 2, within(0.02));
            assertThat(ink(page, x, 3)).isZero();
        }
    }

    @Test
    void aHoleIsLeftOpen() throws IOException {
        double[][] outer = {{2, 12, 12, 2}, {2, 2, 12, 12}};
        double[][] hole = {{4, 4, 8, 8}, {4, 8, 8, 4}};
        assertThat(ink(new Item.Fill(List.of(outer, hole), Colour.BLACK, 1))).isCloseTo(100 - 16, within(0.01));
    }

    @Test
    void aClipShowsOnlyItsBox() throws IOException {
        Item all = fill(new double[] {0, SIDE, SIDE, 0}, new double[] {0, 0, SIDE, SIDE});
        Item clip = new Item.Clip(new Box(3, 4, 5, 6), List.of(all));
        assertThat(ink(clip)).isCloseTo(30, within(0.01));
    }

    @Test
    void dashesCoverTheirShareOfTheLine() throws IOException {
        double[] xs = {2.5, 2.5, 17.5};
        double[] ys = {2, 12, 12};
        Item.Stroke solid = new Item.Stroke(xs, ys, Colour.BLACK, 1, Dash.SOLID);
        Item.Stroke dashed = new Item.Stroke(xs, ys, Colour.BLACK, 1, Dash.DOTTED); // 1.2 of ink, 1.8 of gap
        assertThat(ink(solid)).isCloseTo(25, within(0.3));
        assertThat(ink(dashed)).isCloseTo(8 * 1.2 + 1, within(0.3)); // eight whole periods, then 1 of ink
    }

    @Test
    void aPictureHasSharpCells() throws IOException {
        int[] colours = {0xFF0000, 0x00FF00, 0x0000FF, 0x000000};
        BufferedImage page = page(new Item.Picture(new Box(2, 4, 10, 6), 2, 2, colours));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = x >= 2 && x < 12 && y >= 4 && y < 10;
                int cell = (y < 7 ? 0 : 2) + (x < 7 ? 0 : 1);
                assertThat(page.getRGB(x, y) & 0xFFFFFF).isEqualTo(inside ? colours[cell] : 0xFFFFFF);
            }
        }
    }

    private static Item fill(double[] xs, double[] ys) {
        return new Item.Fill(List.<double[][]>of(new double[][] {xs, ys}), Colour.BLACK, 1);
    }

    private static double ink(Item item) throws IOException {
        BufferedImage page = page(item);
        double sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            sum += ink(page, i % SIDE, i / SIDE);
        }
        return sum;
    }

    /** How much of a pixel is black. */
    private static double ink(BufferedImage page, int x, int y) {
        return 1 - (page.getRGB(x, y) & 255) / 255.0;
    }

    private static BufferedImage page(Item item) throws IOException {
        try (Typeface face = Typeface.load()) {
            Scene scene = new Scene("shapes", "", SIDE, SIDE, List.of(item), List.of());
            BufferedImage page = ImageIO.read(new ByteArrayInputStream(PngRenderer.render(scene, 72, face)));
            assertThat(page.getWidth()).isEqualTo(SIDE);
            return page;
        }
    }
}
