package icd.workbench.shell;

import icd.describe.RefusedException;
import icd.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The outcome of one snippet. */
public sealed interface Outcome {

    /** The number of causes that are looked at, as a user's exceptions may be one another's causes in a circle. */
    int MOST_CAUSES = 50;

    /**
     * Returns the simple name of an exception. A refusal of the library has the name that users catch,
     * IllegalArgumentException.
     */
    static String name(Throwable exception) {
        return (exception instanceof RefusedException ? IllegalArgumentException.class : exception.getClass())
                .getSimpleName();
    }

    /**
     * Returns the message of an exception; null where it has none. Where Java itself refused what a word was given, such as
     * null or a size, the message names the word: Java's own knows only what failed deep within it.
     */
    static String message(Throwable exception) {
        String message = exception.getMessage();
        StackTraceElement[] stack = exception.getStackTrace();
        int own = 0;
        while (own < stack.length && !stack[own].getClassName().startsWith(Wrappers.PREFIX)) {
            own++;
        }
        if (own == 0 || own == stack.length || !BY_JAVA.contains(exception.getClass())) {
            return message;
        }
        String type = stack[own - 1].getClassName();
        if (type.indexOf('$') >= 0) { // within a library's own class
            return message;
        }
        String method = stack[own - 1].getMethodName();
        boolean isWord = type.startsWith("icd.Dsl") || type.equals(Session.class.getName());
        String word = isWord ? method : type.substring(type.lastIndexOf('.') + 1) + "." + method;
        boolean isNull = exception instanceof NullPointerException;
        return word + (isNull ? " was given null, or met it" : "") + (message == null ? "" : ": " + message);
    }

    /** Exceptions of Java that say nothing of the method that was called. */
    Set<Class<?>> BY_JAVA = Set.of(
            NullPointerException.class,
            ArithmeticException.class,
            NegativeArraySizeException.class,
            ArrayIndexOutOfBoundsException.class,
            IndexOutOfBoundsException.class,
            ClassCastException.class);

    /**
     * Returns the causes of an exception that say more than what is printed before them: a cause whose message is already there is
     * left out.
     */
    static List<Throwable> causes(Throwable exception) {
        List<Throwable> causes = new ArrayList<>();
        String said = String.valueOf(exception.getMessage());
        Throwable cause = exception.getCause();
        for (int depth = 0; cause != null && cause != exception && depth < MOST_CAUSES; depth++) {
            String message = cause.getMessage();
            if (message == null || message.isBlank() || !said.contains(message)) {
                causes.add(cause);
                said += "\n" + message;
            }
            cause = cause == cause.getCause() ? null : cause.getCause();
        }
        return causes;
    }

    /** Returns the source that was evaluated. */
    Source source();

    /** Returns whether the session went on as typed: nothing was rejected, thrown, stopped or left. */
    default boolean succeeded() {
        return switch (this) {
            case Value _, Ran _, Declared _, Lost _ -> true;
            case Rejected _, Thrown _, Stopped _, Exited _ -> false;
        };
    }

    /**
     * The value of an expression, an assignment or a variable's declaration.
     *
     * @param name {@code $1} where the shell named it, otherwise the user's name
     * @param type the type as declared or inferred
     * @param value the live object; boxed where primitive
     * @param text the value as printed for a person, perhaps in several lines
     * @param expression whether a bare expression was typed: neither declaration nor assignment
     * @param interrupted whether it is the partial result of a call that was interrupted, such as a training
     */
    record Value(
            Source source, String name, String type, Object value, String text, boolean expression, boolean interrupted)
            implements Outcome {

        /** Returns this value as a replay prints it: a figure has neither the colours nor the height of a terminal. */
        public Value withoutTerminal(PrintStyle style) {
            if (!(value instanceof Figure figure)) {
                return this;
            }
            try {
                String plain = FigureText.of(figure, PrintStyle.PLAIN.width(style.width()));
                return new Value(source, name, type, value, plain, expression, interrupted);
            } catch (IllegalArgumentException e) {
                return this; // the figure cannot be laid out; its text says why
            }
        }
    }

    /** A statement, executed. */
    record Ran(Source source) implements Outcome {}

    /**
     * A method, type, import or variable without value that is now known.
     *
     * @param what a description such as {@code method square(double)}
     * @param replaced whether it replaces an earlier one
     * @param missing the names it refers to that are not declared yet; it can be used once they are
     * @param consequences other changes, such as {@code method f() can be used now}
     */
    record Declared(Source source, String what, boolean replaced, List<String> missing, List<String> consequences)
            implements Outcome {
        public Declared {
            missing = List.copyOf(missing);
            consequences = List.copyOf(consequences);
        }
    }

    /**
     * Follows another outcome: values of variables are lost, because they do not fit a new declaration. At the prompt
     * the session goes on; a script ends here.
     *
     * @param losses at least one, such as {@code variable p of type P is lost: record P is no longer the same}
     */
    record Lost(Source source, List<String> losses) implements Outcome {
        public Lost {
            losses = List.copyOf(losses);
        }
    }

    /**
     * The text is not Java, or it does not fit the declarations. Nothing was executed.
     *
     * @param problems at least one
     */
    record Rejected(Source source, List<Problem> problems) implements Outcome {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * An exception that the snippet did not catch.
     *
     * @param frames the user's own, innermost first
     */
    record Thrown(Source source, Throwable exception, List<Frame> frames) implements Outcome {
        public Thrown {
            frames = List.copyOf(frames);
        }
    }

    /**
     * The snippet was ended early.
     *
     * @param why the reason in words
     */
    record Stopped(Source source, Reason reason, String why) implements Outcome {}

    /** The reason why a snippet was stopped. */
    enum Reason {
        INTERRUPTED,
        HEAP,
        STACK,
        COMPILER
    }

    /** {@code System.exit(code)} was called: the session decides how to react. */
    record Exited(Source source, int code) implements Outcome {}
}
