package icd.workbench.engine;

import icd.claim.Claim;
import icd.claim.Verdict;
import icd.kernel.Workers;
import icd.workbench.run.ClaimResult;
import icd.workbench.run.RunDirectory;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** A claim to be checked, which shares nothing with any trial. */
record ClaimJob(Claim claim) {

    /** Those that take long first, so that at the end no thread waits for another. */
    static List<ClaimJob> sorted(List<Claim> claims) {
        return claims.stream()
                .sorted(Comparator.comparing(Claim::cost).reversed())
                .map(ClaimJob::new)
                .toList();
    }

    ClaimResult run(RunDirectory directory, int share, RunListener listener) throws IOException {
        try (Workers workers = Workers.of(share)) {
            Verdict verdict = claim.check(workers);
            ClaimResult result = ClaimResult.of(verdict);
            directory.write(result);
            listener.checked(result, verdict.seconds());
            return result;
        }
    }
}
