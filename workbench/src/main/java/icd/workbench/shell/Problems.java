package icd.workbench.shell;

import icd.workbench.tree.Nearest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/** Places the compiler's messages where a person looks for the mistake. */
final class Problems {

    private static final String UNKNOWN = "compiler.err.cant.resolve";
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w$]+) does not exist");
    private static final Pattern IMPORT = Pattern.compile("\\bimport\\s+(?:static\\s+)?$");
    private static final Pattern NEW = Pattern.compile("\\bnew\\s+[\\w.]*$");
    private static final Pattern SYMBOL = Pattern.compile("symbol: +(\\w+) ([\\w$]+)");

    private Problems() {}

    /** Returns the problems of a rejected snippet; never empty. */
    static List<Problem> of(JShell shell, Snippet snippet, Source source) {
        int length = source.text().length();
        List<Problem> problems = shell.diagnostics(snippet)
                .filter(Diag::isError)
                .map(diag -> problem(
                        source.text(),
                        diag.getCode(),
                        diag.getMessage(Locale.ROOT),
                        diag.getPosition(),
                        diag.getStartPosition(),
                        diag.getEndPosition()))
                .toList();
        return problems.isEmpty() ? List.of(new Problem("not understood", 0, length)) : problems;
    }

    /** Returns the problem in a file. */
    static Problem of(String text, Diagnostic<?> diagnostic) {
        return problem(
                text,
                diagnostic.getCode(),
                diagnostic.getMessage(Locale.ROOT),
                diagnostic.getPosition(),
                diagnostic.getStartPosition(),
                diagnostic.getEndPosition());
    }

    private static Problem problem(String text, String code, String said, long position, long from, long to) {
        // "location: class" names the class around the snippet, which is unknown to users.
        String message = said.replaceAll("\\s*location: class\\s*$", "");
        int start = Math.clamp(from < 0 ? position : from, 0, text.length());
        int end = Math.clamp(to, start, text.length());
        int at = Math.clamp(position, start, end);
        Matcher missing = PACKAGE.matcher(message);
        if (missing.matches()
                && text.startsWith(missing.group(1), start)
                && !IMPORT.matcher(text.substring(0, start)).find()) {
            // javac takes the first of several names for a package if it knows nothing of that name
            String name = missing.group(1);
            return new Problem("cannot find symbol\n  symbol:   variable " + name, start, start + name.length());
        }
        Optional<Symbol> unknown = code.startsWith(UNKNOWN) ? symbol(message) : Optional.empty();
        int found = unknown.map(symbol -> text.indexOf(symbol.name(), at)).orElse(-1);
        if (found >= 0) {
            start = found;
            end = start + unknown.get().name().length();
        } else if (text.substring(start, at).indexOf('\n') >= 0) { // in a chain of calls, this is the wrong one
            start = at;
        }
        return new Problem(message, start, end);
    }

    /** @param kind a word such as {@code method} */
    private record Symbol(String kind, String name) {

        boolean isType() {
            return kind.equals("class");
        }

        /** @param continuation a completion by the compiler, where methods have a bracket */
        boolean mayBe(String continuation) {
            return kind.equals("method") == continuation.indexOf('(') >= 0;
        }
    }

    private static Optional<Symbol> symbol(String message) {
        Matcher matcher = SYMBOL.matcher(message);
        return matcher.find() ? Optional.of(new Symbol(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Returns the problem together with the known name that was probably meant, if there is one. */
    static Problem hinted(Problem problem, String code, JShell shell) {
        Optional<Symbol> unknown = symbol(problem.message());
        if (unknown.isEmpty() || problem.start() > code.length()) {
            return problem;
        }
        String before = code.substring(0, problem.start());
        boolean constructed = unknown.get().isType() && NEW.matcher(before).find();
        boolean member = before.stripTrailing().endsWith(".");
        Stream<String> here = completions(shell, code, problem.start())
                .filter(each -> constructed || unknown.get().mayBe(each));
        // JShell completes no type between the brackets of type arguments, for example.
        Stream<String> types = member || !unknown.get().isType()
                ? Stream.empty()
                : completions(shell, "", 0).filter(unknown.get()::mayBe);
        Stream<String> completed = Stream.concat(here, types).map(each -> each.replaceAll("\\W+$", ""));
        Stream<String> imported =
                member || !unknown.get().kind().equals("method") ? Stream.empty() : staticMethods(shell);
        List<String> known = Stream.concat(imported, completed).distinct().toList();
        return Nearest.to(unknown.get().name(), known)
                .map(near -> new Problem(
                        problem.message() + "\n  did you mean '" + near + "'?", problem.start(), problem.end()))
                .orElse(problem);
    }

    private static Stream<String> completions(JShell shell, String code, int cursor) {
        return shell.sourceCodeAnalysis().completionSuggestions(code, cursor, new int[1]).stream()
                .map(SourceCodeAnalysis.Suggestion::continuation);
    }

    /**
     * Returns the methods of {@code import static icd.Dsl.*}, which JShell does not complete in the text of a whole
     * program.
     */
    private static Stream<String> staticMethods(JShell shell) {
        return shell.imports()
                .filter(each -> each.isStatic() && each.fullname().endsWith(".*"))
                .map(each -> each.fullname().substring(0, each.fullname().length() - 2))
                .flatMap(Problems::methods)
                .map(Method::getName);
    }

    private static Stream<Method> methods(String type) {
        try {
            return Stream.of(Class.forName(type).getMethods());
        } catch (ClassNotFoundException | LinkageError e) {
            return Stream.empty(); // JShell completes this one, as it was declared in the session
        }
    }
}
