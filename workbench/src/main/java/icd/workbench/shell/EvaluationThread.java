package icd.workbench.shell;

import java.util.concurrent.LinkedBlockingQueue;

/** Runs jobs one after another until one is abandoned. */
final class EvaluationThread extends Thread {

    /** The size of the stack. It takes address space, not memory: pages are used only as recursion reaches them. */
    private static final long STACK_BYTES = 256L << 20;

    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private volatile Job job;
    private volatile boolean retired;

    EvaluationThread(ClassLoader snippets) {
        super(null, null, "evaluation", STACK_BYTES);
        setDaemon(true);
        setContextClassLoader(snippets);
    }

    /** Returns the job that is running on this thread; null between jobs. */
    Job job() {
        return job;
    }

    void accept(Job next) {
        jobs.add(next);
    }

    /** Lets the thread end after its job. */
    void retire() {
        retired = true;
        interrupt();
    }

    @Override
    public void run() {
        while (!retired) {
            try {
                job = jobs.take();
            } catch (InterruptedException e) {
                continue;
            }
            job.perform();
            if (job.abandoned()) {
                return;
            }
            job = null; // the job holds a value
            interrupted(); // an interrupt that came as the job ended is not meant for the next
        }
    }
}
