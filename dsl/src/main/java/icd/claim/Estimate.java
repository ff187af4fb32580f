package icd.claim;

import icd.math.Digits;

/**
 * A measured number.
 *
 * @param value the value
 * @param error its standard error; 0 where there is only rounding
 */
public record Estimate(double value, double error) {

    @Override
    public String toString() {
        return error == 0 ? Digits.plain(value, 6) : Digits.plain(value, 6) + " ± " + Digits.plain(error, 2);
    }
}
