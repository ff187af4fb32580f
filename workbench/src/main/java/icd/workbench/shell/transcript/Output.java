package icd.workbench.shell.transcript;

import icd.figure.Figure;
import icd.io.Visible;
import icd.workbench.shell.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The output of an input, as a transcript has it: the printed text, and the values with their names, in the order in
 * which they come. Declarations and statements add nothing, nor do the frames of an exception.
 *
 * <p>Printed text may be shown elsewhere as well; any number of threads may print.
 */
final class Output {

    /** The largest number of characters of one input's output that is kept. */
    private static final int LIMIT = 1 << 20;

    private static final Pattern STYLING = Pattern.compile("\033\\[[0-9;]*m");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<CellOutput> cell = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream(); // this text is not yet in the cell
    private String printing = "";
    private int settled; // the bytes up to the last part that succeeded
    private int settledCell;

    /**
     * The output of an input.
     *
     * @param text the output in the form for a page
     * @param cell the output in the form for a notebook
     */
    record Taken(String text, List<CellOutput> cell) {}

    /**
     * Returns a stream whose output is kept, and passed on to another.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    PrintStream tee(String name, PrintStream other) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] buffer, int from, int count) {
                        print(name, buffer, from, count);
                        other.write(buffer, from, count);
                    }

                    @Override
                    public void flush() {
                        other.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }

    private synchronized void print(String name, byte[] buffer, int from, int count) {
        int kept = Math.clamp(LIMIT - bytes.size(), 0, count);
        bytes.write(buffer, from, kept);
        if (!name.equals(printing)) {
            endPrinting();
            printing = name;
        }
        printed.write(buffer, from, kept);
    }

    private void endPrinting() {
        if (printed.size() > 0) {
            cell.add(new CellOutput.Stream(printing, plain(printed.toByteArray(), printed.size())));
            printed.reset();
        }
    }

    /**
     * Adds the outcome of the input, or of a part of it.
     *
     * @param input the whole input
     */
    synchronized void add(Outcome outcome, String input) {
        endPrinting();
        cell.addAll(CellOutput.of(outcome, input));
        String text = text(outcome);
        if (!text.isEmpty()) {
            if (bytes.size() > 0 && !bytes.toString(StandardCharsets.UTF_8).endsWith("\n")) {
                bytes.write('\n');
            }
            byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            bytes.write(line, 0, line.length);
        }
        settled = outcome.succeeded() ? bytes.size() : settled;
        settledCell = outcome.succeeded() ? cell.size() : settledCell;
    }

    static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Value value
            when value.value() instanceof Figure figure ->
                value.name() + " = figure " + figure.name()
                        + (figure.alternative().isEmpty() ? "" : ": " + figure.alternative());
            case Outcome.Value value ->
                value.name() + " =" + (value.text().indexOf('\n') < 0 ? " " : "\n") + value.text();
            case Outcome.Ran _ -> "";
            case Outcome.Declared declared ->
                declared.missing().isEmpty()
                        ? ""
                        : declared.what() + ", to be used once " + String.join(" and ", declared.missing())
                                + " is declared";
            case Outcome.Lost lost -> String.join("\n", lost.losses());
            case Outcome.Rejected rejected ->
                "error: "
                        + rejected.problems()
                                .getFirst()
                                .message()
                                .lines()
                                .findFirst()
                                .orElse("");
            case Outcome.Thrown thrown -> thrown(thrown.exception());
            case Outcome.Stopped stopped -> stopped.why();
            case Outcome.Exited exited -> "System.exit(" + exited.code() + ")";
        };
    }

    static String thrown(Throwable exception) {
        StringBuilder text = new StringBuilder(named(exception));
        Outcome.causes(exception).forEach(cause -> text.append("\n  caused by ").append(named(cause)));
        return text.toString();
    }

    private static String named(Throwable exception) {
        String message = Outcome.message(exception);
        return Outcome.name(exception) + (message == null ? "" : ": " + Visible.lines(message));
    }

    /** Returns and removes everything since the last call, without colours and trailing blanks. */
    synchronized Taken take() {
        endPrinting();
        settled = bytes.size();
        settledCell = cell.size();
        return takeSettled();
    }

    /**
     * Does the same as {@link #take}, except that text after the last part of the input that succeeded stays for later.
     */
    synchronized Taken takeSettled() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, settled, all.length - settled);
        String text = plain(all, settled).stripTrailing();
        List<CellOutput> outputs = cell.subList(0, settledCell);
        Taken taken = new Taken(
                text.lines()
                        .map(String::stripTrailing)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse(""),
                List.copyOf(outputs));
        outputs.clear();
        settled = 0;
        settledCell = 0;
        return taken;
    }

    private static String plain(byte[] utf8, int count) {
        return plain(new String(utf8, 0, count, StandardCharsets.UTF_8));
    }

    /** Returns a text without colours and other styles. */
    static String plain(String text) {
        return STYLING.matcher(text).replaceAll("");
    }
}
