package icd.workbench.shell.transcript;

import icd.workbench.shell.Outcome;
import icd.workbench.shell.Problem;
import icd.workbench.shell.Source;
import java.util.ArrayList;
import java.util.List;

/** Why an input of a file failed, in lines of text that begin with the file's name and line. */
final class FailureText {

    private static final int FRAMES = 8;
    private static final int PROBLEMS = 5;

    private FailureText() {}

    /** @param first line of the file where the input that was evaluated begins */
    static List<String> lines(String name, int first, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        Source source = outcome.source();
        int line = first + source.line() - 1;
        switch (outcome) {
            case Outcome.Rejected rejected -> {
                List<Problem> problems = rejected.problems();
                problems.stream()
                        .limit(PROBLEMS)
                        .forEach(problem -> problem(lines, name, line, source.text(), problem));
                if (problems.size() > PROBLEMS) {
                    lines.add("and " + (problems.size() - PROBLEMS) + " more");
                }
            }
            case Outcome.Thrown thrown -> {
                lines.add(name + ":" + line + ": " + Output.thrown(thrown.exception()));
                thrown.frames().stream().limit(FRAMES).forEach(frame -> lines.add("  at " + frame));
            }
            case Outcome.Lost lost -> lost.losses().forEach(loss -> lines.add(name + ":" + line + ": " + loss));
            case Outcome.Stopped stopped -> lines.add(name + ":" + line + ": " + stopped.why());
            case Outcome.Value _, Outcome.Ran _, Outcome.Declared _, Outcome.Exited _ ->
                throw new IllegalArgumentException("FailureText: the outcome must be a failure, got " + outcome);
        }
        return lines;
    }

    private static void problem(List<String> lines, String name, int line, String text, Problem problem) {
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
        lines.add(name + ":" + at + ": error: " + message[0]);
        lines.add("  " + excerpt);
        int carets = Math.clamp(problem.end() - start, 1, Math.max(1, excerpt.length() - (start - lineStart)));
        lines.add("  " + " ".repeat(start - lineStart) + "^".repeat(carets));
        for (int i = 1; i < message.length; i++) {
            lines.add("  " + message[i]);
        }
    }
}
