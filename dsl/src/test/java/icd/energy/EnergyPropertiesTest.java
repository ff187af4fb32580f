package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.attention.Potential;
import java.util.List;
import java.util.function.BiFunction;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** Properties that hold for every energy, over random memories and states. */
class EnergyPropertiesTest {

    @Property(cases = 60)
    void derivativesAreThoseOfTheValue(Draws draws) {
        int n = draws.between(1, 7);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.gaussian(n, L, seed, "memories");
        double[] s = Samples.state(n, seed);
        for (MemoryEnergy energy : Samples.all(X, seed)) {
            double[] gradient = new double[n];
            double[] expected = new double[n];
            energy.gradient(s, gradient);
            Differences.gradient(energy::value, s, expected);
            double scale = 1 + Math.abs(energy.value(s)) + largest(gradient);
            // where a weight reaches zero the Hessian jumps, and differences across feel it in their fifth digit
            boolean smooth = sameSupport(energy, s);
            assertThat(gradient)
                    .as("gradient of %s", energy)
                    .containsExactly(expected, within((smooth ? 1e-8 : 1e-5) * scale));
            if (smooth) {
                double[] hessian = new double[n * n];
                double[] differences = new double[n * n];
                energy.hessian(s, hessian);
                Differences.hessian(energy, s, differences);
                assertThat(hessian)
                        .as("Hessian of %s", energy)
                        .containsExactly(differences, within(1e-6 * (scale + largest(hessian))));
            }
        }
    }

    private static double largest(double[] numbers) {
        double largest = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }

