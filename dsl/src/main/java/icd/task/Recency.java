package icd.task;

/**
 * How much the tokens of a context weigh in attention that knows their order: {@math e^{-decay k}} of the token k steps before the query,
 * {@math k = 1, ..., L}. Order-blind attention has decay 0.
 *
 * @param L context length
 * @param decay a token, &gt;= 0
 */
public record Recency(int L, double decay) {

    /** @throws IllegalArgumentException if L is not positive, or the decay negative or not finite */
    public Recency {
        if (!(L >= 1 && decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Recency: L must be >= 1 and decay >= 0 and finite, got " + L + " and " + decay);
        }
    }

    /** {@math sum_k w_k}. */
    public double total() {
        return sum(decay, 0).cosine;
    }

    /** {@math (sum w)^2 / sum w^2}: how many tokens of equal weight vary as little; L where all weigh the same. */
    public double effectiveLength() {
        double total = total();
        return total / sum(2 * decay, 0).cosine * total;
    }

    /** sum_k w_k cos(k angle) and sum_k w_k sin(k angle). */
    Sum sum(double angle) {
        return sum(decay, angle);
    }

    /** The same with w_k^2 for weights. */
    Sum sumOfSquares(double angle) {
        return sum(2 * decay, angle);
    }

    record Sum(double cosine, double sine) {}

    /** sum_k z^k = z (1 - z^L)/(1 - z) with z = e^{-decay + i angle}, in a form without differences of like numbers. */
    private Sum sum(double decay, double angle) {
        double belowReal = oneMinus(decay, angle);
        double belowImaginary = -StrictMath.exp(-decay) * StrictMath.sin(angle);
        double square = belowReal * belowReal + belowImaginary * belowImaginary;
        if (square == 0) {
            return new Sum(L, 0);
        }
        double aboveReal = oneMinus(L * decay, L * angle);
        double aboveImaginary = -StrictMath.exp(-L * decay) * StrictMath.sin(L * angle);
        double real = (aboveReal * belowReal + aboveImaginary * belowImaginary) / square;
        double imaginary = (aboveImaginary * belowReal - aboveReal * belowImaginary) / square;
        double size = StrictMath.exp(-decay);
        double cosine = StrictMath.cos(angle);
        double sine = StrictMath.sin(angle);
        return new Sum(size * (real * cosine - imaginary * sine), size * (real * sine + imaginary * cosine));
    }

    /** 1 - e^{-decay} cos(angle) = (1 - e^{-decay}) + 2 e^{-decay} sin^2(angle/2). */
    private static double oneMinus(double decay, double angle) {
        double half = StrictMath.sin(angle / 2);
        return -StrictMath.expm1(-decay) + 2 * StrictMath.exp(-decay) * half * half;
    }
}
