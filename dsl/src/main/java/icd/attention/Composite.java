package icd.attention;

import icd.kernel.Kernel;
import icd.math.RandomStream;
import icd.task.PromptSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A layer made of others, its parameters theirs, one after another, and then its own where it has some. */
abstract class Composite extends GradientByFormula {

    private final List<Attention> parts;
    private final double[] theta;

    /** @throws IllegalArgumentException if there is no part, or they are of several dimensions */
    Composite(String where, List<? extends Attention> parts, double... own) {
        this.parts = List.copyOf(parts);
        if (this.parts.isEmpty()) {
            throw new IllegalArgumentException(where + ": there must be at least one layer, got none");
        }
        if (parts.stream().mapToInt(Attention::n).distinct().count() > 1) {
            throw new IllegalArgumentException(where + ": layers must be of one dimension, got n = "
                    + parts.stream().map(part -> Integer.toString(part.n())).toList());
        }
        this.theta = DoubleStream.concat(
                        parts.stream().flatMapToDouble(part -> Arrays.stream(part.theta())), Arrays.stream(own))
                .toArray();
    }

    static void checkCount(String where, int count) {
        if (!(count > 0)) {
            throw new IllegalArgumentException(where + ": count must be > 0, got " + count);
        }
    }

    /** Returns the same composition of other parts; its own parameters are as they begin. */
    abstract Attention of(List<Attention> parts);

    /**
     * Returns the same composition of other parts, with these numbers of its own.
     *
     * @param own not modified
     */
    Attention of(List<Attention> parts, double[] own) {
        return of(parts);
    }

    /** Its own parameters, behind those of the parts. */
    List<Parameter> own() {
        return List.of();
    }

    /** Goes behind the names of the parameters of part i. */
    abstract String suffix(int part);

    /** A pass, given what makes one from a part. */
    abstract Pass pass(PassMaker maker);

    /** Makes the passes of the parts, each for prompts that the composition may have changed. */
    interface PassMaker {
        Pass of(Attention part, boolean normalised);
    }

    final List<Attention> parts() {
        return parts;
    }

    /** Where the numbers of each part begin among those of them all, and where those of the last end. */
    static int[] starts(List<Attention> parts) {
        int[] starts = new int[parts.size() + 1];
        for (int p = 0; p < parts.size(); p++) {
            starts[p + 1] = starts[p] + parts.get(p).theta().length;
        }
        return starts;
    }

    /**
     * The name of several parts: where all have one name, it, {@code several} and how many; else the names with
     * {@code between} in between. Of one part it is the part's.
     */
    final String name(String several, String between) {
        return name(parts, several, between);
    }

    static String name(List<Attention> parts, String several, String between) {
        List<String> names = parts.stream().map(Composite::enclosed).toList();
        if (parts.size() == 1) {
            return parts.getFirst().name();
        }
        return names.stream().distinct().count() > 1
                ? String.join(between, names)
                : names.getFirst() + several + names.size();
    }

    /** The name of a part to which more will be added, in parentheses where it would otherwise be added to a part of it. */
    static String enclosed(Attention part) {
        return part instanceof Composite composite && composite.isRow() ? "(" + part.name() + ")" : part.name();
    }

    /** Whether the name is a row of names with signs in between. */
    boolean isRow() {
        return isRow(parts);
    }

    static boolean isRow(List<Attention> parts) {
        return parts.size() == 1
                ? parts.getFirst() instanceof Composite only && only.isRow()
                : parts.stream().map(Attention::name).distinct().count() > 1;
    }

    @Override
    public final int n() {
        return parts.getFirst().n();
    }

    @Override
    public final List<Parameter> parameters() {
        return Stream.concat(
                        IntStream.range(0, parts.size())
                                .boxed()
                                .flatMap(i ->
                                        parts.get(i).parameters().stream().map(parameter -> parameter.with(suffix(i)))),
                        own().stream())
                .toList();
    }

    @Override
    final double[] numbers() {
        return theta;
    }

    @Override
    public final Attention with(double[] theta) {
        NamedWeights.check(name() + ".with", parameters(), theta);
        Attention[] changed = new Attention[parts.size()];
        int at = 0;
        for (int i = 0; i < changed.length; i++) {
            int size = parts.get(i).theta().length;
            changed[i] = parts.get(i).with(Arrays.copyOfRange(theta, at, at + size));
            at += size;
        }
        return of(List.of(changed), Arrays.copyOfRange(theta, at, theta.length));
    }

    @Override
    public final Attention initialised(Initialisation how, RandomStream random) {
        return how instanceof Initialisation.FromFile
                ? with(how.draw(parameters(), n(), random)) // which has the parts' weights under the names of the whole
                : of(parts.stream().map(part -> part.initialised(how, random)).toList());
    }

    @Override
    public final boolean hasGradient() {
        return parts.stream().allMatch(Attention::hasGradient);
    }

    @Override
    public Pass pass(PromptSet prompts, Kernel kernel) {
        check(prompts);
        return pass((part, normalised) -> part.pass(normalised ? prompts.withNormalisedContexts() : prompts, kernel));
    }

    @Override
    public Pass passOnce(PromptSet prompts, Kernel kernel) {
        check(prompts);
        return pass(
                (part, normalised) -> part.passOnce(normalised ? prompts.withNormalisedContexts() : prompts, kernel));
    }

    @Override
    public String toString() {
        String layers = Stream.concat(
                        Stream.of(name() + ", n = " + n() + ", of"),
                        parts.stream().map(Attention::toString))
                .reduce((a, b) -> a + "\n  " + b.replace("\n", "\n  "))
                .orElseThrow();
        return hasGradient() ? layers : layers + "\n  gradient of some by finite differences";
    }
}