    private static boolean sameSupport(MemoryEnergy energy, double[] s) {
        double[] weights = energy.weights(s);
        for (int i = 0; i < s.length; i++) {
            for (double h : new double[] {-4e-4, 4e-4}) {
                double[] shifted = s.clone();
                shifted[i] += h * Math.max(1, Math.abs(s[i]));
                double[] others = energy.weights(shifted);
                for (int t = 0; t < weights.length; t++) {
                    if ((weights[t] == 0) != (others[t] == 0)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    @Property(cases = 40)
    void termsSumToTheValue(Draws draws) {
        int n = draws.between(1, 20);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        double[] s = Samples.state(n, seed);
        for (MemoryEnergy energy : Samples.all(Samples.gaussian(n, L, seed, "memories"), seed)) {
            double sum = energy.terms(s).values().stream().reduce(0.0, Double::sum);
            assertThat(sum).as(energy.toString()).isEqualTo(energy.value(s));
        }
    }

    @Property(cases = 40)
    void rotatingMemoriesAndStateChangesNothing(Draws draws) {
        int n = draws.between(2, 18);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.copy(Samples.gaussian(n, L, seed, "memories").multiply(1 / Math.sqrt(n)));
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        R064Store Q = Samples.rotation(n, seed);
        List<MemoryEnergy> before = Samples.isotropic(X, seed);
        List<MemoryEnergy> after = Samples.isotropic(Q.multiply(X), seed);
        for (int e = 0; e < before.size(); e++) {
            double value = before.get(e).value(s);
            assertThat(after.get(e).value(Q.multiply(s)))
                    .as(before.get(e).toString())
                    .isCloseTo(value, within(1e-10 * (1 + Math.abs(value))));
            R064Store expected = Samples.copy(Q.multiply(before.get(e).gradient(s)));
            R064Store gradient = after.get(e).gradient(Q.multiply(s));
            double scale = 1 + largest(expected.data);
            assertThat(gradient.data).as(before.get(e).toString()).containsExactly(expected.data, within(1e-9 * scale));
        }
    }

    /** s - rate P grad E against the update as the field writes it, computed here without the engine. */
    @Property(cases = 40)
    void aStepIsTheStatedUpdate(Draws draws) {
        int n = draws.between(1, 18);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.gaussian(n, L, seed, "memories");
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        double[] w = Samples.weights(L, seed);
        R064Store A = Samples.warp(n, seed);
        R064Store W = Samples.gaussian(n, n, seed, "W_KQ");
        MatrixStore<Double> inverse = Samples.inverse(A);
        MatrixStore<Double> scores = X.transpose().multiply(s);

        checkStep(
                Energies.lse(X, 0.9, 1.7),
                s,
                X.multiply(softmax(scores, (z, t) -> 1.7 * z)).multiply(0.9));
        checkStep(
                Energies.weightedLse(X, w, 1.3, 0.8),
                s,
                X.multiply(softmax(scores, (z, t) -> 0.8 * z + Math.log(w[t]))).multiply(1.3));
        checkStep(
                Energies.gaussianLse(X, 1.7),
                s,
                X.multiply(softmax(scores, (z, t) -> -0.85 * squareDistance(X, t, s))));
        checkStep(
                Energies.weightedGaussianLse(X, w, 0.6),
                s,
                X.multiply(softmax(scores, (z, t) -> Math.log(w[t]) - 0.3 * squareDistance(X, t, s))));
        checkStep(Energies.sphericalHopfield(X, 0.7), s, X.multiply(scores).multiply(0.7 / L));
        checkStep(
                Energies.warpedSphericalHopfield(X, A, 0.6),
                s,
                X.multiply(inverse.multiply(X).transpose().multiply(inverse.multiply(s)))
                        .multiply(0.6 / L)); // equation A.13
        LayerEnergy softmax =
                LayerEnergy.of(new Potential.Softmax(), W, W.transpose().multiply(0.8));
        MatrixStore<Double> layer = W.transpose()
                .multiply(0.8)
                .multiply(X)
                .multiply(softmax(X.transpose().multiply(W).multiply(s), (z, t) -> z));
        checkStep(softmax.step(X), s, layer);
        checkStep(softmax.flow(X), s, s.add(layer));
        MatrixStore<Double> linear = W.transpose()
                .multiply(-0.8 / L)
                .multiply(X)
                .multiply(X.transpose().multiply(W).multiply(s));
        LayerEnergy of = LayerEnergy.of(new Potential.Linear(), W, W.transpose().multiply(-0.8));
        checkStep(of.step(X), s, linear);
        checkStep(of.flow(X), s, s.add(linear));
        for (Potential map : List.of(
                new Potential.Softmax(),
                new Potential.Sparsemax(),
                new Potential.Entmax(1.5),
                new Potential.Normmax(2))) {
            double[] y = new double[L];
            map.weigh(Samples.copy(scores.multiply(0.6)).data, y);
            checkStep(Energies.hopfieldFenchelYoung(X, 0.6, map), s, X.multiply(R064Store.wrap(y)));
        }
        double[] active = new double[L];
        int m = 0;
        for (int t = 0; t < L; t++) {
            active[t] = squareDistance(X, t, s) < 2 / 0.15 ? 1 : 0;
            m += (int) active[t];
        }
        checkStep(
                Energies.epanechnikov(X, 0.15, 0.3),
                s,
                m == 0 ? s : X.multiply(R064Store.wrap(active)).multiply(1.0 / m));
    }

    private static void checkStep(MemoryEnergy energy, R064Store s, MatrixStore<Double> expected) {
        Trajectory one = Descent.of(energy, s).steps(1).run();
        double[] update = Samples.copy(expected).data;
        assertThat(one.last().data)
                .as(energy.toString())
                .containsExactly(update, within(1e-12 * (1 + largest(update) + largest(energy.gradient(s).data))));
    }

    private static R064Store softmax(MatrixStore<Double> scores, BiFunction<Double, Integer, Double> rule) {
        double[] p = new double[(int) scores.count()];
        double total = 0;
        for (int t = 0; t < p.length; t++) {
            p[t] = Math.exp(rule.apply(scores.doubleValue(t), t));
            total += p[t];
        }
        for (int t = 0; t < p.length; t++) {
            p[t] /= total;
        }
        return R064Store.wrap(p);
    }

    private static double squareDistance(MatrixStore<Double> X, int t, MatrixStore<Double> s) {
        double sum = 0;
        for (int i = 0; i < s.count(); i++) {
            sum += Math.pow(X.doubleValue(i, t) - s.doubleValue(i), 2);
        }
        return sum;
    }

    /** All that have a rate of their own are minus a convex function beyond a quadratic of curvature 1/rate. */
    @Property(cases = 60)
    void descentNeverRisesAtAllowedSteps(Draws draws) {
        int n = draws.between(1, 10);
        int L = draws.between(1, 40);
        int percent = draws.between(1, 199);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.gaussian(n, L, seed, "memories");
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        for (MemoryEnergy energy : Samples.all(X, seed)) {
            boolean flow = energy.name().endsWith("layer") && !energy.terms(s).containsKey("norm");
            boolean concave = !energy.name().equals("linear_layer"); // its c is negative here
            if (energy.rate().isPresent() && !flow && concave && !energy.name().equals("epanechnikov")) {
                double rate = percent / 100.0 * energy.rate().getAsDouble();
                Trajectory path = Descent.of(energy, s).rate(rate).steps(30).run();
                assertThat(path.firstRise()).as("%s at rate %s", energy, rate).isEqualTo(-1);
            }
        }
        // mean shift with this kernel never rises at its full step, nor at any shorter one
        MemoryEnergy epanechnikov = Energies.epanechnikov(X, 0.15, 0.3);
        double rate = Math.min(1, percent / 100.0);
        assertThat(Descent.of(epanechnikov, s).rate(rate).steps(30).run().firstRise())
                .isEqualTo(-1);
    }

    /** On a sphere of radius R the Gaussian kernel is the inner product's, up to R^2/2. */
    @Property(cases = 40)
    void gaussianAndPlainLseCoincideOnASphere(Draws draws) {
        int n = draws.between(1, 18);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.onSphere(n, L, 1.5, seed);
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        MemoryEnergy gaussian = Energies.gaussianLse(X, 2.5);
        MemoryEnergy lse = Energies.lse(X, 1, 2.5);
        assertThat(gaussian.value(s)).isCloseTo(lse.value(s) + 1.5 * 1.5 / 2, within(1e-12 * n));
        assertThat(gaussian.gradient(s).data).containsExactly(lse.gradient(s).data, within(1e-12));
        assertThat(gaussian.hessian(s).data).containsExactly(lse.hessian(s).data, within(1e-11));
    }

    /** Fenchel-Young with softmax is log-sum-exp by another road. */
    @Property(cases = 40)
    void softmaxOfTheFamilyIsLse(Draws draws) {
        int n = draws.between(1, 18);
        int L = draws.between(1, 40);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.gaussian(n, L, seed, "memories");
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        MemoryEnergy family = Energies.hopfieldFenchelYoung(X, 1.7, new Potential.Softmax());
        MemoryEnergy lse = Energies.lse(X, 1, 1.7);
        assertThat(family.value(s)).isCloseTo(lse.value(s), within(1e-12 * n));
        assertThat(family.gradient(s).data).containsExactly(lse.gradient(s).data, within(1e-12 * n));
        assertThat(family.hessian(s).data).containsExactly(lse.hessian(s).data, within(1e-10 * n));
    }

    /** exp(1000) is infinite; what is computed with it shifted is not. */
    @Property(cases = 40)
    void nothingOverflowsAtHugeBeta(Draws draws) {
        int n = draws.between(1, 18);
        int L = draws.between(1, 40);
        int exponent = draws.between(3, 150);
        int seed = draws.between(0, 100_000);
        double beta = Math.pow(10, exponent);
        R064Store X = Samples.gaussian(n, L, seed, "memories");
        R064Store s = Samples.gaussian(n, 1, seed, "state");
        for (MemoryEnergy energy : List.of(
                Energies.lse(X, 1, beta),
                Energies.gaussianLse(X, beta),
                Energies.logExponential(X, beta),
                Energies.hopfieldFenchelYoung(X, beta, new Potential.Entmax(1.5)))) {
            assertThat(energy.value(s)).as(energy.toString()).isFinite();
            for (double component : energy.gradient(s).data) {
                assertThat(component).as(energy.toString()).isFinite();
            }
            for (double component : energy.hessian(s).data) {
                assertThat(component).as(energy.toString()).isFinite();
            }
        }
        double best = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < L; t++) {
            best = Math.max(best, X.transpose().multiply(s).doubleValue(t));
        }
        assertThat(Energies.logExponential(X, beta).value(s))
                .isCloseTo(-best, within(1e-12 * (1 + Math.abs(best)) + Math.log(L) / beta));
    }
}
