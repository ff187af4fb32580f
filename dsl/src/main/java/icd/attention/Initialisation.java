package icd.attention;

import icd.describe.Describe;
import icd.describe.InputFile;
import icd.describe.RefusedException;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.math.RandomStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the weights of a layer are chosen before training. */
@Describe("weights before the first step")
public sealed interface Initialisation {

    /** Numbers for these parameters of a layer of dimension n, one after another. */
    double[] draw(List<Parameter> parameters, int n, RandomStream random);

    /**
     * Returns the kind that gives a layer the numbers it has, to the bit; empty where none does, as after training. Of
     * numbers that differ only by rounding and give the same weights, it chooses the one with the fewest digits.
     *
     * @param random makes the stream that the numbers would have been drawn from, at its start each time
     */
    static Optional<Initialisation> of(Attention layer, Supplier<RandomStream> random) {
        double[] theta = layer.theta();
        double first = random.get().gaussian();
        Stream<Initialisation> normal = theta.length == 0 || !(theta[0] / first >= 0)
                ? Stream.empty()
                : near(theta[0] / first).map(Normal::new);
        return Stream.concat(Stream.of(new Uniform()), Stream.concat(normal, identities(layer)))
                .filter(how -> Arrays.equals(
                        theta, layer.initialised(how, random.get()).theta()))
                .findFirst();
    }

    private static Stream<Initialisation> identities(Attention layer) {
        if (layer instanceof Composite composite) {
            return identities(composite.parts().getFirst());
        }
        if (layer instanceof PositionedLayer positioned) {
            return identities(positioned.layer());
        }
        if (!(layer instanceof AttentionLayer one)) {
            return Stream.empty();
        }
        double alpha = one.projectionValue().doubleValue(0, 0);
        double beta = one.keyQuery().doubleValue(0, 0); // of a product of roots, to rounding
        return near(beta).filter(one::hasIdentity).map(near -> new Identity(alpha, near));
    }

    /** A number and its neighbours, those of few digits first. */
    private static Stream<Double> near(double number) {
        return IntStream.rangeClosed(-4, 4)
                .mapToObj(steps -> number + steps * Math.ulp(number))
                .filter(Double::isFinite)
                .sorted(Comparator.comparingInt(each -> Double.toString(each).length()));
    }

    /** Every number uniform in {@math [-1/sqrt n, 1/sqrt n]}, in the order of {@math theta}: the paper's, and PyTorch's for n inputs. */
    @Describe("every entry uniform on [-1/sqrt n, 1/sqrt n], as in the published code")
    record Uniform() implements Initialisation {

        @Override
        public double[] draw(List<Parameter> parameters, int n, RandomStream random) {
            double bound = 1 / Math.sqrt(n);
            double[] theta = new double[size(parameters)];
            for (int i = 0; i < theta.length; i++) {
                theta[i] = random.uniform(-bound, bound);
            }
            return theta;
        }
    }

