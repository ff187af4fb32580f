package icd.figure.layout;

import icd.figure.Colour;
import icd.figure.Line3d;
import icd.figure.Mark3d;
import icd.figure.Numbers;
import icd.figure.Points3d;
import icd.figure.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Draws points and lines in three dimensions, the farther ones first, lighter and smaller. Lengths in points. */
record Cloud(Cube cube, Cube.OnPage onPage) {

    private static final int SHADES = 8;
    private static final double PALEST = 0.6; // how much white the farthest have
    private static final double SMALLEST = 0.75;

    /** Points of one look, or a piece of a line, with its depth. */
    private record Piece(Style style, List<double[]> places, double nearness, boolean line) {}

    void add(List<Mark3d> marks, List<Item> items) {
        List<Piece> pieces = new ArrayList<>();
        for (Mark3d mark : marks) {
            switch (mark) {
                case Points3d points -> points(points, pieces);
                case Line3d line -> lines(line, pieces);
            }
        }
        pieces.sort(Comparator.comparingDouble(Piece::nearness)); // stable: what is equally far stays in order
        for (int from = 0; from < pieces.size(); ) {
            int to = from + 1;
            Piece first = pieces.get(from);
            while (to < pieces.size() && !first.line && !pieces.get(to).line && alike(first, pieces.get(to))) {
                to++;
            }
            draw(pieces.subList(from, to), items);
            from = to;
        }
    }

    /** Returns where the points of a mark lie on the page. */
    Place.Projected projected(Mark3d mark) {
        return new Place.Projected(mark, page(mark, onPage::x), page(mark, onPage::y));
    }

    private Numbers page(Mark3d mark, ToDoubleFunction<double[]> page) {
        return Numbers.of(IntStream.range(0, mark.x().size())
                .mapToObj(i -> cube.place(mark, i))
                .mapToDouble(at -> at == null ? Double.NaN : page.applyAsDouble(at))
                .toArray());
    }

    private boolean alike(Piece a, Piece b) {
        return a.style.equals(b.style) && shade(a.nearness) == shade(b.nearness);
    }

    private void draw(List<Piece> alike, List<Item> items) {
        Piece first = alike.getFirst();
        double near = shade(first.nearness) / (SHADES - 1.0);
        Style style = first.style;
        Colour colour = paler(style.colour(), PALEST * (1 - near));
        double size = SMALLEST + (1 - SMALLEST) * near;
        List<double[]> places =
                alike.stream().flatMap(piece -> piece.places.stream()).toList();
        double[] xs = places.stream().mapToDouble(onPage::x).toArray();
        double[] ys = places.stream().mapToDouble(onPage::y).toArray();
        if (first.line) {
            items.add(new Item.Stroke(xs, ys, colour, style.width() * size, style.dash()));
        } else {
            Style look = Style.of(colour).marker(style.marker()).size(style.size() * size);
            PointPainter.points(style.solid() ? look.filled() : look, xs, ys, false, items);
        }
    }

    private void points(Points3d points, List<Piece> pieces) {
        for (int i = 0; i < points.x().size(); i += Math.max(1, points.style().every())) {
            double[] at = cube.place(points, i);
            if (at != null) {
                pieces.add(new Piece(points.style(), List.of(at), nearness(points, at[2]), false));
            }
        }
    }

    /** Lines are cut where they change their shade. */
    private void lines(Line3d line, List<Piece> pieces) {
        List<double[]> run = new ArrayList<>();
        for (int i = 0; i <= line.x().size(); i++) {
            double[] at = i < line.x().size() ? cube.place(line, i) : null;
            if (at != null) {
                run.add(at);
            }
            if (run.size() > 1 && (at == null || shade(middle(run)) != shade(at[2]))) {
                pieces.add(new Piece(line.style(), List.copyOf(run), nearness(line, middle(run)), true));
                run.subList(0, run.size() - 1).clear(); // the next piece goes on from the end of this one
            }
            if (at == null) {
                run.clear();
            }
        }
    }

    /** A lone point or stroke, such as a query or its noise, is never behind or pale. */
    private double nearness(Mark3d mark, double depth) {
        return mark.x().size() == (mark.isLine() ? 2 : 1) ? cube.depth() : depth;
    }

    private static double middle(List<double[]> run) {
        return (run.getFirst()[2] + run.getLast()[2]) / 2;
    }

    /** 0 for the farthest, SHADES - 1 for the nearest. */
    private int shade(double nearness) {
        return Math.clamp((int) Math.floor(SHADES * (nearness / cube.depth() + 1) / 2), 0, SHADES - 1);
    }

    static Colour paler(Colour colour, double share) {
        return new Colour(paler(colour.red(), share), paler(colour.green(), share), paler(colour.blue(), share));
    }

    private static int paler(int part, double share) {
        return (int) Math.round(part + share * (255 - part));
    }
}
