package icd.energy;

/** Decides whether a valley of one energy leads from a degenerate state to another. Only one thread may use it. */
final class Valleys {

    /** The number of halvings of the way: pieces are then short enough for the valley to be straight. */
    private static final int HALVINGS = 4;

    private final Energy energy;
    private final Polish polish;

    Valleys(Energy energy, Polish polish) {
        this.energy = energy;
        this.polish = polish;
    }

    /**
     * Moves the middle between two states onto the floor of the valley, and does the same with both halves. There is no
     * way where the floor lies higher or lower, or where the middle moves so far that the halves are hardly shorter.
     *
     * @param level the energy of both
     * @param tolerance the tolerance of that energy
     */
    boolean connect(double[] a, double[] b, double level, double tolerance) {
        return connect(a, b, level, tolerance, HALVINGS);
    }

    private boolean connect(double[] a, double[] b, double level, double tolerance, int halvings) {
        double distance = distance(a, b);
        double[] middle = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            middle[i] = a[i] + 0.5 * (b[i] - a[i]);
        }
        polish.run(middle);
        // along the floor the energy may rise and fall as far as curvatures near zero let it
        double allowed = tolerance + polish.nearZero() * distance * distance;
        if (!(Math.abs(energy.value(middle) - level) <= allowed)) {
            return false;
        }
        if (halvings == 0 || polish.isShort(distance)) {
            return true;
        }
        return distance(a, middle) <= 0.75 * distance
                && distance(middle, b) <= 0.75 * distance
                && connect(a, middle, level, tolerance, halvings - 1)
                && connect(middle, b, level, tolerance, halvings - 1);
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square = Math.fma(a[i] - b[i], a[i] - b[i], square);
        }
        return Math.sqrt(square);
    }
}
