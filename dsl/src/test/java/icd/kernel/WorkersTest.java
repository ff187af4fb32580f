package icd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.concurrent.DaemonPoolExecutor;

@Timeout(60) // a deadlock fails instead of hanging the build
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyItemOnceAndNoWorkerTwiceAtATime(int count) {
        int items = 5000;
        AtomicIntegerArray done = new AtomicIntegerArray(items);
        AtomicIntegerArray busy = new AtomicIntegerArray(count);
        AtomicBoolean clash = new AtomicBoolean();
        try (Workers workers = Workers.of(count)) {
            assertThat(workers.count()).isEqualTo(count);
            for (int round = 0; round < 20; round++) {
                workers.forEach(items, (worker, item) -> {
                    if (busy.incrementAndGet(worker) != 1) {
                        clash.set(true);
                    }
                    done.incrementAndGet(item);
                    busy.decrementAndGet(worker);
                });
            }
        }
        assertThat(clash).isFalse();
        for (int item = 0; item < items; item++) {
            assertThat(done.get(item)).isEqualTo(20);
        }
    }

    /** Calls follow each other at once, or so late that helpers have gone to sleep: each has all the workers that it waits for. */
    @Test
    void everyCallHasAllItsWorkers() {
        try (Workers workers = Workers.of(3)) {
            for (int call = 0; call < 300; call++) {
                int items = 2 + call % 2;
                CountDownLatch all = new CountDownLatch(items);
                AtomicIntegerArray busy = new AtomicIntegerArray(items);
                for (int pause = 0; pause < call * 100; pause++) {
                    Thread.onSpinWait();
                }
                workers.forEach(items, (worker, item) -> {
                    busy.incrementAndGet(worker);
                    all.countDown();
                    await(all);
                });
                for (int worker = 0; worker < items; worker++) {
                    assertThat(busy.get(worker)).as("call %d", call).isEqualTo(1);
                }
            }
        }
    }

    /** Each of three items waits for the two others. */
    @Test
    void workersReallyWorkAtATime() {
        CountDownLatch all = new CountDownLatch(3);
        try (Workers workers = Workers.of(3)) {
            workers.forEach(3, (worker, item) -> {
                all.countDown();
                await(all);
            });
        }
        assertThat(all.getCount()).isZero();
    }

    /** The caller has its part, and the others are daemons of ojAlgo, so that no program waits for them to end. */
    @Test
    void theOtherWorkersAreThreadsOfOjalgo() {
        Thread[] threads = new Thread[3];
        ThreadGroup[] groups = new ThreadGroup[3]; // a thread that has ended has none
        CountDownLatch together = new CountDownLatch(3);
        try (Workers workers = Workers.of(3)) {
            workers.forEach(3, (worker, _) -> {
                threads[worker] = Thread.currentThread();
                groups[worker] = threads[worker].getThreadGroup();
                together.countDown();
                await(together);
            });
        }
        assertThat(threads[0]).isSameAs(Thread.currentThread());
        ThreadGroup ojalgo =
                DaemonPoolExecutor.newThreadFactory("like").newThread(() -> {}).getThreadGroup();
        for (int other = 1; other < 3; other++) {
            assertThat(threads[other].isDaemon()).isTrue();
            assertThat(threads[other].getName()).startsWith("icd-worker-");
            assertThat(groups[other]).isSameAs(ojalgo).isNotSameAs(groups[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whatAnItemThrowsComesOutAndTheWorkersLiveOn(int count) {
        RuntimeException failure = new IllegalStateException("item 7");
        Error error = new AssertionError("item 0");
        AtomicInteger after = new AtomicInteger();
        try (Workers workers = Workers.of(count)) {
            assertThatThrownBy(() -> workers.forEach(1_000_000, (worker, item) -> {
                        if (item == 7) {
                            throw failure;
                        }
                        after.incrementAndGet();
                    }))
                    .isSameAs(failure);
            assertThat(after.get()).as("the rest is left out").isLessThan(1_000_000 - 1);
            assertThatThrownBy(() -> workers.forEach(2, (worker, item) -> {
                        throw error;
                    }))
                    .isSameAs(error);
            AtomicInteger sum = new AtomicInteger();
            workers.forEach(10, (worker, item) -> sum.addAndGet(item));
            assertThat(sum).hasValue(45);
        }
    }

    /** The threads of a pool would otherwise wait for each other for ever. */
    @Test
    void workInsideWorkIsDoneByTheWorkerItself() {
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = Workers.of(2)) {
            workers.forEach(
                    6,
                    (worker, item) -> workers.forEach(5, (inner, part) -> {
                        assertThat(inner).isZero();
                        done.incrementAndGet();
                    }));
        }
        assertThat(done).hasValue(30);
    }

    @Test
    void anInterruptedCallerLeavesNothingRunning() throws Exception {
        CountDownLatch started = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger runningOnReturn = new AtomicInteger(-1);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Workers workers = Workers.of(2)) {
            Thread caller = new Thread(() -> {
                try {
                    workers.forEach(1_000_000, (worker, item) -> {
                        running.incrementAndGet();
                        started.countDown();
                        long end = System.nanoTime() + 20_000_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                        running.decrementAndGet();
                    });
                } catch (CancellationException e) {
                    runningOnReturn.set(running.get());
                    cancelled.set(true);
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            await(started);
            caller.interrupt();
            caller.join();
        }
        assertThat(cancelled).isTrue();
        assertThat(runningOnReturn).hasValue(0);
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void noItemsAndNoWorkers() {
        try (Workers workers = Workers.of(2)) {
            workers.forEach(0, (worker, item) -> {
                throw new AssertionError(item);
            });
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workers.of(0))
                .withMessage("Workers.of: count must be > 0, got 0");
        assertThat(Workers.caller().count()).isOne();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
