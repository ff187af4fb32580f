package icd.workbench.shell.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The workbench as a process of these classes, with the launcher's flags. */
final class ShellProcess {

    private ShellProcess() {}

    static List<String> command(String... arguments) {
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
