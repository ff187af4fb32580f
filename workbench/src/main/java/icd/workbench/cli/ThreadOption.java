package icd.workbench.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says how many threads a command may use. */
final class ThreadOption {

    /**
     * A number beyond the processors of any machine, and still small enough for any system to start as many threads.
     */
    private static final int MOST = 1024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to use; by default one for each processor (here ${DEFAULT-VALUE}).")
    private int threads = Math.min(MOST, Runtime.getRuntime().availableProcessors());

    /** @throws ParameterException if it is below 1 or above {@value #MOST} */
    int count() {
        if (!(threads >= 1)) {
            throw new ParameterException(spec.commandLine(), "--threads must be >= 1, got " + threads);
        }
        if (!(threads <= MOST)) {
            throw new ParameterException(spec.commandLine(), "--threads must be <= " + MOST + ", got " + threads);
        }
        return threads;
    }
}
