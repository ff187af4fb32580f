package icd.workbench.cli;

import icd.io.WholeFile;
import icd.workbench.run.UnusablePathException;
import icd.workbench.shell.transcript.Replay;
import icd.workbench.shell.transcript.Transcript;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Execute a shell script or a transcript, as if it were typed in the shell.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        footer = {
            "",
            "A script is Java; a transcript is Markdown whose fenced `java` blocks are executed and whose `text` blocks after"
                    + " them hold the outputs. Blocks fenced `java skip` are passed over, those fenced `java fails` must"
                    + " fail. Text between ‹ and › in an output is volatile and not compared.",
            "",
            "What is printed goes to standard output, with the value of every bare expression. Exit code 1 tells that an input"
                    + " failed or an output differs; System.exit(n) ends with n.",
            "",
            "Examples:",
            "  workbench exec notes.md --check",
            "  workbench exec -e 'subspaces(16, 8).variance(2).noiseVariance(1)'",
            "  generate-script | workbench exec -"
        })
final class ExecCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCRIPT",
            description = "Java (any name), or a transcript (.md); - reads a script from standard input.")
    private String script;

    @Option(
            names = {"-e", "--expression"},
            paramLabel = "EXPRESSION",
            description = "Java to execute, after the script if there is one; its value is printed.")
    private String expression;

    @Option(names = "--check", description = "Print nothing but where an output is not as the transcript has it.")
    private boolean check;

    @Option(names = "--update", description = "Write the outputs into the transcript, in place of those recorded.")
    private boolean update;

    @Override
    public Integer call() throws IOException {
        if (script == null && expression == null) {
            throw new ParameterException(spec.commandLine(), "exec must be given a SCRIPT, - or -e EXPRESSION");
        }
        boolean markdown = script != null && script.endsWith(".md");
        if ((check || update) && !markdown) {
            throw new ParameterException(
                    spec.commandLine(),
                    (check ? "--check" : "--update") + " must go with a transcript (.md), got "
                            + (script == null ? "none" : script));
        }
        if (check && update) {
            throw new ParameterException(spec.commandLine(), "--check and --update exclude each other");
        }
        Transcript transcript = script == null ? null : read(markdown);
        Main main = (Main) spec.root().userObject();
        try (Replay replay = new Replay(main.out(), main.err())) {
            int code = transcript == null ? Main.DONE : execute(replay, transcript);
            return code == Main.DONE && expression != null ? replay.run("-e", Transcript.script(expression)) : code;
        }
    }

    private int execute(Replay replay, Transcript transcript) throws IOException {
        if (check) {
            return replay.check(script, transcript);
        }
        if (update) {
            Optional<String> updated = replay.update(script, transcript);
            if (updated.isPresent()) {
                replace(Path.of(script), updated.get());
            }
            return updated.isPresent() ? Main.DONE : Main.FAILED;
        }
        return replay.run(script.equals("-") ? "standard input" : script, transcript);
    }

    private Transcript read(boolean markdown) {
        String text;
        try {
            text = script.equals("-")
                    ? new String(((Main) spec.root().userObject()).in().readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(script));
        } catch (CharacterCodingException e) {
            throw new UnusablePathException(script, "be text in UTF-8, got other bytes", null);
        } catch (IOException e) {
            throw new UnusablePathException(script, "be a file that can be read", e);
        }
        try {
            return markdown ? Transcript.markdown(text) : Transcript.script(text);
        } catch (IllegalArgumentException e) {
            throw new UnusablePathException(script, "be a transcript: " + e.getMessage(), null);
        }
    }

    /** Leaves the file whole, whatever happens; not even touched where nothing changes. */
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
