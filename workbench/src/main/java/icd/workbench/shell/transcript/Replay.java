package icd.workbench.shell.transcript;

import icd.workbench.shell.Interpreter;
import icd.workbench.shell.InterpreterOptions;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.PrintStyle;
import icd.workbench.shell.Program;
import icd.workbench.shell.Proofreader;
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
 * <p>Printed text and the values of bare expressions go to standard output; failures go to standard error, with the
 * file's name and line.
 */
public final class Replay implements AutoCloseable {

    /** The exit code when all inputs succeeded. */
    private static final int DONE = 0;

    /** The exit code when an input failed, or an output differs from the recorded one. */
    private static final int FAILED = 1;

    private static final Pattern SCRATCH = Pattern.compile("^\\$(\\d{1,6}) =", Pattern.MULTILINE);

    /** An output that says that its input was no Java. */
    private static final Pattern ERROR = Pattern.compile("^error: ", Pattern.MULTILINE);

    private static final String RESET = "/reset";
    private static final String RELOAD = "/reload";
    private static final String DROP = "/drop ";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Output output = new Output();
    private final Interpreter interpreter;
    private final List<String> evaluated = new ArrayList<>(); // the count since the last reset
    private PrintStyle style = PrintStyle.PLAIN;
    private boolean silent;

