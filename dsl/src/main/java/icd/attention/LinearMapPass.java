package icd.attention;

import icd.kernel.DenseKernel;

/** The working buffers of a {@link LinearMap} y = M x, for one thread. */
interface LinearMapPass {

    /** @param theta of the whole layer. Not modified. */
    void load(double[] theta);

    /** @param y n numbers. Modified; must not be x. */
    void apply(double[] x, int at, double[] y);

    /**
     * dx = M^T g, and what M's parameters gain where y changes along g.
     *
     * @param x what {@link #apply} was last given. Not modified.
     * @param gradient of the whole layer. Modified: added to.
     * @param dx n numbers. Modified. Null where it is not wanted.
     */
    void pullBack(double[] g, double[] x, int at, double[] gradient, double[] dx);

    /** M = c I. */
    final class Scaled implements LinearMapPass {

        private final int n;
        private final int at;
        private double scale;

        Scaled(int n, int at) {
            this.n = n;
            this.at = at;
        }

        @Override
        public void load(double[] theta) {
            scale = theta[at];
        }

        @Override
        public void apply(double[] x, int from, double[] y) {
            for (int i = 0; i < n; i++) {
                y[i] = scale * x[from + i];
            }
        }

        @Override
        public void pullBack(double[] g, double[] x, int from, double[] gradient, double[] dx) {
            for (int i = 0; i < n; i++) {
                gradient[at] = Math.fma(g[i], x[from + i], gradient[at]);
            }
            if (dx != null) {
                for (int i = 0; i < n; i++) {
                    dx[i] = scale * g[i];
                }
            }
        }
    }

    /** M a matrix of theta. */
    final class Dense implements LinearMapPass {

        private final int n;
        private final int at;
        private final DenseKernel dense;
        private final double[] columns; // M column-major, for products with it
        private final double[] rows; // M row-major, for products with its transpose

        Dense(int n, int at, DenseKernel dense) {
            this.n = n;
            this.at = at;
            this.dense = dense;
            this.columns = new double[n * n];
            this.rows = new double[n * n];
        }

        @Override
        public void load(double[] theta) {
            copy(theta, at, n, n, rows, columns);
        }

        @Override
        public void apply(double[] x, int from, double[] y) {
            dense.multiply(columns, 0, n, x, from, y);
        }

        @Override
        public void pullBack(double[] g, double[] x, int from, double[] gradient, double[] dx) {
            if (dx != null) {
                dense.multiply(rows, 0, n, g, 0, dx);
            }
            dense.addOuter(g, x, from, n, gradient, at); // dM += g x^T
        }
    }

    /** M = A B, with B of h rows, and A of h columns or, in theta, its transpose of h rows. */
    final class Product implements LinearMapPass {

        private final int n;
        private final int h;
        private final int atB;
        private final int atA;
        private final boolean transposed;
        private final DenseKernel dense;
        private final double[] bRows;
        private final double[] bColumns;
        private final double[] aRows;
        private final double[] aColumns;
        private final double[] hidden; // B x
        private final double[] dHidden;

        Product(int n, int h, int atB, int atA, boolean transposed, DenseKernel dense) {
            this.n = n;
            this.h = h;
            this.atB = atB;
            this.atA = atA;
            this.transposed = transposed;
            this.dense = dense;
            this.bRows = new double[h * n];
            this.bColumns = new double[h * n];
            this.aRows = new double[h * n];
            this.aColumns = new double[h * n];
            this.hidden = new double[h];
            this.dHidden = new double[h];
        }

        @Override
        public void load(double[] theta) {
            copy(theta, atB, h, n, bRows, bColumns);
            if (transposed) {
                copy(theta, atA, h, n, aColumns, aRows); // rows of A^T are columns of A
            } else {
                copy(theta, atA, n, h, aRows, aColumns);
            }
        }

        @Override
        public void apply(double[] x, int from, double[] y) {
            dense.multiply(bColumns, 0, h, n, x, from, hidden);
            dense.multiply(aColumns, 0, n, h, hidden, 0, y);
        }

        @Override
        public void pullBack(double[] g, double[] x, int from, double[] gradient, double[] dx) {
            dense.multiply(aRows, 0, h, n, g, 0, dHidden);
            if (dx != null) {
                dense.multiply(bRows, 0, n, h, dHidden, 0, dx);
            }
            dense.addOuter(dHidden, x, from, h, n, gradient, atB); // dB += A^T g x^T
            if (transposed) {
                dense.addOuter(hidden, g, 0, h, n, gradient, atA); // dA^T += B x g^T
            } else {
                dense.addOuter(g, hidden, 0, n, h, gradient, atA); // dA += g (B x)^T
            }
        }
    }

    /** Copies an r x c matrix out of theta, row-major and column-major. */
    static void copy(double[] theta, int at, int r, int c, double[] rows, double[] columns) {
        System.arraycopy(theta, at, rows, 0, r * c);
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < c; j++) {
                columns[j * r + i] = theta[at + i * c + j];
            }
        }
    }
}
