package icd.workbench.shell.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The library's Javadoc by signature and by name.
 *
 * <p>The resource is a text of entries, each a record separator, its key, its name and its signature separated by tabs,
 * a line end, and its text.
 */
public final class DocumentationIndex {

    static final String RESOURCE = "/icd/workbench/documentation.txt";
    static final char ENTRY = '\u001e';

    private final Map<String, Documentation> bySignature;

    private DocumentationIndex(Map<String, Documentation> bySignature) {
        this.bySignature = bySignature;
    }

    /** Holds the index, which is read when it is first asked for. */
    private static final class Ours {
        static final DocumentationIndex INDEX = read().withKinds();
    }

    /**
     * Returns the index that the build put into the jar, if it did, and with it the documentation of the kinds in the
     * user's own jars. The first call waits until it is read.
     */
    public static DocumentationIndex ours() {
        return Ours.INDEX;
    }

    private static DocumentationIndex read() {
        try (InputStream in = DocumentationIndex.class.getResourceAsStream(RESOURCE)) {
            return parse(in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static DocumentationIndex parse(String file) {
        Map<String, Documentation> entries = new LinkedHashMap<>();
        for (int at = file.indexOf(ENTRY); at >= 0; ) {
            int next = file.indexOf(ENTRY, at + 1);
            String entry = file.substring(at + 1, next < 0 ? file.length() : next);
            int head = entry.indexOf('\n');
            String[] cells = entry.substring(0, head).split("\t", -1);
            entries.putIfAbsent(
                    cells[0],
                    new Documentation(
                            cells[1], cells[2], entry.substring(head + 1).strip()));
            at = next;
        }
        return new DocumentationIndex(entries);
    }

    /** Returns this index with the kinds that it lacks. */
    DocumentationIndex withKinds() {
        Map<String, Documentation> entries = new LinkedHashMap<>(bySignature);
        KindDocumentation.beyond(this).forEach(each -> entries.put(key(each.signature()), each));
        return new DocumentationIndex(entries);
    }

    public int size() {
        return bySignature.size();
    }

    /**
     * Returns the documentation of a signature as JShell writes it, such as {@code PromptSet Task.prompts(int, int,
     * long)} or {@code icd.task.Subspaces(int n, int d)}.
     */
    public Optional<Documentation> ofSignature(String signature) {
        String key = key(signature);
        // JShell writes the last component of a record as an array where the record has a list of any length.
        return Optional.ofNullable(bySignature.get(key))
                .or(() -> Optional.ofNullable(bySignature.get(key.replaceFirst("\\[\\]\\)$", "...)"))));
    }

    /**
     * Returns a signature of JShell without the components that it writes after the name of every record: {@code Figure
     * Figure.of(String name)} for {@code Figure Figure(String name, double width).of(String name)}.
     */
    public static String withoutComponents(String signature) {
        StringBuilder plain = new StringBuilder();
        int open = -1;
        int depth = 0;
        for (int i = 0; i < signature.length(); i++) {
            char c = signature.charAt(i);
            plain.append(c);
            if (c == '(' && depth++ == 0) {
                open = plain.length() - 1;
            } else if (c == ')'
                    && --depth == 0
                    && i + 1 < signature.length()
                    && ".(".indexOf(signature.charAt(i + 1)) >= 0) {
                plain.setLength(open);
            }
        }
        return plain.toString();
    }

    /** Returns all entries with a name: {@code Subspaces}, {@code Task.prompts}, or {@code prompts} of any type. */
    public List<Documentation> named(String name) {
        return bySignature.values().stream()
                .filter(each -> each.name().equals(name) || each.name().endsWith("." + name))
                .toList();
    }

    /** Returns every name, in the library's order. */
    public List<String> names() {
        return bySignature.values().stream().map(Documentation::name).distinct().toList();
    }

    /**
     * Returns a signature in one fixed form: {@code Task.prompts(int,int,long)}. It has no type parameters, no
     * packages, no parameter names, no return type, and no type of a field.
     */
    static String key(String signature) {
        String plain = withoutTypeArguments(withoutComponents(signature)).replaceFirst("(\\.\\w+):.*$", "$1");
        int open = plain.indexOf('(');
        String head = open < 0 ? plain : plain.substring(0, open);
        String name = simple(head.substring(head.strip().lastIndexOf(' ') + 1).strip());
        if (open < 0) {
            return name;
        }
        StringJoiner types = new StringJoiner(",", "(", ")");
        int close = plain.indexOf(')', open);
        for (String parameter :
                plain.substring(open + 1, close < 0 ? plain.length() : close).split(",")) {
            if (!parameter.isBlank()) {
                types.add(parameterType(parameter.strip()));
            }
        }
        return name + types;
    }

    private static String parameterType(String parameter) {
        List<String> words = new ArrayList<>(List.of(parameter.split("\\s+")));
        words.removeIf(word -> word.startsWith("@") || word.equals("final"));
        return simple(words.getFirst());
    }

    /** Returns a name without its package: the package is everything that begins with a small letter before a dot. */
    private static String simple(String name) {
        String rest = name;
        int dot = rest.indexOf('.');
        while (dot > 0 && Character.isLowerCase(rest.charAt(0)) && !rest.startsWith("...", dot)) {
            rest = rest.substring(dot + 1);
            dot = rest.indexOf('.');
        }
        return rest;
    }

    private static String withoutTypeArguments(String signature) {
        StringBuilder plain = new StringBuilder(signature.length());
        int depth = 0;
        for (char c : signature.toCharArray()) {
            depth += c == '<' ? 1 : 0;
            if (depth == 0) {
                plain.append(c);
            }
            depth -= c == '>' && depth > 0 ? 1 : 0;
        }
        return plain.toString();
    }
}
