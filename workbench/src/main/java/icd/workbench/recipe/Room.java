package icd.workbench.recipe;

import icd.math.Digits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory that trials need at a time for their prompts and losses.
 *
 * @param memory the least bytes of Java's heap
 * @param disk the bytes in the folder of temporary files
 */
public record Room(double memory, double disk) {

    /**
     * The system property that a node of a cluster has. The recipe was validated where it was submitted; here a piece
     * that does not fit fails alone, and is submitted again with more memory.
     */
    public static final String NODE = "icd.node";

    /** The length of the longest array that every JVM can make. */
    public static final double LONGEST = Integer.MAX_VALUE - 8;

    /** The number of prompts whose contexts must stand in one array; a whole set need not. */
    public static final int TOGETHER = 16;

    /** The end of a message about too little memory. */
    public static final String MORE_MEMORY = "; WORKBENCH_JAVA_OPTS=-Xmx... gives it more";

    /** The end of a message about too small a disk. */
    public static final String MORE_DISK = "; WORKBENCH_JAVA_OPTS=-Djava.io.tmpdir=... names another folder";

    /** No memory. */
    public static final Room NONE = new Room(0, 0);

    /** Returns the bytes that are free in the folder of temporary files, 0 where there is no such folder. */
    public static double freeDisk() {
        try {
            return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")))
                    .getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns the number of numbers in contexts, whose rows are filled up to a multiple of 16. */
    public static double tokens(double count, double n, int L) {
        return count * n * (16 * Math.ceil(L / 16.0));
    }

    /** Returns the larger of two needs, of which only one arises at a time. */
    public Room or(Room other) {
        return new Room(Math.max(memory, other.memory), Math.max(disk, other.disk));
    }

    /** Returns the need of both at a time. */
    Room and(Room other) {
        return new Room(memory + other.memory, disk + other.disk);
    }

    /** Returns a text such as {@code 416 MB of memory}. */
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
