package icd.workbench.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

/** A JShell on our execution control, with the meaning of its events. Only one thread may use it at a time. */
final class JavaShell implements AutoCloseable {

    private final InterpreterOptions options;
    private final InProcessControl control;
    private final JShell shell;
    private final Map<String, Source> sources = new HashMap<>(); // by the ids of their snippets
    private String phase = "s"; // the ids: start, then the user's own, which are plain numbers
    private int count;
    private int scratch;
    private String repeated; // the id of the snippet that the shell, not the user, evaluates again; otherwise null

    JavaShell(InterpreterOptions options, BooleanSupplier cancelled) {
        this.options = options;
        this.control = new InProcessControl(JavaShell.class.getClassLoader(), options, cancelled);
        this.shell = builder(new Provider(control))
                .idGenerator((snippet, _) -> nextId(snippet))
                .tempVariableNameGenerator(() -> "$" + (scratch + 1))
                .build();
    }

    /** Returns a builder whose shells compile as every session does. */
    static JShell.Builder builder(ExecutionControlProvider control) {
        return JShell.builder()
                .executionEngine(control, Map.of())
                .compilerOptions("--add-modules", "jdk.incubator.vector");
    }

    private String nextId(Snippet snippet) {
        if (repeated != null) {
            return repeated;
        }
        return snippet instanceof ErroneousSnippet ? "e" + ++count : phase + ++count;
    }

    /** Marks the end of the preamble: everything that is evaluated from now on is the user's own. */
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

    /** Evaluates one snippet; there are several outcomes where it declares several variables. */
    List<Outcome> evaluate(Source source, String code) {
        control.versions().begin(!code.stripLeading().startsWith("import"));
        List<Snippet> before = active().toList();
        List<SnippetEvent> events = control.compiler().watch(() -> shell.eval(code));
        List<Job> jobs = new ArrayList<>(control.takeJobs());
        String failure = control.compiler().failure();
        if (failure != null) {
            control.takeRemade();
            active().filter(snippet -> !before.contains(snippet)).toList().forEach(shell::drop);
            restore(before);
            return List.of(new Outcome.Stopped(
                    source, Outcome.Reason.COMPILER, "the compiler failed on this, nothing has changed: " + failure));
        }
        events.stream()
                .filter(JavaShell::isItself)
                .forEach(event -> sources.put(event.snippet().id(), source));
        List<Outcome> outcomes = new ArrayList<>();
        Effects effects = new Effects();
        for (SnippetEvent event : events) {
            if (isItself(event) && runs(event)) {
                outcomes.add(executed(source, event, jobs.removeFirst()));
                if (event.snippet() instanceof VarSnippet variable) {
                    settle(
                            variable,
                            former(variable, events),
                            outcomes.getLast().succeeded(),
                            effects);
                    // even if the snippet failed: JShell does not give a name twice
                    scratch += isScratch(variable) ? 1 : 0;
                }
            } else if (isItself(event) && isWrong(event)) {
                outcomes.add(new Outcome.Rejected(source, Problems.of(shell, event.snippet(), source)));
                shell.drop(event.snippet());
                restore(before);
            }
        }
        events.stream().filter(event -> event.causeSnippet() != null).forEach(event -> effect(event, effects));
        for (SnippetEvent event : events) {
            if (isItself(event) && !runs(event) && !isWrong(event)) {
                outcomes.add(declared(source, event, effects.said));
            }
        }
        control.takeRemade()
                .forEach(type -> effects.lost.add("static fields of " + type + " are lost: the class was made again"));
        if (!effects.lost.isEmpty()) {
            outcomes.add(new Outcome.Lost(source, effects.lost));
        }
        return outcomes;
    }

    /** The effects of a snippet on others. */
    private static final class Effects {
        final List<String> said = new ArrayList<>();
        final List<String> lost = new ArrayList<>();
    }

    /** Returns whether an event is about the snippet that was typed. */
    private static boolean isItself(SnippetEvent event) {
        return event.causeSnippet() == null && event.status() != Status.OVERWRITTEN;
    }

    /**
     * Returns whether a snippet can never be compiled, whatever else is declared: JShell does not reject code that is
     * too large for a class, for example.
     */
    private boolean isWrong(SnippetEvent event) {
        return event.status() == Status.REJECTED
                || event.status() == Status.RECOVERABLE_NOT_DEFINED
                        && missing(event.snippet()).isEmpty();
    }

    private static boolean runs(SnippetEvent event) {
        return isExecutable(event.snippet()) && event.status() == Status.VALID;
    }

    private Outcome declared(Source source, SnippetEvent event, List<String> consequences) {
        Snippet snippet = event.snippet();
        return new Outcome.Declared(
                source,
                Declarations.describe(snippet),
                event.previousStatus().isActive(),
                missing(snippet),
                consequences);
    }

    private List<String> missing(Snippet snippet) {
        return snippet instanceof DeclarationSnippet declaration
                ? shell.unresolvedDependencies(declaration).toList()
                : List.of();
    }

