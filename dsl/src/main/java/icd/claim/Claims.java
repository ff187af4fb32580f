package icd.claim;

import icd.kernel.Workers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All claims, in the order of the paper and then of the literature around it. */
public final class Claims {

    private static final List<Claim> ALL = Stream.of(
                    BayesOptimality.claims(),
                    SubspaceClaims.claims(),
                    SphereClaims.claims(),
                    MixtureClaims.claims(),
                    TrainingClaims.claims(),
                    GeneralisationClaims.claims(),
                    LossLandscapeClaims.claims(),
                    ConvergenceClaims.claims(),
                    ContextLengthClaims.claims(),
                    SoftmaxLimits.claims(),
                    EnergyClaims.claims(),
                    QuadraticEnergyClaims.claims(),
                    ConservativeClaims.claims(),
                    TransformClaims.claims(),
                    AttentionFormClaims.claims(),
                    IterationClaims.claims(),
                    RetrievalClaims.claims(),
                    SlidesClaims.claims(),
                    FiniteContextClaims.claims(),
                    AnisotropicNoiseClaims.claims(),
                    DriftClaims.claims(),
                    StateSpaceClaims.claims(),
                    DepthClaims.claims(),
                    HeadsClaims.claims(),
                    SamplingClaims.claims(),
                    LearningClaims.claims(),
                    PositionClaims.claims(),
                    HopfieldClaims.claims(),
                    DenseMemoryClaims.claims(),
                    RegressionClaims.claims(),
                    PredictionMapClaims.claims(),
                    MemoryEnergyClaims.claims(),
                    DigitClaims.claims())
            .flatMap(List::stream)
            .toList();

    private Claims() {}

    /** Returns every claim. */
    public static List<Claim> all() {
        return ALL;
    }

    /**
     * Returns the claim of this id.
     *
     * @throws IllegalArgumentException if there is none; the message lists the nearest
     */
    public static Claim of(String id) {
        return ALL.stream()
                .filter(claim -> claim.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Claims.of: id must be one of the claims', got \"" + id
                        + "\"; the nearest are " + nearest(id)));
    }

    /** Returns the three ids most like this one, the likeliest first. */
    public static String nearest(String id) {
        return ALL.stream()
                .map(Claim::id)
                .sorted(Comparator.comparingInt((String known) -> distance(id, known))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    /** Returns the number of letters to insert, drop or change; half as many where one word contains the other. */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(last[j], row[j - 1]));
            }
            last = row;
        }
        int edits = last[b.length()];
        return a.contains(b) || b.contains(a) ? edits / 2 : edits;
    }

    /** Measures one claim. */
    public static Verdict check(Claim claim, Workers workers) {
        return claim.check(workers);
    }
}
