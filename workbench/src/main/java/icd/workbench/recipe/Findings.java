package icd.workbench.recipe;

import icd.workbench.schema.Defaults;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects the problems that a value of a recipe finds in itself, by paths of keys from the node that it was bound
 * from: {@code training.batch}, {@code evaluate.0.name}. Messages name the keys without the places in lists.
 */
public final class Findings {

    private static final Pattern PLACE = Pattern.compile("\\.\\d+");

    private final Node written;
    private final String name;
    private final Problems problems;
    private final int before;

    /**
     * @param written the node that the value was bound from
     * @param name the path of that node itself, {@code figures.0}; empty for the whole
     */
    Findings(Node written, String name, Problems problems) {
        this.written = written;
        this.name = name;
        this.problems = problems;
        this.before = problems.count();
    }

    /** Returns the findings of a part of the value. */
    public Findings in(String path) {
        return new Findings(node(path), key(path), problems);
    }

    /** Returns the findings of one entry of a dictionary, whose key may have dots in it. */
    public Findings entry(String path, String key) {
        return new Findings(((Mapping) node(path)).get(key), key(path), problems);
    }

    /** Returns whether no problem has been found since this was made. */
    public boolean isEmpty() {
        return problems.count() == before;
    }

    /**
     * Reports that the value at a path does not fit.
     *
     * @param says the rest of the message after the path, "must be &lt;= 3, got 4"
     */
    public void add(String path, String says) {
        problems.add(at(path), key(path), key(path) + " " + says);
    }

    /** Does the same as {@link #add}, for a problem inside the value: {@code baselines: 'zero' must ...}. */
    public void addWithin(String path, String says) {
        problems.add(at(path), key(path), key(path) + ": " + says);
    }

    /**
     * Does the same as {@link #addWithin}, for a value that was not written: the message stands at the place that led
     * to it.
     */
    void addOf(String key, String path, String says) {
        problems.add(at(path), key, key + ": " + says);
    }

    /** Reports a name that is not among the known ones. */
    public void unless(Collection<String> known, String path, String what, String found) {
        if (!known.contains(found)) {
            String hint = Nearest.hint(found, known);
            addWithin(
                    path,
                    "unknown " + what + " '" + found + "'" + hint + (hint.isEmpty() ? "; this" : " This")
                            + " recipe has " + known.stream().sorted().collect(Collectors.joining(", ")));
        }
    }

    /** Returns the text that was written at a path, as messages show it. */
    public String found(String path) {
        return node(path).found();
    }

    /** Returns {@code "16 (recipes/fig3.yaml:8:6)"}. */
    public String foundAt(String path) {
        return found(path) + " (" + node(path).at() + ")";
    }

    /** Returns whether there is a value at a path. */
    public boolean has(String path) {
        return node(path) != null;
    }

    /** Returns whether the value at a path was left out. */
    public boolean isLeftOut(String path) {
        Node node = node(path);
        return node == null || node.at().equals(Defaults.POSITION);
    }

    /** Returns the place of the value at a path, or of the innermost mapping around it that was written. */
    private Position at(String path) {
        Position at = written.at();
        Node node = written;
        for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
            node = inside(node, key);
            if (node == null) {
                return at;
            }
            at = node.at().equals(Defaults.POSITION) ? at : node.at();
        }
        return at;
    }

    private Node node(String path) {
        Node node = written;
        for (String key : path.isEmpty() ? new String[0] : path.split("\\.")) {
            node = inside(node, key);
        }
        return node;
    }

    private static Node inside(Node node, String key) {
        return switch (node) {
            case Mapping mapping -> mapping.get(key);
            case Sequence list -> list.items().get(Integer.parseInt(key));
            case null, default -> null;
        };
    }

    private String key(String path) {
        String whole = name.isEmpty() || path.isEmpty() ? name + path : name + "." + path;
        return PLACE.matcher(whole).replaceAll("");
    }
}
