package icd.energy;

/** Derivatives by central differences, for energies that give none. */
final class Differences {

    /** Relative steps that balance truncation against rounding, for first and second derivatives. */
    private static final double FIRST = Math.cbrt(0x1p-52);

    private static final double SECOND = Math.sqrt(Math.sqrt(0x1p-52));

    private Differences() {}

    static void gradient(Energy energy, double[] s, double[] gradient) {
        double[] shifted = s.clone();
        for (int i = 0; i < s.length; i++) {
            double h = FIRST * Math.max(1, Math.abs(s[i]));
            shifted[i] = s[i] + h;
            double above = energy.value(shifted);
            shifted[i] = s[i] - h;
            gradient[i] = (above - energy.value(shifted)) / (2 * h);
            shifted[i] = s[i];
        }
    }

    /** From the gradient, itself by differences where the energy gives none; made symmetric. */
    static void hessian(Energy energy, double[] s, double[] hessian) {
        int n = s.length;
        double[] shifted = s.clone();
        double[] above = new double[n];
        double[] below = new double[n];
        for (int i = 0; i < n; i++) {
            double h = SECOND * Math.max(1, Math.abs(s[i]));
            shifted[i] = s[i] + h;
            energy.gradient(shifted, above);
            shifted[i] = s[i] - h;
            energy.gradient(shifted, below);
            shifted[i] = s[i];
            for (int j = 0; j < n; j++) {
                hessian[i * n + j] = (above[j] - below[j]) / (2 * h);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (hessian[i * n + j] + hessian[j * n + i]);
                hessian[i * n + j] = mean;
                hessian[j * n + i] = mean;
            }
        }
    }
}
