package icd.workbench.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.ErroneousSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** A JShell on our execution control, and what its events mean. To be used by one thread at a time. */
final class JavaShell implements AutoCloseable {

    private final InterpreterOptions options;
    private final InProcessControl control;
    private final JShell shell;
    private String phase = "s"; // of ids: start, then the user's own, which are plain numbers
    private int count;
    private int scratch;

    JavaShell(InterpreterOptions options, BooleanSupplier cancelled) {
        this.options = options;
        this.control = new InProcessControl(JavaShell.class.getClassLoader(), options, cancelled);
        this.shell = JShell.builder()
                .executionEngine(new Provider(control), Map.of())
                .compilerOptions("--add-modules", "jdk.incubator.vector")
                .idGenerator((snippet, _) -> nextId(snippet))
                .tempVariableNameGenerator(() -> "$" + (scratch + 1))
                .build();
    }

    private String nextId(Snippet snippet) {
        return snippet instanceof ErroneousSnippet ? "e" + ++count : phase + ++count;
    }

    /** What is evaluated from now on is the user's own. */
    void begin() {
        phase = "";
        count = 0;
    }

    JShell shell() {
        return shell;
    }

    Evaluator evaluator() {
        return control.evaluator();
    }

    /** Evaluates one snippet; several outcomes where it declares several variables. */
    List<Outcome> evaluate(Source source, String code) {
        List<SnippetEvent> events = shell.eval(code);
        List<Job> jobs = new ArrayList<>(control.takeJobs());
        List<String> consequences = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                consequence(event).ifPresent(consequences::add);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.status() != Status.OVERWRITTEN) {
                outcomes.add(outcome(source, event, jobs, consequences));
            }
        }
        return outcomes;
    }

    private Outcome outcome(Source source, SnippetEvent event, List<Job> jobs, List<String> consequences) {
        Snippet snippet = event.snippet();
        if (event.status() == Status.REJECTED) {
            return new Outcome.Rejected(source, problems(snippet, source));
        }
        if (isExecutable(snippet) && event.status() == Status.VALID) {
            Outcome outcome = executed(source, event, jobs.removeFirst());
            if (snippet instanceof VarSnippet variable) {
                settle(variable, outcome.succeeded());
                scratch += isScratch(variable) ? 1 : 0; // even if it failed: JShell does not give a name twice
            }
            return outcome;
        }
        if (!jobs.isEmpty()) { // its class could not be loaded
            return new Outcome.Thrown(source, jobs.removeFirst().thrown(), List.of());
        }
        List<String> missing = snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).toList()
                : List.of();
        return new Outcome.Declared(
                source, Declarations.describe(snippet), event.previousStatus().isActive(), missing, consequences);
    }

    private static boolean isScratch(VarSnippet variable) {
        return variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** The next value without a name is to be {@code $next}, if nothing has that name. */
    void scratch(int next) {
        scratch = next - 1;
    }

    private static boolean isExecutable(Snippet snippet) {
        return switch (snippet.kind()) {
            case VAR, EXPRESSION, STATEMENT -> true;
            default -> false;
        };
    }

    private Outcome executed(Source source, SnippetEvent event, Job job) {
        if (job.ending() instanceof Ending.Exit exit) {
            return new Outcome.Exited(source, exit.code());
        }
        if (job.abandoned() || job.thrown() != null && job.ending() != null) {
            return stopped(source, (Ending.Halt) job.ending());
        }
        return switch (job.thrown()) {
            case null -> value(source, event.snippet(), job.value());
            case StackOverflowError _ ->
                new Outcome.Stopped(
                        source,
                        Outcome.Reason.STACK,
                        "the stack is full: a recursion without end" + innermost(event.exception()));
            case OutOfMemoryError full ->
                new Outcome.Stopped(source, Outcome.Reason.HEAP, "the memory is full: " + full.getMessage());
            default -> thrown(source, job.thrown(), event.exception());
        };
    }

    private static Outcome stopped(Source source, Ending.Halt halt) {
        return new Outcome.Stopped(source, halt.reason(), halt.why());
    }

    private static String innermost(JShellException exception) {
        List<Frame> frames = exception == null ? List.of() : Frames.of(exception.getStackTrace());
        return frames.isEmpty() ? "" : " in " + frames.getFirst();
    }

    private Outcome thrown(Source source, Throwable thrown, JShellException translated) {
        return switch (translated) {
            case UnresolvedReferenceException unresolved -> {
                DeclarationSnippet snippet = unresolved.getSnippet();
                String missing =
                        String.join(", ", shell.unresolvedDependencies(snippet).toList());
                yield new Outcome.Thrown(
                        source,
                        new IllegalStateException(Declarations.describe(snippet) + " cannot be used yet: it refers to "
                                + missing + ", not declared"),
                        Frames.of(unresolved.getStackTrace()));
            }
            case EvalException exception -> new Outcome.Thrown(source, thrown, Frames.of(exception.getStackTrace()));
            case null -> new Outcome.Thrown(source, thrown, List.of());
            default -> throw new IllegalStateException(translated);
        };
    }

    private Outcome value(Source source, Snippet snippet, Object value) {
        return switch (snippet) {
            case VarSnippet variable -> {
                boolean expression = isScratch(variable);
                yield new Outcome.Value(source, variable.name(), variable.typeName(), value, print(value), expression);
            }
            case ExpressionSnippet expression ->
                new Outcome.Value(
                        source,
                        expression.name(),
                        expression.typeName(),
                        value,
                        print(value),
                        expression.subKind() != SubKind.ASSIGNMENT_SUBKIND);
            default -> new Outcome.Ran(source);
        };
    }

    /** Prints on the evaluation thread, where it can be stopped. */
    private String print(Object value) {
        return print(value, options.style().get());
    }

    String print(Object value, PrintStyle style) {
        Job job = evaluator().run(() -> new ValuePrinter(style).text(value), () -> {}, () -> false);
        if (job.thrown() == null && job.value() != null) {
            return (String) job.value();
        }
        String why = job.ending() instanceof Ending.Halt halt ? halt.why() : String.valueOf(job.thrown());
        return "(" + value.getClass().getSimpleName() + ", not printed: " + why + ")";
    }

    private void settle(VarSnippet variable, boolean succeeded) {
        Variables variables = control.variables();
        if (succeeded) {
            variables.settle(field(variable));
        } else if (variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND || !variables.restore(field(variable))) {
            shell.drop(variable);
            variables.forget(variable.name());
        } else {
            variables.settle(field(variable));
        }
    }

    private Field field(VarSnippet variable) {
        shell.varValue(variable);
        return control.asked();
    }

    private Optional<String> consequence(SnippetEvent event) {
        String what = Declarations.describe(event.snippet());
        return Optional.ofNullable(
                switch (event.status()) {
                    case VALID -> {
                        if (event.snippet() instanceof VarSnippet variable) {
                            control.variables().settle(field(variable));
                            yield event.isSignatureChange() ? what + " was reset" : null;
                        }
                        yield event.previousStatus() == Status.VALID ? null : what + " can be used now";
                    }
                    case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED -> {
                        if (event.snippet() instanceof VarSnippet variable) {
                            control.variables().forget(variable.name());
                            yield what + " is lost, declare it again";
                        }
                        yield what + " waits for what it refers to";
                    }
                    case DROPPED, OVERWRITTEN, REJECTED, NONEXISTENT -> null;
                });
    }

    private List<Problem> problems(Snippet snippet, Source source) {
        int length = source.text().length();
        List<Problem> problems = shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(diag -> {
                    long at = diag.getStartPosition() < 0 ? diag.getPosition() : diag.getStartPosition();
                    int start = Math.clamp(at, 0, length);
                    int end = Math.clamp(diag.getEndPosition(), start, length);
                    // "location: class" names the class around the snippet, of which nobody knows.
                    String message = diag.getMessage(Locale.ROOT).replaceAll("\\s*location: class\\s*$", "");
                    return new Problem(message, start, end);
                })
                .toList();
        return problems.isEmpty() ? List.of(new Problem("not understood", 0, length)) : problems;
    }

    List<Variable> variables() {
        return shell.variables()
                .filter(variable -> shell.status(variable) == Status.VALID)
                .map(variable -> new Variable(
                        variable.name(), variable.typeName(), Variables.get(field(variable)), isScratch(variable)))
                .toList();
    }

    /** The user's own active snippets. */
    Stream<Snippet> snippets() {
        return shell.snippets()
                .filter(snippet ->
                        shell.status(snippet).isActive() && !snippet.id().startsWith("s"));
    }

    List<String> drop(String nameOrId) {
        List<String> dropped = new ArrayList<>();
        for (Snippet snippet : snippets().toList()) {
            if (snippet.id().equals(nameOrId) || Declarations.name(snippet).equals(nameOrId)) {
                dropped.add(Declarations.describe(snippet));
                shell.drop(snippet);
                if (snippet instanceof VarSnippet variable) {
                    control.variables().forget(variable.name());
                }
            }
        }
        return dropped;
    }

    @Override
    public void close() {
        shell.close();
        control.close();
    }

    private record Provider(InProcessControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "in process";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }
}
