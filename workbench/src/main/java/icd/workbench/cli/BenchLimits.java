package icd.workbench.cli;

import icd.kernel.TokenStack;
import icd.math.Digits;
import icd.workbench.engine.Bench.Shape;
import icd.workbench.recipe.Room;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The shapes that {@code workbench bench} can time: their prompts and weights must fit into arrays, memory and the disk.
 *
 * @param memory the bytes of Java's heap
 * @param filed the bytes beyond which contexts lie on disk
 * @param disk the bytes that are free there
 */
record BenchLimits(double memory, double filed, double disk) {

    /** The numbers in the largest layer that is timed, two layers with an MLP of 4n units, over n x n. */
    private static final double MATRICES = 20;

    /** The arrays of as many numbers as a layer while it is trained: its weights, their gradient and Adam's two means. */
    private static final double COPIES = 4;

    static BenchLimits ofThisMachine() {
        double memory = Runtime.getRuntime().maxMemory();
        return new BenchLimits(memory, TokenStack.mostBytes(), Room.freeDisk());
    }

    /** Returns the message for a shape that cannot be timed, with the largest values that can; empty where it can be. */
    Optional<String> refusal(Shape shape) {
        return reason(shape)
                .map(reason -> "--n " + shape.n() + " --L " + shape.L() + " --N " + shape.prompts() + ": " + reason
                        + "; " + remedy(shape));
    }

    private Optional<String> reason(Shape shape) {
        double n = shape.n();
        double prompts = shape.prompts();
        double largest = Double.BYTES * Room.tokens(prompts, n, shape.L());
        double held = Double.BYTES * (prompts * (2 * n + n * n) + COPIES * MATRICES * n * n);
        int together = Math.min(shape.prompts(), Room.TOGETHER);
        return numbers("the weights of a stack of layers", MATRICES * n * n)
                .or(() -> numbers("the weights of a layer that learns positions", 2 * n * n + n * shape.L()))
                .or(() -> numbers(together + " prompts of n x L tokens", Room.tokens(together, n, shape.L())))
                .or(() -> numbers("the second moments of all prompts, n x n each,", prompts * n * n))
                .or(() -> bytes("memory", held + (largest > filed ? 0 : largest), memory, Room.MORE_MEMORY))
                .or(() -> bytes(
                        System.getProperty("java.io.tmpdir"), largest > filed ? largest : 0, disk, Room.MORE_DISK));
    }

    private static Optional<String> numbers(String what, double count) {
        return count <= Room.LONGEST
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s must be at most %.0f numbers, got %.0f", what, Room.LONGEST, count));
    }

    private static Optional<String> bytes(String where, double needed, double free, String hint) {
        return needed <= free
                ? Optional.empty()
                : Optional.of("the prompts and weights must fit in " + where + ", got " + Digits.bytes(needed)
                        + " where " + Digits.bytes(free) + " is free" + hint);
    }

    /** Names the largest value of each option that helps on its own; where none does, the largest of all three. */
    private String remedy(Shape shape) {
        int n = shape.n();
        int length = shape.L();
        int prompts = shape.prompts();
        String alone = Stream.of(
                        most("--n", n, each -> new Shape(each, length, prompts)),
                        most("--L", length, each -> new Shape(n, each, prompts)),
                        most("--N", prompts, each -> new Shape(n, length, each)))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining(", or "));
        if (!alone.isEmpty()) {
            return alone + ", with the other two as they are";
        }
        int mostN = largest(n, each -> new Shape(each, 1, 1));
        int mostL = largest(length, each -> new Shape(mostN, each, 1));
        int mostPrompts = largest(prompts, each -> new Shape(mostN, mostL, each));
        return "the largest that can be timed are --n " + mostN + " with one token, --L " + mostL
                + " with that and one prompt, and --N " + mostPrompts + " with both";
    }

    private String most(String option, int value, IntFunction<Shape> with) {
        int most = largest(value, with);
        return most == 0 || most == value ? "" : option + " must be at most " + most;
    }

    /** Returns the largest number up to this one that gives a shape that can be timed; 0 where none does. */
    private int largest(int value, IntFunction<Shape> with) {
        int fits = 0;
        int tooLarge = value;
        if (reason(with.apply(value)).isEmpty()) {
            return value;
        }
        while (fits + 1 < tooLarge) {
            int middle = fits + (tooLarge - fits) / 2;
            if (reason(with.apply(middle)).isEmpty()) {
                fits = middle;
            } else {
                tooLarge = middle;
            }
        }
        return fits;
    }
}
