package icd.workbench.cli;

import icd.workbench.engine.Bench;
import icd.workbench.engine.Bench.Row;
import icd.workbench.run.Provenance;
import icd.workbench.run.Summary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Times the kernels against streaming. */
@Command(
        name = "bench",
        description = "Time training epochs on this machine against the time to read their prompts once.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "800 prompts of 500 tokens in R^16, batches of 80; an epoch is forward, backward and optimiser, without"
                    + " evaluation. Medians of 20 after warming up. The ratio is to streaming: summing the same array once with"
                    + " the same threads, the least an epoch that reads it can take. Linear attention reads second moments"
                    + " instead, and can take less."
        })
final class BenchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ThreadOption threads;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String format = "%-10s %-8s %-7s %7s %12s %8s%n";
        if (!json) {
            out.printf(Locale.ROOT, format, "what", "numbers", "kernel", "threads", "ms", "ratio");
        }
        List<Row> rows = Bench.run(threads.count(), row -> {
            if (!json) {
                out.printf(
                        Locale.ROOT,
                        format,
                        row.what(),
                        row.precision(),
                        row.kernel(),
                        row.threads(),
                        String.format(Locale.ROOT, "%.3f", row.milliseconds()),
                        String.format(Locale.ROOT, "%.2f", row.ratio()));
                out.flush();
            }
        });
        if (json) {
            ObjectNode result = Summary.empty();
            result.set("machine", Provenance.machine(threads.count()));
            for (Row row : rows) {
                result.withArray("rows")
                        .addObject()
                        .put("what", row.what())
                        .put("precision", row.precision().toString())
                        .put("kernel", row.kernel())
                        .put("threads", row.threads())
                        .put("milliseconds", row.milliseconds())
                        .put("ratio_to_streaming", row.ratio());
            }
            out.print(Summary.text(result));
        }
        return Main.DONE;
    }
}
