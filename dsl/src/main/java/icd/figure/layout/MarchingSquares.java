package icd.figure.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Traces where values on a grid are at or above a level. Cells (the squares between four grid points) are marched one by
 * one; where two opposite corners are above and two below, the mean of the four decides whether those above are joined.
 * Cells with a corner that is not finite are left out. Coordinates are those of the grid: (column, row), fractions between.
 */
final class MarchingSquares {

    /**
     * The border of an area: counter-clockwise (rows upwards) around what is above the level, clockwise around holes.
     *
     * @param columns of the corners; the first is not repeated at the end
     * @param rows of the corners, as many
     * @param onLevel which corners lie on the level; the others are grid points at the edge of the grid or of a gap in it
     */
    record Ring(double[] columns, double[] rows, boolean[] onLevel) {}

    /** The cells beyond the sides of a cell. */
    private static final int[][] BEYOND = {{-1, 0}, {0, 1}, {1, 0}, {0, -1}};

    private final double[][] values;
    private final double level;
    private final int height;
    private final int width;
    private final int uprights;
    private final int nodes;
    /** The vertex at which the border goes on from a crossing or a grid point, plus 1; 0 for none. */
    private final int[] next;
    /** The same for the second of two borders that touch at a grid point. */
    private final int[] other;

    private MarchingSquares(double[][] values, double level) {
        this.values = values;
        this.level = level;
        this.height = values.length;
        this.width = values[0].length;
        this.uprights = height * (width - 1);
        this.nodes = uprights + (height - 1) * width;
        this.next = new int[nodes + height * width];
        this.other = new int[height * width];
    }

    /** @param level minus infinity for all of the grid that has values */
    static List<Ring> above(double[][] values, double level) {
        MarchingSquares squares = new MarchingSquares(values, level);
        squares.march();
        return squares.rings();
    }

    private void march() {
        for (int i = 0; i + 1 < height; i++) {
            for (int j = 0; j + 1 < width; j++) {
                if (whole(i, j)) {
                    cell(i, j);
                }
            }
        }
    }

    private boolean whole(int i, int j) {
        return i >= 0
                && j >= 0
                && i + 1 < height
                && j + 1 < width
                && Double.isFinite(values[i][j])
                && Double.isFinite(values[i][j + 1])
                && Double.isFinite(values[i + 1][j])
                && Double.isFinite(values[i + 1][j + 1]);
    }

    /**
     * One cell: its corners and the sides that follow them, counter-clockwise from the lower left. The border runs from each side on which
     * the level is crossed downwards to the next on which it is crossed upwards, counter-clockwise if opposite corners are joined.
     */
    private void cell(int i, int j) {
        int[] nodes = {node(i, j), node(i, j + 1), node(i + 1, j + 1), node(i + 1, j)};
        boolean[] above = {
            values[i][j] >= level, values[i][j + 1] >= level, values[i + 1][j + 1] >= level, values[i + 1][j] >= level
        };
        int low = i * (width - 1) + j;
        int left = uprights + i * width + j;
        int[] sides = {low, left + 1, low + width - 1, left};
        int turn = mean(i, j) >= level ? 1 : 3;
        for (int k = 0; k < 4; k++) {
            int after = (k + 1) % 4;
            if (above[k] && !above[after]) {
                int to = (k + turn) % 4;
                while (above[to] || !above[(to + 1) % 4]) {
                    to = (to + turn) % 4;
                }
                link(sides[k], sides[to]);
            }
            boolean edge = !whole(i + BEYOND[k][0], j + BEYOND[k][1]);
            if (edge && (above[k] || above[after])) { // what lies above along a side with no cell beyond it
                link(above[k] ? nodes[k] : sides[k], above[after] ? nodes[after] : sides[k]);
            }
        }
    }

    private void link(int from, int to) {
        if (next[from] == 0) {
            next[from] = to + 1;
        } else {
            other[from - nodes] = to + 1;
        }
    }

    private double mean(int i, int j) {
        return 0.25 * values[i][j] + 0.25 * values[i][j + 1] + 0.25 * values[i + 1][j] + 0.25 * values[i + 1][j + 1];
    }

    private int node(int i, int j) {
        return nodes + i * width + j;
    }

    private List<Ring> rings() {
        List<Ring> rings = new ArrayList<>();
        int[] ring = new int[64];
        for (int start = 0; start < next.length; start++) {
            while (next[start] != 0) {
                int n = 0;
                for (int at = start; next[at] != 0; n++) {
                    ring = n == ring.length ? Arrays.copyOf(ring, 2 * n) : ring;
                    ring[n] = at;
                    at = take(at);
                }
                rings.add(ring(ring, n));
            }
        }
        return rings;
    }

    /** Goes on from a vertex and forgets the way. */
    private int take(int from) {
        int to = next[from] - 1;
        next[from] = 0;
        if (from >= nodes && other[from - nodes] != 0) {
            next[from] = other[from - nodes];
            other[from - nodes] = 0;
        }
        return to;
    }

    private Ring ring(int[] vertices, int n) {
        double[] columns = new double[n];
        double[] rows = new double[n];
        boolean[] onLevel = new boolean[n];
        for (int k = 0; k < n; k++) {
            int v = vertices[k];
            onLevel[k] = v < nodes;
            if (v < uprights) {
                int i = v / (width - 1);
                int j = v % (width - 1);
                rows[k] = i;
                columns[k] = j + share(values[i][j], values[i][j + 1]);
            } else if (v < nodes) {
                int i = (v - uprights) / width;
                int j = (v - uprights) % width;
                rows[k] = i + share(values[i][j], values[i + 1][j]);
                columns[k] = j;
            } else {
                rows[k] = (v - nodes) / width;
                columns[k] = (v - nodes) % width;
            }
        }
        return new Ring(columns, rows, onLevel);
    }

    /** Returns where between two values the level lies; halves, so that no difference overflows. */
    private double share(double from, double to) {
        return (0.5 * level - 0.5 * from) / (0.5 * to - 0.5 * from);
    }
}
