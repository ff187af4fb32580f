package icd.claim;

import java.util.List;
import java.util.Locale;

/**
 * The result of measuring a claim.
 *
 * @param claim the claim
 * @param findings all measured numbers, in order; the first is the claim's main number
 * @param outcome whether it holds
 * @param explanation the reason, in one line
 * @param seconds how long it took
 */
public record Verdict(Claim claim, List<Finding> findings, Outcome outcome, String explanation, double seconds) {

    private static final Finding NOTHING =
            new Finding("nothing", Double.NaN, 0, Relation.REPORTED, Double.NaN, 0, false);

    public Verdict {
        findings = List.copyOf(findings);
    }

    static Verdict of(Claim claim, List<Finding> findings, double seconds) {
        List<Finding> wrong =
                findings.stream().filter(finding -> !finding.passes()).toList();
        List<Finding> printed = findings.stream().filter(Finding::printed).toList();
        Outcome outcome =
                !wrong.isEmpty() || findings.isEmpty() || claim.erratum().isPresent() == printed.isEmpty()
                        ? Outcome.FAILS
                        : claim.erratum().isPresent() ? Outcome.ERRATUM_CONFIRMED : Outcome.HOLDS;
        return new Verdict(claim, findings, outcome, explain(claim, findings, wrong, printed), seconds);
    }

    private static String explain(Claim claim, List<Finding> findings, List<Finding> wrong, List<Finding> printed) {
        if (!wrong.isEmpty()) {
            Finding first = wrong.getFirst();
            return first
                    + (first.printed()
                            ? ": the printed form is not refuted"
                            : String.format(Locale.ROOT, ", allowed %.2g", first.allowed()))
                    + (wrong.size() == 1 ? "" : "; and " + (wrong.size() - 1) + " more of " + findings.size());
        }
        if (findings.isEmpty() || claim.erratum().isPresent() == printed.isEmpty()) {
            return findings.isEmpty()
                    ? "nothing was measured"
                    : "an erratum must come with measurements of the printed form, and only an erratum may, got "
                            + printed.size();
        }
        if (!printed.isEmpty()) {
            return printed.getFirst() + ": refuted; "
                    + claim.erratum().orElseThrow().reason();
        }
        Finding closest = furthest(findings);
        return String.format(
                Locale.ROOT,
                "%d of %d as expected to %s; the furthest out, by %.2f of what is allowed: %s",
                findings.size(),
                findings.size(),
                claim.kind().tolerance(),
                closest.strain(),
                closest.what());
    }

    private static Finding furthest(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.printed() && finding.relation() != Relation.REPORTED)
                .reduce((a, b) -> Double.compare(b.strain(), a.strain()) > 0 ? b : a)
                .orElse(NOTHING);
    }

    /**
     * Returns the number that deviates most, relative to its tolerance, from the form that should hold; the first
     * number where none deviates. Printed forms of errata and numbers without a claim are left out.
     */
    public Finding furthest() {
        return furthest(findings);
    }

    /** Returns the number that decided: the first wrong one, otherwise the first of all. */
    public Finding main() {
        return findings.stream()
                .filter(finding -> !finding.passes())
                .findFirst()
                .orElseGet(() -> findings.stream().findFirst().orElse(NOTHING));
    }

    /** Returns the measured value of {@link #main}. */
    public double value() {
        return main().measured();
    }

    /** Returns the error bar of {@link #main}. */
    public double error() {
        return main().error();
    }

    /** Returns the expected value of {@link #main}. */
    public double expected() {
        return main().expected();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: %s\n  %s\n  %s", claim.id(), outcome, main(), explanation);
    }
}
