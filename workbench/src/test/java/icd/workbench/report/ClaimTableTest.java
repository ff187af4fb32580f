package icd.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import icd.claim.Claim;
import icd.claim.Cost;
import icd.claim.Equality;
import icd.claim.Erratum;
import icd.claim.Estimate;
import icd.claim.Expectation;
import icd.workbench.recipe.Recipe;
import icd.workbench.result.ClaimResult;
import icd.workbench.result.RunResult;
import icd.workbench.result.Summary;
import icd.workbench.run.Tally;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people read of claims, one of them failing. */
class ClaimTableTest {

    private static ClaimResult result(String id, String source, Erratum erratum, Expectation... measured) {
        Claim claim = new Claim(
                id,
                source,
                "a statement of more words than a line of a hundred columns has room for, which goes on and on and on",
                Optional.ofNullable(erratum),
                Equality.monteCarlo(lab -> List.of(measured)),
                "it is a test",
                Cost.QUICK);
        return ClaimResult.of(claim.check());
    }

    private static final ClaimResult HOLDS = result(
            "it-holds", "Section 3.2, Figure 3", null, Expectation.equal("x", new Estimate(0.3268194, 0.0042), 0.327));

    private static final ClaimResult FAILS =
            result("it-fails", "derived: so", null, Expectation.atLeast("y", new Estimate(1, 0.01), 1.2));

    private static final ClaimResult ERRATUM = result(
            "it-errs",
            "slides, 'A picture'",
            new Erratum(0, "the other", "as it is"),
            Expectation.equal("z", 2, 2),
            Expectation.equal("z", 2, 3).asPrinted());

    @Test
    void eachOnALineByItsPart() {
        assertThat(ClaimTable.of(List.of(HOLDS, FAILS, ERRATUM))).isEqualTo("""
                The paper
                  ✓ holds   it-holds 0.32682 ± 0.0042     = 0.327     Section 3.2
                Its slides
                  ≠ erratum it-errs  2                    = 2         'A picture'
                            printed: a statement of more words than a line of a hundred columns has room for, which
                              goes on and on and on
                            holds: the other
                Derived here
                  ✗ FAILS   it-fails 1 ± 0.01             ≥ 1.2       so
                            because: y = 1 ± 0.01, expected at least 1.2, allowed 0.040
                3 claims: 1 as printed, 1 as corrected, 1 failing
                """);
        assertThat(ClaimTable.of(List.of())).isEmpty();
    }

    private static RecipeRun run(ClaimResult... claims) {
        Recipe recipe = Recipe.parse("r", "name: r\nclaims: [all]", List.of());
        RunResult result =
                new RunResult(recipe, new LinkedHashMap<>(), List.of(), List.of(claims), new LinkedHashMap<>());
        return new RecipeRun(
                result,
                Path.of("r"),
                Summary.of(result),
                List.of(),
                new TreeMap<>(),
                new Tally(new TreeMap<>(), Map.of(), Map.of()),
                1);
    }

    @Test
    void aRunSucceedsIfAllHold() {
        assertThat(run(HOLDS, ERRATUM).succeeded()).isTrue();
        assertThat(run(HOLDS, FAILS, ERRATUM).succeeded()).isFalse();
        assertThat(run(FAILS).toString()).contains("✗ FAILS   it-fails").endsWith("1 failing\nr");
    }

    @Test
    void whatElseIsClaimedHasAnotherHash() {
        ClaimResult other =
                result("it-holds", "Section 3.3", null, Expectation.equal("x", new Estimate(0.3268194, 0.0042), 0.327));
        assertThat(other.hash()).isNotEqualTo(HOLDS.hash());
        assertThat(ClaimResult.hash(HOLDS.claim())).isEqualTo(HOLDS.hash());
        assertThat(HOLDS.verdict().seconds()).isZero();
    }
}
