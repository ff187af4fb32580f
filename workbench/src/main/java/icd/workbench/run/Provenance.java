package icd.workbench.run;

import icd.describe.Sha256;
import icd.kernel.Kernel;
import icd.workbench.piece.Numerics;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.Jars;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code provenance.json}: the program, machine and engine behind the results, the time, and the duration. It holds no
 * host or user names.
 *
 * @param build {@code version}, {@code commit} and {@code dirty} of this program
 */
public record Provenance(Properties build) {

    /** The name of the file. */
    public static final String NAME = "provenance.json";

    private static final String CHECKSUM = "checksum";

    private static final String ORDER = "kernel_order";

    private static final String BUILD = "/icd/workbench/build.properties";

    /** Returns the provenance of this program. */
    public static Provenance ours() {
        Properties build = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(BUILD, e);
        }
        return new Provenance(build);
    }

    /** Returns a text for people: {@code 0.1.0 (1a2b3c4, dirty)}. */
    public String version() {
        String commit = property("commit");
        boolean dirty = property("dirty").equals("true");
        return property("version") + " (" + commit.substring(0, Math.min(9, commit.length())) + (dirty ? ", dirty" : "")
                + ")";
    }

    private String property(String name) {
        return build.getProperty(name, "unknown");
    }

    /** Returns the numerics of a file's numbers, in the form of {@link Numerics#of}. */
    public static String numerics(JsonNode json) {
        JsonNode workbench = json.path("workbench");
        String order = workbench.path(ORDER).asString("");
        return workbench.path("numerics_version").asString("?") + (order.isEmpty() ? "" : ", " + order);
    }

    /**
     * Returns the file's content.
     *
     * @param overrides the overrides as given to {@code --set}
     * @param engine the engine that executed the pieces
     * @param tally the tally of the pieces; the times of pieces that were found finished are left out
     */
    public ObjectNode json(
            RunResult run,
            List<String> overrides,
            String engine,
            int threads,
            Instant start,
            Instant end,
            Tally tally) {
        ObjectNode json = Summary.MAPPER.createObjectNode();
        ObjectNode workbench = json.putObject("workbench");
        workbench.put("version", property("version"));
        workbench.put("commit", property("commit"));
        workbench.put("dirty", property("dirty").equals("true"));
        workbench.put("numerics_version", Numerics.VERSION);
        if (!Kernel.chosen().order().isEmpty()) {
            workbench.put(ORDER, Kernel.chosen().order());
        }
        if (!Jars.loaded().isEmpty()) {
            ArrayNode jars = json.putArray("jars");
            Jars.loaded()
                    .forEach((path, hash) -> jars.addObject()
                            .put("name", path.getFileName().toString())
                            .put("sha256", hash));
        }
        ObjectNode recipe = json.putObject("recipe");
        recipe.put("name", run.recipe().name());
        recipe.put("hash", Numerics.hash(run.recipe().resolved()));
        overrides.forEach(recipe.putArray("overrides")::add);
        json.put("engine", engine);
        json.set("machine", machine(threads));
        json.put("started", start.truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("finished", end.truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("wall_seconds", Duration.between(start, end).toMillis() / 1e3);
        ObjectNode reused = json.putObject("reused");
        tally.reused().forEach((sort, count) -> reused.put(sort.folder(), count));
        SortedMap<String, Double> seconds = tally.seconds();
        put(json, "trial_seconds", "trials/", seconds);
        if (!run.claims().isEmpty()) {
            put(json, "claim_seconds", "claims/", seconds);
        }
        return json;
    }

    /**
     * Returns the text of the file with a checksum of the rest, as no list of checksums has the file, and a damaged one
     * must not be shown.
     */
    public static String text(ObjectNode json) {
        ObjectNode all = json.deepCopy();
        all.put(CHECKSUM, Sha256.digits(Summary.text(json).getBytes(StandardCharsets.UTF_8)));
        return Summary.text(all);
    }

    /**
     * Reads the file of a run.
     *
     * @throws UnusablePathException if it is missing, cannot be read, or is damaged
     */
    public static ObjectNode read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            if (Summary.MAPPER.readTree(Files.readString(file)) instanceof ObjectNode json
                    && json.remove(CHECKSUM) instanceof JsonNode checksum
                    && checksum.asString("")
                            .equals(Sha256.digits(Summary.text(json).getBytes(StandardCharsets.UTF_8)))) {
                return json;
            }
        } catch (IOException e) {
            throw new UnusablePathException(file.toString(), "be readable", e);
        } catch (JacksonException e) {
            // the message below says so
        }
        throw new UnusablePathException(
                file.toString(),
                "be as it was written, got a damaged one; the same command as before with --out " + directory
                        + " writes it again",
                null);
    }

    private static void put(ObjectNode json, String name, String folder, SortedMap<String, Double> seconds) {
        ObjectNode node = json.putObject(name);
        for (Map.Entry<String, Double> entry : seconds.entrySet()) {
            if (entry.getKey().startsWith(folder)) {
                node.put(entry.getKey().substring(folder.length()), Math.round(entry.getValue() * 1e3) / 1e3);
            }
        }
    }

    /** Describes the machine that computed the numbers. */
    public static ObjectNode machine(int threads) {
        ObjectNode machine = Summary.MAPPER.createObjectNode();
        machine.put("java", Runtime.version().toString());
        machine.put("java_vendor", System.getProperty("java.vendor"));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("cpu", cpu());
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("kernel", Kernel.chosen().description());
        machine.put("kernel_why", Kernel.choice().why());
        machine.put("threads", threads);
        return machine;
    }

    /** Returns the processor's name where the system tells it without running another program. */
    private static String cpu() {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException | UncheckedIOException e) {
            return "unknown";
        }
    }
}
