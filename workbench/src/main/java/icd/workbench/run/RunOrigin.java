package icd.workbench.run;

import icd.workbench.piece.UnusablePathException;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * How a run came about, as its {@code provenance.json} says.
 *
 * @param numerics whose, as {@code Numerics.of} calls them
 * @param machine what it ran on
 * @param finished when
 * @param seconds how long it took
 * @param pieces how many trials it ran and claims it checked; those that an earlier run had finished are not among them
 */
public record RunOrigin(String numerics, String machine, Instant finished, double seconds, int pieces) {

    /**
     * Reads that of a run's directory.
     *
     * @throws UnusablePathException if there is none, or it cannot be read
     */
    public static RunOrigin read(Path directory) {
        JsonNode json = Provenance.read(directory);
        JsonNode machine = json.path("machine");
        return new RunOrigin(
                Provenance.numerics(json),
                machine.path("threads").asInt(0) + " threads, "
                        + machine.path("cpu").asString("unknown processor") + ", "
                        + machine.path("kernel").asString("unknown kernel") + ", Java "
                        + machine.path("java").asString("?"),
                Instant.parse(json.path("finished").asString()),
                json.path("wall_seconds").asDouble(Double.NaN),
                json.path("trial_seconds").size() + json.path("claim_seconds").size());
    }
}
