package icd.kernel;

import org.ojalgo.OjAlgoUtils;

/** Makes ojAlgo's kernel. It is loaded only where that kernel is wanted, because its classes take a while to load. */
final class OjalgoProvider {

    private OjalgoProvider() {}

    /** @param others the kernel for operations that ojAlgo does not have */
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
