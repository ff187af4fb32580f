package icd.workbench.shell.transcript;

import icd.figure.Figure;
import icd.io.Visible;
import icd.workbench.shell.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What an input gives, as a transcript has it: what it prints, and its values with their names, in the order in which they
 * come. Declarations and statements say nothing, nor do the frames of an exception.
 *
 * <p>What is printed may be shown elsewhere as well; any number of threads may print.
 */
final class Output {

    /** More than this of one input's output is not kept. */
    private static final int LIMIT = 1 << 20;

    private static final Pattern STYLING = Pattern.compile("\033\\[[0-9;]*m");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int settled; // bytes up to the last part that succeeded

    /** A stream whose output is kept, and goes on to another. */
    PrintStream tee(PrintStream other) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] buffer, int from, int count) {
                        print(buffer, from, count);
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

    private synchronized void print(byte[] buffer, int from, int count) {
        bytes.write(buffer, from, Math.clamp(LIMIT - bytes.size(), 0, count));
    }

    /** What became of the input, or of a part of it. */
    synchronized void add(Outcome outcome) {
        String text = text(outcome);
        if (!text.isEmpty()) {
            if (bytes.size() > 0 && !bytes.toString(StandardCharsets.UTF_8).endsWith("\n")) {
                bytes.write('\n');
            }
            byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
            bytes.write(line, 0, line.length);
        }
        settled = outcome.succeeded() ? bytes.size() : settled;
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
        String message = exception.getMessage();
        String text = Outcome.name(exception) + (message == null ? "" : ": " + Visible.lines(message));
        Throwable cause = exception.getCause();
        return cause == null || cause == exception ? text : text + "\n  caused by " + thrown(cause);
    }

    /** All since the last call, without colours and blanks at its end. */
    synchronized String take() {
        settled = bytes.size();
        return takeSettled();
    }

    /** As {@link #take}, without what came after the last part of the input that succeeded: that stays. */
    synchronized String takeSettled() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, settled, all.length - settled);
        String text = STYLING.matcher(new String(all, 0, settled, StandardCharsets.UTF_8))
                .replaceAll("")
                .stripTrailing();
        settled = 0;
        return text.lines()
                .map(String::stripTrailing)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }
}
