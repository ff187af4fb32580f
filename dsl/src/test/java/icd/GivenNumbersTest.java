package icd;

import static icd.Dsl.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.Grid;
import icd.figure.Numbers;
import icd.io.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.GenericStore;
import org.ojalgo.matrix.store.R032Store;

/** Every word takes numbers in every form in which a user holds them, and says which forms these are. */
class GivenNumbersTest {

    private static final double[] PLAIN = {1, 4, 9, 16};

    /** The same numbers in other forms. */
    private static final List<Object> FORMS = List.of(
            new float[] {1, 4, 9, 16},
            new int[] {1, 4, 9, 16},
            new long[] {1, 4, 9, 16},
            new short[] {1, 4, 9, 16},
            new Integer[] {1, 4, 9, 16},
            List.of(1, 4.0, 9L, 16f),
            Numbers.of(PLAIN),
            vector(PLAIN),
            vector(PLAIN).transpose(),
            R032Store.FACTORY.column(PLAIN),
            NpyArray.of(new long[] {1, 4, 9, 16}, 4),
            NpyArray.of(PLAIN, 1, 4));

    /** A matrix of 2 x 2 in several forms. */
    private static final List<Object> ROWS = List.of(
            new double[][] {{1, 4}, {9, 16}},
            new float[][] {{1, 4}, {9, 16}},
            new int[][] {{1, 4}, {9, 16}},
            List.of(List.of(1, 4), new long[] {9, 16}),
            matrix(row(1, 4), row(9, 16)),
            Grid.of(new double[][] {{1, 4}, {9, 16}}),
            NpyArray.of(PLAIN, 2, 2));

    private static <T> void alike(Function<Object, T> word) {
        for (Object form : FORMS) {
            assertThat(word.apply(form)).as(form.getClass().getSimpleName()).isEqualTo(word.apply(PLAIN));
        }
    }

    private static String csv(Figure figure) {
        return Figures.csv(figure);
    }

    @Test
    void everyWordTakesEveryForm() {
        alike(numbers -> csv(plot(numbers)));
        alike(numbers -> csv(plot(numbers, numbers, numbers)));
        alike(numbers -> csv(plot("a", numbers, numbers)));
        alike(numbers -> csv(scatter(numbers, row(1, 2, 3, 4))));
        alike(numbers -> csv(scatter(row(1, 2, 3, 4), numbers)));
        alike(numbers -> csv(bar(List.of("a", "b", "c", "d"), numbers)));
        alike(numbers -> csv(hist(numbers)));
        alike(numbers -> sweep(numbers, x -> x * x).csv());
        alike(numbers -> sweep("beta", numbers, x -> x * x).csv());
        alike(numbers -> sweep(row(1, 2), _ -> numbers).csv());
        alike(numbers -> List.of(mean(numbers), std(numbers), quantile(numbers, 0.3)));
        alike(numbers -> List.of(norm(numbers), dot(numbers, row(1, 2, 3, 4)), cosine(row(1, 2, 3, 4), numbers)));
        alike(numbers -> vector(numbers));
        alike(DslMatrices::row);
        assertThat(FORMS.subList(0, 8)).allSatisfy(numbers -> {
            assertThat(sqrt(numbers)).containsExactly(1, 2, 3, 4);
            assertThat(exp(numbers)).containsExactly(exp(PLAIN));
            assertThat(log(numbers)).containsExactly(log(PLAIN));
            assertThat(top(numbers, 2).csv()).isEqualTo(top(PLAIN, 2).csv());
        });
        assertThat(sweep(List.of(1, 2), x -> x < 2 ? List.of(3) : List.of(3, 4, 5))
                        .column("mean"))
                .containsExactly(3, 4);
    }

