package icd.claim;

/**
 * Measures a claim independently of the formula that it checks.
 *
 * @param <T> the type of the measurements, which the claim's kind judges
 */
@FunctionalInterface
public interface Measure<T> {

    T of(Laboratory lab);
}
