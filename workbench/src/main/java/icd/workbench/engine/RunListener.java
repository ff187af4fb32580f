package icd.workbench.engine;

import icd.claim.Claim;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.TrialResult;

/** Told how a run gets on; called from several threads at a time. */
public interface RunListener {

    /** Nothing is done about anything. */
    RunListener SILENT = new RunListener() {};

    /** An epoch of a trial is done. */
    default void epoch(TrialSpec trial, int epoch, double testLoss) {}

    /** A trial is done and on disk. */
    default void finished(TrialSpec trial, TrialResult result, double seconds) {}

    /** A trial was found finished by an earlier run. */
    default void reused(TrialSpec trial) {}

    /** A claim is checked and its verdict on disk. */
    default void checked(ClaimResult result, double seconds) {}

    /** A claim was found checked by an earlier run. */
    default void reused(Claim claim) {}
}
