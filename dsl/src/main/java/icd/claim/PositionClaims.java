package icd.claim;

import icd.attention.Attention;
import icd.attention.AttentionLayer;
import icd.attention.Heads;
import icd.attention.Position;
import icd.denoise.Baselines;
import icd.task.PromptSet;
import icd.task.StateSpace;
import icd.task.Subspaces;
import icd.task.Task;
import icd.theory.LinearOptimum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Layers that take into account where tokens stand: what that is worth, and what it is not. */
final class PositionClaims {

    private static final String SOURCE =
            "derived; next steps of the talk: positional embedding and dynamical inference";
    private static final Subspaces TURNING = new Subspaces(16, 8, 2, 1).drift(.02);
    private static final StateSpace STATES = new StateSpace(6, 6).contextNoise(1);
    private static final int L = 100;

    private PositionClaims() {}

    static List<Claim> claims() {
        return List.of(
                Claim.asPrinted(
                        "recency-of-linear-attention",
                        SOURCE,
                        "linear attention whose weights fall by .057 a token loses .551827 of MSE/n at a drift of .02, where order-blind it"
                                + " loses .725102",
                        Equality.monteCarlo(PositionClaims::linearRecency),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "recency-is-the-kalman-filter",
                        SOURCE,
                        "where the context has the noise of the query and d = n, softmax attention with the query among the tokens, W_KQ = 0,"
                                + " slope -ln[rho (1 - K)] and alpha = K/[1 - rho (1 - K)] is the stationary Kalman filter, whose loss"
                                + " is d P sigma_Z^2/(P + sigma_Z^2)",
                        Equality.exact(1e-12, PositionClaims::oneHead),
                        "the filter has forgotten its beginning after 60 tokens, but for (rho (1 - K))^60 = 1e-17",
                        Cost.QUICK),
                Claim.asPrinted(
                        "kalman-filter-of-two-heads",
                        SOURCE,
                        "where the two noises differ, a head of that slope over the context and one on the query add up to the filter",
                        Equality.exact(1e-12, PositionClaims::twoHeads),
                        "the filter has forgotten its beginning after 60 tokens",
                        Cost.QUICK),
                Claim.asPrinted(
                        "recency-slope-of-least-loss",
                        SOURCE,
                        "rho = .9, sigma_0^2 = 2, both noises 1: the slope .646940 loses .418171 of MSE/n, and any other slope more",
                        Equality.monteCarlo(PositionClaims::leastSlope),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "linear-attention-on-a-state-space",
                        SOURCE,
                        "with weights e^{-lambda k} linear attention of scaled identities loses what the sixth moments of a Gaussian path say, and"
                                + " its best decay is not the filter's",
                        Equality.monteCarlo(PositionClaims::linearOnStates),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "additive-positions-are-no-help-to-linear-attention",
                        SOURCE,
                        "vectors p_k added to keys and query raise the loss of linear attention on independent tokens that are as likely as their"
                                + " negatives, by c^2 v d {sum_k [(v d/n + s) |p_k|^2 + (p_k.p_0)^2] + v |p_0|^2/n [(d + 1) L + sum_jk"
                                + " cos^2 (j - k) theta]}/L^2",
                        Equality.monteCarlo(PositionClaims::additive),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH),
                Claim.asPrinted(
                        "rotary-positions-of-tokens-without-order",
                        SOURCE,
                        "rotary positions multiply the likeness of a token k steps back by the mean of cos k omega over frequencies; where tokens"
                                + " have no order linear attention loses by it what the moments of a random projector say",
                        Equality.monteCarlo(PositionClaims::rotary),
                        Because.MONTE_CARLO,
                        Cost.THOROUGH));
    }

    /** x^ = c sum_k w_k x_k x_k^T x~ / L with scaled identities. */
    private static AttentionLayer linear(int n, double c) {
        return AttentionLayer.linear(n).scalar().identity(c, 1);
    }

