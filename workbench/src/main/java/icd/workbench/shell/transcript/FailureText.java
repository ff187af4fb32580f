package icd.workbench.shell.transcript;

import icd.io.Visible;
import icd.workbench.shell.Frame;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.Problem;
import icd.workbench.shell.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Describes why an input of a file failed, in lines of text that begin with the file's name, line and column of the
 * mistake.
 */
final class FailureText {

    private static final int FRAMES = 8;

    private FailureText() {}

    /** @param first the line of the file where the evaluated input begins */
    static List<String> lines(String file, int first, Outcome outcome) {
        String name = Visible.of(file);
        List<String> lines = new ArrayList<>();
        Source source = outcome.source();
        int line = first + source.line() - 1;
        switch (outcome) {
            case Outcome.Rejected rejected -> {
                int more = rejected.problems().size() - 1; // most often it follows from the first
                problem(lines, name, line, source, rejected.problems().getFirst());
                if (more > 0) {
                    lines.add("  and " + more + " more in this input");
                }
            }
            case Outcome.Thrown thrown -> thrown(lines, name, first, thrown);
            case Outcome.Lost lost -> lost.losses().forEach(loss -> lines.add(name + ":" + line + ": " + loss));
            case Outcome.Stopped stopped -> lines.add(name + ":" + line + ": " + stopped.why());
            case Outcome.Value _, Outcome.Ran _, Outcome.Declared _, Outcome.Exited _ ->
                throw new IllegalArgumentException("FailureText: the outcome must be a failure, got " + outcome);
        }
        return lines;
    }

    /** Begins with the innermost line of the input itself, under which carets stand. */
    private static void thrown(List<String> lines, String name, int first, Outcome.Thrown thrown) {
        Source source = thrown.source();
        List<Frame> frames = thrown.frames();
        Optional<Frame> own =
                frames.stream().filter(frame -> source.equals(frame.source())).findFirst();
        String said = ": " + Output.thrown(thrown.exception());
        int line = first + source.line() - 1;
        if (own.isEmpty()) {
            lines.add(name + ":" + line + said);
        } else {
            String code = Visible.lines(own.get().code());
            lines.add(name + ":" + (line + own.get().line() - 1) + said);
            lines.add("  " + code);
            lines.add("  " + "^".repeat(code.length()));
        }
        if (own.isPresent() && frames.size() == 1) {
            return;
        }
        for (Frame frame : frames.subList(0, Math.min(FRAMES, frames.size()))) {
            boolean here = source.equals(frame.source());
            String place = here ? name + ":" + (line + frame.line() - 1) : Visible.lines(frame.code());
            String method = frame.method() + (frame.method().isEmpty() ? "" : here ? ", " : ": ");
            lines.add("  at " + (frame.source() == null ? frame : method + place));
        }
    }

    private static void problem(List<String> lines, String name, int line, Source source, Problem problem) {
        String text = source.text();
        int start = Math.min(problem.start(), text.length());
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.indexOf('\n', start);
        String excerpt = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        int at = line
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        String[] message = problem.message().strip().split("\n");
        int column = start - lineStart + (lineStart == 0 ? source.column() : 1);
        lines.add(name + ":" + at + ":" + column + ": error: " + Visible.lines(message[0]));
        lines.add("  " + Visible.lines(excerpt));
        int carets = Math.clamp(problem.end() - start, 1, Math.max(1, excerpt.length() - (start - lineStart)));
        lines.add("  " + excerpt.substring(0, start - lineStart).replaceAll("[^\t]", " ") + "^".repeat(carets));
        for (int i = 1; i < message.length; i++) {
            lines.add("  " + Visible.lines(message[i]));
        }
    }
}
