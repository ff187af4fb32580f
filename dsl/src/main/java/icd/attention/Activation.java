package icd.attention;

import icd.describe.Describe;

/** The function phi that each hidden unit of an MLP applies to its input. */
public enum Activation {

    /** max(z, 0), whose slope at 0 is taken to be 0. */
    @Describe("max(z, 0)")
    RELU {
        @Override
        double of(double z) {
            return Math.max(z, 0); // not a comparison, which would make 0 of NaN
        }

        @Override
        double slope(double z, double y) {
            return z > 0 ? 1 : 0;
        }
    },

    /** tanh z. */
    @Describe("tanh z")
    TANH {
        @Override
        double of(double z) {
            return StrictMath.tanh(z); // of the same bits on every machine
        }

        @Override
        double slope(double z, double y) {
            return 1 - y * y;
        }
    };

    /** y = phi(z). */
    abstract double of(double z);

    /** phi'(z), where y = phi(z). */
    abstract double slope(double z, double y);
}