    private static List<Expectation> linearRecency(Laboratory lab) {
        double blind = LinearOptimum.of(TURNING, L).product();
        double falling = LinearOptimum.of(TURNING, L, .057).product();
        Estimates losses = OracleLosses.of(
                lab.prompts("prompts", TURNING, 4_000, L),
                linear(16, blind),
                linear(16, falling).recency(.057));
        return List.of(
                Expectation.equal("order-blind loss", losses.of(0), 16 * .725102),
                Expectation.equal("loss at slope .057", losses.of(1), 16 * .551827),
                Expectation.above("what order is worth", losses.combination(1, -1), 0));
    }

    /** Variance of the next token before it is seen, when the filter has run for long. */
    private static double variance(StateSpace task) {
        double p = task.variance();
        for (int t = 0; t < 1_000; t++) {
            p = task.rho() * task.rho() * p * task.contextNoise() / (p + task.contextNoise())
                    + (1 - task.rho() * task.rho()) * task.variance();
        }
        return p;
    }

    private static double gain(StateSpace task) {
        return variance(task) / (variance(task) + task.contextNoise());
    }

    /** What a token counts over the one after it. */
    private static double memory(StateSpace task) {
        return task.rho() * (1 - gain(task));
    }

    private static Attention oneHead(StateSpace task, double slope) {
        return AttentionLayer.softmax(task.n())
                .scalar()
                .full()
                .identity(gain(task) / (1 - memory(task)), 0)
                .recency(slope);
    }

    private static List<Expectation> oneHead(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (StateSpace task : List.of(STATES, STATES.rho(.5).variance(7))) {
            PromptSet prompts = lab.prompts("prompts, rho = " + task.rho(), task, 20, 60);
            Attention head = oneHead(task, -StrictMath.log(memory(task)));
            expectations.add(Expectation.equal(
                    String.format(Locale.ROOT, "estimates, rho = %.1f", task.rho()),
                    head.estimate(prompts),
                    Baselines.kalman().estimate(prompts)));
            expectations.add(Expectation.equal(
                    String.format(Locale.ROOT, "loss of the filter, rho = %.1f", task.rho()),
                    6 * variance(task) / (variance(task) + 1),
                    task.kalmanLoss(60)));
        }
        return expectations;
    }