    private static boolean isScratch(VarSnippet variable) {
        return variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** Names the next unnamed value {@code $next}, if that name is free. */
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
                        ? value(source, event.snippet(), job)
                        : thrown(source, job.thrown(), event.exception()));
    }

    /** Returns the outcome of code that ended neither by itself nor with an exception of its own. */
    private Optional<Outcome> cutShort(Source source, Job job, JShellException exception) {
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
        List<Problem> problems = control.compiler().watch(() -> program.compile(options.preamble()));
        String failure = control.compiler().failure();
        if (failure != null) {
            return new Outcome.Stopped(source, Outcome.Reason.COMPILER, "the compiler failed on this: " + failure);
        }
        if (!problems.isEmpty()) {
            return new Outcome.Rejected(source, problems);
        }
        Job job = control.run(() -> {
            control.load(program.classes());
            return program.call(control.loader(), arguments.toArray(String[]::new));
        });
        return cutShort(source, job, null)
                .orElseGet(() -> job.thrown() == null ? new Outcome.Ran(source) : program.thrown(job.thrown()));
    }

    private static Outcome stopped(Source source, Ending.Halt halt) {
        return new Outcome.Stopped(source, halt.reason(), halt.why());
    }

    private String innermost(JShellException exception) {
        List<Frame> frames = exception == null ? List.of() : Frames.of(exception.getStackTrace(), sources);
        return frames.isEmpty() ? "" : " in " + frames.getFirst();
    }

    /**
     * Returns why a method cannot be used: a name is missing, or something that it refers to was declared again and
     * does not fit.
     */
    private String unusable(DeclarationSnippet snippet) {
        String missing = String.join(", ", shell.unresolvedDependencies(snippet).toList());
        return Declarations.describe(snippet)
                + (missing.isEmpty()
                        ? " cannot be used any more: "
                                + shell.diagnostics(snippet)
                                        .map(mistake -> mistake.getMessage(Locale.ROOT)
                                                .lines()
                                                .map(String::strip)
                                                .collect(Collectors.joining(" ")))
                                        .collect(Collectors.joining("; "))
                        : " cannot be used yet: it refers to " + missing + ", not declared");
    }

    private Outcome thrown(Source source, Throwable thrown, JShellException translated) {
        return switch (translated) {
            case UnresolvedReferenceException unresolved ->
                new Outcome.Thrown(
                        source,
                        new IllegalStateException(unusable(unresolved.getSnippet())),
                        Frames.of(unresolved.getStackTrace(), sources));
            case EvalException exception ->
                new Outcome.Thrown(source, thrown, Frames.of(exception.getStackTrace(), sources));
            case null -> new Outcome.Thrown(source, thrown, List.of());
            default -> throw new IllegalStateException(translated);
        };
    }

    private Outcome value(Source source, Snippet snippet, Job job) {
        Object value = job.value();
        boolean interrupted = job.ending() != null;
        return switch (snippet) {
            case VarSnippet variable -> {
                boolean expression = isScratch(variable);
                yield new Outcome.Value(
                        source, variable.name(), variable.typeName(), value, print(value), expression, interrupted);
            }
            case ExpressionSnippet expression ->
                new Outcome.Value(
                        source,
                        expression.name(),
                        expression.typeName(),
                        value,
                        print(value),
                        expression.subKind() != SubKind.ASSIGNMENT_SUBKIND,
                        interrupted);
            default -> new Outcome.Ran(source);
        };
    }

    /** Prints on the evaluation thread, where printing can be stopped. */
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

    /** Returns the variable that another replaced; null if there was none. */
    private static VarSnippet former(VarSnippet variable, List<SnippetEvent> events) {
        return events.stream()
                .filter(event -> event.status() == Status.OVERWRITTEN)
                .map(SnippetEvent::snippet)
                .filter(VarSnippet.class::isInstance)
                .map(VarSnippet.class::cast)
                .filter(each -> each.name().equals(variable.name()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Completes a variable's declaration; where it failed, the former variable is in force again, as if nothing had
     * been typed.
     */
    private void settle(VarSnippet variable, VarSnippet former, boolean succeeded, Effects effects) {
        Variables variables = control.variables();
        Variables.Home home = variables.home(variable.name());
        if (succeeded) {
            variables.settle(home(variable));
        } else if (home == null) {
            shell.drop(variable);
            variables.forget(variable.name());
        } else if (!home.equals(home(variable)) && !revive(former, home)) {
            lose(former, home, variable, effects);
        }
    }

    private Variables.Home home(VarSnippet variable) {
        shell.varValue(variable);
        return control.asked();
    }

    /**
     * Declares a variable again by its type alone and keeps its value: its original declaration does not compile any
     * more.
     *
     * @return whether this succeeded
     */
    private boolean revive(VarSnippet variable, Variables.Home home) {
        Object value = control.variables().get(home);
        boolean fits = again(variable.id(), variable.typeName() + " " + variable.name() + ";").stream()
                .filter(event -> isItself(event) && runs(event))
                .anyMatch(event -> event.snippet() instanceof VarSnippet now && home.equals(home(now)));
        if (fits) {
            control.variables().set(home, value);
        }
        return fits;
    }

    /**
     * Declares again what a failed snippet replaced: as it was written, or, for a variable, with its value.
     *
     * @param before the snippets that were active
     */
    private void restore(List<Snippet> before) {
        Set<String> now = active().map(Declarations::place).collect(Collectors.toSet());
        for (Snippet snippet : before) {
            if (!now.contains(Declarations.place(snippet))) {
                Variables.Home home = snippet instanceof VarSnippet variable
                        ? control.variables().home(variable.name())
                        : null;
                if (home != null) {
                    revive((VarSnippet) snippet, home);
                } else {
                    again(snippet.id(), snippet.source());
                }
            }
        }
    }

    /** Evaluates code under the id of an existing snippet. */
    private List<SnippetEvent> again(String id, String code) {
        control.versions().begin(true);
        repeated = id;
        List<SnippetEvent> events = control.compiler().watch(() -> shell.eval(code));
        repeated = null;
        control.takeJobs();
        return events == null ? List.of() : events;
    }

    /** Notes that a variable's value is lost: if the variable can still be used, it has no value. */
    private void lose(VarSnippet variable, Variables.Home home, Snippet cause, Effects effects) {
        Object value = control.variables().get(home);
        Optional<VarSnippet> now = shell.variables()
                .filter(each -> each.name().equals(variable.name()))
                .findFirst();
        if (now.isPresent() && shell.status(now.get()) == Status.VALID) {
            control.variables().settle(home(now.get()));
        } else {
            now.ifPresent(shell::drop);
            control.variables().forget(variable.name());
        }
        if (value != null) {
            effects.lost.add("variable " + variable.name() + " of type " + variable.typeName() + " is lost: "
                    + Declarations.describe(cause) + " is no longer the same");
        }
    }

    private void effect(SnippetEvent event, Effects effects) {
        Snippet snippet = event.snippet();
        String what = Declarations.describe(snippet);
        if (snippet instanceof VarSnippet variable && event.status() != Status.OVERWRITTEN) {
            Variables.Home home = control.variables().home(variable.name());
            boolean valid = shell.status(variable) == Status.VALID;
            if (home == null && valid) {
                control.variables().settle(home(variable));
                effects.said.add(what + " can be used now");
            } else if (home != null && !(valid ? home.equals(home(variable)) : revive(variable, home))) {
                lose(variable, home, event.causeSnippet(), effects);
            }
            return;
        }
        switch (event.status()) {
            case VALID -> {
                if (event.previousStatus() != Status.VALID) {
                    effects.said.add(what + " can be used now");
                }
            }
            case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED ->
                effects.said.add(what + " waits for what it refers to");
            case DROPPED, OVERWRITTEN, REJECTED, NONEXISTENT -> {}
        }
    }

    List<Variable> variables() {
        return shell.variables()
                .filter(variable -> shell.status(variable) == Status.VALID)
                .map(variable -> new Variable(
                        variable.name(),
                        variable.typeName(),
                        control.variables().get(home(variable)),
                        isScratch(variable)))
                .toList();
    }

    /** Returns the user's own active snippets. */
    Stream<Snippet> snippets() {
        return active().filter(snippet -> !snippet.id().startsWith("s"));
    }

    private Stream<Snippet> active() {
        return shell.snippets().filter(snippet -> shell.status(snippet).isActive());
    }

    /**
     * @param told receives a message for every other declaration that is affected
     * @throws IllegalArgumentException if nothing has one of the names; then nothing is dropped
     */
    List<Dropped> drop(String names, Consumer<String> told) {
        Set<Snippet> called = called(names);
        List<Dropped> dropped = new ArrayList<>();
        List<SnippetEvent> others = new ArrayList<>();
        for (Snippet snippet : called) {
            dropped.add(new Dropped(Declarations.key(snippet), Declarations.describe(snippet)));
            control.versions().begin(false);
            List<SnippetEvent> events = control.compiler().watch(() -> shell.drop(snippet));
            if (events == null) {
                told.accept("the compiler failed: " + control.compiler().failure() + "; what refers to "
                        + Declarations.describe(snippet) + " may not work until that is declared again");
                events = List.of();
            }
            events.stream().filter(event -> !called.contains(event.snippet())).forEach(others::add);
            if (snippet instanceof VarSnippet variable) {
                control.variables().forget(variable.name());
            }
        }
        Effects effects = new Effects();
        others.forEach(event -> effect(event, effects));
        Stream.concat(effects.said.stream(), effects.lost.stream()).distinct().forEach(told);
        return dropped;
    }

    private Set<Snippet> called(String names) {
        List<Snippet> all = snippets().toList();
        Set<Snippet> called = new LinkedHashSet<>();
        for (String word : Declarations.words(names)) {
            List<Snippet> some = all.stream()
                    .filter(snippet -> Declarations.isCalled(snippet, word))
                    .toList();
            if (some.isEmpty()) {
                throw new IllegalArgumentException("nothing has the name or id " + word);
            }
            called.addAll(some);
        }
        return called;
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
