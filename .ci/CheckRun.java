import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at what {@code workbench run recipes/fig3.yaml} wrote, from outside: with a JSON library and the JDK, and none of our code.
 *
 * <pre>
 * complete DIR EPOCHS   everything is there and every number is finite
 * summary FILE          the summary alone (what --json prints)
 * same DIR DIR          the result files are equal byte by byte
 * </pre>
 */
final class CheckRun {
    private static final Set<String> TASKS = Set.of("subspaces", "spheres", "mixtures");
    private static final Set<String> MODELS = Set.of("linear", "softmax");
    private static final int SEEDS = 6;
    private static final int TRIALS = TASKS.size() * MODELS.size() * SEEDS;
    private static final List<String> TRIAL_TEXTS = List.of("id", "task", "model");
    private static final List<String> TRIAL_NUMBERS = List.of(
            "weight_seed",
            "data_seed",
            "epochs",
            "train_mse_per_dim",
            "test_mse_per_dim",
            "fresh_mse_per_dim",
            "fresh_standard_error",
            "alpha",
            "beta",
            "W_PV_off_diagonal_rms",
            "W_KQ_off_diagonal_rms");
    private static final Set<String> WEIGHTS =
            Set.of("W_KQ_init.npy", "W_PV_init.npy", "W_KQ_final.npy", "W_PV_final.npy");
    private static final Pattern NPY_HEADER =
            Pattern.compile(".*'descr': *'<f([48])'.*'fortran_order': *False.*'shape': *\\((\\d+), *(\\d+)\\).*", Pattern.DOTALL);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    public static void main(String[] args) throws IOException {
        try {
            switch (args[0]) {
                case "complete" -> complete(Path.of(args[1]), Integer.parseInt(args[2]));
                case "summary" -> summary(Path.of(args[1]), true);
                case "same" -> same(Path.of(args[1]), Path.of(args[2]));
                default -> throw new IllegalArgumentException("complete, summary or same, got " + args[0]);
            }
        } catch (Wrong e) {
            System.err.println("ci: " + e.getMessage());
            System.exit(1);
        } catch (NoSuchFileException e) {
            System.err.println("ci: " + e.getMessage() + " is missing");
            System.exit(1);
        }
    }

    private static void complete(Path run, int epochs) throws IOException {
        JsonNode trials = summary(run.resolve("summary.json"), false);
        for (JsonNode trial : trials) {
            check(trial.path("epochs").asInt() == epochs, "summary.json: epochs of %s must be %d", trial.path("id"), epochs);
        }
        json(run.resolve("provenance.json"));
        String report = Files.readString(run.resolve("report.html"));
        for (String figure : List.of("fig3a", "fig3b")) {
            check(report.contains("<figure id=\"" + figure + "\""), "report.html must show %s", figure);
        }
        check(find(run, ".yaml").size() == 1, "%s must hold one resolved recipe, got %s", run, find(run, ".yaml"));
        List<Path> metrics = find(run, "metrics.csv");
        check(metrics.size() == TRIALS, "%s must hold %d metrics.csv, got %d", run, TRIALS, metrics.size());
        for (Path file : metrics) {
            metrics(file, epochs);
            weights(file.resolveSibling("weights.npz"));
        }
        for (String figure : List.of("fig3a", "fig3b")) {
            Path stem = run.resolve("figures");
            starts(stem.resolve(figure + ".png"), PNG);
            starts(stem.resolve(figure + ".pdf"), "%PDF-".getBytes(StandardCharsets.US_ASCII));
            check(Files.readString(stem.resolve(figure + ".svg")).contains("<svg"), "%s.svg must be SVG", figure);
            check(Files.readAllLines(stem.resolve(figure + ".csv")).size() > 10, "%s.csv must have rows", figure);
        }
        System.out.printf("ci:   %d trials, metrics, weights and two figures are whole%n", TRIALS);
    }

