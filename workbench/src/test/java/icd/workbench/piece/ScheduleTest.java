package icd.workbench.piece;

import static org.assertj.core.api.Assertions.assertThat;

import icd.kernel.Precision;
import icd.task.Subspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The division of pieces into parts. */
class ScheduleTest {

    /** The common part of pieces on the same prompts. */
    private record Same(String prompts) implements Piece.Together {
        @Override
        public void run(List<Piece.Turn> turns) {}
    }

    private record Given(String prompts, int number, double cost) implements Piece {

        @Override
        public Sort sort() {
            return Sort.TRIAL;
        }

        @Override
        public String id() {
            return prompts + number;
        }

        @Override
        public String name() {
            return id();
        }

        @Override
        public String determining() {
            return id();
        }

        @Override
        public List<SharedPrompts.Key> needs() {
            return List.of(new SharedPrompts.Key(
                    new Subspaces(2, 1), 0, 1, 1, Precision.FLOAT32, 0, prompts, Optional.empty()));
        }

        @Override
        public Optional<Together> together() {
            return prompts.isEmpty() ? Optional.empty() : Optional.of(new Same(prompts));
        }

        @Override
        public Contents run(Work work) {
            throw new AssertionError("nothing is run here");
        }

        @Override
        public String outcome(Contents contents) {
            return "";
        }
    }

    private static List<List<Piece>> pieces(String prompts, int count, double cost) {
        return IntStream.range(0, count)
                .mapToObj(number -> List.<Piece>of(new Given(prompts, number, cost)))
                .toList();
    }

    /** The prompts and the number of pieces of each part. */
    private static List<String> parts(List<List<Piece>> left, int threads) {
        return Schedule.of(left, threads).stream()
                .map(part -> ((Given) part.alike().getFirst().getFirst()).prompts()
                        + part.alike().size())
                .toList();
    }

    @SafeVarargs
    private static List<List<Piece>> all(List<List<Piece>>... some) {
        List<List<Piece>> all = new ArrayList<>();
        List.of(some).forEach(all::addAll);
        return all;
    }

    /** Figure 3 has this shape: two threads have 2400 each and halve the rest. */
    @Test
    void onlyWhatWouldLeaveAThreadIdleIsDivided() {
        List<List<Piece>> figure3 = all(pieces("a", 12, 100), pieces("b", 12, 200), pieces("c", 12, 200));
        assertThat(parts(figure3, 2)).containsExactly("b12", "c12", "a6", "a6");
        assertThat(parts(figure3, 1)).containsExactly("b12", "c12", "a12");
        assertThat(parts(pieces("a", 6, 100), 2)).containsExactly("a3", "a3");
        assertThat(parts(all(pieces("a", 2, 100), pieces("b", 2, 100)), 2)).containsExactly("a2", "b2");
        assertThat(parts(pieces("a", 40, 1), 1)).as("sixteen at most").containsExactly("a16", "a16", "a8");
    }

    @Test
    void whereEachPieceHasAThreadEachIsAlone() {
        assertThat(parts(pieces("a", 3, 100), 3)).containsExactly("a1", "a1", "a1");
        assertThat(parts(pieces("a", 2, 100), 8)).containsExactly("a1", "a1");
        assertThat(parts(all(pieces("", 3, 9), pieces("a", 2, 1)), 2)).containsExactly("1", "1", "1", "a2");
    }

    @Test
    void eachPieceIsInOnePartWithItsLike() {
        SplittableRandom random = new SplittableRandom(3);
        for (int repeat = 0; repeat < 200; repeat++) {
            List<List<Piece>> left = new ArrayList<>();
            int units = 1 + random.nextInt(8);
            for (int unit = 0; unit < units; unit++) {
                String prompts = random.nextInt(4) == 0 ? "" : "p" + unit;
                for (List<Piece> alike : pieces(prompts, 1 + random.nextInt(30), random.nextDouble(1000))) {
                    left.add(alike);
                }
            }
            List<Schedule.Part> parts = Schedule.of(left, 1 + random.nextInt(9));
            assertThat(parts.stream().flatMap(part -> part.alike().stream()).toList())
                    .as("repeat %d", repeat)
                    .containsExactlyInAnyOrderElementsOf(left);
            for (Schedule.Part part : parts) {
                assertThat(part.alike().stream()
                                .map(alike -> alike.getFirst().together())
                                .distinct())
                        .hasSize(1);
                assertThat(part.alike().size() == 1
                                || part.alike().getFirst().getFirst().together().isPresent())
                        .isTrue();
            }
        }
    }
}
