package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A stack of several arrays holds what one of one array would. */
class TokenStackTest {

    /** 1 MB each, so that 32 fit in the 32 MB of an array and the last two stand in a second. */
    private static final int SIDE = 512;

    private static final int COUNT = 34;

    @Test
    void largeStacksHaveSeveralArrays() {
        TokenStack<?> stack = TokenStack.allocate(Precision.FLOAT32, COUNT, SIDE, SIDE);
        double[] row = new double[SIDE];
        for (int k : new int[] {0, 31, 32, 33}) {
            for (int i : new int[] {0, SIDE - 1}) {
                Arrays.setAll(row, t -> 10_000 * k + 3 * i + t);
                stack.setRow(k, i, row, 0);
            }
        }
        assertThat(stack.data(0)).isSameAs(stack.data(31)).isNotSameAs(stack.data(32));
        assertThat(stack.data(32)).isSameAs(stack.data(33));
        assertThat(stack.at(32)).isEqualTo(stack.at(0));
        assertThat(stack.at(COUNT) - stack.at(33)).isEqualTo(SIDE * SIDE);
        assertThat(stack.get(33, SIDE - 1, 5)).isEqualTo(330_000 + 3 * (SIDE - 1) + 5);
        assertThat(((float[]) stack.data(32))[stack.at(32) + 7]).isEqualTo(320_000 + 7);
        assertThatIllegalStateException().isThrownBy(stack::data).withMessageContaining("one of 2");
        TokenStack<?> part = stack.slice(31, 33);
        assertThat(part.data()).isSameAs(part.data(1));
        assertThat(part.get(0, SIDE - 1, 9)).isEqualTo(stack.get(31, SIDE - 1, 9));
        assertThat(part.get(1, 0, 9)).isEqualTo(320_000 + 9);
        float[] packed = (float[]) stack.packed();
        assertThat(packed[33 * SIDE * SIDE + 4]).isEqualTo(330_000 + 4);
        assertThat(TokenStack.of(packed, COUNT, SIDE, SIDE)).isEqualTo(stack);
    }

    @Test
    void makingRoomShowsHowFarItHasCome() {
        List<String> told = new ArrayList<>();
        WorkObserver noting = new WorkObserver() {
            @Override
            public void begun(String what, long items) {
                told.add(what + " " + items);
            }

            @Override
            public void done(long items) {
                told.add("done " + items);
            }

            @Override
            public void ended() {
                told.add("ended");
            }
        };
        ScopedValue.where(WorkObserver.CURRENT, noting).run(() -> {
            TokenStack.allocate(Precision.FLOAT32, 3, SIDE, SIDE); // at once
            TokenStack.allocate(Precision.FLOAT32, COUNT, SIDE, SIDE);
        });
        assertThat(told).containsExactly("making room for tokens 2", "done 1", "done 2", "ended");
    }

    @Test
    void anInterruptIsHeardBeforeMoreMemoryIsTaken() {
        Thread.currentThread().interrupt();
        try {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> TokenStack.allocate(Precision.FLOAT64, 20_000, 64, 500)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
