package icd.workbench.engine;

import icd.claim.Claim;
import icd.claim.Cost;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.RecipeClaims;

/** How far a run has come, to be told by a {@link RunListener}; for one thread at a time. */
public final class Headway {

    /** About how much longer a thorough claim takes than a quick one. */
    private static final double THOROUGH = 10;

    private final int trials;
    private final int claims;
    private final double trialWork;
    private final double claimWork;
    private double trialsDone;
    private double claimsDone;
    private double found;
    private int finished;
    private int reused;

    /** Of a run of this recipe, not yet begun. */
    public Headway(Recipe recipe) {
        this.trials = recipe.trials().size();
        this.claims = RecipeClaims.of(recipe).size();
        this.trialWork = recipe.trials().stream().mapToDouble(TrialSpec::work).sum();
        this.claimWork =
                RecipeClaims.of(recipe).stream().mapToDouble(Headway::work).sum();
    }

    private static double work(Claim claim) {
        return claim.cost() == Cost.THOROUGH ? THOROUGH : 1;
    }

    /** An epoch of a trial is done. */
    public void epoch(TrialSpec trial) {
        trialsDone += trial.workPerEpoch();
    }

    /** A trial is done, the work of its epochs told before. */
    public void finished(TrialSpec trial) {
        finished++;
    }

    /** A trial was found finished. */
    public void reused(TrialSpec trial) {
        trialsDone += trial.work();
        reused++;
        found = share();
    }

    /** A claim is checked. */
    public void finished(Claim claim) {
        claimsDone += work(claim);
        finished++;
    }

    /** A claim was found checked. */
    public void reused(Claim claim) {
        claimsDone += work(claim);
        reused++;
        found = share();
    }

    /** How much of all there is to do is done, 0 to 1; where there are both, a trial counts as much as a claim. */
    public double share() {
        double ofTrials = trialWork > 0 ? Math.min(1, trialsDone / trialWork) : 0;
        double ofClaims = claimWork > 0 ? claimsDone / claimWork : 0;
        if (trialWork == 0 && claimWork == 0) {
            return done() / (double) Math.max(1, trials + claims);
        }
        double weight = (trialWork > 0 ? trials : 0) + claims;
        return ((trialWork > 0 ? trials : 0) * ofTrials + claims * ofClaims) / weight;
    }

    /** Seconds to go if the rest goes on as what was done in this time; NaN if nothing was. */
    public double secondsLeft(double elapsed) {
        double now = share() - found;
        return now > 0 ? elapsed * (1 - share()) / now : Double.NaN;
    }

    /** Trials and claims finished, now or by an earlier run. */
    public int done() {
        return finished + reused;
    }

    /** Those that an earlier run had finished. */
    public int reused() {
        return reused;
    }

    /** Trials and claims. */
    public int all() {
        return trials + claims;
    }

    /** What is counted: {@code trials}, {@code claims} or {@code trials and claims}. */
    public String units() {
        return claims == 0 ? "trials" : trials == 0 ? "claims" : "trials and claims";
    }

    @Override
    public String toString() {
        return done() + "/" + all() + " " + units();
    }
}
