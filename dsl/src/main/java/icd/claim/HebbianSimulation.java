package icd.claim;

import icd.math.RandomStream;

/** A Hebbian Hopfield network of random patterns, its fields kept through the overlaps: O(patterns) a flip. */
final class HebbianSimulation {

    private final int N;
    private final int patterns;
    private final byte[] xi; // N x patterns

    HebbianSimulation(int N, int patterns, RandomStream random) {
        this.N = N;
        this.patterns = patterns;
        this.xi = new byte[N * patterns];
        for (int i = 0; i < xi.length; i++) {
            xi[i] = (byte) (2 * (random.bits() >>> 63) - 1);
        }
    }

    /** The share of units of pattern 0 that one synchronous step flips. */
    double oneStepError() {
        int[] s = pattern();
        int[] overlaps = overlaps(s);
        int flips = 0;
        for (int i = 0; i < N; i++) {
            flips += field(i, s, overlaps) * s[i] < 0 ? 1 : 0;
        }
        return flips / (double) N;
    }

    /** The overlap with pattern 0 of the state that asynchronous updates in random order reach from it. */
    double retrieve(RandomStream random) {
        int[] s = pattern();
        int[] overlaps = overlaps(s);
        boolean moved = true;
        while (moved) { // each flip lowers the energy, so it ends
            moved = false;
            for (int i : random.permutation(N)) {
                long field = field(i, s, overlaps);
                if (field * s[i] < 0) {
                    s[i] = -s[i];
                    for (int mu = 0; mu < patterns; mu++) {
                        overlaps[mu] += 2 * s[i] * xi[i * patterns + mu];
                    }
                    moved = true;
                }
            }
        }
        return overlaps[0] / (double) N;
    }

    private int[] pattern() {
        int[] s = new int[N];
        for (int i = 0; i < N; i++) {
            s[i] = xi[i * patterns];
        }
        return s;
    }

    private int[] overlaps(int[] s) {
        int[] overlaps = new int[patterns];
        for (int i = 0; i < N; i++) {
            for (int mu = 0; mu < patterns; mu++) {
                overlaps[mu] += s[i] * xi[i * patterns + mu];
            }
        }
        return overlaps;
    }

    /** N times the field of the other units: the diagonal of the couplings is taken out. */
    private long field(int i, int[] s, int[] overlaps) {
        long field = -(long) patterns * s[i];
        for (int mu = 0; mu < patterns; mu++) {
            field += overlaps[mu] * xi[i * patterns + mu];
        }
        return field;
    }
}
