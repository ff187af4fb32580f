package icd.energy;

import icd.kernel.Kernel;

/** Which sign of a bit has the lower energy, the others held. */
sealed interface FlipRule {

    /** @param exponents two numbers for each memory */
    record Buffers(double[] exponents) {}

    /**
     * E(s with s_i = -1) - E(s with s_i = 1), up to a positive factor: positive where 1 is preferred, 0 where neither is.
     *
     * @param x component i of every memory, from {@code row}. Not modified.
     * @param m overlaps of the memories with s. Not modified.
     */
    double preference(double[] x, int row, double[] m, double si, Buffers buffers);

    /** E of a state with these overlaps. */
    double energy(double[] m, int n);

    /** The local field sum_j J_ij s_j, with the term j = i or without. */
    record Hebbian(boolean diagonal) implements FlipRule {

        @Override
        public double preference(double[] x, int row, double[] m, double si, Buffers buffers) {
            double own = diagonal ? 0 : si;
            double field = 0;
            for (int mu = 0; mu < m.length; mu++) {
                double xi = x[row + mu];
                field = Math.fma(xi, Math.fma(-own, xi, m[mu]), field);
            }
            return field;
        }

        @Override
        public double energy(double[] m, int n) {
            double sum = 0;
            for (double overlap : m) {
                sum = Math.fma(overlap, overlap, sum);
            }
            return -sum / (2 * m.length);
        }

        @Override
        public String toString() {
            return diagonal ? "hopfield with its diagonal" : "hopfield";
        }
    }

    /** F(z) = z^k, or max(z, 0)^k. */
    record Power(int k, boolean rectified) implements FlipRule {

        private double of(double z) {
            if (rectified && z < 0) {
                return 0;
            }
            double power = z;
            for (int i = 1; i < k; i++) {
                power *= z;
            }
            return power;
        }

        @Override
        public double preference(double[] x, int row, double[] m, double si, Buffers buffers) {
            double sum = 0;
            for (int mu = 0; mu < m.length; mu++) {
                double xi = x[row + mu];
                double rest = Math.fma(-si, xi, m[mu]);
                sum += of(rest + xi) - of(rest - xi);
            }
            return sum;
        }

        @Override
        public double energy(double[] m, int n) {
            double sum = 0;
            for (double overlap : m) {
                sum += of(overlap);
            }
            return -sum;
        }

        @Override
        public String toString() {
            return (rectified ? "rectified_polynomial_" : "polynomial_") + k;
        }
    }

    /** F(z) = exp(beta z), sums of it compared relative to their largest term. */
    record Exponential(double beta) implements FlipRule {

        @Override
        public double preference(double[] x, int row, double[] m, double si, Buffers buffers) {
            double[] e = buffers.exponents();
            int count = m.length;
            for (int mu = 0; mu < count; mu++) {
                double xi = x[row + mu];
                double rest = Math.fma(-si, xi, m[mu]);
                e[mu] = beta * (rest + xi);
                e[count + mu] = beta * (rest - xi);
            }
            Kernel.exponentiate(e);
            double sum = 0;
            for (int mu = 0; mu < count; mu++) {
                sum += e[mu] - e[count + mu];
            }
            return sum;
        }

        /** -(1/beta) log sum_mu exp(beta m_mu). */
        @Override
        public double energy(double[] m, int n) {
            double[] e = new double[m.length];
            double max = Double.NEGATIVE_INFINITY;
            for (int mu = 0; mu < m.length; mu++) {
                e[mu] = beta * m[mu];
                max = Math.max(max, e[mu]);
            }
            return -(max + StrictMath.log(Kernel.exponentiate(e))) / beta;
        }

        @Override
        public String toString() {
            return "log_exponential, beta = " + beta;
        }
    }
}
