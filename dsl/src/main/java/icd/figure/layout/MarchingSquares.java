package icd.figure.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
    /** The vertices at which borders go on from a crossing or a grid point: two where borders touch at a grid point. */
    private final SortedMap<Integer, Deque<Integer>> next = new TreeMap<>();

    private MarchingSquares(double[][] values, double level) {
        this.values = values;
        this.level = level;
        this.height = values.length;
        this.width = values[0].length;
        this.uprights = height * (width - 1);
        this.nodes = uprights + (height - 1) * width;
    }

    /** @param level minus infinity for all of the grid that has values */
    static List<Ring> above(double[][] values, double level) {
        MarchingSquares squares = new MarchingSquares(values, level);
        for (int i = 0; i + 1 < values.length; i++) {
            for (int j = 0; j + 1 < values[0].length; j++) {
                if (squares.whole(i, j)) {
                    squares.cell(i, j);
                }
            }
        }
        return squares.rings();
    }

    /** Whether there is a cell, and all its corners are finite: otherwise the mean is not. */
    private boolean whole(int i, int j) {
        return i >= 0 && j >= 0 && i + 1 < height && j + 1 < width && Double.isFinite(mean(i, j));
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
        next.computeIfAbsent(from, _ -> new ArrayDeque<>()).add(to);
    }

    private double mean(int i, int j) {
        return 0.25 * values[i][j] + 0.25 * values[i][j + 1] + 0.25 * values[i + 1][j] + 0.25 * values[i + 1][j + 1];
    }

    private int node(int i, int j) {
        return nodes + i * width + j;
    }

    private List<Ring> rings() {
        List<Ring> rings = new ArrayList<>();
        while (!next.isEmpty()) {
            List<Integer> ring = new ArrayList<>();
            for (int at = next.firstKey(); next.containsKey(at); at = take(at)) {
                ring.add(at);
            }
            rings.add(ring(ring));
        }
        return rings;
    }

    /** Goes on from a vertex and forgets the way. */
    private int take(int from) {
        int to = next.get(from).remove();
        if (next.get(from).isEmpty()) {
            next.remove(from);
        }
        return to;
    }

    private Ring ring(List<Integer> vertices) {
        int n = vertices.size();
        double[] columns = new double[n];
        double[] rows = new double[n];
        boolean[] onLevel = new boolean[n];
        for (int k = 0; k < n; k++) {
            int v = vertices.get(k);
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
