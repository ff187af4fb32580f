package icd.workbench.shell;

import icd.describe.RefusedException;
import java.util.List;

/** What became of one snippet. */
public sealed interface Outcome {

    /** The simple name of an exception. A refusal of the library is called what users catch, IllegalArgumentException. */
    static String name(Throwable exception) {
        return (exception instanceof RefusedException ? IllegalArgumentException.class : exception.getClass())
                .getSimpleName();
    }

    /** What was evaluated. */
    Source source();

    /** Whether the session went on as typed: nothing was rejected, thrown, stopped or left. */
    default boolean succeeded() {
        return switch (this) {
            case Value _, Ran _, Declared _, Lost _ -> true;
            case Rejected _, Thrown _, Stopped _, Exited _ -> false;
        };
    }

    /**
     * A value: of an expression, an assignment or a variable's declaration.
     *
     * @param name {@code $1} where the shell named it, else the user's
     * @param type as declared or inferred
     * @param value the live object; boxed where primitive
     * @param text as printed for a person, several lines perhaps
     * @param expression whether a bare expression was typed: neither declaration nor assignment
     * @param interrupted whether it is what a call had so far when it was interrupted, such as a training
     */
    record Value(
            Source source, String name, String type, Object value, String text, boolean expression, boolean interrupted)
            implements Outcome {}

    /** A statement, executed. */
    record Ran(Source source) implements Outcome {}

    /**
     * A method, type, import or variable without value, now known.
     *
     * @param what such as {@code method square(double)}
     * @param replaced whether it takes the place of one that was there
     * @param missing what it refers to and is not declared yet; it can be used once that is
     * @param consequences what else changed, such as {@code method f() can be used now}
     */
    record Declared(Source source, String what, boolean replaced, List<String> missing, List<String> consequences)
            implements Outcome {
        public Declared {
            missing = List.copyOf(missing);
            consequences = List.copyOf(consequences);
        }
    }

    /**
     * Comes after another outcome: values of variables are not to be had any more, because what was declared anew does not
     * fit them. A person reads on; a script ends here.
     *
     * @param losses at least one, such as {@code variable p of type P is lost: record P is not what it was}
     */
    record Lost(Source source, List<String> losses) implements Outcome {
        public Lost {
            losses = List.copyOf(losses);
        }
    }

    /**
     * Not Java, or not Java that fits what is declared. Nothing was executed.
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
     * Ended before its time.
     *
     * @param why in words
     */
    record Stopped(Source source, Reason reason, String why) implements Outcome {}

    /** Why a snippet is stopped. */
    enum Reason {
        INTERRUPTED,
        HEAP,
        STACK,
        COMPILER
    }

    /** {@code System.exit(code)} was called: the session decides what to make of it. */
    record Exited(Source source, int code) implements Outcome {}
}
