package icd.workbench.cli;

import icd.workbench.engine.Bench.Row;
import icd.workbench.engine.Bench.Shape;
import icd.workbench.engine.Bench.Time;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The changes since an earlier result of {@code workbench bench}. A row counts as changed where the middle half of its
 * times and the middle half of the earlier ones do not overlap; any smaller difference is noise.
 */
final class BenchChanges {

    /** Changes when there is no earlier result to compare with. */
    static final BenchChanges NONE = new BenchChanges(Map.of(), "");

    private final Map<String, Time> before;
    private final String header;

    private BenchChanges(Map<String, Time> before, String header) {
        this.before = before;
        this.header = header;
    }

    /**
     * Reads an earlier result.
     *
     * @throws IllegalArgumentException if it is not a result of {@code bench}, or was measured at another shape
     */
    static BenchChanges of(JsonNode result, Shape shape) {
        JsonNode of = result.path("shape");
        if (!of.path("n").isInt() || !result.path("rows").isArray()) {
            throw new IllegalArgumentException("it must have a shape and rows with quartiles, as this version's has");
        }
        Shape measured = new Shape(
                of.path("n").asInt(), of.path("L").asInt(), of.path("N").asInt());
        if (!measured.equals(shape)) {
            throw new IllegalArgumentException("both must be of one shape, got " + measured + " and " + shape);
        }
        Map<String, Time> before = new HashMap<>();
        for (JsonNode row : result.path("rows")) {
            before.put(
                    key(
                            row.path("what").asString(),
                            row.path("precision").asString(),
                            row.path("kernel").asString(),
                            row.path("threads").asInt()),
                    new Time(
                            row.path("milliseconds").asDouble(),
                            row.path("lower_quartile").asDouble(),
                            row.path("upper_quartile").asDouble()));
        }
        return new BenchChanges(before, "against before");
    }

    private static String key(String what, String precision, String kernel, int threads) {
        return what + "/" + precision + "/" + kernel + "/" + threads;
    }

    /** Returns the heading of the column. */
    String header() {
        return header;
    }

    /**
     * Returns {@code 0.71 x, faster}, {@code 1.02 x, noise}, or {@code new}; empty where there is no earlier result.
     */
    String of(Row row) {
        if (header.isEmpty()) {
            return "";
        }
        Time earlier = before.get(key(row.what(), row.precision().toString(), row.kernel(), row.threads()));
        if (earlier == null) {
            return "new";
        }
        String ratio = String.format(Locale.ROOT, "%.2f x, ", row.milliseconds() / earlier.median());
        Time now = row.time();
        return ratio + (now.high() < earlier.low() ? "faster" : now.low() > earlier.high() ? "slower" : "noise");
    }

    @Override
    public String toString() {
        return "changes against " + before.size() + " rows";
    }
}
