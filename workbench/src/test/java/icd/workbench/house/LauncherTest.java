package icd.workbench.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code bin/workbench} as a process, in a small artificial checkout with a JDK and a Maven that record how they were
 * called.
 *
 * <p>Its PATH holds the few commands that the script may use and nothing else, so that what this machine has installed
 * plays no part.
 */
@Timeout(60)
class LauncherTest {
    private static final List<String> COMMANDS = List.of(
            "bash",
            "env",
            "cat",
            "cksum",
            "cp",
            "find",
            "grep",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "sort",
            "stat",
            "tail");

    /** Answers like a JVM where the script looks, writes its arguments down, and ends as {@code exit N} asks. */
    private static final String FAKE_JAVA = """
            #!/usr/bin/env bash
            printf '%s\\n' "$*" >>"$CALLS/java"
            for argument; do
              case $argument in
                -XX:DumpLoadedClassList=*) echo classes >"${argument#*=}"; exit ;;
                -XX:SharedArchiveFile=*) file=${argument#*=} ;;
                -Xshare:dump) dump=yes ;;
              esac
            done
            if [ -n "${dump:-}" ]; then echo archive >"$file"; exit; fi
            echo "result of ${!#}"
            if [ "${!#}" = read ]; then cat; fi
            if [ "${!#}" = seven ]; then exit 7; fi
            """;

    /** Builds dist/lib from the one source, slowly enough for a second start to find the lock taken. */
    private static final String FAKE_MAVEN = """
            #!/usr/bin/env bash
            printf '%s\\n' "JAVA_HOME=$JAVA_HOME $*" >>"$CALLS/mvn"
            echo "noise from Maven"
            sleep "${MAVEN_SECONDS:-0}"
            if [ -n "${MAVEN_SAYS:-}" ]; then echo "$MAVEN_SAYS"; exit 1; fi
            rm -rf workbench/target/dist
            mkdir -p workbench/target/dist/lib
            cat dsl/src/main/*.txt >workbench/target/dist/lib/dsl.jar
            echo main >workbench/target/dist/lib/workbench.jar
            """;

    @TempDir
    Path temp;

    private Path root;
    private Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void makeCheckout() throws IOException {
        root = temp.resolve("a check out");
        tools = Files.createDirectories(temp.resolve("tools"));
        for (String command : COMMANDS) {
            forward(command);
        }
        write(root.resolve("pom.xml"), "<project/>");
        write(root.resolve("dsl/pom.xml"), "<project/>");
        write(root.resolve("dsl/src/main/one.txt"), "one");
        write(root.resolve("dsl/src/main/two.txt"), "two");
        write(root.resolve("dsl/src/test/test.txt"), "test");
        write(root.resolve("workbench/pom.xml"), "<project/>");
        write(root.resolve("recipes/fig3.yaml"), "recipe: fig3");
        Path script = Path.of("bin", "workbench").toAbsolutePath();
        Files.createDirectories(root.resolve("workbench/bin"));
        Files.copy(script, root.resolve("workbench/bin/workbench"));
        script(tools.resolve("mvn"), FAKE_MAVEN);
        environment.put("PATH", tools.toString());
        environment.put("HOME", temp.resolve("home").toString());
        environment.put("CALLS", Files.createDirectories(temp.resolve("calls")).toString());
        environment.put(
                "WORKBENCH_JDK_FOLDERS",
                Files.createDirectories(temp.resolve("jdks")).toString());
    }

    @Test
    void withoutJdkSaysHowToGetOne() throws Exception {
        Outcome outcome = start("--version");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("needs a JDK 25 or newer and found none")
                .contains("adoptium.net");
    }

    @Test
    void refusesOldJdksAndJresByName() throws Exception {
        environment.put("JAVA_HOME", jdk("old home", "17.0.2").toString());
        jdk("jdks/ancient", "1.8.0_402");
        Files.delete(jdk("jdks/jre", "25").resolve("bin/javac"));
        Outcome outcome = start("--version");
        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("old home is 17.0.2 (JAVA_HOME)")
                .contains("ancient is 1.8.0_402")
                .contains("jre is 25 but a JRE");
    }