    /** The prediction rho K sum_k (rho (1 - K))^{k-1} y_k, and the query about it. */
    private static List<Expectation> twoHeads(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double noise : new double[] {.3, 2}) {
            StateSpace task = STATES.contextNoise(noise);
            PromptSet prompts = lab.prompts("prompts, R = " + noise, task, 20, noise < 1 ? 60 : 120);
            double onQuery = variance(task) / (variance(task) + 1);
            double onPast = task.rho() * gain(task) / (1 - memory(task));
            AttentionLayer head = AttentionLayer.softmax(6).scalar();
            Attention heads = Heads.of(
                    head.identity((1 - onQuery) * onPast, 0).recency(-StrictMath.log(memory(task))),
                    head.full().identity(onQuery, 0).recency(Position.MOST_SLOPE));
            expectations.add(Expectation.equal(
                    "estimates, R = " + noise,
                    heads.estimate(prompts),
                    Baselines.kalman().estimate(prompts)));
        }
        return expectations;
    }

    private static List<Expectation> leastSlope(Laboratory lab) {
        double best = -StrictMath.log(memory(STATES));
        Estimates losses = OracleLosses.of(
                lab.prompts("prompts", STATES, 20_000, 40),
                oneHead(STATES, best),
                oneHead(STATES, best - .2),
                oneHead(STATES, best + .2));
        return List.of(
                Expectation.equal("slope", new Estimate(best, 1e-6 / 4), .646940),
                Expectation.equal("loss at the slope", losses.of(0), 6 * .418171),
                Expectation.above("more at .2 less", losses.combination(-1, 1, 0), 0),
                Expectation.above("more at .2 more", losses.combination(-1, 0, 1), 0));
    }

    private static List<Expectation> linearOnStates(Laboratory lab) {
        StateSpace task = new StateSpace(6, 3).contextNoise(1);
        LinearOptimum blind = LinearOptimum.of(task, 40);
        LinearOptimum best = LinearOptimum.ofBestDecay(task, 40);
        Estimates losses = OracleLosses.of(lab.prompts("prompts", task, 20_000, 40), blind.layer(), best.layer());
        return List.of(
                Expectation.equal("order-blind loss", losses.of(0), blind.loss()),
                Expectation.equal("loss at the best decay", losses.of(1), best.loss()),
                Expectation.above("what order is worth", losses.combination(1, -1), 0),
                Expectation.above("the filter's decay above it", new Estimate(task.decay() - best.decay(), 0), 0));
    }

    private static List<Expectation> additive(Laboratory lab) {
        List<Expectation> expectations = new ArrayList<>();
        for (double drift : new double[] {0, .05}) {
            Subspaces task = new Subspaces(6, 3, 2, 1).drift(drift);
            int tokens = 20;
            double c = LinearOptimum.of(task, tokens).product();
            AttentionLayer blind = linear(6, c);
            Attention waves = blind.position(new Position.Sinusoidal(.8, 50, false));
            Estimates losses =
                    OracleLosses.of(lab.prompts("prompts, drift " + drift, task, 20_000, tokens), blind, waves);
            expectations.add(Expectation.equal(
                    "what sinusoidal positions cost, drift " + drift,
                    losses.combination(-1, 1),
                    c * c * costOfWaves(task, tokens, .8, 50)));
        }
        return expectations;
    }

    /** With vectors written out: (sin, cos) pairs of t base^(-2i/n), the query's at L + 1. */
    private static double costOfWaves(Subspaces task, int L, double scale, double base) {
        int n = task.n();
        int d = task.d();
        double v = task.variance();
        double own = scale * scale * n / 2.0; // |p|^2, the same everywhere
        double cost = 0;
        double turned = 0;
        for (int k = 1; k <= L; k++) {
            double product = 0;
            for (int i = 0; i < n / 2; i++) {
                product += scale * scale * StrictMath.cos(k * StrictMath.pow(base, -2.0 * i / n));
            }
            cost += (v * d / n + task.noiseVariance()) * own + product * product;
            for (int j = 1; j <= L; j++) {
                double cosine = StrictMath.cos((j - k) * task.drift());
                turned += cosine * cosine;
            }
        }
        return v * d * (cost + v * own / n * ((d + 1.0) * L + turned)) / ((double) L * L);
    }

    private static List<Expectation> rotary(Laboratory lab) {
        Task task = new Subspaces(6, 2, 2, 1);
        double base = 40;
        int tokens = 15;
        double[] moments = rotaryMoments(6, 2, 2, 1, tokens, base);
        double c = moments[0] / moments[1];
        Attention layer = linear(6, c).position(new Position.Rotary(base, false));
        AttentionLayer blind = linear(6, LinearOptimum.of(task, tokens).product());
        Estimates losses = OracleLosses.of(lab.prompts("prompts", task, 40_000, tokens), layer, blind);
        return List.of(
                Expectation.equal("loss with rotary positions", losses.of(0), 4 - moments[0] * moments[0] / moments[1]),
                Expectation.above("what they cost", losses.combination(1, -1), 0));
    }

    /**
     * E x.m and E|m|^2 of m = sum_k x_k x_k^T R_k x~ / L, tokens x = P y with P a random projector: E P_ij P_kl = a delta_ij delta_kl +
     * b (delta_ik delta_jl + delta_il delta_jk) and tr R_k / n = tau_k, the mean of cos k omega.
     */
    private static double[] rotaryMoments(int n, int d, double v, double s, int L, double base) {
        double b = d * (n - d) / (n * (n + 2.0) * (n - 1));
        double a = (double) d * d / (n * n) - 2 * b / n;
        double overlap = 0;
        double square = 0;
        for (int j = 1; j <= L; j++) {
            overlap += v * v * d * tau(n, j, base);
            for (int k = 1; k <= L; k++) {
                double projectors = a * n * tau(n, j - k, base)
                        + b * (n * tau(n, j + k, base) + n * n * tau(n, j, base) * tau(n, k, base));
                double each = v * v * (v * projectors + s * d * tau(n, j - k, base));
                square += j == k ? (d + 2) * each : each;
            }
        }
        return new double[] {overlap / L, square / ((double) L * L)};
    }

    private static double tau(int n, int k, double base) {
        double sum = 0;
        for (int i = 0; i < n / 2; i++) {
            sum += StrictMath.cos(k * StrictMath.pow(base, -2.0 * i / n));
        }
        return sum / (n / 2.0);
    }
}
