package icd.workbench.spark;

import icd.workbench.engines.EngineKind;
import icd.workbench.engines.EngineSettings;
import icd.workbench.engines.UnreachableException;
import icd.workbench.piece.Engine;
import icd.workbench.recipe.Recipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Spark, run by the {@code spark-submit} of the user's own installation. */
public final class SparkKind implements EngineKind {

    private static final SequencedMap<String, String> NAMES;

    static {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        names.put("master", "such as spark://host:7077; by default the one in spark-defaults.conf");
        names.put("home", "where Spark is installed; by default SPARK_HOME, or where spark-submit is on the PATH");
        names.put("java", "the JDK 25 of executors; by default the one that this runs on");
        names.put("memory", "of an executor, such as 4g; by default Spark's");
        names.put("cpus", "processors of a task; by default 1");
        names.put("seconds", "how long a task is to last; by default 10");
        names.put("conf", "further settings of Spark, such as spark.cores.max=40");
        NAMES = Collections.unmodifiableSequencedMap(names);
    }

    private static final Pattern STANDALONE = Pattern.compile("spark://([^:,/]+):([0-9]{1,5}).*");
    private static final int PATIENCE_MILLIS = 3000;
    private static final int MOST_CPUS = 1024;
    private static final int MOST_SECONDS = 24 * 3600;
    private static final int USUAL_SECONDS = 10;

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public SequencedMap<String, String> settings() {
        return NAMES;
    }

    @Override
    public String reach(EngineSettings settings) {
        SparkEngine.Options options = options(settings);
        String what = "spark-submit " + options.submit();
        if (options.master().isEmpty()) {
            return what + ", master of spark-defaults.conf";
        }
        Matcher master = STANDALONE.matcher(options.master().get());
        if (master.matches()) {
            InetSocketAddress address = new InetSocketAddress(master.group(1), Integer.parseInt(master.group(2)));
            try (Socket socket = new Socket()) {
                socket.connect(address, PATIENCE_MILLIS);
            } catch (IOException e) {
                throw new UnreachableException(
                        "the master " + options.master().get() + " must answer, got " + e.getMessage());
            }
        }
        return what + ", master " + options.master().get();
    }

    @Override
    public Engine open(Recipe recipe, EngineSettings settings, int threads) {
        return new SparkEngine(recipe, options(settings));
    }

    private static SparkEngine.Options options(EngineSettings set) {
        return new SparkEngine.Options(
                submit(set),
                set.text("master", "[a-z][A-Za-z0-9.:/,*\\[\\]-]+", "a master such as spark://host:7077"),
                set.text("java").orElse(System.getProperty("java.home")),
                set.text("memory", "[1-9][0-9]{0,6}[mg]", "a number of m or g, such as 4g"),
                set.count("cpus", 1, MOST_CPUS),
                set.count("seconds", USUAL_SECONDS, MOST_SECONDS),
                conf(set));
    }

    private static List<String> conf(EngineSettings set) {
        List<String> lines = set.text("conf").map(text -> text.lines().toList()).orElse(List.of());
        if (!lines.stream().allMatch(line -> line.matches("spark\\.[A-Za-z0-9_.]+=.*"))) {
            throw set.refused("conf", "settings of Spark such as spark.cores.max=40");
        }
        return lines;
    }

    private static Path submit(EngineSettings set) {
        Optional<String> home = set.text("home").or(() -> Optional.ofNullable(System.getenv("SPARK_HOME")));
        if (home.isPresent()) {
            Path submit = Path.of(home.get(), "bin", "spark-submit");
            if (!Files.isExecutable(submit)) {
                throw new UnreachableException(
                        "Spark must be installed in " + home.get() + ", but " + submit + " is no program");
            }
            return submit;
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "spark-submit"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UnreachableException(
                        "Spark 4.2 must be installed: set SPARK_HOME, or have spark-submit on the PATH"));
    }

    @Override
    public String toString() {
        return name();
    }
}