    @Test
    void takesJavaHomeFirstAndTheOldestGoodOneOfTheFoldersLast() throws Exception {
        Path newer = jdk("jdks/b", "26-ea");
        Path tested = jdk("jdks/c", "25.0.1");
        Path numbered = jdk("numbered", "27");
        Path onPath = jdk("on path", "25.0.2");
        Path home = jdk("home", "25");
        assertThat(start("--print-java-home").out()).isEqualTo(tested + "\n");
        environment.put("WORKBENCH_JDK_FOLDERS", "/nonexistent:" + newer.getParent());
        Files.createSymbolicLink(tools.resolve("java"), Path.of("..", "on path", "bin", "java"));
        assertThat(start("--print-java-home").out()).endsWith("/on path\n");
        environment.put("JAVA27_HOME", numbered.toString());
        assertThat(start("--print-java-home").out()).isEqualTo(numbered + "\n");
        environment.put("JAVA_HOME", home.toString());
        assertThat(start("--print-java-home").out()).isEqualTo(home + "\n");
        environment.put("WORKBENCH_JAVA_HOME", onPath.toString());
        assertThat(start("--print-java-home").out()).isEqualTo(onPath + "\n");
        environment.put("WORKBENCH_JAVA_HOME", temp.toString());
        assertThat(start("--print-java-home").exit()).isEqualTo(2);
        assertThat(calls("java")).as("JVMs started to learn a version").isEmpty();
    }

    @Test
    void asksTheJvmWhereThereIsNoReleaseFile() throws Exception {
        Path shimmed = jdk("shimmed", "25");
        Files.delete(shimmed.resolve("release"));
        script(tools.resolve("java"), """
                #!/usr/bin/env bash
                printf '    java.home = %%s\\n    java.version = 25.0.3\\n' '%1$s' >&2
                """.formatted(shimmed));
        script(shimmed.resolve("bin/java"), Files.readString(tools.resolve("java")));
        assertThat(start("--print-java-home").out()).isEqualTo(shimmed + "\n");
    }

    @Test
    void buildsOnceQuietlyAndKeepsStdoutClean() throws Exception {
        Path home = jdk("jdks/the jdk", "25");
        Outcome first = start("hello");
        assertThat(first.err()).contains("building").doesNotContain("noise from Maven");
        assertThat(first.out()).isEqualTo("result of hello\n");
        Outcome second = start("hello");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo("result of hello\n");
        assertThat(calls("mvn"))
                .singleElement()
                .asString()
                .startsWith("JAVA_HOME=" + home + " ")
                .endsWith(" package");
    }

    @Test
    void passesFlagsOptionsAndArgumentsInOrder() throws Exception {
        jdk("jdks/a", "25");
        environment.put("JAVA_OPTS", "-Dfirst=*");
        environment.put("WORKBENCH_JAVA_OPTS", "-Dlast=1  -Dlater=2");
        start("run", "a b.yaml");
        assertThat(calls("java").getLast())
                .containsSubsequence(
                        "--add-modules jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:SharedArchiveFile=",
                        "-Dfirst=* -Dlast=1 -Dlater=2",
                        "lib/dsl.jar:",
                        "lib/workbench.jar icd.workbench.cli.Main run a b.yaml");
        assertThat(calls("java").getLast()).contains("-XX:+UseG1GC", "-XX:MaxNewSize=64m");
        environment.put("JAVA_OPTS", "-XX:+UseSerialGC");
        start("run");
        assertThat(calls("java").getLast())
                .as("two collectors are an error")
                .contains("-XX:+UseSerialGC")
                .doesNotContain("G1");
    }

    @Test
    void rebuildsForSourcesAddedChangedAndRemovedButNotForTestsOrDates() throws Exception {
        jdk("jdks/a", "25");
        start("x");
        write(root.resolve("dsl/src/test/test.txt"), "another test");
        write(root.resolve("README.md"), "read me");
        write(root.resolve("dsl/target/classes/x"), "class");
        Files.setLastModifiedTime(root.resolve("dsl/src/main/one.txt"), FileTime.from(Instant.now()));
        start("x");
        assertThat(calls("mvn")).hasSize(1);
        write(root.resolve("dsl/src/main/one.txt"), "two");
        start("x");
        assertThat(calls("mvn")).hasSize(2);
        Files.delete(root.resolve("dsl/src/main/two.txt"));
        start("x");
        assertThat(calls("mvn")).hasSize(3);
        write(root.resolve("workbench/src/main/three.txt"), "three");
        start("x");
        assertThat(calls("mvn")).hasSize(4);
        write(root.resolve("dsl/pom.xml"), "<project></project>");
        start("x");
        assertThat(calls("mvn")).hasSize(5);
        try (Stream<Path> builds = Files.list(root.resolve("workbench/target/launcher"))) {
            assertThat(builds.filter(Files::isDirectory)).as("builds kept").hasSize(3);
        }
        write(root.resolve("dsl/pom.xml"), "<project/>");
        start("x");
        assertThat(calls("mvn")).as("a build that was kept serves again").hasSize(5);
    }

