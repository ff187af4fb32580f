package icd.workbench.result;

import icd.claim.Claim;
import icd.claim.Erratum;
import icd.claim.Outcome;
import icd.claim.Verdict;
import icd.workbench.piece.Numerics;

/**
 * A claim that a run has checked, without the time that this took.
 *
 * @param hash the hash of the claim's text, under the version of the numerics
 * @param verdict without its seconds
 */
public record ClaimResult(String hash, Verdict verdict) {

    public ClaimResult {
        verdict = new Verdict(verdict.claim(), verdict.findings(), verdict.outcome(), verdict.explanation(), 0);
    }

    /** Returns the result of a claim as it is now. */
    public static ClaimResult of(Verdict verdict) {
        return new ClaimResult(hash(verdict.claim()), verdict);
    }

    /** Returns the hash of the text that determines the verdict on a claim. */
    public static String hash(Claim claim) {
        return Numerics.hash(determining(claim));
    }

    /** Returns the text of a claim; the way it is measured belongs to the version of the numerics. */
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

    /** Returns whether the claim was found to hold as expected: as printed, or in the corrected form. */
    public boolean holds() {
        return verdict.outcome() != Outcome.FAILS;
    }

    /** Returns the claim's id and its outcome. */
    @Override
    public String toString() {
        return claim().id() + " " + verdict.outcome();
    }
}
