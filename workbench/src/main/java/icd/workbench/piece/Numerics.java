package icd.workbench.piece;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What identifies a result besides the recipe: the version of the numerics, to be raised whenever bits change. */
public final class Numerics {

    /** Raise it when a result of any trial changes in any bit; a test of fixed bits fails until then. */
    public static final int VERSION = 1;

    private Numerics() {}

    /** The hash of a resolved experiment or recipe under this version: 64 hexadecimal digits. */
    public static String hash(String resolved) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("numerics " + VERSION + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(resolved.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
