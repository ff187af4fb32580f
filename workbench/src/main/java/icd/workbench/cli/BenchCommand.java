package icd.workbench.cli;

import icd.workbench.engine.Bench;
import icd.workbench.engine.Bench.Row;
import icd.workbench.engine.Bench.Shape;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.result.Summary;
import icd.workbench.run.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Times the kernels against streaming. */
@Command(
        name = "bench",
        description = "Time training epochs on this machine against the time to read their prompts once.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "800 prompts of 500 tokens in R^16 by default, batches of 80; an epoch is forward, backward and"
                    + " optimiser, without evaluation. Times are medians of 20 after warming up. Ratios are to streaming, which sums the"
                    + " same array once with the same threads: no epoch that reads the array can take less. Linear attention"
                    + " reads second moments instead, and can take less. The layers of a group are trained side by side: the time"
                    + " is per layer. On several threads each thread trains a group, as in a sweep. The bound is the longer"
                    + " of the times for reading the prompts once (a group shares that) and for multiplying, at the speeds measured on this"
                    + " machine; for the other attentions, heads and stacks it counts the reading alone.",
            "",
            "The last number, x softmax, is an epoch's time over softmax's at the same shape, divided by the ratio of their multiply-adds, forwards"
                    + " and back; more than 3 would be too slow. Layers whose context moves are timed on fewer prompts, as if they were all.",
            "",
            "Kernels are timed side by side: ours on vectors (simd), ours in plain Java (scalar), and ojAlgo's operations (ojalgo)."
                    + " Everything else uses the kernel that WORKBENCH_JAVA_OPTS=-Dicd.kernel=NAME names, by default simd.",
            "",
            "Example:",
            "  workbench bench --json > before.json; workbench bench --against before.json",
            "  workbench bench --n 64 --L 2000 --N 200 --rows 'softmax*' --rows linear"
        })
final class BenchCommand implements Callable<Integer> {

    private static final String FORMAT = "%-40s %-8s %-7s %7s %12s %8s %9s %9s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--n", paramLabel = "N", description = "Coordinates of a token; by default ${DEFAULT-VALUE}.")
    private int n = Shape.PUBLISHED.n();

    @Option(names = "--L", paramLabel = "L", description = "Tokens of a prompt; by default ${DEFAULT-VALUE}.")
    private int length = Shape.PUBLISHED.L();

    @Option(names = "--N", paramLabel = "N", description = "Prompts; by default ${DEFAULT-VALUE}.")
    private int prompts = Shape.PUBLISHED.prompts();

    @Option(
            names = "--rows",
            paramLabel = "NAME",
            description = "Time the rows of this name only, in which * stands for any text; may be repeated.")
    private List<String> rows = List.of("*");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "The output of an earlier --json; each row says whether it has changed by more than noise.")
    private Path against;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Shape shape = new Shape(positive("--n", n), positive("--L", length), positive("--N", prompts));
        BenchLimits.ofThisMachine().refusal(shape).ifPresent(says -> {
            throw new ParameterException(spec.commandLine(), says);
        });
        Set<String> wanted = wanted(shape);
        BenchChanges changes = against == null ? BenchChanges.NONE : read(shape);
        if (!json) {
            out.print(line(
                    "what", "numbers", "kernel", "threads", "ms", "ratio", "bound", "x softmax", changes.header()));
        }
        List<Row> timed = Bench.run(shape, threads.count(), wanted, row -> {
            if (!json) {
                out.print(line(
                        row.what(),
                        row.precision(),
                        row.kernel(),
                        row.threads(),
                        String.format(Locale.ROOT, "%.3f", row.milliseconds()),
                        String.format(Locale.ROOT, "%.2f", row.ratio()),
                        number("%.3f", row.bound()),
                        number("%.2f", row.perWork()),
                        changes.of(row)));
                out.flush();
            }
        });
        if (json) {
            out.print(Summary.text(result(timed, shape, changes)));
        }
        return Main.DONE;
    }

    private Set<String> wanted(Shape shape) {
        Set<String> names = Bench.names(shape);
        Set<String> wanted = new HashSet<>();
        for (String each : rows) {
            Pattern pattern = Pattern.compile(
                    Stream.of(each.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            List<String> found =
                    names.stream().filter(pattern.asMatchPredicate()).toList();
            if (found.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--rows must name what is timed, with * for any text, got '" + each + "'; there is "
                                + String.join("; ", names));
            }
            wanted.addAll(found);
        }
        return wanted;
    }

    private static String number(String format, double number) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, format, number);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, FORMAT, cells).replaceAll(" +(\\R)", "$1");
    }

    private int positive(String name, int value) {
        if (!(value >= 1)) {
            throw new ParameterException(spec.commandLine(), name + " must be >= 1, got " + value);
        }
        return value;
    }

    private BenchChanges read(Shape shape) {
        try {
            return BenchChanges.of(JsonMapper.shared().readTree(Files.readString(against)), shape);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            String place = at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new UnusablePathException(
                    "--against " + against,
                    "be the output of bench --json, got no JSON: " + e.getOriginalMessage() + place,
                    null);
        } catch (IllegalArgumentException e) {
            throw new UnusablePathException(
                    "--against " + against, "be the output of bench --json: " + e.getMessage(), null);
        } catch (IOException e) {
            throw new UnusablePathException("--against " + against, "be readable", e);
        }
    }

    private JsonNode result(List<Row> rows, Shape shape, BenchChanges changes) {
        ObjectNode result = Summary.empty();
        result.set("machine", Provenance.machine(threads.count()));
        result.putObject("shape").put("n", shape.n()).put("L", shape.L()).put("N", shape.prompts());
        for (Row row : rows) {
            ObjectNode node = result.withArray("rows")
                    .addObject()
                    .put("what", row.what())
                    .put("precision", row.precision().toString())
                    .put("kernel", row.kernel())
                    .put("threads", row.threads())
                    .put("milliseconds", row.milliseconds())
                    .put("ratio_to_streaming", row.ratio())
                    .put("lower_quartile", row.time().low())
                    .put("upper_quartile", row.time().high());
            if (!Double.isNaN(row.bound())) {
                node.put("bound", row.bound());
            }
            if (!Double.isNaN(row.perWork())) {
                node.put("times_softmax_per_multiply_add", row.perWork());
            }
            if (against != null) {
                node.put("change", changes.of(row));
            }
        }
        return result;
    }
}
