package icd.workbench.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects mistakes. A value that many trials share is reported once: only the first problem of a key at a position is
 * kept.
 */
public final class Problems {
    private record Place(Position at, String path) {}

    private final List<Problem> found = new ArrayList<>();
    private final Set<Place> places = new HashSet<>();

    public void add(Position at, String path, String message) {
        if (places.add(new Place(at, path))) {
            found.add(new Problem(at, path, message));
        }
    }

    public void addAll(Problems others) {
        others.found.forEach(problem -> add(problem.at(), problem.path(), problem.message()));
    }

    /** Returns whether there are problems of a key or within it. */
    public boolean concern(String key) {
        return found.stream()
                .anyMatch(
                        problem -> problem.path().equals(key) || problem.path().startsWith(key + "."));
    }

    public int count() {
        return found.size();
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new RecipeException(found.stream().sorted().toList());
        }
    }
}
