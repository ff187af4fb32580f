package icd.workbench.manual;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where the links of the sources lead in the manual: to a page, to a page that shows a recipe, or to a copy of a file. */
final class Links {

    private final Path root;
    private final Map<Path, ManualPage> pages;
    private final Set<Path> shown = new LinkedHashSet<>();
    private final Set<Path> copied = new LinkedHashSet<>();

    Links(Path root, Map<Path, ManualPage> pages) {
        this.root = root;
        this.pages = pages;
    }

    /** Recipes that links lead to. */
    Set<Path> shown() {
        return shown;
    }

    /** Files that links and pictures name. */
    Set<Path> copied() {
        return copied;
    }

    /** Where a copy of a file is in the manual's folder. */
    static String copy(Path file) {
        return "files/" + file.toString().replace('\\', '/');
    }

    /**
     * A link of a page, as the manual has it.
     *
     * @throws IllegalStateException if nothing is there
     */
    String resolved(ManualPage page, String link) {
        URI uri = URI.create(link);
        if (uri.getScheme() != null) {
            return link;
        }
        String id = uri.getFragment() == null ? "" : uri.getFragment();
        Path target = uri.getPath().isEmpty() ? page.source() : page.beside(uri.getPath());
        ManualPage to = pages.get(target);
        if (to != null && (id.isEmpty() || to.has(id))) {
            return (to == page && !id.isEmpty() ? "" : to.file()) + (id.isEmpty() ? "" : "#" + id);
        }
        if (to != null || !id.isEmpty() || !Files.isRegularFile(root.resolve(target))) {
            throw new IllegalStateException(
                    page.source() + ": the link " + link + " must lead to a page of the manual, or to a file, got "
                            + (to != null ? target + ", which has no heading #" + id : target + ", which is neither"));
        }
        if (target.toString().endsWith(".yaml")) {
            shown.add(target);
            return ManualPage.ofSource(target, "").file();
        }
        copied.add(target);
        return copy(target);
    }
}