    /**
     * Every number normal with mean 0, in the order of {@math theta}.
     *
     * @param standardDeviation &gt;= 0
     */
    @Describe("every entry normal with mean 0")
    record Normal(
            @Describe(value = "standard deviation of an entry", min = 0)
            double standardDeviation) implements Initialisation {

        /** @throws IllegalArgumentException if the deviation is negative or not finite */
        public Normal {
            if (!(standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
                throw new RefusedException("Normal", "standardDeviation", "be >= 0 and finite", standardDeviation);
            }
        }

        @Override
        public double[] draw(List<Parameter> parameters, int n, RandomStream random) {
            double[] theta = new double[size(parameters)];
            for (int i = 0; i < theta.length; i++) {
                theta[i] = standardDeviation * random.gaussian();
            }
            return theta;
        }
    }

    /**
     * Scaled identities: {@math W_PV = alpha I}, {@math W_KQ = beta I}. Where they are products, {@math W_K = sqrt|beta| I},
     * {@math W_Q = sgn(beta) sqrt|beta| I}, {@math W_V = alpha I} and {@math W_O = I}; of matrices of fewer rows than columns, or the reverse,
     * the first diagonal, so that heads narrower than n see the first coordinates alone. An MLP has {@math W_out = 0}, and its unit j reads
     * coordinate j mod n, with a sign that changes every n units.
     *
     * @param alpha scale of the output
     * @param beta inverse temperature
     */
    @Describe(value = "scaled identities, W_PV = alpha I and W_KQ = beta I; no seed enters", formerly = "given")
    record Identity(
            @Describe(value = "the multiple alpha of W_PV", byDefault = "1", formerly = "scale")
            double alpha,

            @Describe(value = "the multiple beta of W_KQ", byDefault = "1", formerly = "scale")
            double beta)
            implements Initialisation {

        /** @throws IllegalArgumentException if one is not finite */
        public Identity {
            if (!(Double.isFinite(alpha) && Double.isFinite(beta))) {
                throw new IllegalArgumentException(
                        "Identity: alpha and beta must be finite, got " + alpha + " and " + beta);
            }
        }

        @Override
        public double[] draw(List<Parameter> parameters, int n, RandomStream unused) {
            double[] theta = new double[size(parameters)];
            int at = 0;
            for (Parameter parameter : parameters) {
                int rows = parameter.shape().length == 2 ? parameter.shape()[0] : 1;
                int columns = parameter.size() / rows;
                if (parameter.name().equals("W_in")) {
                    for (int j = 0; j < rows; j++) {
                        theta[at + j * columns + j % columns] = j / columns % 2 == 0 ? 1 : -1;
                    }
                } else {
                    double scale = scale(parameter);
                    for (int i = 0; i < Math.min(rows, columns); i++) {
                        theta[at + i * columns + i] = scale;
                    }
                }
                at += parameter.size();
            }
            return theta;
        }

        private double scale(Parameter parameter) {
            return switch (parameter.name()) {
                case "alpha", "W_PV", "W_V" -> alpha;
                case "beta", "W_KQ" -> beta;
                case "W_K" -> Math.sqrt(Math.abs(beta));
                case "W_Q" -> Math.signum(beta) * Math.sqrt(Math.abs(beta));
                case "W_O" -> 1;
                case "b_in", "W_out" -> 0;
                default ->
                    throw new UnsupportedOperationException("Identity: a scaled identity is known for alpha, beta,"
                            + " W_PV, W_KQ, W_V, W_K, W_Q and W_O, got " + parameter
                            + "; give its numbers instead");
            };
        }
    }

    /**
     * The weights of a file: an npz with an array for each parameter under its name, as {@link Attention#arrays} names them, or with
     * {@code _final} behind the name, as a run writes those after training.
     *
     * @param npz the file
     * @param run that of a finished trial, which then stands as {@code npz} too
     * @param trial its id, which the file's name says already
     */
    @Describe(value = "the weights of a file, or those of a finished trial after its training", key = "file")
    record FromFile(
            @Describe(
                    "npz file, relative to the recipe, with an array for each of the layer's weights: W_KQ and W_PV, or W_KQ_final and"
                            + " W_PV_final as a run writes them")
            Optional<InputFile> npz,

            @Describe(
                    value = "instead of npz: the folder of a run, of which one trial's weights are taken",
                    inside = "trials/{trial}/weights.npz")
            Optional<InputFile> run,

            @Describe(
                    value = "id of the trial of that run",
                    pattern = "[A-Za-z0-9_-][A-Za-z0-9._-]*",
                    patternSays = "the id of a trial")
            Optional<String> trial)
            implements Initialisation {

        /** A run puts this behind the names of trained weights. */
        private static final String TRAINED = "_final";

        /** @throws RefusedException if both or neither of npz and run are given, or a trial without a run */
        public FromFile {
            if (npz.isPresent() == run.isPresent()) {
                throw new RefusedException(
                        "FromFile",
                        "npz",
                        "be given, or run with trial in its place",
                        npz.isPresent() ? "both" : "neither");
            }
            if (trial.isPresent() && run.isEmpty()) {
                throw new RefusedException("FromFile", "trial", "come with run", trial.get() + " beside npz");
            }
            npz = npz.isPresent() ? npz : run;
            run = Optional.empty(); // the file says all, so that equal weights are equal values
            trial = Optional.empty();
        }

        /** Takes the weights from this file. */
        public static FromFile of(InputFile npz) {
            return new FromFile(Optional.of(npz), Optional.empty(), Optional.empty());
        }

        /** The arrays of a file, read once however many layers begin with them. */
        private record Arrays(SequencedMap<String, NpyArray> byName) {

            static Arrays of(InputFile file) {
                try {
                    return new Arrays(Npz.read(new ByteArrayInputStream(file.bytes()), file.name()));
                } catch (IOException e) {
                    throw new IllegalArgumentException(e.getMessage(), e);
                }
            }
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if an array is missing, of another shape or not finite; the message says what is needed
         *     and what is there
         */
        @Override
        public double[] draw(List<Parameter> parameters, int n, RandomStream unused) {
            InputFile file = npz.orElseThrow();
            SequencedMap<String, NpyArray> arrays =
                    file.as(Arrays.class, Arrays::of).byName();
            for (String suffix : List.of("", TRAINED)) {
                if (parameters.stream()
                        .allMatch(parameter -> parameter.with(suffix).isIn(arrays))) {
                    return new NamedWeights(file.name(), n, parameters, new double[size(parameters)])
                            .from(arrays, suffix);
                }
            }
            throw new IllegalArgumentException(file + ": it must hold "
                    + parameters.stream().map(Parameter::toString).collect(Collectors.joining(", "))
                    + ", or these with " + TRAINED + " behind their names, got " + NamedWeights.described(arrays));
        }
    }

    private static int size(List<Parameter> parameters) {
        return parameters.stream().mapToInt(Parameter::size).sum();
    }
}
