package icd.task;

import icd.math.Frame;

/** An instance whose tokens lie in a subspace of R^n, so that queries can be projected onto it. */
public interface SpannedInstance extends Instance {

    /** An orthonormal basis of the subspace. */
    Frame frame();

    @Override
    default int n() {
        return frame().n();
    }
}
