package icd.workbench.piece;

import icd.describe.Sha256;
import icd.kernel.Kernel;
import java.nio.charset.StandardCharsets;

/**
 * The numerics of a result, which identify it together with the recipe: the version of the numerics, which is raised
 * whenever bits change, and the kernel where its sums have an order of their own.
 */
public final class Numerics {

    /** The version. Raise it when a result of any trial changes in any bit; a test of fixed bits fails until then. */
    public static final int VERSION = 5;

    private Numerics() {}

    /** Returns the name of a kernel's numerics in identities and messages: {@code 3}, or {@code 3, ojalgo 57.1.0}. */
    public static String of(Kernel kernel) {
        return VERSION + (kernel.order().isEmpty() ? "" : ", " + kernel.order());
    }

    /** Returns the hash of a resolved experiment or recipe under these numerics, 64 hexadecimal digits. */
    public static String hash(String resolved) {
        return hash(resolved, Kernel.chosen());
    }

    /** Returns the hash for the results of another kernel. */
    public static String hash(String resolved, Kernel kernel) {
        return Sha256.digits(("numerics " + of(kernel) + "\n" + resolved).getBytes(StandardCharsets.UTF_8));
    }
}
