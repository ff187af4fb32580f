package icd.workbench.shell.terminal;

import icd.figure.Figure;
import icd.workbench.shell.Frame;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.Problem;
import icd.workbench.shell.Source;
import icd.workbench.shell.terminal.Settings.Feedback;
import icd.workbench.shell.terminal.Theme.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;
import org.ojalgo.structure.Access1D;

/** Prints the outcome of a snippet in as few words as possible. */
final class OutcomePrinter {

    /** The number of frames shown; frames of a long recursion are shown from both ends. */
    private static final int FRAMES = 8;

    private static final int PROBLEMS = 5;

    /** The number of lines that a picture leaves for its name, for the input and for the next prompt. */
    static final int AROUND_A_PICTURE = 3;

    private final Console console;
    private final Settings settings;
    private final Pictures pictures;

    OutcomePrinter(Console console, Settings settings, Pictures pictures) {
        this.console = console;
        this.settings = settings;
        this.pictures = pictures;
    }

    /**
     * Prints the outcome of a snippet.
     *
     * @param above the line just above, as typed; empty if something else stands there
     */
    void print(Outcome outcome, String above) {
        console.freshLine();
        Feedback feedback = settings.feedback();
        switch (outcome) {
            case Outcome.Value value when feedback != Feedback.SILENT -> value(value);
            case Outcome.Declared declared
            when feedback == Feedback.NORMAL || !declared.missing().isEmpty() -> declared(declared);
            case Outcome.Value _, Outcome.Declared _, Outcome.Ran _ -> {}
            case Outcome.Lost lost -> lost.losses().forEach(loss -> console.line(Role.WARNING, loss));
            case Outcome.Rejected rejected -> rejected(rejected, above);
            case Outcome.Thrown thrown -> thrown(thrown);
            case Outcome.Stopped stopped -> console.line(Role.WARNING, stopped.why());
            case Outcome.Exited exited ->
                console.line(
                        Role.WARNING,
                        "System.exit(" + exited.code() + ") stopped the snippet; the session goes on (/exit ends it)");
        }
    }

    /** Prints a value of one line beside its name, and one of several lines below it, so that tables stay aligned. */
    private void value(Outcome.Value value) {
        String text = value.text();
        if (value.value() == null && text.isEmpty()) {
            return;
        }
        AttributedString head = new AttributedStringBuilder()
                .styled(console.style(Role.NAME), value.name())
                .styled(console.style(Role.DETAIL), " = ")
                .toAttributedString();
        Optional<String> picture = value.value() instanceof Figure figure
                ? pictures.of(figure, console.height() - AROUND_A_PICTURE)
                : Optional.empty();
        if (picture.isPresent()) {
            console.line(head);
            console.line(picture.get());
            return;
        }
        List<AttributedString> lines = new ArrayList<>();
        for (String line : TableFold.lines(List.of(text.split("\n", -1)), console.width())) {
            lines.add(AttributedString.fromAnsi(line));
        }
        if (lines.size() == 1 && fits(head, lines.getFirst(), value.value())) {
            lines.set(0, AttributedString.join(AttributedString.EMPTY, head, lines.getFirst()));
        } else {
            lines.addFirst(head);
        }
        console.page(lines);
    }

    /**
     * Returns whether name and text fit on a line. A text that was cut to the width of a line stands below its name
     * where they do not fit: otherwise its last bracket alone would be on a line.
     */
    private boolean fits(AttributedString head, AttributedString text, Object value) {
        boolean isCut = value != null && value.getClass().isArray()
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Access1D<?>;
        return !isCut || head.columnLength() + text.columnLength() <= console.width();
    }

    private void declared(Outcome.Declared declared) {
        String missing =
                declared.missing().isEmpty() ? "" : ", to be used once " + and(declared.missing()) + " is declared";
        console.line(Role.DETAIL, (declared.replaced() ? "replaced " : "") + declared.what() + missing);
        declared.consequences().forEach(consequence -> console.line(Role.DETAIL, "  " + consequence));
    }