    @Test
    void startsFromAnywhereThroughLinks() throws Exception {
        jdk("jdks/a", "25");
        Path link = Files.createSymbolicLink(
                Files.createDirectories(temp.resolve("some bin")).resolve("first"),
                root.resolve("workbench/bin/workbench"));
        Path linked = Files.createSymbolicLink(link.resolveSibling("wb"), Path.of("first"));
        Outcome outcome = start(linked, temp.resolve("home"), "", "hello");
        assertThat(outcome.out()).isEqualTo("result of hello\n");
    }

    @Test
    void passesExitCodeAndStandardInput() throws Exception {
        jdk("jdks/a", "25");
        assertThat(start("seven").exit()).isEqualTo(7);
        Outcome outcome = start(launcher(), temp, "typed\n", "read");
        assertThat(outcome.out()).isEqualTo("result of read\ntyped\n");
        Files.delete(root.resolve("dsl/src/main/two.txt"));
        assertThat(start(launcher(), temp, "typed\n", "read").out())
                .as("Maven eats no input")
                .endsWith("typed\n");
    }

    @Test
    void sayWhatIsMissingForTheBuild() throws Exception {
        jdk("jdks/a", "25");
        environment.put("MAVEN_SAYS", "[ERROR] Could not transfer artifact: Unknown host repo.maven.apache.org");
        Outcome offline = start("x");
        assertThat(offline.exit()).isEqualTo(2);
        assertThat(offline.out()).isEmpty();
        assertThat(offline.err()).contains("Could not transfer artifact", "wants a network", "build.log");
        environment.remove("MAVEN_SAYS");
        Files.delete(tools.resolve("mvn"));
        Outcome bare = start("x");
        assertThat(bare.exit()).isEqualTo(2);
        assertThat(bare.err()).contains("needs Maven").contains("not on the PATH");
        environment.put("WORKBENCH_NO_BUILD", "1");
        assertThat(start("x").err()).contains("nothing is built here");
    }

    @Test
    void aFailedOrKilledBuildIsNotRunLater() throws Exception {
        jdk("jdks/a", "25");
        environment.put("MAVEN_SECONDS", "30");
        Process killed = process(launcher(), temp, "x").start();
        await(() -> !calls("mvn").isEmpty());
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        killed.destroyForcibly().waitFor();
        environment.remove("MAVEN_SECONDS");
        assertThat(start("x").out()).isEqualTo("result of x\n");
        assertThat(calls("mvn")).hasSize(2);
    }

    @Test
    void noBuildRunsTheLastOne() throws Exception {
        jdk("jdks/a", "25");
        start("x");
        write(root.resolve("dsl/src/main/one.txt"), "changed");
        environment.put("WORKBENCH_NO_BUILD", "1");
        Outcome outcome = start("x");
        assertThat(outcome.out()).isEqualTo("result of x\n");
        assertThat(outcome.err()).contains("sources have changed");
        assertThat(calls("mvn")).hasSize(1);
    }

    @Test
    void concurrentStartsBuildOnceWithFoldersAsLocks() throws Exception {
        concurrentStartsBuildOnce();
        assertThat(root.resolve("workbench/target/launcher/lock.d")).doesNotExist();
    }

    @Test
    void concurrentStartsBuildOnceWithFlock() throws Exception {
        script(
                tools.resolve("flock"),
                "#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$CALLS/flock\"\nexec '" + which("flock") + "' \"$@\"\n");
        concurrentStartsBuildOnce();
        assertThat(calls("flock")).as("not folders as locks").contains("-n 9");
    }

