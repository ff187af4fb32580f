package icd.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the user's own frames in a stack that JShell has translated: their file is the snippet's id after a {@code #}.
 */
final class Frames {

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    private Frames() {}

    /** @param sources the texts of snippets by their ids */
    static List<Frame> of(StackTraceElement[] translated, Map<String, Source> sources) {
        List<Frame> frames = new ArrayList<>();
        for (StackTraceElement frame : translated) {
            if (frame.getFileName() != null && frame.getFileName().startsWith("#")) {
                String id = frame.getFileName().substring(1);
                Frame found = new Frame(method(frame), id, frame.getLineNumber(), sources.get(id));
                boolean again = !frames.isEmpty()
                        && found.method().isEmpty()
                        && frames.getLast().method().isEmpty()
                        && frames.getLast().snippet().equals(found.snippet());
                if (!again) {
                    frames.add(found);
                }
            }
        }
        return frames;
    }

    private static String method(StackTraceElement frame) {
        String type = frame.getClassName().replace('$', '.');
        String method = frame.getMethodName();
        var lambda = LAMBDA.matcher(method);
        if (lambda.matches()) {
            String around = lambda.group(1);
            method = around.startsWith("do_it") || around.equals("static") || around.equals("new")
                    ? "lambda"
                    : "lambda in " + around;
        }
        if (Wrappers.isExecution(method)) {
            return ""; // a variable's value is computed in a second such method
        }
        return switch (method) {
            case "<init>" -> "new " + type;
            case "<clinit>" -> "static " + type;
            default -> type.isEmpty() || method.startsWith("lambda") ? method : type + "." + method;
        };
    }
}
