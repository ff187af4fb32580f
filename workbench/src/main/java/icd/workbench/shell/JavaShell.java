package icd.workbench.shell;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
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
        this.shell = builder(new Provider(control))
                .idGenerator((snippet, _) -> nextId(snippet))
                .tempVariableNameGenerator(() -> "$" + (scratch + 1))
                .build();
    }

    /** Compiles as every session does. */
    static JShell.Builder builder(ExecutionControlProvider control) {
        return JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions("--add-modules", "jdk.incubator.vector");
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
            return new Outcome.Rejected(source, Problems.of(shell, snippet, source));
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
        return cutShort(source, job, event.exception())
                .orElseGet(() -> job.thrown() == null
                        ? value(source, event.snippet(), job.value())
                        : thrown(source, job.thrown(), event.exception()));
    }

    /** What became of code that neither ended by itself nor with an exception that it may have meant. */
    private static Optional<Outcome> cutShort(Source source, Job job, JShellException exception) {
        if (job.ending() instanceof Ending.Exit exit) {
            return Optional.of(new Outcome.Exited(source, exit.code()));
        }
        if (job.abandoned() || job.thrown() != null && job.ending() != null) {
            return Optional.of(stopped(source, (Ending.Halt) job.ending()));
        }
        return switch (job.thrown()) {
            case StackOverflowError _ ->
                Optional.of(new Outcome.Stopped(
                        source,
                        Outcome.Reason.STACK,
                        "the stack is full: a recursion without end" + innermost(exception)));
            case OutOfMemoryError full ->
                Optional.of(
                        new Outcome.Stopped(source, Outcome.Reason.HEAP, "the memory is full: " + full.getMessage()));
            case null, default -> Optional.empty();
        };
    }

    /** Compiles a program and calls its {@code main}. */
    Outcome run(Program program, List<String> arguments) {
        Source source = program.source();
        List<Problem> problems = program.compile(options.preamble());
        if (!problems.isEmpty()) {
            return new Outcome.Rejected(source, problems);
        }
        try {
            control.load(program.classes().entrySet().stream()
                    .map(each -> new ExecutionControl.ClassBytecodes(each.getKey(), each.getValue()))
                    .toArray(ExecutionControl.ClassBytecodes[]::new));
        } catch (ExecutionControl.ClassInstallException e) {
            return new Outcome.Thrown(source, control.takeJobs().getFirst().thrown(), List.of());
        }
        Job job = control.run(() -> program.call(control.loader(), arguments.toArray(String[]::new)));
        return cutShort(source, job, null)
                .orElseGet(() -> job.thrown() == null ? new Outcome.Ran(source) : program.thrown(job.thrown()));
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

    /** @throws IllegalArgumentException if there is nothing of a name; then nothing is dropped */
    List<Dropped> drop(String names) {
        List<Snippet> all = snippets().toList();
        List<Snippet> called = new ArrayList<>();
        for (String word : Declarations.words(names)) {
            List<Snippet> some = all.stream()
                    .filter(snippet -> Declarations.isCalled(snippet, word))
                    .toList();
            if (some.isEmpty()) {
                throw new IllegalArgumentException("nothing has the name or id " + word);
            }
            called.addAll(some);
        }
        List<Dropped> dropped = new ArrayList<>();
        for (Snippet snippet : called) {
            dropped.add(new Dropped(Declarations.key(snippet), Declarations.describe(snippet)));
            shell.drop(snippet);
            if (snippet instanceof VarSnippet variable) {
                control.variables().forget(variable.name());
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
