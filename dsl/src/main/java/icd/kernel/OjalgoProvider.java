package icd.kernel;

import org.ojalgo.OjAlgoUtils;

/** Touched only where ojAlgo's kernel is wanted, because its classes take a while to load. */
final class OjalgoProvider {

    private OjalgoProvider() {}

    /** @param others does what ojAlgo has no operation for */
    static Kernel kernel(Kernel others) {
        String library = "ojalgo " + OjAlgoUtils.getVersion();
        return new Kernel(
                "ojalgo",
                library,
                library,
                () -> new OjalgoKernel32(others.float32().get()),
                () -> new OjalgoKernel64(others.float64().get()),
                new OjalgoDense(others.dense()),
                others.powers());
    }
}