    private void rejected(Outcome.Rejected rejected, String above) {
        List<Problem> problems = rejected.problems();
        boolean visible = !above.isEmpty()
                && above.indexOf('\n') < 0
                && problems.size() == 1
                && LineEditor.PROMPT.length() + width(above) < console.width();
        for (Problem problem : problems.subList(0, Math.min(PROBLEMS, problems.size()))) {
            if (visible) {
                carets(rejected.source(), problem, above);
            } else {
                excerpt(rejected.source(), problem);
            }
            String[] message = problem.message().strip().split("\n");
            console.line(Role.ERROR, "error: ", message[0]);
            for (int i = 1; i < message.length; i++) {
                if (!message[i].strip().equals("location: class")) { // the evaluator made that class: it has no name
                    console.line(new AttributedString("  " + message[i].strip()));
                }
            }
        }
        if (problems.size() > PROBLEMS) {
            console.line(Role.DETAIL, "and " + (problems.size() - PROBLEMS) + " more errors");
        }
    }

    /** Prints carets under the line that was typed. */
    private void carets(Source source, Problem problem, String above) {
        int start = Math.clamp((long) source.offset() + problem.start(), 0, above.length());
        int end = Math.clamp((long) source.offset() + problem.end(), start, above.length());
        int before = LineEditor.PROMPT.length() + width(above.substring(0, start));
        console.line(Role.ERROR, " ".repeat(before) + "^".repeat(Math.max(1, width(above.substring(start, end)))));
    }

    /** Prints the line in question, and carets under the mistake. */
    private void excerpt(Source source, Problem problem) {
        String text = source.text();
        int start = Math.clamp(problem.start(), 0, text.length());
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.indexOf('\n', start);
        String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        int end = Math.clamp(problem.end(), start + 1, Math.max(start + 1, lineStart + line.length()));
        String indent = "  ";
        int before = width(line.substring(0, Math.min(line.length(), start - lineStart)));
        int marked = Math.max(
                1,
                width(line.substring(
                        Math.min(line.length(), start - lineStart), Math.min(line.length(), end - lineStart))));
        String[] shown = window(line, before, marked, console.width() - indent.length() - 1);
        console.line(indent + shown[0]);
        console.line(Role.ERROR, indent + shown[1]);
    }

    /** Returns a piece of a long line around the mark, with its carets. */
    private static String[] window(String line, int before, int marked, int width) {
        String flat = line.replace('\t', ' ');
        if (width(flat) <= width) {
            return new String[] {flat, " ".repeat(before) + "^".repeat(Math.min(marked, Math.max(1, width - before)))};
        }
        AttributedString whole = new AttributedString(flat);
        int from = Math.max(0, Math.min(before - width / 3, width(flat) - width));
        String piece = whole.columnSubSequence(from, from + width).toString();
        int caret = before - from;
        return new String[] {piece, " ".repeat(caret) + "^".repeat(Math.max(1, Math.min(marked, width - caret)))};
    }

    private static int width(String text) {
        return text.codePoints()
                .map(c -> c == '\t' ? 1 : Math.max(0, WCWidth.wcwidth(c)))
                .sum();
    }

    private void thrown(Outcome.Thrown thrown) {
        Throwable exception = thrown.exception();
        console.line(Role.ERROR, name(exception), message(exception));
        for (Throwable cause : Outcome.causes(exception)) {
            console.line(Role.DETAIL, "  caused by " + name(cause) + message(cause));
        }
        List<Frame> frames = thrown.frames();
        int shown = 0;
        for (Frame frame : frames) {
            if (frames.size() > FRAMES && shown == FRAMES / 2) {
                console.line(Role.DETAIL, "  ... " + (frames.size() - FRAMES) + " more");
            }
            if (frames.size() <= FRAMES || shown < FRAMES / 2 || shown >= frames.size() - FRAMES / 2) {
                boolean seen = thrown.source().equals(frame.source())
                        && thrown.source().text().indexOf('\n') < 0;
                String code = seen || frame.code().isEmpty() ? "" : ": " + frame.code();
                console.line(Role.DETAIL, "  at " + frame + code);
            }
            shown++;
        }
    }

    private static String message(Throwable exception) {
        String message = Outcome.message(exception);
        return message == null ? "" : ": " + message;
    }

    /** Returns the name, without the package where everybody knows the package. */
    private static String name(Throwable exception) {
        String name = exception.getClass().getName();
        return name.startsWith("java.") || name.startsWith("icd.") || name.startsWith("REPL.")
                ? Outcome.name(exception)
                : name;
    }

    private static String and(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
