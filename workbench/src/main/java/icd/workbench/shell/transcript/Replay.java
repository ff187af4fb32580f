package icd.workbench.shell.transcript;

import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Lexeme;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Executes transcripts and scripts without a terminal, one after another in one session.
 *
 * <p>What they print goes to standard output, and so do the values of bare expressions; what goes wrong to standard error, with
 * the file's name and line.
 */
public final class Replay implements AutoCloseable {

    /** All went well. */
    private static final int DONE = 0;

    /** An input failed, or an output is not as recorded. */
    private static final int FAILED = 1;

    private static final Pattern SCRATCH = Pattern.compile("^\\$(\\d{1,6}) =", Pattern.MULTILINE);

    private final PrintWriter out;
    private final PrintWriter err;
    private final Output output = new Output();
    private final Interpreter interpreter;
    private PrintStyle style = PrintStyle.PLAIN;
    private boolean silent;

    public Replay(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
        PrintStream printed = new PrintStream(new WriterStream(this::show), true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(new WriterStream(this::complain), true, StandardCharsets.UTF_8);
        interpreter = Interpreter.start(InterpreterOptions.of(output.tee(printed), output.tee(complaints))
                .style(() -> style));
    }

    private void show(String text) {
        if (!silent) {
            out.print(text);
            out.flush();
        }
    }

    private void complain(String text) {
        if (!silent) {
            err.print(text);
            err.flush();
        }
    }

    /**
     * Executes all inputs, up to the first that fails.
     *
     * @param name what messages call the transcript
     * @return exit code: 0, 1, or what the transcript passes to {@code System.exit}
     */
    public int run(String name, Transcript transcript) {
        silent = false;
        for (Block block : transcript.blocks()) {
            Optional<Integer> end = execute(name, block, outcome -> {
                if (outcome instanceof Outcome.Value value && value.expression() && value.value() != null) {
                    out.println(value.text());
                    out.flush();
                }
            });
            output.take();
            if (end.isPresent()) {
                return end.get();
            }
        }
        return DONE;
    }

    /**
     * Executes all inputs silently and compares their outputs with those recorded; every difference is reported.
     *
     * @return exit code: 1 if an output differs or an input fails
     */
    public int check(String name, Transcript transcript) {
        silent = true;
        int compared = 0;
        int differing = 0;
        for (Block block : transcript.blocks()) {
            Optional<Integer> end = execute(name, block, _ -> {});
            String actual = output.take();
            if (end.isPresent()) {
                return end.get();
            }
            if (block.output() != null && block.kind() != Block.Kind.SKIP) {
                compared++;
                Optional<Comparison.Difference> difference =
                        Comparison.first(block.output(), actual, block.style().digits());
                if (difference.isPresent()) {
                    differing++;
                    report(name, block, difference.get());
                }
            }
        }
        out.println(name + ": " + count(compared, "output") + " compared, "
                + (differing == 0 ? "all as recorded" : differing + " not as recorded"));
        return differing == 0 ? DONE : FAILED;
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void report(String name, Block block, Comparison.Difference difference) {
        err.println(name + ":" + block.line() + ": the output must be as recorded");
        err.println("  recorded: " + (difference.recorded() == null ? "(ends here)" : difference.recorded()));
        err.println("  now:      " + (difference.actual() == null ? "(ends here)" : difference.actual()));
    }

    /**
     * Executes all inputs silently; where all succeed, gives the document with what came of them in place of what is
     * recorded. Inputs without a recorded output, not even an empty one, stay without.
     *
     * @return empty if an input failed
     */
    public Optional<String> update(String name, Transcript transcript) {
        silent = true;
        Map<Block, String> outputs = new LinkedHashMap<>();
        for (Block block : transcript.blocks()) {
            Optional<Integer> end = execute(name, block, _ -> {});
            String actual = output.take();
            if (end.isPresent()) {
                return Optional.empty();
            }
            boolean same = block.output() == null
                    || block.kind() == Block.Kind.SKIP
                    || Comparison.first(block.output(), actual, block.style().digits())
                            .isEmpty();
            if (!same) {
                outputs.put(block, actual);
            }
        }
        return Optional.of(transcript.with(outputs));
    }

    private interface Told {
        void of(Outcome outcome);
    }

    /** The exit code if this is the end. */
    private Optional<Integer> execute(String name, Block block, Told told) {
        if (block.kind() == Block.Kind.SKIP) {
            return Optional.empty();
        }
        style = block.style();
        if (block.output() != null) {
            Matcher scratch = SCRATCH.matcher(block.output());
            if (scratch.find()) { // what was not recorded, or is skipped, had names too
                interpreter.scratch(Integer.parseInt(scratch.group(1)));
            }
        }
        List<String> commands = new ArrayList<>();
        String code = withoutCommands(block.code(), commands);
        commands.forEach(command ->
                err.println(name + ":" + block.line() + ": " + command + " is passed over: a command of the shell"));
        List<Outcome> outcomes = interpreter.evaluateWhile(code, outcome -> {
            output.add(outcome);
            told.of(outcome);
            return goesOn(block, outcome);
        });
        Outcome last = outcomes.isEmpty() ? null : outcomes.getLast();
        boolean succeeded = last == null || goesOn(block, last);
        if (last instanceof Outcome.Exited exited) {
            return Optional.of(exited.code());
        }
        if (block.kind() == Block.Kind.FAILS) {
            if (succeeded) {
                err.println(name + ":" + block.line() + ": must fail, as its fence says, but succeeded");
                return Optional.of(FAILED);
            }
            return Optional.empty();
        }
        if (!succeeded) {
            FailureText.lines(name, block.line(), last).forEach(err::println);
            return Optional.of(FAILED);
        }
        return Optional.empty();
    }

    /** A file ends where values are lost too, unless that is recorded: what follows may count on them. */
    private static boolean goesOn(Block block, Outcome outcome) {
        boolean recorded = block.kind() == Block.Kind.RUN && block.output() != null;
        return outcome instanceof Outcome.Lost lost
                ? recorded && lost.losses().stream().allMatch(block.output()::contains)
                : outcome.succeeded();
    }

    /** Commands of the shell, such as {@code /vars}, made comments: lines that begin with a slash where a snippet may begin. */
    private static String withoutCommands(String code, List<String> found) {
        StringBuilder plain = new StringBuilder(code);
        int depth = 0;
        int inserted = 0;
        boolean lineBegins = true;
        for (int at = 0; at < code.length(); ) {
            char c = code.charAt(at);
            if (lineBegins && depth <= 0 && c == '/' && at + 1 < code.length() && isCommand(code.charAt(at + 1))) {
                int end = code.indexOf('\n', at);
                found.add(code.substring(at, end < 0 ? code.length() : end).strip());
                plain.insert(at + inserted++, '/');
                at = end < 0 ? code.length() : end;
                continue;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            lineBegins = c == '\n' || lineBegins && Character.isWhitespace(c);
            at = Lexeme.end(code, at);
        }
        return plain.toString();
    }

    private static boolean isCommand(char second) {
        return Character.isLetter(second) || second == '!' || second == '?' || second == '-';
    }

    /** From any thread: stops what is being executed. */
    public void interrupt() {
        interpreter.interrupt();
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
