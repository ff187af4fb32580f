package icd;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.claim.Verdict;
import icd.kernel.Workers;
import java.util.List;

/** The part of {@link Dsl} about the claims of the paper and of the literature around it. */
public abstract class DslClaims extends DslTraining {

    DslClaims() {}

    /**
     * Every claim: its source, its printed form, and the form that holds.
     *
     * {@snippet :
     *   claims()
     * }
     */
    public static List<Claim> claims() {
        return Claims.all();
    }

    /**
     * One claim by its id; for an unknown id the error lists the nearest.
     *
     * {@snippet :
     *   claim("subspace-bayes-loss").holds()
     * }
     */
    public static Claim claim(String id) {
        return Claims.of(id);
    }

    /**
     * Measures a claim: its value, error bar and verdict.
     *
     * {@snippet :
     *   check("attention-is-one-step")
     * }
     */
    public static Verdict check(String id) {
        try (Workers workers = Workers.ofAllProcessors()) {
            return Claims.of(id).check(workers);
        }
    }
}
