package icd.figure.layout;

/** A rectangle in points; (x, y) is its upper left corner, y grows downwards. */
public record Box(double x, double y, double width, double height) {

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    double middle() {
        return x + width / 2;
    }

    double centre() {
        return y + height / 2;
    }

    /** The box of which two places are opposite corners. */
    static Box between(double x0, double y0, double x1, double y1) {
        return new Box(Math.min(x0, x1), Math.min(y0, y1), Math.abs(x1 - x0), Math.abs(y1 - y0));
    }

    /** The length of a step across and down. */
    public static double length(double dx, double dy) {
        return Math.sqrt(dx * dx + dy * dy);
    }

    boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    boolean contains(Box other) {
        return x <= other.x && y <= other.y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** The smallest box that contains both. */
    Box union(Box other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }
}
