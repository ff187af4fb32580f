package icd.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.math.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ojalgo.matrix.store.R064Store;

class BinaryDynamicsTest {

    private static List<BinaryDynamics> all(R064Store X) {
        return List.of(
                BinaryDynamics.hopfield(X),
                BinaryDynamics.hopfield(X).keepingDiagonal(),
                BinaryDynamics.polynomial(X, 3),
                BinaryDynamics.polynomial(X, 4),
                BinaryDynamics.rectifiedPolynomial(X, 3),
                BinaryDynamics.exponential(X, 0.3));
    }

    private static List<MemoryEnergy> energies(R064Store X) {
        return List.of(
                Energies.hopfield(X),
                Energies.hopfield(X),
                Energies.polynomial(X, 3),
                Energies.polynomial(X, 4),
                Energies.rectifiedPolynomial(X, 3),
                Energies.logExponential(X, 0.3));
    }

    /** Every sweep lowers the energy that {@link Energies} gives, and at the end no flip of one bit would. */
    @Property(cases = 40)
    void oneAfterAnotherDescendsToWhereNoFlipIsDownhill(Draws draws) {
        int n = draws.between(1, 30);
        int count = draws.between(1, 20);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.binary(n, count, seed);
        R064Store start = Samples.binary(n, 1, seed + 1_000_000);
        for (int e = 0; e < energies(X).size(); e++) {
            MemoryEnergy energy = energies(X).get(e);
            for (BinaryDynamics order : List.of(all(X).get(e), all(X).get(e).inRandomOrder(seed))) {
                BinaryRun run = order.run(start);
                assertThat(run.end()).as(order.toString()).isEqualTo(BinaryRun.End.FIXED_POINT);
                double last = run.energies()[run.sweeps()];
                assertThat(run.energies()[0]).isCloseTo(energy.value(start), within(1e-12 * (1 + Math.abs(last))));
                assertThat(last).isCloseTo(energy.value(run.state()), within(1e-12 * (1 + Math.abs(last))));
                for (int sweep = 1; sweep <= run.sweeps(); sweep++) {
                    assertThat(run.energies()[sweep])
                            .isLessThanOrEqualTo(run.energies()[sweep - 1] + 1e-12 * Math.abs(last));
                }
                for (int i = 0; i < n && !order.toString().contains("diagonal"); i++) {
                    R064Store flipped = run.state();
                    flipped.set(i, 0, -flipped.doubleValue(i));
                    assertThat(energy.value(flipped))
                            .as("%s, bit %d", order, i)
                            .isGreaterThanOrEqualTo(last - 1e-12 * (1 + Math.abs(last)));
                }
                assertThat(run.overlaps().data)
                        .containsExactly(
                                Samples.copy(X.transpose().multiply(run.state()).multiply(1.0 / n)).data,
                                within(1e-12));
            }
        }
    }

    /** F = z^2 is the Hebbian rule without its diagonal. */
    @Property(cases = 40)
    void theSquareIsHopfield(Draws draws) {
        int n = draws.between(1, 40);
        int count = draws.between(1, 20);
        int seed = draws.between(0, 100_000);
        R064Store X = Samples.binary(n, count, seed);
        R064Store start = Samples.binary(n, 1, seed + 1_000_000);
        assertThat(BinaryDynamics.polynomial(X, 2).run(start).state().data)
                .containsExactly(BinaryDynamics.hopfield(X).run(start).state().data);
        assertThat(BinaryDynamics.polynomial(X, 2)
                        .synchronous()
                        .sweeps(1)
                        .run(start)
                        .state()
                        .data)
                .containsExactly(BinaryDynamics.hopfield(X)
                        .synchronous()
                        .sweeps(1)
                        .run(start)
                        .state()
                        .data);
    }

