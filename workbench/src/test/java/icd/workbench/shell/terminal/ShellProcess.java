package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The workbench as a process of these classes, with the launcher's flags.
 *
 * <p>{@link #command} also asks for the quick compiler, since a process of a few seconds spends most of them in compiling itself;
 * {@link #optimised} does not, for those who time what users get. The collector is the launcher's.
 */
final class ShellProcess {

    private ShellProcess() {}

    static List<String> command(String... arguments) {
        List<String> command = optimised(arguments);
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseG1GC"));
        return command;
    }

    static List<String> optimised(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-cp",
                System.getProperty("java.class.path"),
                "icd.workbench.cli.Main"));
        command.addAll(List.of(arguments));
        return command;
    }
}
