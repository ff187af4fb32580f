package icd.workbench.run;

import icd.workbench.piece.UnusablePathException;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * The origin of a run, as its {@code provenance.json} tells it.
 *
 * @param numerics the numerics, in the form of {@code Numerics.of}
 * @param machine the machine that it ran on
 * @param finished the time when it ended
 * @param seconds its duration
 * @param pieces how many trials it ran and claims it checked, without those that an earlier run had finished
 */
public record RunOrigin(String numerics, String machine, Instant finished, double seconds, int pieces) {

    /**
     * Reads the origin from a run's directory.
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
