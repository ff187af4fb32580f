package icd.math;

import org.ojalgo.function.BinaryFunction;
import org.ojalgo.function.UnaryFunction;
import org.ojalgo.function.aggregator.Aggregator;
import org.ojalgo.matrix.store.ElementsSupplier;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.TransformableRegion;
import org.ojalgo.structure.Access1D;
import org.ojalgo.structure.Access2D;
import org.ojalgo.structure.Mutate1D;

/**
 * A view of a matrix in which wrong shapes are errors and never numbers: every operand and index is checked by {@link
 * MatrixShapes}, and matrices made from it are checked in the same way.
 *
 * <p>The check does not cover ojAlgo's own matrices: {@link #copy()} and the results of {@code collect}, nor an operand
 * whose own method is called, as in {@code query.multiply(context)}. Code typed in the shell is checked there too.
 */
public final class CheckedMatrix implements MatrixStore<Double> {

    private final MatrixStore<Double> base;

    private CheckedMatrix(MatrixStore<Double> base) {
        this.base = base;
    }

    /** @param matrix a view, not a copy */
    public static CheckedMatrix of(MatrixStore<Double> matrix) {
        return matrix instanceof CheckedMatrix checked ? checked : new CheckedMatrix(matrix);
    }

    private static CheckedMatrix of(ElementsSupplier<Double> elements) {
        return new CheckedMatrix(elements.collect(R064Store.FACTORY));
    }

    private void check(String method, Object... given) {
        MatrixShapes.check(method, base, given);
    }

    /** ojAlgo is faster on its own matrices. */
    public static MatrixStore<Double> bare(MatrixStore<Double> matrix) {
        return matrix instanceof CheckedMatrix checked ? checked.base : matrix;
    }

    @Override
    public int getRowDim() {
        return base.getRowDim();
    }

    @Override
    public int getColDim() {
        return base.getColDim();
    }

    @Override
    public long countRows() {
        return base.countRows();
    }

    @Override
    public long countColumns() {
        return base.countColumns();
    }

    @Override
    public PhysicalStore.Factory<Double, ?> physical() {
        return base.physical();
    }

    @Override
    public double doubleValue(int row, int column) {
        MatrixShapes.checkElement(base, row, column);
        return base.doubleValue(row, column);
    }

    @Override
    public Double get(int row, int column) {
        MatrixShapes.checkElement(base, row, column);
        return base.get(row, column);
    }

    @Override
    public double doubleValue(int index) {
        MatrixShapes.checkElement(base, index);
        return base.doubleValue(index);
    }

    @Override
    public Double get(long index) {
        MatrixShapes.checkElement(base, index);
        return base.get(index);
    }

    // ------------------------------------------------------------ Two operands

    @Override
    public MatrixStore<Double> add(MatrixStore<Double> addend) {
        check("add", addend);
        return of(base.add(bare(addend)));
    }

    @Override
    public MatrixStore<Double> subtract(MatrixStore<Double> subtrahend) {
        check("subtract", subtrahend);
        return of(base.subtract(bare(subtrahend)));
    }

    @Override
    public MatrixStore<Double> multiply(MatrixStore<Double> right) {
        check("multiply", right);
        return of(base.multiply(bare(right)));
    }

    @Override
    public void multiply(Access1D<Double> right, TransformableRegion<Double> target) {
        check("multiply", right, target);
        base.multiply(right, target);
    }

    @Override
    public Double multiplyBoth(Access1D<Double> leftAndRight) {
        check("multiplyBoth", leftAndRight);
        return base.multiplyBoth(leftAndRight);
    }

    @Override
    public MatrixStore<Double> premultiply(Access1D<Double> left) {
        check("premultiply", left);
        return of(base.premultiply(left));
    }

    @Override
    public double dot(Access1D<?> vector) {
        check("dot", vector);
        return base.dot(vector);
    }

    @Override
    public void axpy(double factor, Mutate1D.Modifiable<?> target) {
        check("axpy", factor, target);
        base.axpy(factor, target);
    }

    @Override
    public void supplyTo(Mutate1D receiver) {
        check("supplyTo", receiver);
        base.supplyTo(receiver);
    }

    @Override
    public void supplyTo(TransformableRegion<Double> receiver) {
        check("supplyTo", receiver);
        base.supplyTo(receiver);
    }

    @Override
    public void reduceRows(Aggregator aggregator, Mutate1D receiver) {
        check("reduceRows", receiver);
        base.reduceRows(aggregator, receiver);
    }

    @Override
    public void reduceColumns(Aggregator aggregator, Mutate1D receiver) {
        check("reduceColumns", receiver);
        base.reduceColumns(aggregator, receiver);
    }

    @Override
    public MatrixStore<Double> onMatching(Access2D<Double> left, BinaryFunction<Double> operator) {
        check("onMatching", left);
        return of(base.onMatching(left, operator));
    }

    @Override
    public MatrixStore<Double> onMatching(BinaryFunction<Double> operator, Access2D<Double> right) {
        check("onMatching", right);
        return of(base.onMatching(operator, right));
    }

