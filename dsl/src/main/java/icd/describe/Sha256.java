package icd.describe;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksums by which files and results are identified. */
public final class Sha256 {

    private Sha256() {}

    /** Returns the SHA-256 of some bytes. */
    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Returns the hash as 64 hexadecimal digits. */
    public static String digits(byte[] bytes) {
        return HexFormat.of().formatHex(of(bytes));
    }
}
