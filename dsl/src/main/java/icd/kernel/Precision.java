package icd.kernel;

/** How the numbers of the tokens are held. Everything of size n or n x n is float64 in either case. */
public enum Precision {
    FLOAT32,
    FLOAT64;

    /** What recipes and messages call it: {@code float32} or {@code float64}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
