package icd.workbench.recipe;

import icd.math.Digits;
import java.util.Locale;

/**
 * What trials need at a time for their prompts and losses.
 *
 * @param memory bytes of Java's heap, at least
 * @param disk bytes in the folder of temporary files
 */
public record Room(double memory, double disk) {

    /**
     * The system property that a node of a cluster has. The recipe was validated where it was submitted; here a piece that does not fit
     * fails alone, and is submitted again with more memory.
     */
    public static final String NODE = "icd.node";

    /** Nothing. */
    public static final Room NONE = new Room(0, 0);

    /** One or the other, whichever needs more. */
    public Room or(Room other) {
        return new Room(Math.max(memory, other.memory), Math.max(disk, other.disk));
    }

    /** Both at a time. */
    Room and(Room other) {
        return new Room(memory + other.memory, disk + other.disk);
    }

    /** Such as {@code 416 MB of memory}. */
    @Override
    public String toString() {
        String said = Digits.bytes(memory) + " of memory";
        return disk == 0
                ? said
                : String.format(
                        Locale.ROOT,
                        "%s and %s of disk in %s",
                        said,
                        Digits.bytes(disk),
                        System.getProperty("java.io.tmpdir"));
    }
}
