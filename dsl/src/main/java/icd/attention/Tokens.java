package icd.attention;

import icd.kernel.TokenStack;
import java.util.Arrays;

/**
 * The tokens of one prompt and its query, as one layer finds them: coordinate i of token t at {@code i stride + t}, and behind the last
 * token zeros, as kernels want them. Column L is the query.
 *
 * @param context n x stride. Modified.
 * @param query n numbers. Modified.
 */
record Tokens(int n, int L, int stride, double[] context, double[] query) {

    static Tokens zeros(int n, int L, int stride) {
        return new Tokens(n, L, stride, new double[n * stride], new double[n]);
    }

    /** Takes a prompt's tokens and another query. */
    <A> void read(TokenStack<A> prompts, int k, double[] from, int at) {
        A data = prompts.data(k);
        for (int i = 0; i < n; i++) {
            int row = prompts.at(k) + i * prompts.stride();
            if (data instanceof double[] wide) {
                System.arraycopy(wide, row, context, i * stride, L);
            } else {
                for (int t = 0; t < L; t++) {
                    context[i * stride + t] = ((float[]) data)[row + t];
                }
            }
        }
        System.arraycopy(from, at, query, 0, n);
    }

    void clear() {
        Arrays.fill(context, 0);
        Arrays.fill(query, 0);
    }

    /** Copies a column out. */
    void get(int t, double[] column) {
        if (t == L) {
            System.arraycopy(query, 0, column, 0, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            column[i] = context[i * stride + t];
        }
    }

    /** Adds to a column. */
    void add(int t, double[] column) {
        for (int i = 0; i < n; i++) {
            if (t == L) {
                query[i] += column[i];
            } else {
                context[i * stride + t] += column[i];
            }
        }
    }

    /** Puts a column in. */
    void set(int t, double[] column) {
        for (int i = 0; i < n; i++) {
            if (t == L) {
                query[i] = column[i];
            } else {
                context[i * stride + t] = column[i];
            }
        }
    }

    /** this &lt;- a x + b y in the query and, unless it alone is wanted, in every token. */
    void combine(boolean queryAlone, double a, Tokens x, double b, Tokens y) {
        combine(query, a, x.query, b, y.query);
        if (!queryAlone) {
            combine(context, a, x.context, b, y.context);
        }
    }

    private static void combine(double[] sum, double a, double[] x, double b, double[] y) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * x[i] + b * y[i];
        }
    }

    /** The sum of products of like entries, in the query and, unless it alone is wanted, in every token. */
    double dot(boolean queryAlone, Tokens other) {
        double sum = Vectors.dot(query, other.query, 0);
        return queryAlone ? sum : sum + Vectors.dot(context, other.context, 0);
    }
}
