package icd.attention;

import icd.kernel.Kernel;
import icd.kernel.Powers;

/** Arrays and loops of one thread for the probabilities of its prompts, so that nothing is allocated for each of them. */
final class Room {

    private static final ThreadLocal<Room> OURS = ThreadLocal.withInitial(Room::new);

    private final double[][] arrays = new double[3][0];
    private int[] places = {};

    final double[] sums = new double[2];
    final Powers powers = Kernel.chosen().powers().get();

    /** The calling thread's. */
    static Room ours() {
        return OURS.get();
    }

    /** An array of this length or more, with whatever is left in it. */
    double[] numbers(int which, int length) {
        if (arrays[which].length < length) {
            arrays[which] = new double[length];
        }
        return arrays[which];
    }

    /** The same, for places. */
    int[] places(int length) {
        if (places.length < length) {
            places = new int[length];
        }
        return places;
    }
}
