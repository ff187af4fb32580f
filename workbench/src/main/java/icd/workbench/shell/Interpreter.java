package icd.workbench.shell;

import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/** Evaluates Java as it is typed, in this process, without terminal: values stay live objects. */
public final class Interpreter implements AutoCloseable {

    /** Begins to warm up, on a thread of its own, and returns at once. */
    public static Interpreter start(InterpreterOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Waits until the first snippet can be evaluated. */
    public void awaitReady() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@link #awaitReady} would return at once. */
    public boolean isReady() {
        throw new UnsupportedOperationException();
    }

    /** By syntax, whether the text is whole snippets or its last one goes on. */
    public Completeness completeness(String source) {
        throw new UnsupportedOperationException();
    }

    /**
     * Evaluates every snippet of the text in order, up to the first that does not succeed. Callers on several threads wait
     * for one another.
     */
    public List<Outcome> evaluate(String source) {
        throw new UnsupportedOperationException();
    }

    /** From any thread: stops what is being evaluated, and what was to follow it in the same text. */
    public void interrupt() {
        throw new UnsupportedOperationException();
    }

    /** For completion, highlighting and documentation; usable while a snippet runs. */
    public SourceCodeAnalysis analysis() {
        throw new UnsupportedOperationException();
    }

    /** The variables, in order of declaration. Waits for a running evaluation. */
    public List<Variable> variables() {
        throw new UnsupportedOperationException();
    }

    /** Signatures of the methods, such as {@code double square(double)}. */
    public List<String> methods() {
        throw new UnsupportedOperationException();
    }

    /** Declared types, such as {@code record Point}. */
    public List<String> types() {
        throw new UnsupportedOperationException();
    }

    /** The imports, the preamble's first. */
    public List<String> imports() {
        throw new UnsupportedOperationException();
    }

    /** The active snippets typed since the start, in order; not the preamble's. */
    public List<Snippet> snippets() {
        throw new UnsupportedOperationException();
    }

    /**
     * Forgets variables, methods and types of this name, or the snippet of this id; values are let go.
     *
     * @return what was dropped, such as {@code variable x}; empty if nothing has that name
     */
    public List<String> drop(String nameOrId) {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything but the preamble; waits for a running evaluation. */
    public void reset() {
        throw new UnsupportedOperationException();
    }

    /** Prints a value as outcomes do, on the evaluation thread, under {@link #interrupt}. */
    public String print(Object value, PrintStyle style) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
