package icd.workbench.report;

import icd.math.Digits;
import icd.workbench.engines.LocalKind;
import icd.workbench.page.Fact;
import icd.workbench.result.RunResult;
import icd.workbench.result.TrialResult;
import icd.workbench.run.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The content of {@code provenance.json}, for a page. */
final class ProvenanceFacts {

    private ProvenanceFacts() {}

    /** One line that says which version made a run, when and how fast. */
    static String inALine(JsonNode provenance) {
        return "Workbench " + version(provenance) + ", finished "
                + provenance.path("finished").asString("?").replaceFirst("T(\\d+:\\d+):.*Z", " $1 UTC") + " after "
                + wallTime(provenance) + " with " + where(provenance);
    }

    static List<Fact> of(RunResult run, JsonNode provenance) {
        List<Fact> facts = new ArrayList<>();
        JsonNode workbench = provenance.path("workbench");
        JsonNode machine = provenance.path("machine");
        facts.add(new Fact("workbench", version(provenance)));
        facts.add(new Fact("commit", workbench.path("commit").asString("unknown")));
        facts.add(new Fact("numerics", "version " + Provenance.numerics(provenance)));
        facts.add(new Fact(
                "recipe",
                run.recipe().name() + ", "
                        + provenance.path("recipe").path("hash").asString("?")));
        facts.add(new Fact("overrides", overrides(provenance)));
        if (!run.trials().isEmpty()) {
            facts.add(new Fact("weight seeds", seeds(run, TrialResult::weightSeed)));
            facts.add(new Fact("data seeds", seeds(run, TrialResult::dataSeed)));
        }
        facts.add(new Fact("engine", provenance.path("engine").asString("?")));
        facts.add(new Fact("Java", join(machine, "java", "java_vendor")));
        facts.add(new Fact("system", join(machine, "os", "architecture")));
        facts.add(new Fact("processor", join(machine, "cpu", "processors") + " processors"));
        facts.add(new Fact("kernel", kernel(machine) + ", " + threads(provenance)));
        facts.add(new Fact("started", provenance.path("started").asString("?")));
        facts.add(new Fact("finished", provenance.path("finished").asString("?")));
        facts.add(new Fact("wall time", wallTime(provenance)));
        return facts;
    }

    /** A run on a cluster names its engine alone, since the nodes are not the machine that submitted to them. */
    private static String where(JsonNode provenance) {
        String engine = provenance.path("engine").asString(LocalKind.NAME);
        return engine.equals(LocalKind.NAME)
                ? threads(provenance) + " on "
                        + provenance.path("machine").path("cpu").asString("?")
                : "the engine " + engine;
    }

    private static String kernel(JsonNode machine) {
        String why = machine.path("kernel_why").asString("");
        return machine.path("kernel").asString("unknown") + (why.isEmpty() ? "" : " (" + why + ")");
    }

    private static String threads(JsonNode provenance) {
        String threads = provenance.path("machine").path("threads").asString("?");
        return threads + (threads.equals("1") ? " thread" : " threads");
    }

    private static String wallTime(JsonNode provenance) {
        double seconds = provenance.path("wall_seconds").asDouble(Double.NaN);
        return Double.isFinite(seconds) ? Digits.duration(seconds) : "?";
    }

    private static String version(JsonNode provenance) {
        JsonNode workbench = provenance.path("workbench");
        String commit = workbench.path("commit").asString("unknown");
        return workbench.path("version").asString("?") + " (" + commit.substring(0, Math.min(9, commit.length()))
                + (workbench.path("dirty").asBoolean(false) ? ", dirty" : "") + ")";
    }

    private static String overrides(JsonNode provenance) {
        String all = provenance
                .path("recipe")
                .path("overrides")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static String seeds(RunResult run, ToLongFunction<TrialResult> seed) {
        return run.trials().stream()
                .mapToLong(seed)
                .distinct()
                .sorted()
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
    }

    private static String join(JsonNode node, String first, String second) {
        return node.path(first).asString("unknown") + ", " + node.path(second).asString("unknown");
    }
}
