package icd.workbench.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Reads inputs in the order in which they are to be executed, compiles them as the interpreter will, and executes none,
 * so that mistakes that the compiler can find are found before any work is done.
 *
 * <p>Facts that only execution can show are left open: a snippet with a name in it whose declaration is open is not
 * judged.
 */
public final class Proofreader implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    /** A name; its groups tell whether it is that of a method: referred to, or called. */
    private static final Pattern USE = Pattern.compile("(::\\s*)?(" + NAME + ")(\\s*\\()?");

    private static final Pattern ID = Pattern.compile("\\d+");
    private static final Pattern SCRATCH = Pattern.compile("\\$\\d+");

    /**
     * A text that the compiler rejects.
     *
     * @param input the input that was given to {@link #read}
     */
    public record Mistake<I>(I input, Outcome.Rejected what) {}

    /** A declaration that is in force. */
    private record Declaration(Object input, Source source, Set<String> names, Set<String> uses) {}

    private final InterpreterOptions options;
    private final Map<String, Declaration> declarations = new HashMap<>(); // the keys are the ids of snippets
    private final Set<String> used = new HashSet<>();
    private final Set<String> open = new HashSet<>();
    private final CompilerWatch compiler = new CompilerWatch();
    private boolean anythingOpen;
    private boolean scratchOpen;
    private int scratch;
    private JShell shell;

    public Proofreader(InterpreterOptions options) {
        this.options = options;
        begin();
    }

    /** Returns whether a text is plainly one snippet, or none. */
    public static boolean isAlone(String code) {
        int depth = 0;
        boolean ended = false;
        for (int at = 0; at < code.length(); ) {
            char c = code.charAt(at);
            int end = Lexeme.end(code, at);
            boolean comment = code.startsWith("//", at) || code.startsWith("/*", at);
            if (ended && !comment && !Character.isWhitespace(c)) {
                return false;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            ended |= depth <= 0
                    && (c == ';'
                            || c == '}'
                            || c == '\n' && !code.substring(0, at).isBlank());
            at = end;
        }
        return true;
    }

    private void begin() {
        shell = JavaShell.builder(new Provider())
                .tempVariableNameGenerator(() -> "$" + (scratch + 1))
                .build();
        options.preamble().forEach(shell::eval);
        scratch = 0;
    }

    /** Does what {@link Interpreter#scratch} does. */
    public void scratch(int next) {
        scratch = next - 1;
    }

    /** Forgets everything, as {@code /reset} does. */
    public void reset() {
        shell.close();
        declarations.clear();
        used.clear();
        open.clear();
        anythingOpen = false;
        scratchOpen = false;
        begin();
    }

    /** Forgets names, as {@code /drop} does. Unknown names are ignored; ids differ from those of the session. */
    public void drop(String names) {
        for (String word : Declarations.words(names)) {
            anythingOpen |= ID.matcher(word).matches();
            shell.snippets()
                    .filter(snippet -> shell.status(snippet).isActive() && Declarations.isCalled(snippet, word))
                    .toList()
                    .forEach(this::drop);
        }
    }

    /**
     * Drops a snippet. Code that used it so far was whole at the time: its absence counts only where the code is used
     * again.
     */
    private void drop(Snippet snippet) {
        List<SnippetEvent> events = compiler.watch(() -> shell.drop(snippet));
        if (events == null) { // what becomes of the rest is unknown
            anythingOpen = true;
            return;
        }
        affected(events);
        events.stream()
                .map(SnippetEvent::snippet)
                .filter(PersistentSnippet.class::isInstance)
                .forEach(undone -> used.removeAll(
                        Set.of(((PersistentSnippet) undone).name(), method(((PersistentSnippet) undone).name()))));
    }

    /** Declares again everything that was dropped or declared otherwise since, as {@code /reload} does. */
    public void reload() {
        anythingOpen = true;
    }

    /**
     * Marks as open every variable whose declaration used something that is declared again or dropped: the variable may
     * keep its value, which only execution shows. Declarations that refer to such a variable are open as well.
     */
    private void affected(List<SnippetEvent> events) {
        List<PersistentSnippet> undone = events.stream()
                .filter(event -> event.causeSnippet() != null
                        && event.status() != Status.VALID
                        && event.status() != Status.OVERWRITTEN)
                .map(SnippetEvent::snippet)
                .filter(PersistentSnippet.class::isInstance)
                .map(PersistentSnippet.class::cast)
                .toList();
        undone.stream().filter(VarSnippet.class::isInstance).forEach(variable -> open.add(variable.name()));
        for (int more = 0; more < undone.size(); more++) { // this many rounds cover the longest chain of references
            undone.stream().filter(each -> isOpen(names(each.source()))).forEach(each -> open.add(each.name()));
        }
    }

    /** Reads code that may fail anywhere, because it is meant to: its declarations are open from here on. */
    public void doubt(String code) {
        SnippetReader reader = new SnippetReader(code, shell.sourceCodeAnalysis());
        while (reader.hasNext()) {
            doubtSnippet(reader.next().code());
        }
        scratchOpen = true;
    }

    private void doubtSnippet(String code) {
        for (Snippet snippet : shell.sourceCodeAnalysis().sourceToSnippets(code)) {
            if (snippet instanceof PersistentSnippet declared) {
                open.add(declared.name());
            }
            anythingOpen |= snippet instanceof ImportSnippet imported
                    && imported.fullname().endsWith("*");
        }
    }

    /** Reads code that is to succeed; returns the first snippet of it that cannot. */
    public <I> Optional<Mistake<I>> read(I input, String code) {
        SnippetReader reader = new SnippetReader(code, shell.sourceCodeAnalysis());
        while (reader.hasNext()) {
            SnippetReader.Piece piece = reader.next();
            if (piece.completeness() == Completeness.DEFINITELY_INCOMPLETE) {
                return Optional.of(new Mistake<>(input, Interpreter.incomplete(piece.source())));
            }
            Optional<Outcome.Rejected> rejected = read(input, piece);
            if (rejected.isPresent()) {
                return Optional.of(new Mistake<>(input, rejected.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome.Rejected> read(Object input, SnippetReader.Piece piece) {
        Set<String> names = names(piece.code());
        boolean isOpen = isOpen(names);
        List<SnippetEvent> events = compiler.watch(() -> shell.eval(piece.code()));
        if (compiler.failure() != null) { // its declarations are open now; when executed, it is a failed input
            anythingOpen = true;
            return Optional.empty();
        }
        affected(events);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                continue;
            }
            if (event.status() == Status.REJECTED) {
                if (!isOpen) {
                    return Optional.of(rejected(snippet, piece));
                }
                doubtSnippet(piece.code());
                continue;
            }
            if (snippet instanceof DeclarationSnippet declared) {
                declarations.put(snippet.id(), new Declaration(input, piece.source(), names, uses(piece.code())));
                if (isOpen) {
                    open.add(declared.name());
                } else {
                    open.remove(declared.name());
                }
            }
            if (snippet.subKind().isExecutable()) {
                used.addAll(uses(piece.code()));
            }
            scratch +=
                    snippet instanceof VarSnippet && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND ? 1 : 0;
        }
        return Optional.empty();
    }

    private static Set<String> names(String code) {
        return NAME.matcher(code).results().map(each -> each.group()).collect(Collectors.toSet());
    }

    /** Returns the names in a code; those that are called or referred to as methods in another form, as a variable may have the same. */
    private static Set<String> uses(String code) {
        return USE.matcher(code)
                .results()
                .map(each -> each.group(1) == null && each.group(3) == null ? each.group(2) : method(each.group(2)))
                .collect(Collectors.toSet());
    }

    private static String method(String name) {
        return name + "()";
    }

    /** Returns whether a declaration is among what is used; a type may be called too, by {@code new}. */
    private static boolean isUsed(DeclarationSnippet declared, Set<String> uses) {
        return uses.contains(method(declared.name()))
                || !(declared instanceof MethodSnippet) && uses.contains(declared.name());
    }

    private boolean isOpen(Set<String> names) {
        return anythingOpen
                || names.stream()
                        .anyMatch(name -> open.contains(name)
                                || scratchOpen && SCRATCH.matcher(name).matches());
    }

    private Outcome.Rejected rejected(Snippet snippet, SnippetReader.Piece piece) {
        List<Problem> problems = new ArrayList<>(Problems.of(shell, snippet, piece.source()));
        problems.set(0, Problems.hinted(problems.getFirst(), piece.code(), shell));
        return new Outcome.Rejected(piece.source(), problems);
    }

    /**
     * Returns a method or type that is used, and refers to a name that is declared nowhere. Call this at the end.
     *
     * @param <I> the type of the inputs that {@link #read} was given
     */
    @SuppressWarnings("unchecked") // read takes no other type
    public <I> Optional<Mistake<I>> unresolved() {
        Map<DeclarationSnippet, List<String>> waiting = new LinkedHashMap<>();
        shell.snippets()
                .filter(DeclarationSnippet.class::isInstance)
                .map(DeclarationSnippet.class::cast)
                .filter(each ->
                        !(each instanceof VarSnippet) && shell.status(each).isActive())
                .forEach(each ->
                        waiting.put(each, shell.unresolvedDependencies(each).toList()));
        Set<String> reached = reached(waiting.keySet());
        for (Map.Entry<DeclarationSnippet, List<String>> each : waiting.entrySet()) {
            DeclarationSnippet snippet = each.getKey();
            Declaration declaration = declarations.get(snippet.id());
            if (declaration != null
                    && !each.getValue().isEmpty()
                    && isUsed(snippet, reached)
                    && !isOpen(declaration.names())) {
                return Optional.of(new Mistake<>(
                        (I) declaration.input(),
                        missing(snippet, each.getValue().getFirst())));
            }
        }
        return Optional.empty();
    }

    /** Returns the uses in executed code, by itself or through methods and types. */
    private Set<String> reached(Set<DeclarationSnippet> declared) {
        Set<String> reached = new HashSet<>(used);
        boolean more = true;
        while (more) {
            more = false;
            for (DeclarationSnippet each : declared) {
                Declaration declaration = declarations.get(each.id());
                if (declaration != null && isUsed(each, reached)) {
                    more |= reached.addAll(declaration.uses());
                }
            }
        }
        return reached;
    }

    /** @param what a description such as {@code method g(int)} */
    private Outcome.Rejected missing(DeclarationSnippet snippet, String what) {
        Source source = declarations.get(snippet.id()).source();
        String name = what.replaceFirst("^\\w+ ", "").replaceFirst("\\(.*", "");
        int start = Math.max(0, indexOf(source.text(), name));
        Problem problem = new Problem("cannot find symbol\n  symbol:   " + what, start, start + name.length());
        return new Outcome.Rejected(source, List.of(Problems.hinted(problem, source.text(), shell)));
    }

    private static int indexOf(String text, String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .results()
                .mapToInt(each -> each.start())
                .findFirst()
                .orElse(-1);
    }

    @Override
    public void close() {
        shell.close();
    }

    /**
     * Executes nothing, and changes no class that was loaded: the compiler does at least the work that it does for the
     * real control.
     */
    private static final class Provider implements ExecutionControlProvider, ExecutionControl {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return this;
        }

        @Override
        public void load(ClassBytecodes[] files) {}

        @Override
        public void redefine(ClassBytecodes[] files) throws NotImplementedException {
            throw new NotImplementedException("redefine");
        }

        @Override
        public String invoke(String className, String methodName) {
            return "";
        }

        @Override
        public String varValue(String className, String fieldName) {
            return "";
        }

        @Override
        public void addToClasspath(String path) throws NotImplementedException {
            throw new NotImplementedException("addToClasspath");
        }

        @Override
        public void stop() {}

        @Override
        public Object extensionCommand(String command, Object argument) throws NotImplementedException {
            throw new NotImplementedException(command);
        }

        @Override
        public void close() {}
    }
}
