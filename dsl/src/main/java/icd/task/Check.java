package icd.task;

import icd.describe.RefusedException;
import java.util.List;
import java.util.stream.DoubleStream;

/** The conditions that the parameters of tasks share, with the same words. */
final class Check {

    private Check() {}

    static void positive(String where, String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, name, "be > 0 and finite", value);
        }
    }

    /** A length that losses square. */
    static void length(String where, String name, double value) {
        positive(where, name, value);
        if (!(value * value < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, name, "have a finite square", value);
        }
    }

    static void notNegative(String where, String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new RefusedException(where, name, "be >= 0 and finite", value);
        }
    }

    static void atLeastOne(String where, String name, int value) {
        if (!(value >= 1)) {
            throw new RefusedException(where, name, "be >= 1", value);
        }
    }

    static void dimension(String where, String name, int value, int n) {
        atLeastOne(where, name, value);
        if (!(value <= n)) {
            throw new RefusedException(where, name, "be <= %s", value, "n", n);
        }
    }

    /** Eigenvalues of a covariance, as a list. */
    static List<Double> spectrum(String where, double... eigenvalues) {
        atLeastOne(where, "number of eigenvalues", eigenvalues.length);
        for (int j = 0; j < eigenvalues.length; j++) {
            notNegative(where, "eigenvalue " + j, eigenvalues[j]);
        }
        return DoubleStream.of(eigenvalues).boxed().toList();
    }

    /** Noise of this sigma_Z^2. */
    static Noise isotropic(String where, double noiseVariance) {
        positive(where, "noiseVariance", noiseVariance);
        return new Noises.Isotropic(noiseVariance);
    }
}
