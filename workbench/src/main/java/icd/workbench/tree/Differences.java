package icd.workbench.tree;

import icd.workbench.tree.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/** The differences between two trees. */
public final class Differences {

    /**
     * The value of a key in each of two trees.
     *
     * @param before the value in the first tree, on one line; empty where it has no such key
     * @param after the value in the second tree, on one line; empty where it has no such key
     */
    public record Change(Optional<String> before, Optional<String> after) {

        /** Returns {@code 5 -> 6}, {@code none -> 0.1}. */
        @Override
        public String toString() {
            return before.orElse("none") + " -> " + after.orElse("none");
        }
    }

    private Differences() {}

    /** Returns the keys, by their dotted paths, whose values differ; the whole value where it is no mapping in both. */
    public static SequencedMap<String, Change> of(Mapping first, Mapping second) {
        SequencedMap<String, Change> changes = new LinkedHashMap<>();
        collect("", first, second, changes);
        return changes;
    }

    private static void collect(String prefix, Mapping first, Mapping second, Map<String, Change> changes) {
        TreeSet<String> keys = new TreeSet<>(first.keys());
        keys.addAll(second.keys());
        for (String key : keys) {
            Node before = first.get(key);
            Node after = second.get(key);
            if (before instanceof Mapping inner && after instanceof Mapping other) {
                collect(prefix + key + ".", inner, other, changes);
            } else {
                Change change = new Change(
                        Optional.ofNullable(before).map(TreeText::flow),
                        Optional.ofNullable(after).map(TreeText::flow));
                if (!change.before().equals(change.after())) {
                    changes.put(prefix + key, change);
                }
            }
        }
    }
}
