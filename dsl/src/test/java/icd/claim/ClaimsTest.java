package icd.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import icd.kernel.Workers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every claim of the list is measured, holds, and would not hold if its formula were wrong. */
class ClaimsTest {

    private static final Workers WORKERS = Workers.of(2);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static List<Claim> all() {
        return Claims.all();
    }

    /** Measured once: the verdicts on what holds and on what does not are all about these numbers. */
    @ParameterizedTest
    @MethodSource("all")
    void holdsAndCouldFail(Claim claim) {
        Laboratory lab = new Laboratory(claim.id(), WORKERS);
        switch (claim.kind()) {
            case Equality equality -> {
                List<Expectation> measured = equality.measure().of(lab);
                assertHolds(claim, with(equality, measured));
                assertFails(claim, with(equality, shifted(measured)), "1 more");
                if (measured.stream().anyMatch(ClaimsTest::nonzero)) {
                    assertFails(claim, with(equality, scaled(measured, 2)), "a factor 2");
                    assertFails(claim, with(equality, scaled(measured, 0.5)), "a factor 1/2");
                    assertFails(claim, with(equality, scaled(measured, -1)), "a sign");
                }
                if (measured.stream().anyMatch(each -> nonzero(each) && varies(each.expected()))) {
                    assertFails(claim, with(equality, reversed(measured)), "a swapped index");
                }
            }
            case Limit limit -> {
                Scaling measured = limit.measure().of(lab);
                assertHolds(claim, with(limit, limit.exponent(), measured));
                assertFails(claim, with(limit, limit.exponent() + 0.5, measured), "half a power more");
                assertFails(claim, with(limit, limit.exponent() - 0.5, measured), "half a power less");
                assertFails(claim, with(limit, -limit.exponent(), measured), "a sign");
            }
            case Bound bound -> {
                List<Coverage> measured = bound.measure().of(lab);
                assertHolds(claim, new Bound(bound.standardErrors(), l -> measured));
                assertFails(
                        claim,
                        new Bound(
                                bound.standardErrors(),
                                l -> measured.stream()
                                        .map(each -> each.tightened(1.5 * each.slack()))
                                        .toList()),
                        "a bound tighter than the slack");
            }
        }
    }

    private static Equality with(Equality equality, List<Expectation> measured) {
        return new Equality(equality.relative(), equality.standardErrors(), lab -> measured);
    }

    private static Limit with(Limit limit, double exponent, Scaling measured) {
        return new Limit(limit.size(), exponent, limit.confidence(), limit.resolution(), lab -> measured);
    }

    private static boolean nonzero(Expectation each) {
        return each.relation() == Relation.EQUAL
                && !each.printed()
                && Arrays.stream(each.expected()).anyMatch(x -> x != 0);
    }

    private static boolean varies(double[] x) {
        return Arrays.stream(x).distinct().count() > 1;
    }

    /** The expected side of all equalities, as a formula that is wrong by a factor would give it. */
    private static List<Expectation> scaled(List<Expectation> all, double by) {
        return all.stream()
                .map(each -> nonzero(each) ? each.expecting(map(each.expected(), x -> by * x)) : each)
                .toList();
    }

    /** Equalities and thresholds that ask for 1 more: all that is compared here is of that order. */
    private static List<Expectation> shifted(List<Expectation> all) {
        return all.stream()
                .map(each -> each.printed()
                        ? each
                        : each.expecting(
                                map(each.expected(), x -> each.relation() == Relation.AT_MOST ? x - 1 : x + 1)))
                .toList();
    }

