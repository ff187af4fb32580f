package icd.attention;

import java.util.Arrays;

/**
 * One named array among a layer's parameters.
 *
 * @param name as files call it: {@code W_KQ}, {@code W_PV}, {@code beta}, {@code alpha}
 * @param shape lengths of the axes; empty for a scalar
 */
public record Parameter(String name, int... shape) {

    /** How many numbers it holds. */
    public int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
