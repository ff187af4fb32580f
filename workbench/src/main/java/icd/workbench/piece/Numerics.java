package icd.workbench.piece;

import icd.describe.Sha256;
import java.nio.charset.StandardCharsets;

/** What identifies a result besides the recipe: the version of the numerics, to be raised whenever bits change. */
public final class Numerics {

    /** Raise it when a result of any trial changes in any bit; a test of fixed bits fails until then. */
    public static final int VERSION = 2;

    private Numerics() {}

    /** The hash of a resolved experiment or recipe under this version: 64 hexadecimal digits. */
    public static String hash(String resolved) {
        return Sha256.digits(("numerics " + VERSION + "\n" + resolved).getBytes(StandardCharsets.UTF_8));
    }
}
