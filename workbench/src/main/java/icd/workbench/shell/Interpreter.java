package icd.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.TypeDeclSnippet;

/**
 * Evaluates Java as it is typed, in this process, without a terminal: values stay live objects.
 *
 * <p>Everything the user types runs on one thread, whose stack is 256 MB deep. A snippet that has to stop does so at
 * its next jump back or method call. A library call is interrupted; if it does not end soon, its thread is abandoned
 * and another takes its place, with all variables as they are. {@code System.exit} ends the snippet, not the process.
 */
public final class Interpreter implements AutoCloseable {

    private final InterpreterOptions options;
    private final ReentrantLock queue = new ReentrantLock(true);
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile JavaShell shell;
    private volatile boolean interrupted;

    private Interpreter(InterpreterOptions options) {
        this.options = options;
    }

    /** Begins to warm up, on a thread of its own, and returns at once. */
    public static Interpreter start(InterpreterOptions options) {
        Interpreter interpreter = new Interpreter(options);
        Thread.ofPlatform().name("interpreter start").daemon().start(interpreter::warmUp);
        return interpreter;
    }

    private void warmUp() {
        try {
            shell = newShell();
            ready.complete(null);
        } catch (RuntimeException | Error e) {
            ready.completeExceptionally(e);
        }
    }

    private JavaShell newShell() {
        JavaShell fresh = new JavaShell(options, () -> interrupted);
        for (String snippet : options.preamble()) {
            for (Outcome outcome : fresh.evaluate(new Source(snippet, 0, 1, 1), snippet)) {
                if (!outcome.succeeded()) {
                    fresh.close();
                    throw new IllegalArgumentException(
                            "Interpreter: every snippet of the preamble must succeed, got " + outcome);
                }
            }
        }
        fresh.begin();
        return fresh;
    }

