package icd.energy;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The memory nearest to a state, and the nearest mean of two or three memories: the symmetric spurious mixtures. */
record NearestMemories(int memory, double distance, int[] mixture, double mixtureDistance) {

    /** The number of memories nearest to the state among which mixtures are sought: 496 pairs and 4960 triples. */
    private static final int CANDIDATES = 32;

    static NearestMemories of(Energy energy, double[] s) {
        if (!(energy instanceof MemoryEnergy memories)) {
            return new NearestMemories(-1, Double.NaN, new int[0], Double.NaN);
        }
        int L = memories.L();
        double[] squares = new double[L];
        for (int t = 0; t < L; t++) {
            for (int i = 0; i < s.length; i++) {
                double d = memories.memory(i, t) - s[i];
                squares[t] = Math.fma(d, d, squares[t]);
            }
        }
        int[] order = IntStream.range(0, L)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer t) -> squares[t]))
                .limit(CANDIDATES)
                .mapToInt(Integer::intValue)
                .toArray();
        int[] best = {};
        double least = Double.NaN;
        for (int a = 0; a < order.length; a++) {
            for (int b = a + 1; b < order.length; b++) {
                double pair = square(memories, s, order[a], order[b]);
                if (!(pair >= least)) {
                    least = pair;
                    best = new int[] {order[a], order[b]};
                }
                for (int c = b + 1; c < order.length; c++) {
                    double triple = square(memories, s, order[a], order[b], order[c]);
                    if (triple < least) {
                        least = triple;
                        best = new int[] {order[a], order[b], order[c]};
                    }
                }
            }
        }
        java.util.Arrays.sort(best);
        return new NearestMemories(order[0], Math.sqrt(squares[order[0]]), best, Math.sqrt(least));
    }

    /** Returns ||s - mean of these memories||^2. */
    private static double square(MemoryEnergy memories, double[] s, int... of) {
        double square = 0;
        for (int i = 0; i < s.length; i++) {
            double sum = 0;
            for (int t : of) {
                sum += memories.memory(i, t);
            }
            double d = sum / of.length - s[i];
            square = Math.fma(d, d, square);
        }
        return square;
    }
}