    @Test
    void wordsOnMatricesTakeRowsInEveryForm() {
        String cells = csv(heat(matrix(row(1, 4), row(9, 16))));
        for (Object rows : ROWS) {
            String form = rows.getClass().getSimpleName();
            assertThat(csv(heat(rows))).as(form).isEqualTo(cells);
            assertThat(csv(plot(rows))).as(form).isEqualTo(cells);
            assertThat(csv(hist(rows))).as(form).isEqualTo(csv(hist(PLAIN)));
            assertThat(mean(rows)).as(form).isEqualTo(mean(PLAIN));
            assertThat(csv(scatter(rows, ROWS.getFirst())))
                    .as(form)
                    .isEqualTo(csv(scatter(row(1, 9, 4, 16), row(1, 9, 4, 16))));
            assertThat(matrix(rows)).as(form).isEqualTo(matrix(row(1, 4), row(9, 16)));
            assertThat(top(rows, 1).csv()).as(form).isEqualTo("head,token,weight\n0.0,1.0,9.0\n1.0,1.0,16.0\n");
        }
        assertThat(csv(heat(row(1, 2)))).isEqualTo(csv(heat(matrix(row(1, 2)))));
        assertThat(sqrt(matrix(row(1, 4), row(9, 16)))).isEqualTo(matrix(row(1, 2), row(3, 4)));
        assertThat(exp(identity(1)).doubleValue(0)).isEqualTo(exp(1));
        assertThat(log(prompt()).countRows()).isEqualTo(2);
        Integer boxed = 4;
        assertThat(sqrt(boxed)).isEqualTo(2);
    }

    private static org.ojalgo.matrix.store.MatrixStore<Double> prompt() {
        return subspaces(2, 1).prompt(3, seed(0)).context();
    }

    @Test
    void whatHoldsNoNumbersIsRefusedWithTheFormsThatDo() {
        List<Consumer<Object>> words = new ArrayList<>(List.of(
                given -> scatter(given, row(1)),
                given -> scatter(row(1), given),
                given -> bar(List.of("a"), given),
                given -> hist(given),
                given -> heat(given),
                given -> sweep(given, x -> x),
                given -> sweep("x", given, x -> x),
                given -> mean(given),
                given -> std(given),
                given -> quantile(given, 0.5),
                given -> sqrt(given),
                given -> exp(given),
                given -> log(given),
                given -> top(given, 1),
                given -> row(given),
                given -> vector(given),
                given -> matrix(given),
                given -> norm(given),
                given -> dot(given, row(1)),
                given -> cosine(given, row(1))));
        for (Object given : Arrays.asList(
                null,
                "text",
                Map.of(),
                Set.of("a"),
                new boolean[] {true},
                new char[] {'a'},
                Arrays.asList(1, null),
                GenericStore.C128.make(2, 2),
                new Object())) {
            for (int i = 0; i < words.size(); i++) {
                Consumer<Object> word = words.get(i);
                assertThatIllegalArgumentException()
                        .as(i + " " + given)
                        .isThrownBy(() -> word.accept(given))
                        .withMessageMatching("\\w+: \\w+ must be numbers: an array such as .*a list.*a matrix, got .+");
            }
        }
        refused(() -> mean(Arrays.asList(1, "a")), "got a collection with String");
        refused(() -> heat(new double[][] {{1, 2}, {3}}), "heat: rows of matrix must be of one length, got 2");
        refused(() -> sqrt(new double[][] {{1, 2}, {3, 4}}), "got double[][]");
        refused(() -> mean(List.of()), "one or more");
        refused(() -> hist(List.of()), "one or more");
        refused(() -> top(List.of(), 1), "top: weights must be one or more, got none");
        refused(() -> plot(List.of(1, 2), new Object()), "got a collection of 2 numbers, Object");
        refused(() -> sweep(List.of(), x -> x), "one or more");
        refused(() -> sweep(row(1), null), "sweep: the function must be given");
        refused(() -> sweep(row(1), _ -> null), "got nothing (null) at x = 1.0");
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
    }
}
