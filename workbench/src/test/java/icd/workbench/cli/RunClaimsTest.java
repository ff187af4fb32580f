package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.claim.Claims;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Recipe;
import icd.workbench.report.WrittenOtherwise;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RecipeClaims;
import icd.workbench.result.RunResult;
import icd.workbench.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code recipes/claims.yaml} with a few quick claims, end to end: one that holds, two errata, one with reported numbers. */
class RunClaimsTest {

    private static final Path RECIPE = Path.of("../recipes/claims.yaml");
    private static final List<String> IDS =
            List.of("second-moment-bound", "conservative-weights", "sphere-dimension", "lse-hessian");

    /** The order of the list of claims, which is that of the paper. */
    private static final List<String> ORDER =
            List.of("sphere-dimension", "second-moment-bound", "lse-hessian", "conservative-weights");

    @TempDir
    private static Path scratch;

    private static Path run;
    private static CommandLineRunner said;

    @BeforeAll
    static void runIt() {
        run = scratch.resolve("run");
        said = check(run, 1);
    }

    private static CommandLineRunner check(Path out, int threads) {
        return workbench("run", RECIPE, "--set", "claims=" + IDS, "--out", out, "--threads", threads);
    }

    @Test
    void endsWellAndSaysWhatBecameOfEach() {
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err())
                .contains("claims: 4/4 ", "lse-hessian, holds in ", "sphere-dimension, erratum confirmed in ")
                .contains("claims: 4 claims in ");
        assertThat(said.out())
                .contains("The paper\n  ≠ erratum sphere-dimension ")
                .contains("            printed: we uniformly sample points with fixed norm in R^d and embed them\n")
                .contains("            holds: in R^{d+1}\n")
                .contains("4 claims: 2 as printed, 2 as corrected, 0 failing\n")
                .endsWith(run + System.lineSeparator());
        assertThat(said.out().lines()).allMatch(line -> line.length() <= 100 || line.equals(run.toString()));
    }

    @Test
    void tablesHaveEveryClaimAndEveryNumber() throws IOException {
        List<String> claims = Files.readAllLines(run.resolve("claims.csv"));
        assertThat(claims)
                .first()
                .isEqualTo("claim,source,printed,holds,reason,outcome,what,measured,standard_error,relation,expected,"
                        + "allowed,findings,tolerance,because,explanation");
        assertThat(claims.subList(1, 5)).extracting(line -> line.split(",")[0]).isEqualTo(ORDER);
        assertThat(claims.get(4)).contains(",erratum_confirmed,").contains("\"Appendix I.2, equation A.19\"");
        JsonNode summary = json("summary.json");
        assertThat(summary.get("trials")).isEmpty();
        assertThat(summary.get("claims"))
                .extracting(claim -> claim.get("claim").asString())
                .isEqualTo(ORDER);
        JsonNode dimension = summary.get("claims").get(0);
        assertThat(dimension.get("measured").asDouble()).isEqualTo(9);
        assertThat(dimension.get("erratum").get("holds").asString()).isEqualTo("in R^{d+1}");
        List<String> findings = Files.readAllLines(run.resolve("findings.csv"));
        assertThat(findings)
                .contains(
                        "sphere-dimension,dimension of the span,9.0,0.0,equal,9.0,9.0E-12,false,true",
                        "sphere-dimension,dimension of the span,9.0,0.0,equal,8.0,8.0E-12,true,true");
        assertThat(findings)
                .anyMatch(line -> line.matches("second-moment-bound,\"slack, .*\",.*,reported,,,false,true"));
        assertThat(run.resolve("figures/claims.svg")).content().contains("second-moment-bound", "sphere-dimension");
    }

    @Test
    void thePageShowsEachWithItsVerdict() throws IOException {
        assertThat(run.resolve("report.html"))
                .content()
                .contains("2 as printed, 2 as corrected, 0 failing", "Every number that was measured (")
                .contains(
                        "✓ holds",
                        "✓ erratum, as corrected",
                        "The corrected form: if <math><msub><mi>W</mi><mrow><mi>P</mi><mi>V</mi></mrow></msub>");
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page.indexOf("<span>Errata: "))
                .as("errata first")
                .isBetween(0, page.indexOf("<span>Its appendices"));
    }

    @Test
    void thePageWrittenAnewKeepsItsFigure() throws IOException {
        String page = Files.readString(run.resolve("report.html"));
        assertThat(page).contains("<figure");
        assertThat(workbench("report", run).code()).isZero();
        assertThat(run.resolve("report.html")).content().isEqualTo(page);
    }

    @Test
    void aPageOfClaimsThatAreClaimedOtherwiseByNowIsRefused() throws IOException {
        Path old = scratch.resolve("old");
        assertThat(check(old, 1).code()).isZero();
        WrittenOtherwise.result(old, "claims/lse-hessian.json", "\"hash\" : \"[0-9a-f]{8}", "\"hash\" : \"00000000");
        CommandLineRunner report = workbench("report", old);
        assertThat(report.code()).isEqualTo(2);
        assertThat(report.err()).contains("claims as this version claims them, got an older 'lse-hessian'");
    }

    @Test
    void timesAreInTheProvenanceAlone() throws IOException {
        assertThat(json("provenance.json").get("claim_seconds").properties())
                .extracting(entry -> entry.getKey())
                .containsExactlyInAnyOrderElementsOf(IDS);
        for (Path file : results(run).keySet().stream().map(run::resolve).toList()) {
            if (!file.toString().matches(".*\\.(png|pdf)")) {
                assertThat(file).content().doesNotContain("seconds");
            }
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
        Path other = scratch.resolve("three");
        assertThat(check(other, 3).code()).isZero();
        assertThat(bytes(other)).isEqualTo(bytes(run));
    }

    /** The findings on a claim are taken as they were, unless the claim has changed. */
    @Test
    void goesOnWithWhatIsNotYetChecked() throws IOException {
        Path again = scratch.resolve("again");
        assertThat(check(again, 1).code()).isZero();
        SortedMap<String, String> whole = bytes(again);
        Files.delete(again.resolve("summary.json"));
        Path gone = again.resolve("claims/lse-hessian.json");
        String hash =
                JsonMapper.shared().readTree(Files.readString(gone)).get("hash").asString();
        Store.delete(new Store(scratch.resolve("again-store")).folder(hash));
        Files.delete(gone);
        Path other = again.resolve("claims/sphere-dimension.json");
        Files.writeString(other, Files.readString(other).replaceFirst("\"hash\" : \"..", "\"hash\" : \"zz"));
        CommandLineRunner second = check(again, 1);
        assertThat(second.code()).isZero();
        assertThat(second.err())
                .contains("lse-hessian, holds", "sphere-dimension, erratum", "2 of 4 claims reused")
                .contains("is damaged: its checksum is not the one that was written; set aside as ")
                .doesNotContain("conservative-weights, ", "second-moment-bound, ");
        assertThat(bytes(again)).isEqualTo(whole);
    }

    @Test
    void isReadBack() {
        RunResult read = RunFiles.read(run);
        assertThat(read.claims()).extracting(result -> result.claim().id()).isEqualTo(ORDER);
        for (ClaimResult result : read.claims()) {
            assertThat(result).isEqualTo(ClaimResult.of(result.claim().check()));
        }
    }

    @Test
    void aDryRunNamesThem() {
        CommandLineRunner dry = workbench("run", RECIPE, "--set", "claims=" + IDS, "--dry-run");
        assertThat(dry.out())
                .contains("claims: 4 claims, side by side on ")
                .contains("  claim lse-hessian: derived from equation 16; new\n");
    }

    @Test
    void unknownOnesAreRefusedWithPlaceAndNearest() throws IOException {
        Path recipe = Files.writeString(scratch.resolve("r.yaml"), """
                name: mine
                claims:
                  - lse-hessian
                  - lse-hesian
                  - qqqqqqqqqqq
                """);
        CommandLineRunner refused = workbench("validate", recipe);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("r.yaml:4:5: claims: unknown claim 'lse-hesian', did you mean 'lse-hessian'?")
                .contains("r.yaml:5:5: claims: unknown claim 'qqqqqqqqqqq'; the nearest are ")
                .contains(", and all is every claim");
    }

    @Test
    void theRecipeChecksAllThereAre() {
        Recipe recipe = Recipe.read(RECIPE, List.of());
        assertThat(RecipeClaims.of(recipe)).isEqualTo(Claims.all());
        assertThat(recipe.trials()).isEmpty();
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run.resolve(name)));
    }

    private static SortedMap<String, Path> results(Path directory) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("provenance.json")
                            && !file.endsWith("report.html")
                            && !file.endsWith("log.txt"))
                    .forEach(file -> files.put(directory.relativize(file).toString(), file));
        }
        return files;
    }

    private static SortedMap<String, String> bytes(Path directory) throws IOException {
        SortedMap<String, String> bytes = new TreeMap<>();
        for (var file : results(directory).entrySet()) {
            bytes.put(file.getKey(), java.util.Arrays.hashCode(Files.readAllBytes(file.getValue())) + "");
        }
        return bytes;
    }
}
