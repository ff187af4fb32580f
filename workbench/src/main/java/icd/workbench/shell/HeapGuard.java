package icd.workbench.shell;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Watches how much of the heap is in use after collections, so that a snippet that fills it is stopped before other threads
 * find none left.
 *
 * <p>Memory that was in use before a snippet began is not charged to it: the snippet may fill a quarter of the memory
 * that it found free, even beyond the limit.
 */
final class HeapGuard implements AutoCloseable {

    private final double limit;
    private final StopSignal signal;
    private final long max = Runtime.getRuntime().maxMemory();
    private final Consumer<String> full;
    private final NotificationListener listener = this::notified;
    private volatile boolean watching;
    private volatile long allowed;
    private volatile long bound;
    private volatile long afterLast;
    private volatile boolean suspected;
    private int above;

    /**
     * @param limit the part of the heap that may be in use
     * @param signal pauses snippets
     * @param full called with a message, on any thread
     */
    HeapGuard(double limit, StopSignal signal, Consumer<String> full) {
        this.signal = signal;
        this.limit = limit;
        this.full = full;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
            }
        }
    }

    /** Begins to watch a snippet. */
    void begin() {
        long found = Math.min(afterLast, used());
        allowed = Math.max((long) (limit * max), found + (max - found) / 4);
        bound = (allowed + max) / 2;
        suspected = false;
        watching = true;
    }

    /** Ends the watch. */
    void end() {
        watching = false;
    }

    /**
     * Checks the heap; called often while a snippet runs, as notifications come late to one that allocates fast. A heap
     * that looks full may hold garbage that has not been collected yet, so it is collected first, while the snippet
     * waits.
     */
    void poll() {
        if (!suspected && used() < bound) {
            return;
        }
        signal.pause(true);
        try {
            System.gc();
        } finally {
            signal.pause(false);
        }
        suspected = false;
        long used = used();
        if (used > allowed) {
            tell(used);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void notified(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        long used = 0;
        for (Map.Entry<String, MemoryUsage> pool :
                collection.getGcInfo().getMemoryUsageAfterGc().entrySet()) {
            if (isHeap(pool.getKey())) {
                used += pool.getValue().getUsed();
            }
        }
        collected(used, collection.getGcAction().contains("major"));
    }

    private static boolean isHeap(String pool) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .anyMatch(
                        bean -> bean.getName().equals(pool) && bean.getType() == java.lang.management.MemoryType.HEAP);
    }

    /**
     * Notes a collection. A minor collection leaves garbage among the old objects: only two in a row above the limit
     * make a check worthwhile.
     */
    private synchronized void collected(long used, boolean major) {
        afterLast = used;
        above = used > allowed ? above + 1 : 0;
        suspected |= watching && above >= 2;
        if (watching && above > 0 && major) {
            tell(used);
        }
    }

    private void tell(long used) {
        if (watching) {
            full.accept(String.format(
                    Locale.ROOT,
                    "the heap is nearly full: %,d of %,d MB in use; let values go with /drop, or start with WORKBENCH_JAVA_OPTS=-Xmx...",
                    used >> 20,
                    max >> 20));
        }
    }

    @Override
    public void close() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                try {
                    emitter.removeNotificationListener(listener);
                } catch (ListenerNotFoundException e) {
                    // the listener was never added: the bean is newer than this guard
                }
            }
        }
    }
}
