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

    /** One cell: its corners a, b, c, d and sides ab, bc, cd, da counter-clockwise from the lower left. */
    private void cell(int i, int j) {
        boolean a = values[i][j] >= level;
        boolean b = values[i][j + 1] >= level;
        boolean c = values[i + 1][j + 1] >= level;
        boolean d = values[i + 1][j] >= level;
        int corners = (a ? 1 : 0) | (b ? 2 : 0) | (c ? 4 : 0) | (d ? 8 : 0);
        if (corners == 0) {
            return;
        }
        int ab = i * (width - 1) + j;
        int cd = ab + width - 1;
        int da = uprights + i * width + j;
        int bc = da + 1;
        switch (corners) {
            case 1 -> link(ab, da);
            case 2 -> link(bc, ab);
            case 3 -> link(bc, da);
            case 4 -> link(cd, bc);
            case 6 -> link(cd, ab);
            case 7 -> link(cd, da);
            case 8 -> link(da, cd);
            case 9 -> link(ab, cd);
            case 11 -> link(bc, cd);
            case 12 -> link(da, bc);
            case 13 -> link(ab, bc);
            case 14 -> link(da, ab);
            case 5 -> {
                boolean joined = mean(i, j) >= level;
                link(ab, joined ? bc : da);
                link(cd, joined ? da : bc);
            }
            case 10 -> {
                boolean joined = mean(i, j) >= level;
                link(bc, joined ? cd : ab);
                link(da, joined ? ab : cd);
            }
            default -> {} // all corners are above
        }
        border(i - 1, j, a, b, node(i, j), ab, node(i, j + 1));
        border(i, j + 1, b, c, node(i, j + 1), bc, node(i + 1, j + 1));
        border(i + 1, j, c, d, node(i + 1, j + 1), cd, node(i + 1, j));
        border(i, j - 1, d, a, node(i + 1, j), da, node(i, j));
    }

    /** Returns what lies above along a side with no cell beyond it. */
    private void border(int i, int j, boolean from, boolean to, int first, int crossing, int last) {
        if ((from || to) && !whole(i, j)) {
            link(from ? first : crossing, to ? last : crossing);
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
