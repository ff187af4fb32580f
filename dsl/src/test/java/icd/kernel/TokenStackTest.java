package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** Some of several threads ask for all matrices in any order, while others have been asked for. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void whatLiesInAFileIsWhatMemoryHolds(Precision precision) throws Exception {
        int n = 3;
        int L = 37;
        int count = 3000; // of more than the bytes that a thread keeps
        TokenStack<?> held = TokenStack.allocate(precision, count, n, L);
        TokenStack<?> filed = TokenStack.allocate(precision, count, n, L, 1000);
        double[] row = new double[L];
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                int first = 100 * (n * k + i);
                Arrays.setAll(row, t -> (first + t) / 3.0);
                held.setRow(k, i, row, 0);
                filed.setPart(k, i, 5, row, 5, L - 5);
                filed.setPart(k, i, 0, row, 0, 5);
            }
        }
        assertThat(filed).isEqualTo(held);
        assertThat(held).isEqualTo(filed);
        assertThat(filed.packed()).isEqualTo(held.packed());
        assertThat(filed.slice(7, 90)).isEqualTo(held.slice(7, 90));
        assertThat(filed.slice(0, count).precision()).isEqualTo(precision);
        assertThatIllegalStateException().isThrownBy(filed::data).withMessageContaining("one of 3000");
        Object first = filed.data(0);
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int from : new int[] {1, 2, 1777}) {
                done.add(threads.submit(() -> {
                    for (int each = 0; each < count; each++) {
                        int k = (int) ((long) each * from % count);
                        assertThat(filed.get(k, 2, 36)).isEqualTo(held.get(k, 2, 36));
                        assertThat(Array.get(filed.data(k), filed.at(k) + filed.stride() - 1))
                                .isEqualTo(Array.get(held.data(k), held.at(k) + held.stride() - 1));
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(Array.get(first, filed.at(0) + 1)).isEqualTo(Array.get(held.data(0), held.at(0) + 1));
    }

    @Test
    void aDiskWithoutRoomIsNamed() {
        String folder = System.setProperty("java.io.tmpdir", "/proc/self");
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() -> TokenStack.allocate(Precision.FLOAT32, 2, 2, 2, 1))
                    .withMessageContaining("/proc/self must have room for 256 bytes")
                    .withMessageContaining("-Djava.io.tmpdir");
        } finally {
            System.setProperty("java.io.tmpdir", folder);
        }
    }

    /** 1024 matrices of 16 x 512 are 32 MB to the byte; with a header they would take another region of the heap. */
    @Test
    void anArrayWithItsHeaderFitsInWholeRegions() {
        TokenStack<?> stack = TokenStack.allocate(Precision.FLOAT32, 1040, 16, 512);
        long bytes = 16 + 4L * ((float[]) stack.data(0)).length;
        assertThat(bytes).isBetween(31L << 20, 32L << 20);
        assertThat(stack.data(1007)).isSameAs(stack.data(0)).isNotSameAs(stack.data(1008));
    }

    /** The arrays hold each number once, and none is longer than an array can be; also past 2^31 numbers. */
    @ParameterizedTest
    @CsvSource({"140_000, 16, 1008", "1_000_000, 64, 10_000", "2_000_000_000, 1, 16", "20, 100, 1_000_000", "3, 7, 5"})
    void arraysHoldAllMatrices(String count, int n, String tokens) { // with underscores, for the eye
        int matrices = Integer.parseInt(count.replace("_", ""));
        int L = Integer.parseInt(tokens.replace("_", ""));
        for (Precision precision : Precision.values()) {
            int each = TokenStack.each(precision, matrices, n, L);
            int[] lengths = TokenStack.lengths(precision, matrices, n, L, each);
            long lead = precision == Precision.FLOAT32 ? 12 : 6; // 48 bytes
            long stride = (L + 15) / 16 * 16;
            assertThat(Arrays.stream(lengths).asLongStream().sum() - lead * lengths.length)
                    .isEqualTo((long) matrices * n * stride);
            assertThat(Arrays.stream(lengths).min().orElseThrow()).isPositive();
            assertThat(each % 16 == 0 || each == matrices).isTrue();
        }
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
