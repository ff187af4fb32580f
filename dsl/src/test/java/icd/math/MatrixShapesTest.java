package icd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import icd.attention.Attention;
import icd.denoise.Denoiser;
import icd.task.PromptSet;
import icd.task.Subspaces;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ojalgo.function.BinaryFunction;
import org.ojalgo.function.aggregator.Aggregator;
import org.ojalgo.function.constant.PrimitiveMath;
import org.ojalgo.matrix.MatrixR064;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R032Store;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.matrix.store.SparseStore;
import org.ojalgo.structure.Structure1D;
import org.ojalgo.structure.Structure2D;

/** No method of ojAlgo that takes another matrix gives a number for one whose shape does not fit. */
class MatrixShapesTest {

    /** Methods that take matrices of any shape, that make a new one of the same shape, and parts of decompositions. */
    private static final Set<String> OF_ANY_SHAPE = Set.of(
            // make a matrix of one, or a place for one
            "append",
            "copy",
            "make",
            "makeDiagonal",
            "makeEye",
            "makeGeneralised",
            "makeSparse",
            "makeWrapper",
            "makeWrapperColumn",
            "makeZero",
            "preallocate",
            "subdiagonal",
            "superdiagonal",
            "transpose",
            "conjugate",
            "wrap",
            "toDeterminantProvider",
            "toInverseProvider",
            "toSolutionProvider",
            "diagonally",
            // answer whether shapes fit
            "checkAndDecompose",
            "compareTo",
            "equals",
            "isAcceptable",
            // of any matrix, by what their documentation says
            "getInverse",
            "invert",
            "reduce",
            "transform",
            "after",
            "before",
            "putAll",
            "remove",
            "supplyNonZerosTo",
            // parts of decompositions and of iterative solvers, which nobody calls by hand
            "apply",
            "applyTranspose",
            "applyCholesky",
            "applyLDL",
            "applyLU",
            "approximate",
            "computeEliminationTree",
            "computeInPlaceSchur",
            "divideAndCopyColumn",
            "doCyclicFT",
            "factor",
            "generateApplyAndCopyHouseholderColumn",
            "generateApplyAndCopyHouseholderRow",
            "invoke",
            "permute",
            "prepare",
            "resolve",
            "transformLeft",
            "transformRight",
            "transformSymmetric",
            "tred2");

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && !method.isBridge() && !method.isSynthetic())
                .filter(method -> Arrays.stream(method.getParameterTypes()).anyMatch(MatrixShapesTest::isOperand));
    }

    private static boolean isOperand(Class<?> type) {
        return Structure1D.class.isAssignableFrom(type) || type.isArray() && isOperand(type.getComponentType());
    }

    /** A new version of ojAlgo that adds a method is noticed here. */
    @Test
    void everyMethodOfOjAlgoThatTakesAnOperandHasARuleOrTakesAnyShape() throws Exception {
        Set<String> names = new TreeSet<>();
        String jar = MatrixStore.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().matches("org/ojalgo/(matrix|structure|array)/.*\\.class")) {
                    String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                    Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                    if (Modifier.isPublic(type.getModifiers())) {
                        methods(type).map(Method::getName).forEach(names::add);
                    }
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(80);
        assertThat(names.stream().filter(name -> !MatrixShapes.knows(name))).isSubsetOf(OF_ANY_SHAPE);
        assertThat(OF_ANY_SHAPE).isSubsetOf(names).noneMatch(MatrixShapes::knows);
    }

    static List<Structure2D> matrices() {
        R064Store plain = R064Store.FACTORY.make(4, 5);
        return List.of(
                plain,
                R032Store.FACTORY.make(4, 5),
                RawStore.FACTORY.make(4, 5),
                SparseStore.R064.make(4, 5),
                plain.onAll(PrimitiveMath.NEGATE),
                R064Store.FACTORY.make(5, 4).transpose(),
                MatrixR064.FACTORY.make(4, 5),
                plain.regionByLimits(4, 5));
    }

    /** A 7 x 3 operand fits a 4 x 5 matrix in no way. */
    @ParameterizedTest
    @MethodSource("matrices")
    void everyRuleRefusesWhatFitsInNoWay(Structure2D matrix) {
        List<Method> ruled = methods(matrix.getClass())
                .filter(method -> MatrixShapes.knows(method.getName()))
                .toList();
        assertThat(ruled).hasSizeGreaterThan(5);
        assertThat(ruled)
                .allSatisfy(method -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> MatrixShapes.check(method.getName(), matrix, misfits(method)))
                        .withMessageStartingWith(method.getName() + ": ")
                        .withMessageContaining("7 x 3"));
    }

    private static Object[] misfits(Method method) {
        R064Store operand = R064Store.FACTORY.make(7, 3);
        List<Object> given = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            given.add(
                    isOperand(type)
                            ? type.isArray() ? new Structure1D[] {operand} : operand
                            : type == long.class ? (Object) 0L : type == int.class ? (Object) 0 : null);
        }
        return given.toArray();
    }

    /** The behaviour of a context, and of all matrices made of it, in plain Java, where nothing is woven. */
    @Test
    void theCheckedViewRefusesThemToo() {
        CheckedMatrix matrix = CheckedMatrix.of(R064Store.FACTORY.make(4, 5));
        List<Method> ruled = methods(MatrixStore.class)
                .filter(method -> MatrixShapes.knows(method.getName()))
                .toList();
        assertThat(ruled).hasSizeGreaterThan(20);
        assertThat(ruled)
                .allSatisfy(method -> assertThatThrownBy(() -> invoke(method, matrix))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("4 x 5")
                        .hasMessageContaining("7 x 3"));
    }

    private static void invoke(Method method, Object on) throws Throwable {
        Object[] given = new Object[method.getParameterCount()];
        for (int i = 0; i < given.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            R064Store operand = R064Store.FACTORY.make(7, 3);
            given[i] = type.isArray()
                    ? new R064Store[] {operand}
                    : BinaryFunction.class.isAssignableFrom(type)
                            ? PrimitiveMath.ADD
                            : type == Aggregator.class
                                    ? Aggregator.SUM
                                    : type == long.class ? (Object) 0L : type == double.class ? (Object) 1.0 : operand;
        }
        try {
            method.invoke(on, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The same answers as ojAlgo's, by the definition of each. */
    @Test
    void theCheckedViewGivesWhatFits() {
        double[][] a = {{1, 2, 3}, {4, 5, 6}};
        double[][] b = {{7, -1}, {8, 0}, {9, 2}};
        MatrixStore<Double> A = CheckedMatrix.of(RawStore.wrap(a));
        MatrixStore<Double> B = CheckedMatrix.of(RawStore.wrap(b));
        MatrixStore<Double> product = A.multiply(B);
        MatrixStore<Double> back = A.premultiply(B).collect(R064Store.FACTORY);
        MatrixStore<Double> sum = A.add(B.transpose());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double expected = 0;
                for (int k = 0; k < 3; k++) {
                    expected += a[i][k] * b[k][j];
                }
                assertThat(product.doubleValue(i, j)).isEqualTo(expected);
            }
            for (int k = 0; k < 3; k++) {
                assertThat(sum.doubleValue(i, k)).isEqualTo(a[i][k] + b[k][i]);
            }
        }
        assertThat(back.doubleValue(2, 0)).isEqualTo(9 * 1 + 2 * 4);
        assertThat(A.row(1).dot(B.column(0))).isEqualTo(4 * 7 + 5 * 8 + 6 * 9);
        assertThat(A.sliceColumn(2).dot(A.column(0))).isEqualTo(3 * 1 + 6 * 4);
        assertThat(A.below(B.transpose()).doubleValue(3, 2)).isEqualTo(2);
        assertThat(A.norm()).isCloseTo(RawStore.wrap(a).norm(), within(1e-15));
        assertThat(A).isEqualTo(CheckedMatrix.of(RawStore.wrap(a))).asString().contains("2 x 3", "6.0");
        PhysicalStore<Double> target = R064Store.FACTORY.make(2, 2);
        A.multiply(B, target);
        assertThat(target.doubleValue(1, 1)).isEqualTo(4 * -1 + 5 * 0 + 6 * 2);
    }

    @Test
    void anElementOutsideIsNone() {
        MatrixStore<Double> matrix = CheckedMatrix.of(R064Store.FACTORY.make(2, 3));
        assertThatThrownBy(() -> matrix.doubleValue(2, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContainingAll("2 x 3", "row 2");
        assertThatThrownBy(() -> matrix.get(6L)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matrix.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> matrix.limits(3, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A user's own functions in plain Java: what they are handed is checked, and so is what they make of it. */
    @Test
    void whatUsersFunctionsAreHandedIsChecked() {
        PromptSet prompts = new Subspaces(4, 2).prompts(3, 6, 0);
        Denoiser own = Denoiser.of("own", (X, q) -> X.multiply(X.multiply(q)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> own.estimate(prompts))
                .withMessageContainingAll("multiply", "4 x 6", "4 x 1");
        Denoiser later = Denoiser.of(
                "later",
                (X, q) -> X.multiply(X.transpose().multiply(q)).add(X.column(0).transpose()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> later.estimate(prompts))
                .withMessageContainingAll("add", "4 x 1", "1 x 4");
        Attention formula = Attention.of("f", 4, new double[] {1}, (theta, X, q) -> q.multiply(X));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> formula.estimate(prompts))
                .withMessageContainingAll("multiply", "4 x 1", "4 x 6");
    }
}
