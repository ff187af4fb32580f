package icd.workbench.shell;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the user's own frames in a stack that JShell has translated: their file is the snippet's id after a {@code #}.
 */
final class Frames {

    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");

    private Frames() {}

    static List<Frame> of(StackTraceElement[] translated) {
        return Stream.of(translated)
                .filter(frame ->
                        frame.getFileName() != null && frame.getFileName().startsWith("#"))
                .map(frame -> new Frame(method(frame), frame.getFileName().substring(1), frame.getLineNumber()))
                .toList();
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
        return switch (method) {
            case "<init>" -> "new " + type;
            case "<clinit>" -> "static " + type;
            default -> type.isEmpty() || method.startsWith("lambda") ? method : type + "." + method;
        };
    }
}