    /** One memory (1, -1) couples two bits with -1: both bits of (1, 1) flip at once, for ever; one by one, one does. */
    @Test
    void synchronousUpdatesMayCycle() {
        R064Store X = R064Store.wrap(1.0, -1);
        R064Store start = R064Store.wrap(1.0, 1);
        BinaryRun cycle = BinaryDynamics.hopfield(X).synchronous().run(start);
        assertThat(cycle.end()).isEqualTo(BinaryRun.End.TWO_CYCLE);
        assertThat(cycle.sweeps()).isEqualTo(2);
        assertThat(cycle.state().data).containsExactly(1, 1);
        BinaryRun single = BinaryDynamics.hopfield(X).run(start);
        assertThat(single.end()).isEqualTo(BinaryRun.End.FIXED_POINT);
        assertThat(single.state().data).containsExactly(-1, 1);
        assertThat(BinaryDynamics.hopfield(X).inOrder(1, 0).run(start).state().data)
                .containsExactly(1, -1);
        // the diagonal J_ii = 1 just balances the other coupling: the field is 0, and both keep
        BinaryRun kept =
                BinaryDynamics.hopfield(X).keepingDiagonal().synchronous().run(start);
        assertThat(kept.state().data).containsExactly(1, 1);
        assertThat(kept.end()).isEqualTo(BinaryRun.End.FIXED_POINT);
    }

    /** Memories (1, 1, 1) and (-1, 1, 1) pull the first bit apart with equal force: sgn 0 keeps. */
    @Test
    void noFieldKeepsTheBit() {
        R064Store X = R064Store.wrap(new double[] {1, 1, 1, -1, 1, 1}, 3);
        for (double bit : new double[] {-1, 1}) {
            R064Store start = R064Store.wrap(bit, 1, 1);
            for (BinaryDynamics dynamics : all(X)) {
                BinaryRun run = dynamics.synchronous().sweeps(1).run(start);
                assertThat(run.state().doubleValue(0)).as(dynamics.toString()).isEqualTo(bit);
            }
        }
    }

    /** exp(1200) is infinite, so plain sums would compare infinity with infinity. */
    @Test
    void exponentialMemoriesOfManyBits() {
        int n = 1200;
        R064Store X = Samples.binary(n, 50, 1);
        assertThat(Energies.exponential(X, 1).value(Samples.column(X, 3))).isEqualTo(Double.NEGATIVE_INFINITY);
        double[] start = Samples.column(X, 3);
        int[] bits = RandomStream.of(1, "flips").permutation(n);
        for (int i = 0; i < 400; i++) {
            start[bits[i]] *= -1;
        }
        BinaryRun run = BinaryDynamics.exponential(X, 1).run(R064Store.wrap(start));
        assertThat(run.overlap(3)).isEqualTo(1);
        assertThat(run.nearest()).isEqualTo(3);
        assertThat(run.flips()).isEqualTo(400);
        assertThat(run.energies()[run.sweeps()]).isCloseTo(-1200, within(1e-9));
    }

    @Test
    void errorsAndNames() {
        R064Store X = Samples.binary(3, 2, 1);
        BinaryDynamics hopfield = BinaryDynamics.hopfield(X);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hopfield.run(R064Store.wrap(1.0, 0, -1)))
                .withMessage("BinaryDynamics: start must be of -1 and 1, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hopfield.inOrder(0, 2, 2))
                .withMessageContaining("permutation of 0 to 2, got [0, 2, 2]");
        assertThatIllegalArgumentException().isThrownBy(() -> hopfield.inOrder(0, 1, 2, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> BinaryDynamics.polynomial(X, 1));
        assertThatIllegalStateException()
                .isThrownBy(() -> BinaryDynamics.polynomial(X, 3).keepingDiagonal());
        assertThat(hopfield.inRandomOrder(4).toString())
                .isEqualTo("hopfield, 2 memories of 3 bits, one bit after another in random order, seed 4,"
                        + " at most 1000 sweeps");
        assertThat(hopfield.run(R064Store.wrap(1.0, 1, 1)).toString()).startsWith("fixed point after ");
    }
}