    /** The list of trials, after looking at the summary around it. */
    private static JsonNode summary(Path file, boolean withPath) throws IOException {
        JsonNode summary = json(file);
        check(summary.path("recipe").isString(), "%s: recipe must be a text", file);
        check(!withPath || mentionsRun(summary), "%s: must name the run's folder", file);
        for (String task : TASKS) {
            for (String name : List.of("zero", "bayes")) {
                JsonNode baseline = summary.path("baselines").path(task).path(name);
                String where = file + ": baselines." + task + "." + name;
                boolean exact = !(task.equals("mixtures") && name.equals("bayes")); // which alone has no formula here
                number(baseline, "mse_per_dim", where);
                check(baseline.path("exact").asBoolean(false) == exact, "%s: exact must be %s", where, exact);
                for (String field : List.of("standard_error", "draws")) {
                    if (exact) {
                        check(!baseline.has(field), "%s: %s must be left out of what is exact", where, field);
                    } else {
                        number(baseline, field, where);
                    }
                }
            }
        }
        JsonNode trials = summary.path("trials");
        check(trials.size() == TRIALS, "%s: must list %d trials, got %d", file, TRIALS, trials.size());
        Map<String, Integer> seeds = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode trial : trials) {
            for (String field : TRIAL_TEXTS) {
                check(trial.path(field).isString(), "%s: %s must be a text in %s", file, field, trial);
            }
            for (String field : TRIAL_NUMBERS) {
                number(trial, field, file + ": " + trial.path("id"));
            }
            check(ids.add(trial.path("id").asString()), "%s: id %s stands twice", file, trial.path("id"));
            seeds.merge(trial.path("task").asString() + "/" + trial.path("model").asString(), 1, Integer::sum);
        }
        for (String task : TASKS) {
            for (String model : MODELS) {
                Integer count = seeds.get(task + "/" + model);
                check(count != null && count == SEEDS, "%s: %s/%s must have %d trials, got %s", file, task, model, SEEDS, count);
            }
        }
        return trials;
    }

    private static boolean mentionsRun(JsonNode summary) {
        return summary.properties().stream()
                .anyMatch(entry -> entry.getValue().isString() && Files.isDirectory(Path.of(entry.getValue().asString())));
    }

    private static void number(JsonNode node, String field, String where) {
        JsonNode value = node.path(field);
        check(value.isNumber() && Double.isFinite(value.asDouble()), "%s: %s must be a finite number, got %s", where, field, value);
    }

    /** A header, then one row an epoch from 0, every cell a finite number. */
    private static void metrics(Path file, int epochs) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        String[] header = lines.getFirst().split(",");
        check(header[0].equals("epoch") && header.length >= 3, "%s: header must begin with epoch, got %s", file, lines.getFirst());
        check(lines.size() == epochs + 2, "%s: must have epochs 0 to %d, got %d rows", file, epochs, lines.size() - 1);
        for (int epoch = 0; epoch <= epochs; epoch++) {
            String[] cells = lines.get(epoch + 1).split(",", -1);
            check(cells.length == header.length && cells[0].equals("" + epoch), "%s: bad row %s", file, lines.get(epoch + 1));
            for (String cell : cells) {
                check(isFinite(cell), "%s: epoch %d must have finite numbers, got %s", file, epoch, cell);
            }
        }
    }

    private static boolean isFinite(String cell) {
        try {
            return Double.isFinite(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void weights(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> names = new HashSet<>();
            for (ZipEntry entry : zip.stream().toList()) {
                names.add(entry.getName());
                try (InputStream in = zip.getInputStream(entry)) {
                    squareMatrix(file + "/" + entry.getName(), in.readAllBytes());
                }
            }
            check(names.equals(WEIGHTS), "%s: must hold %s, got %s", file, WEIGHTS, names);
        }
    }

    private static void squareMatrix(String where, byte[] bytes) {
        ByteBuffer npy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(bytes.length > 10 && npy.getInt(0) == 0x4d554e93 && bytes[4] == 'P' && bytes[5] == 'Y', "%s: no npy magic", where);
        int start = bytes[6] == 1 ? 10 : 12;
        int length = bytes[6] == 1 ? npy.getShort(8) & 0xffff : npy.getInt(8);
        Matcher header = NPY_HEADER.matcher(new String(bytes, start, length, StandardCharsets.US_ASCII));
        check(header.matches(), "%s: must be a float matrix in C order", where);
        int width = Integer.parseInt(header.group(1));
        int n = Integer.parseInt(header.group(2));
        check(n == Integer.parseInt(header.group(3)) && n == 16, "%s: must be 16 x 16, got %s", where, header.group(0));
        check(bytes.length == start + length + width * n * n, "%s: must have %d numbers", where, n * n);
        npy.position(start + length);
        while (npy.hasRemaining()) {
            check(Double.isFinite(width == 4 ? npy.getFloat() : npy.getDouble()), "%s: must have finite numbers", where);
        }
    }

    /** All files but the provenance, the report that shows it, and the log: those alone may know of time and machine. */
    private static void same(Path first, Path second) throws IOException {
        Set<String> names = resultFiles(first);
        check(names.equals(resultFiles(second)), "%s and %s hold different files:%n%s%n%s", first, second, names, resultFiles(second));
        for (String name : names) {
            long at = Files.mismatch(first.resolve(name), second.resolve(name));
            check(at < 0, "%s differs between %s and %s at byte %d", name, first, second, at);
        }
        System.out.printf("ci:   %d result files are equal%n", names.size());
    }

    private static Set<String> resultFiles(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .filter(name -> !Set.of("provenance.json", "report.html", "log.txt").contains(name))
                    .forEach(names::add);
            check(names.size() > 2 * TRIALS, "%s must hold result files, got %s", run, names);
            return names;
        }
    }

    private static List<Path> find(Path run, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).toList();
        }
    }

    private static void starts(Path file, byte[] magic) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        check(
                bytes.length > 1000 && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length),
                "%s: is not what its name says (%d bytes)",
                file,
                bytes.length);
    }

    private static JsonNode json(Path file) throws IOException {
        check(Files.isRegularFile(file), "%s is missing", file);
        try {
            return JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new Wrong(file + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static void check(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new Wrong(message.formatted(values));
        }
    }

    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }
}