    @Override
    public MatrixStore<Double> onCompatible(Access2D<Double> left, BinaryFunction<Double> operator) {
        check("onCompatible", left);
        return of(base.onCompatible(left, operator));
    }

    @Override
    public MatrixStore<Double> onCompatible(BinaryFunction<Double> operator, Access2D<Double> right) {
        check("onCompatible", right);
        return of(base.onCompatible(operator, right));
    }

    @Override
    public MatrixStore<Double> onColumns(Access1D<Double> left, BinaryFunction<Double> operator) {
        check("onColumns", left);
        return of(base.onColumns(left, operator));
    }

    @Override
    public MatrixStore<Double> onColumns(BinaryFunction<Double> operator, Access1D<Double> right) {
        check("onColumns", right);
        return of(base.onColumns(operator, right));
    }

    @Override
    public MatrixStore<Double> onRows(Access1D<Double> left, BinaryFunction<Double> operator) {
        check("onRows", left);
        return of(base.onRows(left, operator));
    }

    @Override
    public MatrixStore<Double> onRows(BinaryFunction<Double> operator, Access1D<Double> right) {
        check("onRows", right);
        return of(base.onRows(operator, right));
    }

    @Override
    public MatrixStore<Double> above(Access2D<Double> matrix) {
        check("above", matrix);
        return of(base.above(matrix));
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final MatrixStore<Double> above(Access2D<Double>... matrices) {
        check("above", (Object) matrices);
        return of(base.above(matrices));
    }

    @Override
    public MatrixStore<Double> below(Access2D<Double> matrix) {
        check("below", matrix);
        return of(base.below(matrix));
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final MatrixStore<Double> below(Access2D<Double>... matrices) {
        check("below", (Object) matrices);
        return of(base.below(matrices));
    }

    @Override
    public MatrixStore<Double> left(Access2D<Double> matrix) {
        check("left", matrix);
        return of(base.left(matrix));
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final MatrixStore<Double> left(Access2D<Double>... matrices) {
        check("left", (Object) matrices);
        return of(base.left(matrices));
    }

    @Override
    public MatrixStore<Double> right(Access2D<Double> matrix) {
        check("right", matrix);
        return of(base.right(matrix));
    }

    @Override
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final MatrixStore<Double> right(Access2D<Double>... matrices) {
        check("right", (Object) matrices);
        return of(base.right(matrices));
    }

    @Override
    public MatrixStore<Double> superimpose(Access2D<Double> matrix) {
        check("superimpose", matrix);
        return of(base.superimpose(matrix));
    }

    @Override
    public MatrixStore<Double> superimpose(long row, long column, Access2D<Double> matrix) {
        check("superimpose", row, column, matrix);
        return of(base.superimpose(row, column, matrix));
    }

    // ------------------------------------------------------------ One operand: what is made is checked too

    @Override
    public MatrixStore<Double> transpose() {
        return of(base.transpose());
    }

    @Override
    public MatrixStore<Double> conjugate() {
        return of(base.conjugate());
    }

    @Override
    public MatrixStore<Double> add(double addend) {
        return of(base.add(addend));
    }

    @Override
    public MatrixStore<Double> subtract(double subtrahend) {
        return of(base.subtract(subtrahend));
    }

    @Override
    public MatrixStore<Double> multiply(double factor) {
        return of(base.multiply(factor));
    }

    @Override
    public MatrixStore<Double> divide(double divisor) {
        return of(base.divide(divisor));
    }

    @Override
    public MatrixStore<Double> onAll(UnaryFunction<Double> operator) {
        return of(base.onAll(operator));
    }

    @Override
    public MatrixStore<Double> rows(int... rows) {
        check("rows", rows);
        return of(base.rows(rows));
    }

    @Override
    public MatrixStore<Double> columns(int... columns) {
        check("columns", columns);
        return of(base.columns(columns));
    }

    @Override
    public MatrixStore<Double> limits(long rows, long columns) {
        check("limits", rows, columns);
        return of(base.limits(rows, columns));
    }

    @Override
    public MatrixStore<Double> offsets(long rows, long columns) {
        check("offsets", rows, columns);
        return of(base.offsets(rows, columns));
    }

    @Override
    public Access1D<Double> sliceRow(long row, long column) {
        return offsets(0, column).row(row);
    }

    @Override
    public Access1D<Double> sliceColumn(long row, long column) {
        return offsets(row, 0).column(column);
    }

    @Override
    public MatrixStore<Double> repeat(int rows, int columns) {
        return of(base.repeat(rows, columns));
    }

    @Override
    public MatrixStore<Double> diagonal() {
        return of(base.diagonal());
    }

    @Override
    public MatrixStore<Double> triangular(boolean upper, boolean assumeOne) {
        return of(base.triangular(upper, assumeOne));
    }

    @Override
    public MatrixStore<Double> symmetric(boolean upper) {
        return of(base.symmetric(upper));
    }

    /** Returns whether the other is a matrix of the same numbers. */
    @Override
    public boolean equals(Object other) {
        return base.equals(other instanceof CheckedMatrix checked ? checked.base : other);
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }

    @Override
    public String toString() {
        return Access2D.toString(this);
    }
}