    public Replay(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
        PrintStream printed = new PrintStream(new WriterStream(this::show), true, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(new WriterStream(this::complain), true, StandardCharsets.UTF_8);
        interpreter =
                Interpreter.start(InterpreterOptions.of(output.tee("stdout", printed), output.tee("stderr", complaints))
                        .style(() -> style));
    }

    private void show(String text) {
        if (!silent) {
            out.print(text);
            stopIfLost();
        }
    }

    /** Stops code that goes on printing where nothing can be written or nobody reads, as it might never end. */
    private void stopIfLost() {
        if (out.checkError()) {
            interpreter.interrupt();
        }
    }

    private void complain(String text) {
        if (!silent) {
            err.print(text);
            err.flush();
        }
    }

    /**
     * A transcript to execute.
     *
     * @param name its name in messages
     */
    public record Item(String name, Transcript transcript) {}

    /** An input of an item. */
    private record Place(String name, Block block) {}

    /**
     * Compiles all inputs before the first is executed, and reports where one of them cannot succeed, or is a command
     * that the shell does not have. Inputs that are to fail, are not to be executed, or are recorded with an error do
     * not count, nor do mistakes that only execution can find.
     *
     * @param err receives the messages
     * @return whether nothing was found
     */
    public static boolean proofread(List<Item> items, PrintWriter err) {
        for (Item item : items) {
            for (Block block : item.transcript().blocks()) {
                if (block.kind() == Block.Kind.RUN && !knowsCommands(item.name(), block, err)) {
                    return false;
                }
            }
        }
        List<Block> blocks = items.stream()
                .flatMap(item -> item.transcript().blocks().stream())
                .toList();
        if (blocks.size() == 1 && Proofreader.isAlone(blocks.getFirst().code())) {
            return true; // it is compiled before it is executed
        }
        try (Proofreader reader = new Proofreader(InterpreterOptions.of(null, null))) {
            for (Item item : items) {
                for (Block block : item.transcript().blocks()) {
                    Optional<Proofreader.Mistake<Place>> found = proofread(reader, new Place(item.name(), block));
                    if (found.isPresent()) {
                        return found(found.get(), err);
                    }
                }
            }
            Optional<Proofreader.Mistake<Place>> unresolved = reader.unresolved();
            return unresolved.isEmpty() || found(unresolved.get(), err);
        }
    }

    private static boolean knowsCommands(String name, Block block, PrintWriter err) {
        return Part.of(block.code()).stream()
                .filter(part -> !part.isJava())
                .noneMatch(part -> command(name, block, part, err).isEmpty());
    }

    /** Returns a command with its whole name; reports it where there is no command of that name. */
    private static Optional<String> command(String name, Block block, Part part, PrintWriter err) {
        try {
            return Optional.of(CommandNames.whole(part.command()));
        } catch (IllegalArgumentException e) {
            err.println(place(name, block, part) + "error: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String place(String name, Block block, Part part) {
        return name + ":" + (block.line() + part.line() - 1) + ": ";
    }

    private static boolean found(Proofreader.Mistake<Place> mistake, PrintWriter err) {
        FailureText.lines(mistake.input().name(), mistake.input().block().line(), mistake.what())
                .forEach(err::println);
        return false;
    }

    private static Optional<Proofreader.Mistake<Place>> proofread(Proofreader reader, Place place) {
        Block block = place.block();
        if (block.kind() == Block.Kind.SKIP) {
            return Optional.empty();
        }
        scratch(block).ifPresent(reader::scratch);
        boolean fails = block.kind() == Block.Kind.FAILS
                || block.output() != null && ERROR.matcher(block.output()).find();
        for (Part part : Part.of(block.code())) {
            String command = part.isJava() || block.kind() == Block.Kind.FAILS
                    ? part.command() // the name may be unknown
                    : CommandNames.whole(part.command());
            if (part.isJava() && fails) {
                reader.doubt(part.code());
            } else if (part.isJava()) {
                Optional<Proofreader.Mistake<Place>> mistake = reader.read(place, part.code());
                if (mistake.isPresent()) {
                    return mistake;
                }
            } else if (command.equals(RESET)) {
                reader.reset();
            } else if (command.equals(RELOAD)) {
                reader.reload();
            } else if (command.startsWith(DROP)) {
                reader.drop(command.substring(DROP.length()));
            }
        }
        return Optional.empty();
    }

    /** Returns the recorded number of the first value without a name. */
    private static Optional<Integer> scratch(Block block) {
        return Optional.ofNullable(block.output())
                .map(SCRATCH::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)));
    }

    /**
     * Executes all inputs, up to the first that fails.
     *
     * @return the exit code: 0, 1, or the code that the transcript passes to {@code System.exit}
     */
    public int run(Item item) {
        silent = false;
        for (Block block : item.transcript().blocks()) {
            Optional<End> end = execute(item.name(), block, outcome -> {
                if (outcome instanceof Outcome.Value value
                        && value.expression()
                        && !value.source().isQuiet()) {
                    out.println(value.text());
                    stopIfLost();
                }
            });
            output.take();
            if (end.isPresent()) {
                return end.get().code();
            }
        }
        return DONE;
    }

    /**
     * Executes a program in the session.
     *
     * @param name its name in messages
     * @return the exit code, as for {@link #run(Item)}
     */
    public int run(String name, Program program, List<String> arguments) {
        silent = false;
        Outcome outcome = interpreter.run(program, arguments);
        output.take();
        if (outcome instanceof Outcome.Exited exited) {
            return exited.code();
        }
        if (!outcome.succeeded()) {
            fail(name, 1, outcome);
        }
        return outcome.succeeded() ? DONE : FAILED;
    }

    /**
     * Executes all inputs silently and compares their outputs with the recorded ones; reports every difference.
     *
     * @return the exit code: 1 if an output differs, an input fails, or the page ends itself before its last input
     * @throws MalformedPageException if nothing would be compared, or if something resembles an output that would not
     *     be compared
     */
    public int check(Item item) {
        Transcript transcript = item.transcript();
        transcript.mustBeComparable();
        silent = true;
        String name = item.name();
        int compared = 0;
        int differing = 0;
        List<String> unrecorded = new ArrayList<>();
        Optional<End> end = Optional.empty();
        int at = 0;
        while (end.isEmpty() && at < transcript.blocks().size()) {
            Block block = transcript.blocks().get(at++);
            end = execute(name, block, _ -> {});
            String actual = output.take().text();
            if (end.isPresent() && !end.get().exited()) {
                return end.get().code();
            }
            if (block.isCompared()) {
                compared++;
                Optional<Comparison.Difference> difference =
                        Comparison.first(block.output(), actual, block.style().digits());
                if (difference.isPresent()) {
                    differing++;
                    report(name, block, difference.get());
                }
            } else if (block.output() == null && !actual.isEmpty()) {
                unrecorded.add(String.valueOf(block.line()));
            }
        }
        long left = transcript.blocks().stream()
                .skip(at)
                .filter(block -> block.kind() != Block.Kind.SKIP)
                .count();
        if (left > 0) {
            err.println(
                    name + ":" + transcript.blocks().get(at - 1).line() + ": System.exit must not end the page before"
                            + " its last input, but " + count(left, "input") + " below it would not be checked");
        }
        out.println(name + ": " + count(compared, "output") + " compared, "
                + (differing == 0 ? "all as recorded" : differing + " not as recorded")
                + (unrecorded.isEmpty()
                        ? ""
                        : "; nothing is recorded for the output of line " + String.join(", ", unrecorded)));
        return differing > 0 || left > 0 ? FAILED : end.map(End::code).orElse(DONE);
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void report(String name, Block block, Comparison.Difference difference) {
        err.println(name + ":" + block.line() + ": the output must be as recorded");
        err.println("  recorded: " + (difference.recorded() == null ? "(ends here)" : difference.recorded()));
        err.println("  now:      " + (difference.actual() == null ? "(ends here)" : difference.actual()));
    }

    /**
     * Executes all inputs silently; where all succeed, returns the document with the new outputs in place of the
     * recorded ones. Inputs without a recorded output, not even an empty one, stay without.
     *
     * @return empty if an input failed, or the page ends itself
     * @throws MalformedPageException if nothing would be compared, or if something resembles an output that would not
     *     be compared
     */
    public Optional<String> update(Item item) {
        Transcript transcript = item.transcript();
        transcript.mustBeComparable();
        silent = true;
        Map<Block, String> outputs = new LinkedHashMap<>();
        for (Block block : transcript.blocks()) {
            Optional<End> end = execute(item.name(), block, _ -> {});
            String actual = output.take().text();
            if (end.isPresent()) {
                if (end.get().exited()) {
                    err.println(item.name() + ":" + block.line()
                            + ": System.exit must not end a page that is updated; nothing was written");
                }
                return Optional.empty();
            }
            boolean same = !block.isCompared()
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

    /**
     * The reason why no further input is executed.
     *
     * @param exited whether the user's code asked for it
     */
    private record End(int code, boolean exited) {}

    private static final Optional<End> FAILURE = Optional.of(new End(FAILED, false));

    /** Executes an input; returns empty if the next input is to be executed. */
    private Optional<End> execute(String name, Block block, Told told) {
        if (block.kind() == Block.Kind.SKIP) {
            return Optional.empty();
        }
        style = block.style();
        scratch(block).ifPresent(interpreter::scratch); // inputs that are skipped or not recorded had names too
        Outcome failure = null;
        for (Part part : Part.of(block.code())) {
            if (!part.isJava()) {
                Optional<String> command = command(name, block, part, err);
                if (command.isEmpty() || !carryOut(command.get(), place(name, block, part), block, told)) {
                    return block.kind() == Block.Kind.FAILS ? Optional.empty() : FAILURE;
                }
                continue;
            }
            failure = evaluate(block, part.code(), told);
            if (failure != null) {
                break;
            }
        }
        if (failure instanceof Outcome.Exited exited) {
            return Optional.of(new End(exited.code(), true));
        }
        if (out.checkError()) {
            return FAILURE; // the owner of the stream says why
        }
        if (block.kind() == Block.Kind.FAILS) {
            if (failure == null) {
                err.println(name + ":" + block.line() + ": must fail, as its fence says, but succeeded");
                return FAILURE;
            }
            return Optional.empty();
        }
        if (failure != null) {
            fail(name, block.line(), failure);
            return FAILURE;
        }
        return Optional.empty();
    }

    /**
     * Evaluates code of a block.
     *
     * @return the reason why it cannot go on; null if it can
     */
    private Outcome evaluate(Block block, String code, Told told) {
        List<Outcome> outcomes = interpreter.evaluateWhile(code, outcome -> {
            output.add(outcome, code);
            told.of(outcome);
            return goesOn(block, outcome);
        });
        Optional<Outcome> failure =
                outcomes.stream().filter(each -> !goesOn(block, each)).findFirst();
        if (failure.isEmpty()) {
            evaluated.add(code);
        }
        return failure.orElse(null);
    }

    /**
     * Returns whether to go on. A file ends where values are lost, unless that is recorded, as the inputs that follow
     * may need the values.
     */
    private static boolean goesOn(Block block, Outcome outcome) {
        boolean recorded = block.kind() == Block.Kind.RUN && block.output() != null;
        return outcome instanceof Outcome.Lost lost
                ? recorded && lost.losses().stream().allMatch(block.output()::contains)
                : outcome.succeeded();
    }

    private void fail(String name, int line, Outcome outcome) {
        Outcome said = outcome instanceof Outcome.Rejected rejected ? interpreter.hinted(rejected) : outcome;
        FailureText.lines(name, line, said).forEach(err::println);
    }

    /**
     * Carries out a command of the shell, if it changes declarations; other commands are for a person at a terminal.
     *
     * @return whether the page can go on
     */
    private boolean carryOut(String command, String place, Block block, Told told) {
        if (command.equals(RESET)) {
            interpreter.reset();
            evaluated.clear();
        } else if (command.equals(RELOAD)) {
            List<String> again = List.copyOf(evaluated);
            interpreter.reset();
            evaluated.clear();
            for (String code : again) {
                Outcome failure = evaluate(block, code, told);
                if (failure != null) {
                    err.println(place + command + " must run again all that succeeded, got " + Output.text(failure));
                    return false;
                }
            }
        } else if (command.startsWith(DROP)) {
            for (String dropped : command.substring(DROP.length()).split("\\s+")) {
                try {
                    interpreter.drop(dropped, effect -> err.println(place + effect));
                    // the input that declared it is skipped now, so nothing is left to do
                } catch (IllegalArgumentException e) {
                    err.println(place + command + ": " + e.getMessage());
                }
            }
        } else {
            err.println(place + command + " is skipped, as only the shell and notebooks have this command");
        }
        return true;
    }

    /** Stops the execution. May be called from any thread. */
    public void interrupt() {
        interpreter.interrupt();
    }

    @Override
    public void close() {
        interpreter.close();
    }
}
