package icd.workbench.engine;

import icd.claim.Claim;
import icd.claim.Cost;
import icd.workbench.piece.Contents;
import icd.workbench.piece.Piece;
import icd.workbench.piece.SharedPrompts;
import icd.workbench.result.ClaimFiles;
import icd.workbench.result.ClaimResult;
import java.util.List;

/** The check of a claim, which shares nothing with any trial. */
record ClaimPiece(Claim claim) implements Piece {

    /** The number of multiplications in about a second. */
    private static final double QUICK = 1e9;

    @Override
    public Sort sort() {
        return Sort.CLAIM;
    }

    @Override
    public String id() {
        return claim.id();
    }

    @Override
    public String name() {
        return "claim " + claim.id();
    }

    @Override
    public String determining() {
        return ClaimResult.determining(claim);
    }

    @Override
    public double cost() {
        return claim.cost() == Cost.THOROUGH ? 10 * QUICK : QUICK;
    }

    @Override
    public List<SharedPrompts.Key> needs() {
        return List.of();
    }

    @Override
    public Contents run(Work work) {
        return ClaimFiles.contents(ClaimResult.of(claim.check(work.workers())));
    }

    @Override
    public String outcome(Contents contents) {
        return ClaimFiles.outcome(contents);
    }
}