    private static List<Expectation> reversed(List<Expectation> all) {
        return all.stream()
                .map(each -> {
                    int last = each.expected().length - 1;
                    double[] expected = each.expected().clone();
                    for (int i = 0; i <= last; i++) {
                        expected[i] = each.expected()[last - i];
                    }
                    return nonzero(each) ? each.expecting(expected) : each;
                })
                .toList();
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    private static Verdict check(Claim claim, Kind kind) {
        return new Claim(
                        claim.id(),
                        claim.source(),
                        claim.printed(),
                        claim.erratum(),
                        kind,
                        claim.because(),
                        claim.cost())
                .check();
    }

    private static void assertHolds(Claim claim, Kind kind) {
        Verdict verdict = check(claim, kind);
        assertThat(verdict.outcome())
                .as(verdict.toString())
                .isEqualTo(claim.erratum().isPresent() ? Outcome.ERRATUM_CONFIRMED : Outcome.HOLDS);
    }

    private static void assertFails(Claim claim, Kind kind, String wrong) {
        Verdict verdict = check(claim, kind);
        assertThat(verdict.outcome()).as("%s, with %s", verdict, wrong).isEqualTo(Outcome.FAILS);
    }

    @Test
    void theListIsConsistent() {
        Set<String> ids = new HashSet<>();
        Set<Integer> errata = new TreeSet<>();
        for (Claim claim : Claims.all()) {
            assertThat(ids.add(claim.id())).as(claim.id()).isTrue();
            claim.erratum().map(Erratum::number).ifPresent(errata::add);
            assertThat(claim.because().length()).as(claim.id()).isGreaterThan(15);
            assertThat(claim.toString()).contains(claim.id(), claim.source(), claim.printed());
            assertThat(Claims.of(claim.id())).isSameAs(claim);
        }
        assertThat(errata).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(ids).hasSizeGreaterThan(100);
        Stream.of(
                        "Proposition 1",
                        "Proposition 2",
                        "Proposition 3",
                        "Proposition 4",
                        "Proposition 5",
                        "Proposition 6",
                        "Theorem 3.1",
                        "Proposition 3.2",
                        "Lemma F.1",
                        "A.12",
                        "A.13",
                        "A.15",
                        "A.16",
                        "A.18",
                        "A.19",
                        "equations 16 and 17",
                        "slides",
                        "Figure 3",
                        "Figure 4(a)",
                        "Figure 4(b)",
                        "Figure 5",
                        "Figure 6(a)",
                        "Figure 6(b)",
                        "Figure 7",
                        "Figure 8",
                        "Abstract",
                        "Section 3.2",
                        "Section 3.3",
                        "Section 3.4",
                        "Section 4",
                        "A.1 to A.3",
                        "A.4 to A.9",
                        "Lucibello",
                        "Amit",
                        "Krotov",
                        "Demircigil",
                        "von Oswald",
                        "Garg",
                        "Santos")
                .forEach(source -> assertThat(Claims.all())
                        .as(source)
                        .anyMatch(claim -> claim.source().contains(source)));
        assertThat(Claims.all()).extracting(Claim::kind).hasAtLeastOneElementOfType(Equality.class);
        assertThat(Claims.all()).extracting(Claim::kind).hasAtLeastOneElementOfType(Limit.class);
        assertThat(Claims.all()).extracting(Claim::kind).hasAtLeastOneElementOfType(Bound.class);
    }

    /** Erratum 3: a d-sphere needs d + 1 dimensions. */
    @Test
    void whatHoldsIsWhatIsPrintedUnlessThereIsAnErratum() {
        Claim printed = Claim.asPrinted("own", "notes", "V is R^{d+1}", exact(1), "exact", Cost.QUICK);
        assertThat(printed.holds()).isEqualTo("V is R^{d+1}");
        Erratum erratum = new Erratum(3, "V is R^{d+1}", "a circle needs a plane");
        Claim corrected = new Claim("own", "notes", "V is R^d", Optional.of(erratum), exact(1), "exact", Cost.QUICK);
        assertThat(corrected.holds()).isEqualTo("V is R^{d+1}");
        assertThat(corrected).hasToString("own [notes]: V is R^d; erratum 3: V is R^{d+1} (a circle needs a plane)");
    }

    private static Equality exact(double x) {
        return Equality.exact(1e-15, lab -> List.of(Expectation.equal("x", x, x)));
    }

    @Test
    void everyPartHasClaims() {
        assertThat(Claims.all()).extracting(Claim::part).contains(Part.values());
        assertThat(Part.of("Proposition 3.2, equation 15")).isEqualTo(Part.PAPER);
        assertThat(Part.of("Abstract; Section 4")).isEqualTo(Part.PAPER);
        assertThat(Part.of("Figure 4(b); derived")).isEqualTo(Part.PAPER);
        assertThat(Part.of("Proposition 5; Appendix E")).isEqualTo(Part.APPENDICES);
        assertThat(Part.of("derived; Lucibello and Mezard 2024")).isEqualTo(Part.DERIVED);
        assertThat(Part.of("slides, 'Optimal denoisers', case 3")).isEqualTo(Part.SLIDES);
        assertThat(Part.of("my notes")).isEqualTo(Part.LITERATURE);
    }

    @Test
    void anUnknownIdListsTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Claims.of("sphere-bayes-estimat"))
                .withMessageStartingWith("Claims.of: id must be one of the claims', got \"sphere-bayes-estimat\";")
                .withMessageContaining("the nearest are sphere-bayes-estimate, ");
    }

    @Test
    void findingsAreTheSameForAnyNumberOfThreads() {
        for (String id : List.of(
                "mixture-baseline-losses",
                "softmax-tends-to-bayes-on-clusters",
                "weighted-sum-bound",
                "one-step-regression")) {
            Claim claim = Claims.of(id);
            try (Workers three = Workers.of(3)) {
                assertThat(Claims.check(claim, three).findings())
                        .as(id)
                        .isEqualTo(claim.check().findings());
            }
        }
    }

    @Test
    void claimsAreOpenToUsers() {
        Claim own = Claim.asPrinted(
                "own.claim-1",
                "notes",
                "1 + 1 = 2",
                Equality.exact(1e-15, lab -> List.of(Expectation.equal("1 + 1", 1 + 1, 2))),
                "exact",
                Cost.QUICK);
        assertThat(own.check().outcome()).isEqualTo(Outcome.HOLDS);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Claim("Own Claim", "notes", "1", Optional.empty(), own.kind(), "exact", Cost.QUICK))
                .withMessageStartingWith("Claim: id must be words of lower-case letters and digits joined by dashes");
    }
}
