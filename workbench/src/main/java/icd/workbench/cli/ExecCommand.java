package icd.workbench.cli;

import icd.io.WholeFile;
import icd.workbench.jupyter.NotebookRun;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.shell.Program;
import icd.workbench.shell.terminal.Folders;
import icd.workbench.shell.terminal.ShellOptions;
import icd.workbench.shell.transcript.MalformedPageException;
import icd.workbench.shell.transcript.Notebook;
import icd.workbench.shell.transcript.Replay;
import icd.workbench.shell.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Executes what could be typed in the shell. */
@Command(
        name = "exec",
        description = "Execute a shell script, a transcript or a notebook, as if it were typed in the shell.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "A script is Java; a transcript is Markdown whose fenced `java` blocks are executed and whose `text` blocks after"
                    + " them hold the outputs. Blocks fenced `java skip` are passed over, those fenced `java fails` must"
                    + " fail. Text between ‹ and › in an output is volatile and not compared.",
            "",
            "The code cells of a notebook are executed, without Jupyter; a cell tagged raises-exception must fail, one tagged"
                    + " skip-execution is passed over.",
            "",
            "The whole input is compiled before its first line is executed, so that a mistake in the last line is found early. A"
                    + " .java file of types, or of methods and fields, that has a main is run as java does.",
            "",
            "Printed text goes to standard output, together with the value of every bare expression that does not end with a"
                    + " semicolon; print(x) shows any value in the same way. Exit code 1 tells that an input failed or an"
                    + " output differs, 2 that a page is malformed, with its line; System.exit(n) ends with n.",
            "",
            "Examples:",
            "  workbench exec notes.md --check",
            "  workbench exec notes.ipynb --update",
            "  workbench exec -e 'subspaces(16, 8).variance(2).noiseVariance(1)'",
            "  workbench exec Experiment.java 100 0.01",
            "  generate-script | workbench exec -"
        })
final class ExecCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCRIPT",
            description =
                    "Java (any name), a transcript (.md) or a notebook (.ipynb); - reads a script from standard input.")
    private String script;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "Handed to the main of a .java file; after -- where one begins with a dash.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPRESSION",
            description =
                    "Java to execute, after the script if there is one; its value is printed. For a .java file it is the code"
                            + " to run; its main is not called by itself.")
    private String expression;

    @Option(names = "--check", description = "Print only the outputs that differ from the recorded ones.")
    private boolean check;

    @Option(names = "--update", description = "Write the outputs into the file, in place of the recorded ones.")
    private boolean update;

    @Override
    public Integer call() throws IOException {
        if (script == null && expression == null) {
            throw new ParameterException(spec.commandLine(), "exec must be given a SCRIPT, - or -e EXPRESSION");
        }
        boolean markdown = script != null && script.toLowerCase(Locale.ROOT).endsWith(".md");
        boolean notebook = script != null && script.toLowerCase(Locale.ROOT).endsWith(".ipynb");
        if ((check || update) && !markdown && !notebook) {
            throw new ParameterException(
                    spec.commandLine(),
                    (check ? "--check" : "--update") + " must go with a transcript (.md) or a notebook (.ipynb), got "
                            + (script == null ? "none" : script));
        }
        if (notebook && expression != null) {
            throw new ParameterException(spec.commandLine(), "-e must go with a script or a transcript, got " + script);
        }
        if (check && update) {
            throw new ParameterException(spec.commandLine(), "--check and --update exclude each other");
        }
        String text = script == null ? "" : read();
        Program program = expression == null && script != null && script.endsWith(".java")
                ? Program.of(Path.of(script), text)
                : null;
        boolean runnable = program != null && program.isRunnable();
        if (!arguments.isEmpty() && !runnable) {
            throw new ParameterException(
                    spec.commandLine(),
                    "arguments must be for the main of a .java file, got " + String.join(" ", arguments));
        }
        Main main = (Main) spec.root().userObject();
        if (notebook) {
            return executeNotebook(main, text);
        }
        try (Replay replay = new Replay(main.out(), main.err())) {
            return runnable ? replay.run(script, program, arguments) : execute(replay, text, markdown);
        } catch (MalformedPageException e) {
            main.err().println(script + ":" + e.line() + ": " + e.getMessage());
            return Main.BAD_USAGE;
        }
    }

    private int executeNotebook(Main main, String text) {
        Map<String, String> environment = System.getenv();
        ShellOptions options = new ShellOptions(
                List.of(), Folders.of(environment, Path.of(System.getProperty("user.home"))), null, environment);
        try (NotebookRun run = new NotebookRun(script, Notebook.read(text), options, main.out(), main.err())) {
            if (!run.proofread()) {
                return Main.FAILED;
            }
            if (check) {
                return run.check();
            }
            return update ? replace(run.update()) : run.run();
        } catch (MalformedPageException e) {
            main.err().println(script + ":" + e.line() + ": " + e.getMessage());
            return Main.BAD_USAGE;
        }
    }

    private int execute(Replay replay, String text, boolean markdown) throws IOException {
        List<Replay.Item> items = new ArrayList<>();
        if (script != null) {
            items.add(new Replay.Item(
                    script.equals("-") ? "standard input" : script,
                    markdown ? Transcript.markdown(text) : Transcript.script(text)));
        }
        if (expression != null) {
            items.add(new Replay.Item("-e", Transcript.script(expression)));
        }
        if (!Replay.proofread(items, ((Main) spec.root().userObject()).err())) {
            return Main.FAILED;
        }
        for (Replay.Item item : items) {
            int code = item.name().equals(script) ? execute(replay, item) : replay.run(item);
            if (code != Main.DONE) {
                return code;
            }
        }
        return Main.DONE;
    }

    private int execute(Replay replay, Replay.Item item) {
        if (check) {
            return replay.check(item);
        }
        if (update) {
            return replace(replay.update(item));
        }
        return replay.run(item);
    }

    private int replace(Optional<String> updated) {
        updated.ifPresent(text -> replace(Path.of(script), text));
        return updated.isPresent() ? Main.DONE : Main.FAILED;
    }

    private String read() {
        try {
            return script.equals("-")
                    ? new String(((Main) spec.root().userObject()).in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(script));
        } catch (CharacterCodingException e) {
            throw new UnusablePathException(script, "be text in UTF-8, got other bytes", null);
        } catch (IOException e) {
            throw new UnusablePathException(script, "be a file that can be read", e);
        }
    }

    /** Writes the file whole or leaves it as it was; a file whose text does not change is not touched. */
    private static void replace(Path file, String text) {
        try {
            if (!Files.readString(file).equals(text)) {
                WholeFile.write(file, text);
            }
        } catch (IOException e) {
            throw new UnusablePathException(file.toString(), "be writable", e);
        }
    }
}
