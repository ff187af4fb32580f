package icd.workbench.recipe;

import icd.workbench.tree.Node;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Node.Sequence;
import icd.workbench.tree.Node.Sort;
import icd.workbench.tree.Position;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SourceFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * Finds the recipes that a recipe extends, and lays it over them, so that no {@code extends} is left. Problems in a
 * file are reported at their place in that file, whichever recipe it ends in.
 */
final class Inheritance {
    static final int MAX_DEPTH = 8;

    /**
     * The largest number of files; lists of recipes that extend lists of recipes would otherwise grow without bound.
     */
    static final int MAX_FILES = 32;

    /** A recipe on the way from the one that is read to the one that it extends. */
    private record Link(String name, Path real) {}

    private final Problems problems;
    private final List<String> extended = new ArrayList<>();

    Inheritance(Problems problems) {
        this.problems = problems;
    }

    /**
     * Returns the recipe with everything that it inherits.
     *
     * @param file the file of the recipe; null for a text, which cannot extend
     * @throws RecipeException if a file that it extends, directly or not, cannot be read
     */
    Mapping resolve(Path file, Mapping written) {
        List<Link> chain = file == null ? List.of() : List.of(link(file));
        return resolve(file, written, chain);
    }

    /** Returns the extended files, in the order in which they are laid over one another; empty if there are none. */
    List<String> extended() {
        return List.copyOf(extended);
    }

    private Mapping resolve(Path file, Mapping written, List<Link> chain) {
        Node says = written.get(RecipeSchema.EXTENDS);
        if (says == null) {
            return written;
        }
        if (file == null) {
            throw new RecipeException(
                    says.at(),
                    "extends must stand in a file, as its names are relative to that file's place; this is a text");
        }
        Layering layering = new Layering(problems);
        List<Mapping> parents = new ArrayList<>();
        Mapping base = null;
        for (Scalar name : names(says)) {
            Path parent = relativeTo(file, name);
            Mapping layer = read(parent, name, chain);
            parents.add(layer);
            base = base == null ? layer : layering.lay(base, layer);
        }
        Mapping laid = layering.lay(base, written.without(RecipeSchema.EXTENDS));
        return written.get("expect") == null ? Expectations.inherited(parents, laid) : laid;
    }

    private static List<Scalar> names(Node says) {
        List<Node> items = says instanceof Sequence sequence ? sequence.items() : List.of(says);
        if (items.isEmpty()) {
            throw new RecipeException(
                    says.at(), "extends must be " + RecipeSchema.EXTENDS_SAYS + ", got an empty list");
        }
        for (Node item : items) {
            if (!(item instanceof Scalar scalar
                    && scalar.sort() == Sort.TEXT
                    && !scalar.text().isBlank())) {
                throw new RecipeException(
                        item.at(), "extends must be " + RecipeSchema.EXTENDS_SAYS + ", got " + item.found());
            }
        }
        return items.stream().map(Scalar.class::cast).toList();
    }

    private static Path relativeTo(Path file, Scalar name) {
        try {
            return file.resolveSibling(name.text()).normalize();
        } catch (InvalidPathException e) {
            throw new RecipeException(
                    name.at(), "extends must be " + RecipeSchema.EXTENDS_SAYS + ", got " + name.found(), e);
        }
    }

    private Mapping read(Path file, Scalar name, List<Link> chain) {
        Link link = link(file);
        List<Link> longer = new ArrayList<>(chain);
        longer.add(link);
        String way = String.join(" > ", longer.stream().map(Link::name).toList());
        if (chain.stream().anyMatch(before -> before.real().equals(link.real()))) {
            throw new RecipeException(name.at(), "extends must not lead back to where it came from, got " + way);
        }
        if (longer.size() > MAX_DEPTH) {
            throw new RecipeException(name.at(), "extends must be at most " + MAX_DEPTH + " files deep, got " + way);
        }
        if (extended.size() == MAX_FILES) {
            throw new RecipeException(name.at(), "extends must lead to at most " + MAX_FILES + " files, got more");
        }
        String text;
        try {
            text = SourceFile.read(file);
        } catch (RecipeException e) {
            throw new RecipeException(name.at(), "extends: " + e.getMessage(), e);
        }
        Mapping resolved = resolve(file, parse(link.name(), text, name.at()), longer);
        extended.add(link.name());
        return resolved;
    }

    /**
     * Parses a recipe. A file that is no recipe is refused without quoting its text: any file can be named, and
     * messages end up in logs that others read.
     */
    private Mapping parse(String file, String text, Position at) {
        Problems own = new Problems();
        Mapping written;
        try {
            written = Tree.parse(file, text, own);
        } catch (RecipeException e) {
            if (text.isBlank()) {
                throw e;
            }
            String not = e.getCause() instanceof JacksonException ? "not valid YAML" : "not a recipe";
            throw refused(e.problems().getFirst().at(), not, at);
        }
        if (!written.entries().isEmpty() && written.keys().stream().noneMatch(RecipeSchema.FILE_KEYS::contains)) {
            throw refused(written.at(), "not a recipe", at);
        }
        problems.addAll(own);
        return written;
    }

    private static RecipeException refused(Position there, String not, Position extendedAt) {
        return new RecipeException(
                there, not + ", but " + extendedAt + " extends it; 'workbench validate' of that file says more");
    }

    private static Link link(Path file) {
        try {
            return new Link(file.toString(), file.toRealPath());
        } catch (IOException e) {
            return new Link(file.toString(), file.toAbsolutePath().normalize()); // reading it reports the problem
        }
    }
}