    /**
     * Waits until the first snippet can be evaluated.
     *
     * @throws IllegalStateException if the interpreter could not be started
     */
    public void awaitReady() {
        try {
            ready.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Interpreter: cannot start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Returns whether {@link #awaitReady} would return at once. */
    public boolean isReady() {
        return ready.isDone();
    }

    /** Returns, from the syntax alone, whether the text consists of whole snippets or its last one goes on. */
    public Completeness completeness(String source) {
        SnippetReader reader = new SnippetReader(source, analysis());
        Completeness last = Completeness.EMPTY;
        while (reader.hasNext()) {
            last = reader.next().completeness();
        }
        return last;
    }

    /**
     * Evaluates every snippet of the text in order, up to the first that does not succeed. Callers on several threads wait
     * for one another.
     *
     * @throws IllegalStateException if called by code that is itself being evaluated
     */
    public List<Outcome> evaluate(String source) {
        return evaluate(source, _ -> {});
    }

    /**
     * Does the same as {@link #evaluate(String)}, and reports each outcome as soon as it is known.
     *
     * @param told receives the outcomes on the caller's thread; it must not call this interpreter, except {@link
     *     #interrupt}
     */
    public List<Outcome> evaluate(String source, Consumer<Outcome> told) {
        return evaluateWhile(source, outcome -> {
            told.accept(outcome);
            return outcome.succeeded();
        });
    }

    /**
     * Does the same as {@link #evaluate(String)}, up to the first outcome for which {@code goesOn} returns false.
     *
     * @param goesOn receives each outcome as soon as it is known, under the rules of {@link #evaluate(String,
     *     Consumer)}
     */
    public List<Outcome> evaluateWhile(String source, Predicate<Outcome> goesOn) {
        return inTurn(java -> {
            boolean on = true;
            interrupted = false;
            List<Outcome> outcomes = new ArrayList<>();
            SnippetReader reader = new SnippetReader(source, java.shell().sourceCodeAnalysis());
            while (reader.hasNext() && on) {
                SnippetReader.Piece piece = reader.next();
                int known = outcomes.size();
                if (interrupted) {
                    outcomes.add(new Outcome.Stopped(
                            piece.source(), Outcome.Reason.INTERRUPTED, "interrupted before it began"));
                } else if (piece.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                    outcomes.add(incomplete(piece.source()));
                } else if (!piece.source().text().equals(";")) {
                    outcomes.addAll(java.evaluate(piece.source(), piece.code()));
                }
                for (Outcome outcome : outcomes.subList(known, outcomes.size())) {
                    on &= goesOn.test(outcome);
                }
            }
            return outcomes;
        });
    }

    /** Compiles a program and runs its {@code main}. */
    public Outcome run(Program program, List<String> arguments) {
        return inTurn(java -> {
            interrupted = false;
            return java.run(program, arguments);
        });
    }

    /** Returns problems with the names that were probably meant, where the compiler does not know a name. */
    public Outcome.Rejected hinted(Outcome.Rejected rejected) {
        List<Problem> problems = new ArrayList<>(rejected.problems());
        problems.set(0, Problems.hinted(problems.getFirst(), rejected.source().text(), shell.shell()));
        return new Outcome.Rejected(rejected.source(), problems);
    }

    static Outcome.Rejected incomplete(Source source) {
        int end = source.text().length();
        return new Outcome.Rejected(
                source, List.of(new Problem("incomplete: the text ends in the middle of this", end, end)));
    }

    /** Stops the evaluation, and skips the rest of the same text. May be called from any thread. */
    public void interrupt() {
        interrupted = true;
        JavaShell running = shell;
        if (running != null) {
            running.evaluator().end(Evaluator.INTERRUPTED);
        }
    }

    /**
     * Returns the analysis for completion, highlighting and documentation; usable while a snippet runs. Ask again after
     * {@link #reset}.
     */
    public SourceCodeAnalysis analysis() {
        awaitReady();
        return shell.shell().sourceCodeAnalysis();
    }

    /** Returns the variables, in order of declaration. Waits for a running evaluation. */
    public List<Variable> variables() {
        return inTurn(JavaShell::variables);
    }

    /** Names the next unnamed value {@code $next} if that name is free: a replay names values as the session did. */
    public void scratch(int next) {
        inTurn(java -> {
            java.scratch(next);
            return null;
        });
    }

    /** Returns the signatures of the methods, such as {@code double square(double)}. */
    public List<String> methods() {
        return declared(MethodSnippet.class, Declarations::signature);
    }

    /** Returns the declared types, such as {@code record Point}. */
    public List<String> types() {
        return declared(TypeDeclSnippet.class, Declarations::describe);
    }

    /** Returns the imports, the preamble's first. */
    public List<String> imports() {
        return inTurn(java -> java.shell()
                .imports()
                .filter(snippet -> java.shell().status(snippet).isActive())
                .map(snippet -> snippet.source().strip())
                .toList());
    }

    private <S extends Snippet> List<String> declared(Class<S> kind, Function<S, String> describe) {
        return inTurn(java -> java.snippets()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(describe)
                .toList());
    }

    /** Returns the active snippets typed since the start, in order; not the preamble's. */
    public List<Snippet> snippets() {
        return inTurn(java -> java.snippets().toList());
    }

    /**
     * Forgets variables, methods and types of these names, separated by blanks or commas, or the snippets of these ids,
     * and releases their values. A method may be named with its parameters, {@code f(int,double)}, and an import as it
     * is written.
     *
     * @param told receives the effects on others, such as {@code method f(int) waits for what it refers to}
     * @throws IllegalArgumentException if nothing has one of the names; then nothing is dropped
     */
    public List<Dropped> drop(String names, Consumer<String> told) {
        return inTurn(java -> java.drop(names, told));
    }

    /** Forgets everything but the preamble; waits for a running evaluation. */
    public void reset() {
        inTurn(java -> {
            shell = newShell();
            java.close();
            return null;
        });
    }

    /** Prints a value as outcomes do, on the evaluation thread, so that {@link #interrupt} can stop it. */
    public String print(Object value, PrintStyle style) {
        return inTurn(java -> java.print(value, style));
    }

    private <T> T inTurn(Function<JavaShell, T> work) {
        if (Thread.currentThread() instanceof EvaluationThread) {
            throw new IllegalStateException(
                    "Interpreter: must not be called by the code it evaluates, which would wait for itself");
        }
        awaitReady();
        queue.lock();
        try {
            return work.apply(shell);
        } finally {
            queue.unlock();
        }
    }

    @Override
    public void close() {
        interrupt();
        ready.handle((_, _) -> null).join();
        JavaShell running = shell;
        if (running != null) {
            running.close();
        }
    }
}
