package icd.claim;

/**
 * How a claim is measured: independently of the formula that it checks.
 *
 * @param <T> what the claim's kind judges
 */
@FunctionalInterface
public interface Measure<T> {

    T of(Laboratory lab);
}
