package icd.workbench.tree;

import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds what many mappings have in common once: a hundred thousand trials of a sweep differ in little. */
public final class SharedNodes {

    private final Map<Entry, Entry> entries = new HashMap<>();

    /** An equal mapping, whose values are those that an equal key of an earlier one had. */
    public Mapping in(Mapping mapping) {
        Map<String, Entry> shared = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> shared.put(key, entries.computeIfAbsent(entry, same -> same)));
        return new Mapping(mapping.at(), shared);
    }

    @Override
    public String toString() {
        return entries.size() + " shared entries";
    }
}
