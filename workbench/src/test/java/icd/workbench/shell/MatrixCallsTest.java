package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.shell.Outcome.Thrown;
import icd.workbench.shell.Outcome.Value;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In code typed in the shell, a matrix whose shape does not fit is an error that names both shapes. */
@Timeout(60)
class MatrixCallsTest {

    private static final Interpreter SHELL = Interpreter.start(InterpreterOptions.of(nowhere(), nowhere()));

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream());
    }

    @BeforeAll
    static void declare() {
        assertThat(SHELL.evaluate("""
                import org.ojalgo.matrix.*
                import org.ojalgo.matrix.decomposition.*
                import org.ojalgo.matrix.task.*
                import org.ojalgo.function.constant.PrimitiveMath
                var A = matrix(row(1, 2), row(3, 4))
                var v = vector(1, 2, 3)
                var M = MatrixR064.FACTORY.copy(A)
                var lu = LU.R064.make(A)
                lu.decompose(A)
                """)).allMatch(Outcome::succeeded);
    }

    @AfterAll
    static void close() {
        SHELL.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A.multiply(v)                                                                | multiply    | 2 x 2 | 3 x 1
            A.transpose().multiply(v)                                                    | multiply    | 2 x 2 | 3 x 1
            R032Store.FACTORY.copy(A).multiply(v)                                        | multiply    | 2 x 2 | 3 x 1
            M.multiply(MatrixR064.FACTORY.copy(v))                                       | multiply    | 2 x 2 | 3 x 1
            A.premultiply(v)                                                             | premultiply | 3 x 1 | 2 x 2
            A.multiplyBoth(v)                                                            | multiplyBoth| 2 x 2 | 3 x 1
            A.add(v)                                                                     | add         | 2 x 2 | 3 x 1
            A.add(vector(1, 2))                                                          | add         | 2 x 2 | 2 x 1
            A.subtract(v.transpose())                                                    | subtract    | 2 x 2 | 1 x 3
            M.add(MatrixR064.FACTORY.copy(vector(1, 2)))                                 | add         | 2 x 2 | 2 x 1
            A.onMatching(PrimitiveMath.MULTIPLY, matrix(row(1, 2, 3), row(4, 5, 6)))     | onMatching  | 2 x 2 | 2 x 3
            A.modifyMatching(PrimitiveMath.DIVIDE, v);                                   | modifyMatching | 2 x 2 | 3 x 1
            A.fillMatching(v);                                                           | fillMatching| 2 x 2 | 3 x 1
            vector(1, 2).dot(v)                                                          | dot         | 2 x 1 | 3 x 1
            A.below(row3())                                                              | below       | 2 x 2 | 1 x 3
            A.right(v)                                                                   | right       | 2 x 2 | 3 x 1
            A.superimpose(1, 1, A)                                                       | superimpose | 2 x 2 | 2 x 2
            A.fillRow(0, v);                                                             | fillRow     | 2 x 2 | 3 x 1
            M.solve(v)                                                                   | solve       | 2 x 2 | 3 x 1
            lu.getSolution(v)                                                            | getSolution | 2 x 2 | 3 x 1
            SolverTask.R064.solve(A, v)                                                  | solve       | 2 x 2 | 3 x 1
            M.left(v).getDeterminant()                                                   | left        | 2 x 2 | 3 x 1
            MatrixR064.FACTORY.copy(v).getDeterminant()                                  | getDeterminant | 3 x 1 | square
            Eigenvalue.R064.decompose(A.below(A).transpose())                            | decompose   | 2 x 4 | square
            Stream.of(vector(1, 2), v).map(A::multiply).toList()                         | multiply    | 2 x 2 | 3 x 1
            ((BinaryOperator<MatrixStore<Double>>) MatrixStore::add).apply(A, v)         | add         | 2 x 2 | 3 x 1
            new Object() { Object go() { return A.multiply(v); } }.go()                  | multiply    | 2 x 2 | 3 x 1
            denoiser("own", (X, q) -> q.multiply(X)).estimate(subspaces(4, 2).prompt(6, seed(0))) | multiply | 4 x 1 | 4 x 6
            denoiser("own", (X, q) -> q.add(X)).estimate(subspaces(4, 2).prompt(6, seed(0)))      | add      | 4 x 1 | 4 x 6
            A.doubleValue(2, 0)                                                          | element     | 2 x 2 | row 2
            A.set(0, 2, 5.0);                                                            | element     | 2 x 2 | column 2
            A.get(-1)                                                                    | element     | 2 x 2 | -1
            A.limits(3, 1)                                                               | limits      | 2 x 2 | 3
            A.row(2)                                                                     | row         | 2 x 2 | 2
            """)
    void whatDoesNotFitIsAnError(String snippet, String method, String shape, String other) {
        SHELL.evaluate("MatrixStore<Double> row3() { return vector(1, 2, 3).transpose(); }");
        assertThat(SHELL.evaluate(snippet).getLast())
                .isInstanceOfSatisfying(
                        Thrown.class,
                        thrown -> assertThat(thrown.exception())
                                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class)
                                .hasMessageStartingWith(method + ": ")
                                .hasMessageContainingAll(shape, other));
    }

    /** The right value of each is worked out by hand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A.multiply(vector(1, 2)).doubleValue(1, 0)                         | 11
            A.multiply(2).doubleValue(1, 1)                                    | 8
            A.add(1).doubleValue(0)                                            | 2
            A.add(A).doubleValue(1)                                            | 6
            M.multiply(M).doubleValue(0, 1)                                    | 10
            M.getDeterminant().doubleValue()                                   | -2
            A.multiplyBoth(vector(1, 1)).doubleValue()                         | 10
            lu.getSolution(vector(4, 8)).doubleValue(1)                        | 2
            SolverTask.R064.solve(identity(2), vector(5, 11)).doubleValue(0)   | 5
            A.onCompatible(PrimitiveMath.ADD, vector(10, 20)).collect(R064Store.FACTORY).doubleValue(1, 0) | 23
            Stream.of(vector(1, 2)).map(A::multiply).toList().get(0).doubleValue(0) | 5
            ((BinaryOperator<MatrixStore<Double>>) MatrixStore::add).apply(A, A).doubleValue(3) | 8
            A.copy().set(3, 7.0)                                               | void
            A.get(1, 1)                                                        | 4
            dot(v, v.transpose())                                              | 14
            A.row(1).doubleValue(1)                                            | 4
            new double[][] {{1, 2}, {3, 4}}.clone()[1][0]                      | 3
            Stream.of(new int[] {7}).map(int[]::clone).toList().get(0)[0]      | 7
            """)
    void whatFitsIsAsBefore(String snippet, String expected) {
        Outcome last = SHELL.evaluate(snippet).getLast();
        if (expected.equals("void")) {
            assertThat(last.succeeded()).isTrue();
            return;
        }
        assertThat(last)
                .isInstanceOfSatisfying(
                        Value.class,
                        value -> assertThat(((Number) value.value()).doubleValue())
                                .isEqualTo(Double.parseDouble(expected)));
    }

    /** A method of the user's own that happens to have such a name is left alone. */
    @Test
    void methodsOfOtherClassesAreLeftAlone() {
        assertThat(SHELL.evaluate("""
                record Bag(int size) { int add(MatrixStore<Double> other) { return size + other.size(); } }
                enum Colour { RED, GREEN }
                double[][] rows = {{1, 2}, {3, 4}};
                double[][] copy = rows.clone();
                new Bag(3).add(v)""").getLast())
                .isInstanceOfSatisfying(
                        Value.class, value -> assertThat(value.value()).isEqualTo(6));
    }

    /** Code that is redefined in place is checked as it was before. */
    @Test
    void codeThatIsDeclaredAgainIsCheckedToo() {
        assertThat(SHELL.evaluate("""
                double first(MatrixStore<Double> x) { return 0; }
                double twice(MatrixStore<Double> x) { return 2 * first(x); }
                double first(MatrixStore<Double> x) { return Stream.of(x).map(A::multiply).toList().get(0).doubleValue(0); }
                """)).allMatch(Outcome::succeeded);
        assertThat(SHELL.evaluate("twice(vector(1, 2))").getLast())
                .isInstanceOfSatisfying(
                        Value.class, value -> assertThat(value.value()).isEqualTo(10.0));
        assertThat(SHELL.evaluate("twice(v)").getLast())
                .isInstanceOfSatisfying(
                        Thrown.class,
                        thrown -> assertThat(thrown.exception()).hasMessageContainingAll("multiply", "2 x 2", "3 x 1"));
    }
}
