package icd.workbench.result;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Outcome;
import icd.claim.Verdict;
import icd.workbench.piece.Numerics;

/**
 * A claim that a run has checked. It knows nothing of how long that took.
 *
 * @param hash of what is claimed, under the version of the numerics
 * @param verdict without its seconds
 */
public record ClaimResult(String hash, Verdict verdict) {

    public ClaimResult {
        verdict = new Verdict(verdict.claim(), verdict.findings(), verdict.outcome(), verdict.explanation(), 0);
    }

    /** The result of a claim as it is now. */
    public static ClaimResult of(Verdict verdict) {
        return new ClaimResult(hash(verdict.claim()), verdict);
    }

    /** Of what determines the verdict on a claim. */
    public static String hash(Claim claim) {
        return Numerics.hash(determining(claim));
    }

    /** Everything that is said about a claim: how it is measured belongs to the version of the numerics. */
    public static String determining(Claim claim) {
        Erratum erratum = claim.erratum().orElse(null);
        return String.join(
                "\n",
                "claim " + claim.id(),
                claim.source(),
                claim.printed(),
                erratum == null ? "" : erratum.toString(),
                claim.kind().toString(),
                claim.because());
    }

    public Claim claim() {
        return verdict.claim();
    }

    /** Whether what should hold was found to: as printed, or in the corrected form. */
    public boolean holds() {
        return verdict.outcome() != Outcome.FAILS;
    }

    /** The claim's id and what came of it. */
    @Override
    public String toString() {
        return claim().id() + " " + verdict.outcome();
    }
}
