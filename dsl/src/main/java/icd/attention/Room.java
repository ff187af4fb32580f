package icd.attention;

import icd.kernel.Kernel;
import icd.kernel.Powers;
import icd.kernel.TokenKernel;

/** Arrays and loops of one thread for the probabilities of its prompts, so that nothing is allocated for each of them. */
final class Room {

    private static final ThreadLocal<Room> OURS = ThreadLocal.withInitial(Room::new);

    private final double[][] arrays = new double[4][0];

    final double[] sums = new double[3];
    final Powers powers = Kernel.chosen().powers().get();
    final TokenKernel<double[]> kernel = Kernel.chosen().float64().get();

    /** The calling thread's. */
    static Room ours() {
        return OURS.get();
    }

    /** An array of exactly this length, with whatever is left in it. */
    double[] numbers(int which, int length) {
        if (arrays[which].length != length) {
            arrays[which] = new double[length];
        }
        return arrays[which];
    }
}
