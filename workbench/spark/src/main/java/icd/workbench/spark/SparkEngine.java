package icd.workbench.spark;

import icd.workbench.engines.JobFolder;
import icd.workbench.engines.Ledger;
import icd.workbench.piece.Engine;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import icd.workbench.piece.Store;
import icd.workbench.recipe.Jars;
import icd.workbench.recipe.Recipe;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executes pieces as tasks of a job of Spark, whose driver is a child of this process and ends with it. */
final class SparkEngine implements Engine {

    /**
     * The number of jobs in a row that may end without a new piece in the store; as long as pieces are gained, jobs are
     * submitted again.
     */
    private static final int MOST_LOSSES = 2;

    /** The mark of the end of the driver's output. */
    private static final String END = "";

    private static final int SHOWN = 3;

    private final Recipe recipe;
    private final Options options;

    SparkEngine(Recipe recipe, Options options) {
        this.recipe = recipe;
        this.options = options;
    }

    /**
     * The settings for Spark.
     *
     * @param submit the program {@code spark-submit}
     * @param master the master; empty for the one in Spark's own settings
     * @param java the home of the JDK of executors
     * @param memory the memory of an executor; empty for Spark's choice
     * @param cpus the processors of a task
     * @param seconds how long a task is to last
     * @param conf further settings, {@code name=value}
     */
    record Options(
            Path submit,
            Optional<String> master,
            String java,
            Optional<String> memory,
            int cpus,
            int seconds,
            List<String> conf) {}

    @Override
    public Map<String, String> execute(List<Piece> plan, Store store, Engine.Options how, Consumer<Event> listener) {
        Ledger ledger = new Ledger(plan, store, how, listener);
        ledger.lookUp();
        if (ledger.isOver()) {
            return ledger.failures();
        }
        try (JobFolder job = JobFolder.open(store, recipe)) {
            double perUnit = ledger.measure(Set.of());
            int losses = 0;
            while (!ledger.isOver()) {
                int before = ledger.open().size();
                Files.write(job.path().resolve("tasks"), ledger.tasks(perUnit, options.seconds()));
                int code = submit(job, store, ledger, how.fresh());
                ledger.settle();
                if (ledger.open().size() < before) {
                    losses = 0;
                } else if (++losses >= MOST_LOSSES) {
                    ledger.failRest("must end with a result, but spark-submit has ended without one " + MOST_LOSSES
                            + " times, with exit code " + code + "; see " + log(job));
                }
            }
            Map<String, String> failures = ledger.failures();
            if (failures.isEmpty()) {
                job.remove(); // otherwise its log may be useful
            }
            return failures;
        } catch (IOException e) {
            ledger.failRest("could not be submitted: " + e.getMessage());
            return ledger.failures();
        }
    }

    private int submit(JobFolder job, Store store, Ledger ledger, boolean fresh) throws IOException {
        Process driver = new ProcessBuilder(command(job, store.folder().toRealPath(), fresh))
                .redirectError(job.path().resolve("spark.log").toFile())
                .start();
        Thread ending = Thread.ofPlatform().unstarted(driver::destroy);
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            BlockingQueue<String> lines = new LinkedBlockingQueue<>();
            Thread.ofVirtual().start(() -> read(driver, lines));
            boolean ended = false;
            while (!ended && !ledger.isOver()) {
                List<String> news = new ArrayList<>(List.of(lines.take()));
                lines.drainTo(news); // pieces that a task has finished are looked up at once
                ended = news.remove(END);
                ledger.accept(news.stream()
                        .filter(line -> line.startsWith(Driver.MARK))
                        .map(line -> line.substring(Driver.MARK.length()))
                        .toList());
                ledger.failStarved("must fit in memory; use fewer or shorter prompts, or set memory to more");
            }
            if (ledger.isOver()) {
                driver.destroy();
            }
            return driver.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            driver.destroy();
            try {
                Runtime.getRuntime().removeShutdownHook(ending);
            } catch (IllegalStateException shuttingDown) {
                // The hook is running: the process ends, which needs no action here.
            }
        }
    }

    /** Reads on a thread of its own, as an interrupt does not end reading. */
    private static void read(Process driver, BlockingQueue<String> lines) {
        try (BufferedReader said = driver.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // The driver was killed, and its exit code will say so.
        }
        lines.add(END);
    }

    private List<String> command(JobFolder job, Path store, boolean fresh) {
        String jars = job.jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String classPath = classPath(job);
        String flags = "--add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED "
                + JobFolder.javaOptions()
                + (jars.isEmpty() ? "" : " \"-D" + Jars.PROPERTY + "=" + jars + "\"");
        List<String> conf = new ArrayList<>(List.of(
                "spark.executor.extraClassPath=" + classPath,
                "spark.executor.extraJavaOptions=" + flags,
                "spark.executorEnv.JAVA_HOME=" + options.java(),
                "spark.task.cpus=" + options.cpus(),
                "spark.driver.maxResultSize=0",
                "spark.ui.showConsoleProgress=false"));
        options.memory().ifPresent(memory -> conf.add("spark.executor.memory=" + memory));
        conf.addAll(options.conf());
        List<String> command = new ArrayList<>(List.of(options.submit().toString()));
        options.master().ifPresent(master -> command.addAll(List.of("--master", master)));
        command.addAll(List.of(
                "--deploy-mode",
                "client",
                "--name",
                "icd " + recipe.name(),
                "--class",
                Driver.class.getName(),
                "--driver-class-path",
                classPath));
        conf.forEach(each -> command.addAll(List.of("--conf", each)));
        command.addAll(List.of(
                ours().toString(),
                job.recipe().toString(),
                store.toString(),
                job.path().resolve("tasks").toString(),
                Integer.toString(options.cpus()),
                Boolean.toString(fresh)));
        return command;
    }

    /**
     * Returns the class path of our jars, which come before Spark's: its jackson-annotations is older than Jackson 3
     * needs, and a newer one serves both. The user's jars travel with the job. Our SLF4J backend is left out, as Spark
     * brings its own.
     */
    private static String classPath(JobFolder job) {
        Stream<String> ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !Jars.loaded().containsKey(entry)
                        && !entry.getFileName().toString().startsWith("slf4j-simple"))
                .map(Path::toString);
        return Stream.concat(ours, job.jars().stream().map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path ours() {
        try {
            return Path.of(SparkEngine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path must have the places of files", e);
        }
    }

    private static String log(JobFolder job) {
        Path log = job.path().resolve("spark.log");
        try {
            List<String> errors = Files.readAllLines(log).stream()
                    .filter(line -> line.contains("ERROR") || line.contains("Exception"))
                    .limit(SHOWN)
                    .toList();
            return log + ": " + String.join(" | ", errors);
        } catch (IOException e) {
            return log.toString();
        }
    }

    @Override
    public String toString() {
        return "spark";
    }
}
