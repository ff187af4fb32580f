package icd.claim;

import icd.math.Digits;

/**
 * A measured number.
 *
 * @param value what was measured
 * @param error its standard error; 0 where there is none but rounding
 */
public record Estimate(double value, double error) {

    @Override
    public String toString() {
        return error == 0 ? Digits.plain(value, 6) : Digits.plain(value, 6) + " ± " + Digits.plain(error, 2);
    }
}
