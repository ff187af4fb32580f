package icd.workbench.shell.terminal;

import icd.workbench.shell.Interpreter;
import icd.workbench.shell.document.Documentation;
import icd.workbench.shell.document.DocumentationIndex;
import icd.workbench.shell.terminal.JavaLexer.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes the word at the cursor: Java, a command, or a word in quotes. */
final class ShellCompleter implements Completer {

    /** Members that every object has and that nobody looks for. */
    private static final Set<String> EVERYBODYS =
            Set.of("equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(", "wait()");

    private final Supplier<Interpreter> interpreter;
    private final Supplier<Commands> commands;
    private final Supplier<DocumentationIndex> documentation;

    ShellCompleter(
            Supplier<Interpreter> interpreter,
            Supplier<Commands> commands,
            Supplier<DocumentationIndex> documentation) {
        this.interpreter = interpreter;
        this.commands = commands;
        this.documentation = documentation;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        candidates.addAll(candidates(line.line(), line.cursor()));
    }

    List<Candidate> candidates(String line, int cursor) {
        if (ShellParser.isCommand(line)) {
            return command(line.substring(0, cursor));
        }
        Token string = ShellParser.openString(line, cursor);
        return string == null ? java(line, cursor) : inQuotes(line, string, cursor);
    }

    // ---------------------------------------------------------------------------------------------- commands

    private List<Candidate> command(String typed) {
        String line = typed.stripLeading();
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return commands.get().all().stream()
                    .filter(each -> each.name().length() > 1)
                    .map(each -> candidate("/" + each.name(), "/" + each.name(), each.summary(), true))
                    .toList();
        }
        Command command;
        try {
            command = commands.get().find(line.substring(1, blank));
        } catch (CommandException e) {
            return List.of();
        }
        String arguments = line.substring(blank + 1).stripLeading();
        String word = arguments.substring(arguments.lastIndexOf(' ') + 1);
        return command.candidates(arguments).stream()
                .filter(each -> each.startsWith(word))
                .map(each -> candidate(each, lastName(each), null, !each.endsWith("/")))
                .toList();
    }

    // ---------------------------------------------------------------------------------------------- strings

    private List<Candidate> inQuotes(String line, Token string, int cursor) {
        String typed = line.substring(string.start() + 1, cursor);
        return CallAround.of(line, string.start())
                .map(call -> new QuotedWords(() -> interpreter.get().variables()).of(call, typed))
                .orElse(List.of())
                .stream()
                .map(word -> candidate(word.text(), lastName(word.text()), word.meaning(), false))
                .toList();
    }

    private static String lastName(String path) {
        int slash = path.lastIndexOf('/', path.length() - 2);
        return slash < 0 ? path : path.substring(slash + 1);
    }

    // ---------------------------------------------------------------------------------------------- Java

    private List<Candidate> java(String line, int cursor) {
        int start = ShellParser.wordStart(line, cursor);
        String word = line.substring(start, cursor);
        boolean member = start > 0 && line.charAt(start - 1) == '.';
        int[] anchor = new int[1];
        List<Suggestion> suggestions = interpreter.get().analysis().completionSuggestions(line, cursor, anchor);
        if (anchor[0] < start) {
            return List.of(); // the completion would replace more than the word
        }
        String kept = line.substring(start, anchor[0]);
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        for (Suggestion suggestion : suggestions) {
            String value = kept + suggestion.continuation();
            boolean noise = word.isEmpty()
                    && (member
                            ? EVERYBODYS.contains(value)
                            : !suggestion.matchesType() && Character.isUpperCase(value.charAt(0)));
            if (!noise && value.startsWith(word)) {
                candidates.merge(
                        value,
                        candidate(
                                value, value, member ? null : summary(value), false, suggestion.matchesType() ? 0 : 1),
                        (one, other) -> one.sort() <= other.sort() ? one : other);
            }
        }
        return List.copyOf(candidates.values());
    }

    /** Returns the summary of a word that the library offers without a dot: an entry point or a type. */
    private String summary(String value) {
        int open = value.indexOf('(');
        String name = open < 0 ? value : value.substring(0, open);
        return documentation.get().named(name).stream()
                .filter(each ->
                        each.name().equals(name) || each.name().matches("(Dsl|Session)\\." + Pattern.quote(name)))
                .map(Documentation::summary)
                .filter(summary -> !summary.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private static Candidate candidate(String value, String shown, String description, boolean blankAfter) {
        return candidate(value, shown, description, blankAfter, 0);
    }

    private static Candidate candidate(String value, String shown, String description, boolean blankAfter, int order) {
        return new Candidate(value, shown, null, description, null, null, blankAfter, order);
    }
}
