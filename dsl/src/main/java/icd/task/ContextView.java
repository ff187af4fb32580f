package icd.task;

import icd.kernel.TokenStack;
import java.util.Objects;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.PhysicalStore;
import org.ojalgo.matrix.store.R064Store;

/** One context of a set seen as an ojAlgo matrix, n x L. */
record ContextView(PromptSet set, TokenStack<?> contexts, int k) implements MatrixStore<Double> {

    @Override
    public double doubleValue(int row, int column) {
        return contexts.get(k, Objects.checkIndex(row, contexts.n()), Objects.checkIndex(column, contexts.L()));
    }

    @Override
    public Double get(int row, int column) {
        return doubleValue(row, column);
    }

    @Override
    public int getRowDim() {
        return contexts.n();
    }

    @Override
    public int getColDim() {
        return contexts.L();
    }

    @Override
    public long countRows() {
        return getRowDim();
    }

    @Override
    public long countColumns() {
        return getColDim();
    }

    @Override
    public PhysicalStore.Factory<Double, ?> physical() {
        return R064Store.FACTORY;
    }
}
