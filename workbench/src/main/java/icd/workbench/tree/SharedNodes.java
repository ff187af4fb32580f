package icd.workbench.tree;

import icd.workbench.tree.Node.Entry;
import icd.workbench.tree.Node.Mapping;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds the common parts of many mappings once: a hundred thousand trials of a sweep differ in little. */
public final class SharedNodes {

    private final Map<Entry, Entry> entries = new HashMap<>();

    /** Returns an equal mapping that shares its values with earlier mappings. */
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
