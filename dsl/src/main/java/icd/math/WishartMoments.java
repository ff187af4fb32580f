package icd.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moments {@math E tr W^k} of {@math W = sum_t x_t x_t^T}, the {@math x_t} being L independent standard normal vectors of d dimensions, as whole
 * numbers.
 *
 * <p>Gaussian integration by parts in one {@math x_t}, summed over t, gives for any product {@math F = prod_j tr W^{m_j}}
 *
 * {@equation
 *   E tr W^k F = (L + k - 1) E tr W^{k-1} F + sum_{p=0}^{k-2} E tr W^p tr W^{k-1-p} F + sum_j 2 m_j E tr W^{k+m_j-1} F / tr W^{m_j},
 * }
 *
 * with {@math tr W^0 = d}: the first term is from {@math x_t} itself and from the derivative of {@math W^{k-1}} along it, the second from that
 * derivative across it, the third from F. So {@math E tr W = L d}, {@math E tr W^2 = L d (L + d + 1)}. All terms are positive.
 *
 * <p>Cost: a number for each way to write each whole number up to {@code most} as a sum; some 7,000 at 24.
 */
public final class WishartMoments {

    /** The highest moment that is computed. */
    public static final int MOST = 24;

    private final BigInteger d;
    private final int L;
    private final Map<List<Integer>, BigInteger> known = new HashMap<>();

    private WishartMoments(int d, int L) {
        this.d = BigInteger.valueOf(d);
        this.L = L;
    }

    /**
     * {@math E tr W^k} for k from 0 to {@code most}.
     *
     * @param d dimension, at least 1
     * @param L number of vectors, at least 1
     * @param most from 0 to {@link #MOST}
     * @throws IllegalArgumentException if one is out of range
     */
    public static List<BigInteger> of(int d, int L, int most) {
        if (!(d >= 1 && L >= 1)) {
            throw new IllegalArgumentException("WishartMoments.of: d and L must be >= 1, got " + d + " and " + L);
        }
        if (!(most >= 0 && most <= MOST)) {
            throw new IllegalArgumentException("WishartMoments.of: most must be 0 to " + MOST + ", got " + most);
        }
        WishartMoments moments = new WishartMoments(d, L);
        List<BigInteger> all = new ArrayList<>();
        for (int k = 0; k <= most; k++) {
            all.add(moments.of(List.of(k)));
        }
        return all;
    }

    /** E prod tr W^m over these m. */
    private BigInteger of(List<Integer> powers) {
        List<Integer> sorted = new ArrayList<>(powers);
        sorted.sort(Collections.reverseOrder());
        BigInteger found = known.get(sorted);
        if (found == null) {
            found = reduced(sorted);
            known.put(sorted, found);
        }
        return found;
    }

    /** @param powers the largest first */
    private BigInteger reduced(List<Integer> powers) {
        if (powers.isEmpty()) {
            return BigInteger.ONE;
        }
        if (powers.getLast() == 0) {
            return d.multiply(of(powers.subList(0, powers.size() - 1)));
        }
        int k = powers.getFirst();
        List<Integer> others = powers.subList(1, powers.size());
        BigInteger sum = BigInteger.valueOf((long) L + k - 1).multiply(with(others, k - 1));
        for (int p = 0; p <= k - 2; p++) {
            sum = sum.add(with(others, p, k - 1 - p));
        }
        for (int j = 0; j < others.size(); j++) {
            int m = others.get(j);
            List<Integer> rest = new ArrayList<>(others);
            rest.remove(j);
            sum = sum.add(BigInteger.TWO.multiply(BigInteger.valueOf(m)).multiply(with(rest, k + m - 1)));
        }
        return sum;
    }

    private BigInteger with(List<Integer> others, Integer... more) {
        List<Integer> all = new ArrayList<>(others);
        Collections.addAll(all, more);
        return of(all);
    }
}