    private void concurrentStartsBuildOnce() throws Exception {
        jdk("jdks/a", "25");
        environment.put("MAVEN_SECONDS", "1");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(process(launcher(), temp, "x").start());
        }
        for (Process start : starts) {
            assertThat(outcome(start, "").out()).isEqualTo("result of x\n");
        }
        assertThat(calls("mvn")).hasSize(1);
    }

    @Test
    void aLockWhoseHolderDiedIsTakenOver() throws Exception {
        jdk("jdks/a", "25");
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String host = outcome(new ProcessBuilder("bash", "-c", "echo $HOSTNAME").start(), "")
                .out();
        write(root.resolve("workbench/target/launcher/lock.d/holder"), gone.pid() + " " + host);
        assertThat(start("x").out()).isEqualTo("result of x\n");
        assertThat(root.resolve("workbench/target/launcher/lock.d")).doesNotExist();
    }

    @Test
    void theClassArchiveIsTiedToJarsAndJdk() throws Exception {
        jdk("jdks/a", "25.0.1");
        environment.put("JAVA_OPTS", "-Dseen");
        start("x");
        String archive = archiveOfLastStart();
        assertThat(archive).isNotNull();
        assertThat(Path.of(archive)).exists();
        start("x");
        assertThat(archiveOfLastStart()).isEqualTo(archive);
        jdk("jdks/a", "25.0.2");
        start("x");
        assertThat(archiveOfLastStart()).as("another JDK").isNotEqualTo(archive);
        write(root.resolve("dsl/src/main/one.txt"), "changed");
        start("x");
        assertThat(archiveOfLastStart()).as("another build").isNotEqualTo(archive);
        environment.put("WORKBENCH_NO_ARCHIVE", "1");
        start("x");
        assertThat(archiveOfLastStart()).isNull();
    }

    @Test
    void aDistributionNeedsNeitherMavenNorSourcesAndKeepsItsArchiveInTheCache() throws Exception {
        jdk("jdks/a", "25");
        Path dist = temp.resolve("opt/work bench");
        write(dist.resolve("lib/workbench.jar"), "one");
        write(dist.resolve("recipes/fig3.yaml"), "recipe: fig3");
        Files.createDirectories(dist.resolve("bin"));
        Path script = Files.copy(launcher(), dist.resolve("bin/workbench"));
        Files.delete(tools.resolve("mvn"));
        Outcome outcome = start(script, temp, "", "x");
        assertThat(outcome.out()).isEqualTo("result of x\n");
        String archive = archiveOfLastStart();
        assertThat(archive)
                .startsWith(temp.resolve("home/.cache/icd-workbench/").toString());
        assertThat(start(script, temp, "", "x").err()).isEmpty();
        write(dist.resolve("lib/workbench.jar"), "another");
        start(script, temp, "", "x");
        assertThat(archiveOfLastStart()).as("after an upgrade in place").isNotEqualTo(archive);
        write(temp.resolve("file"), "not a folder");
        environment.put("XDG_CACHE_HOME", temp.resolve("file").toString());
        assertThat(start(script, temp, "", "x"))
                .as("nowhere to keep one")
                .isEqualTo(new Outcome(0, "result of x\n", ""));
        assertThat(archiveOfLastStart()).isNull();
    }

    @Test
    void aDistributionWithAJavaOfItsOwnTakesThat() throws Exception {
        environment.put("JAVA_HOME", jdk("another", "25").toString());
        Path dist = temp.resolve("dist");
        write(dist.resolve("lib/workbench.jar"), "one");
        Path own = jdk("dist/runtime", "25.0.3");
        Files.createDirectories(dist.resolve("bin"));
        Path script = Files.copy(launcher(), dist.resolve("bin/workbench"));
        assertThat(start(script, temp, "", "--print-java-home").out()).isEqualTo(own + "\n");
        environment.put("WORKBENCH_JAVA_HOME", jdk("wanted", "26").toString());
        assertThat(start(script, temp, "", "--print-java-home").out())
                .as("what is asked for comes first")
                .isEqualTo(temp.resolve("wanted") + "\n");
    }

    /** A build of a checkout is a distribution, with which nodes start: they share its class archive, and make none of their own. */
    @Test
    void nodesStartABuildAsItIs() throws Exception {
        jdk("jdks/a", "25");
        write(root.resolve("workbench/target/engines/other.jar"), "other");
        start("x");
        String archive = archiveOfLastStart();
        String call = calls("java").getLast();
        assertThat(call).contains("workbench.jar:" + root.resolve("workbench/target/engines/other.jar") + " ");
        Path node = Path.of(call.replaceAll(".*-Dicd\\.launcher=(.*?/bin/workbench) .*", "$1"));
        assertThat(node).isExecutable();
        Files.delete(tools.resolve("mvn"));
        environment.put("WORKBENCH_ON_NODE", "1");
        write(temp.resolve("home/.config/workbench/settings.yaml"), "classpath: [none.jar]");
        assertThat(start(node, temp, "", "x")).isEqualTo(new Outcome(0, "result of x\n", ""));
        assertThat(archiveOfLastStart()).isEqualTo(archive);
        Files.delete(Path.of(archive));
        int before = calls("java").size();
        assertThat(start(node, temp, "", "x")).isEqualTo(new Outcome(0, "result of x\n", ""));
        assertThat(archiveOfLastStart()).isNull();
        assertThat(calls("java")).as("no start but this one").hasSize(before + 1);
    }

    /** Bytes of UTF-8, a space, both quotes, a line break within and at the end, and a dash to begin with. */
    private static final String NAME = "-\\303\\274n\\303\\257 'd\"\\nir\\n";

    /** Executes bash, which makes the names: this JVM cannot where its own locale is C. */
    private Outcome bash(String script) throws Exception {
        ProcessBuilder builder = process(tools.resolve("bash"), temp, "-c", """
                name=$(printf '%b.' "$NAME") && name=${name%.} && mkdir -- "$name" && cd -- "$name" || exit
                """ + script);
        builder.environment().put("NAME", NAME);
        builder.environment().put("LAUNCHER", launcher().toString());
        return outcome(builder.start(), "");
    }

    /** The JVM of this test, behind a launcher that was started in the locale C. */
    @Test
    void anyNameInAnyLocale() throws Exception {
        Path home = jdk("jdks/real", "25.0.1");
        script(home.resolve("bin/java"), """
                #!/usr/bin/env bash
                until [ "$1" = icd.workbench.cli.Main ]; do shift; done
                exec "$REAL_JAVA" --add-modules jdk.incubator.vector -XX:TieredStopAtLevel=1 -cp "$REAL_CLASSES" "$@"
                """);
        environment.put(
                "REAL_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("REAL_CLASSES", System.getProperty("java.class.path"));
        environment.put("WORKBENCH_NO_ARCHIVE", "1");
        environment.put("LC_ALL", "C");
        environment.put("LANG", "de_DE.ISO-8859-1");
        write(temp.resolve("base.yaml"), """
                name: base
                data: {n: 4, L: 5, fresh: 10, baseline_draws: 100}
                task: {kind: subspaces, d: 2, variance: 1, noise_variance: 1}
                model: {attention: linear, weights: scalar, init: {kind: identity, alpha: 1, beta: 1}}
                baselines: []
                """);
        Outcome outcome = bash("""
                cp ../base.yaml . && mkdir -- "$name" && cp ../base.yaml "./$name"
                "$LAUNCHER" validate base.yaml "./$name/base.yaml" &&
                "$LAUNCHER" run base.yaml --out "$PWD/out $name" && cat "$PWD/out $name/summary.json" &&
                "$LAUNCHER" exec -e "'$(printf '\\303\\274')' + 0"
                """);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("base.yaml: valid, 1 trial")
                .contains("./-ünï 'd\"\\nir\\n/base.yaml: valid, 1 trial", "\"recipe\" : \"base\"")
                .endsWith("\n252\n");
    }

    @Test
    void aDistributionInAnyFolder() throws Exception {
        jdk("jdks/a", "25.0.1");
        environment.put("LC_ALL", "C");
        environment.put("XDG_CACHE_HOME", temp.resolve("cache").toString());
        Outcome outcome = bash("""
                mkdir bin lib && cat "$LAUNCHER" >bin/start && echo jar >lib/one.jar && cd .. &&
                CDPATH=/ bash -- "$name/bin/start" hello
                """);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).isEqualTo("result of hello\n");
        assertThat(String.join("\n", calls("java")))
                .contains("/-ünï 'd\"\nir\n/lib/one.jar icd.workbench.cli.Main hello");
    }

    // ------------------------------------------------------------------------------------------------------------
    // tools

    private record Outcome(int exit, String out, String err) {}

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private Path launcher() {
        return root.resolve("workbench/bin/workbench");
    }

    private Outcome start(String... arguments) throws Exception {
        return start(launcher(), temp, "", arguments);
    }

    private Outcome start(Path script, Path folder, String input, String... arguments) throws Exception {
        return outcome(process(script, folder, arguments).start(), input);
    }

    private ProcessBuilder process(Path script, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    /** The output is short, so one stream may be read after the other. */
    private static Outcome outcome(Process process, String input) throws Exception {
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            assertThat(input).as("input that was not read").isEmpty();
        }
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), out, err);
    }

    private List<String> calls(String command) throws IOException {
        Path file = temp.resolve("calls").resolve(command);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The archive that the last call of java was given; null if none. */
    private String archiveOfLastStart() throws IOException {
        String flag = "-XX:SharedArchiveFile=";
        String call = calls("java").getLast();
        int at = call.indexOf(flag);
        return at < 0 ? null : call.substring(at + flag.length(), call.indexOf(".jsa", at) + 4);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = temp.resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), FAKE_JAVA);
        script(home.resolve("bin/javac"), FAKE_JAVA);
        return home;
    }

    /** Not a link: JUnit warns about every link that leaves its folder. */
    private void forward(String command) throws IOException {
        script(tools.resolve(command), "#!/bin/sh\nexec '" + which(command) + "' \"$@\"\n");
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Path which(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(command + " must be on the PATH, for it is tested here"));
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
