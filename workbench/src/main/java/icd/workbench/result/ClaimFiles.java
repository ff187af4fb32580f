package icd.workbench.result;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Finding;
import icd.claim.Outcome;
import icd.claim.Relation;
import icd.claim.Verdict;
import icd.workbench.piece.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A checked claim as JSON: its entry in the summary, and the file with everything that was measured, from which a run
 * goes on.
 */
public final class ClaimFiles {

    private static final String NAME = "claim.json";

    private ClaimFiles() {}

    /** Returns the files of the claim's piece. */
    public static Contents contents(ClaimResult result) {
        ObjectNode node = of(result);
        ArrayNode findings = node.putArray("findings");
        result.verdict().findings().forEach(finding -> findings.add(of(finding)));
        return Contents.of(NAME, Summary.text(node));
    }

    /** Returns the findings about a claim, with its main number alone. */
    static ObjectNode of(ClaimResult result) {
        Claim claim = result.claim();
        Finding main = result.verdict().main();
        ObjectNode node = Summary.MAPPER.createObjectNode();
        node.put("claim", claim.id());
        node.put("source", claim.source());
        node.put("printed", claim.printed());
        claim.erratum().ifPresent(erratum -> put(node.putObject("erratum"), erratum));
        node.put("outcome", word(result.verdict().outcome()));
        put(node, main);
        node.put("tolerance", claim.kind().tolerance());
        node.put("because", claim.because());
        node.put("explanation", result.verdict().explanation());
        node.put("hash", result.hash());
        return node;
    }

    private static void put(ObjectNode node, Erratum erratum) {
        if (erratum.number() > 0) {
            node.put("number", erratum.number());
        }
        node.put("holds", erratum.holds());
        node.put("reason", erratum.reason());
    }

    private static ObjectNode of(Finding finding) {
        ObjectNode node = Summary.MAPPER.createObjectNode();
        put(node, finding);
        node.put("as_printed", finding.printed());
        node.put("passes", finding.passes());
        return node;
    }

    private static void put(ObjectNode node, Finding finding) {
        node.put("what", finding.what());
        Summary.put(node, "measured", finding.measured());
        Summary.put(node, "standard_error", finding.error());
        node.put("relation", word(finding.relation()));
        Summary.put(node, "expected", finding.expected());
        Summary.put(node, "allowed", finding.allowed());
    }

    /** Returns {@code holds}, {@code erratum_confirmed}, {@code at_least}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the outcome alone, in words. */
    public static String outcome(Contents contents) {
        return Summary.MAPPER
                .readTree(contents.text(NAME))
                .get("outcome")
                .asString()
                .replace('_', ' ');
    }

    /** Reads a claim's file. */
    public static ClaimResult read(Claim claim, Path file) throws IOException {
        JsonNode json = Summary.MAPPER.readTree(Files.readString(file));
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : json.get("findings")) {
            findings.add(new Finding(
                    finding.get("what").asString(),
                    TrialFiles.number(finding, "measured"),
                    TrialFiles.number(finding, "standard_error"),
                    Relation.valueOf(upper(finding, "relation")),
                    TrialFiles.number(finding, "expected"),
                    TrialFiles.number(finding, "allowed"),
                    finding.get("as_printed").asBoolean()));
        }
        return new ClaimResult(
                json.get("hash").asString(),
                new Verdict(
                        claim,
                        findings,
                        Outcome.valueOf(upper(json, "outcome")),
                        json.get("explanation").asString(),
                        0));
    }

    private static String upper(JsonNode json, String name) {
        return json.get(name).asString().toUpperCase(Locale.ROOT);
    }
}
