package icd.workbench.manual;

import icd.workbench.run.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the manual as a folder of pages that need no network and may be moved. The build runs it, not the workbench.
 *
 * <p>The contents are those of {@code workbench/src/docs/index.md}: each link in a list there is a page, under the heading above it. Pages
 * that belong to another folder, such as {@code recipes/README.md}, are read from there, so that no text exists twice.
 */
public final class Manual {

    /** The page that lists all others. */
    static final Path INDEX = Path.of("workbench/src/docs/index.md");

    private static final Path FORMULAS = Path.of("workbench/src/docs/formulas.json");

    private final Path root;
    private final Formulas formulas;
    private final Map<Path, ManualPage> pages = new LinkedHashMap<>();
    private final Contents contents;

    private Manual(Path root) throws IOException {
        this.root = root;
        formulas = Formulas.read(root.resolve(FORMULAS));
        ManualPage index = page(INDEX);
        contents = Contents.of(index);
        for (Path source : contents.sources()) {
            page(source);
        }
    }

    /** @param args the checkout, then the folder to write, which may exist */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Path.of(args[1]));
    }

    /**
     * Writes the manual.
     *
     * @param root of the checkout
     * @param folder is made where it is missing; files in it that are no part of the manual stay
     * @return formulas that nobody has set, which the pages show as TeX
     * @throws IllegalStateException if a page names a file or a heading that is not there; the message names page and link
     */
    static List<String> write(Path root, Path folder) throws IOException {
        Manual manual = new Manual(root);
        manual.writeTo(folder);
        return manual.formulas.missing();
    }

    private ManualPage page(Path source) throws IOException {
        ManualPage page = ManualPage.of(source, Generated.filledIn(Files.readString(root.resolve(source))));
        pages.put(source, page);
        return page;
    }

    private void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Links links = new Links(root, pages);
        Map<String, String> bodies = new TreeMap<>();
        for (ManualPage page : pages.values()) {
            bodies.put(page.file(), Body.of(page, links, formulas));
        }
        for (Path recipe : new ArrayList<>(links.shown())) {
            ManualPage page = ManualPage.ofSource(recipe, Files.readString(root.resolve(recipe)));
            pages.put(recipe, page);
            bodies.put(page.file(), Body.of(page, links, formulas));
        }
        Frame frame = new Frame(contents, pages, Provenance.ours().version());
        for (ManualPage page : pages.values()) {
            Files.writeString(folder.resolve(page.file()), frame.around(page, bodies.get(page.file())));
        }
        for (Path file : new TreeSet<>(links.copied())) {
            Path copy = folder.resolve(Links.copy(file));
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(root.resolve(file)));
        }
        Files.writeString(
                folder.resolve("manual.css"),
                resource("/icd/workbench/page/tokens.css")
                        + resource("/icd/workbench/page/page.css")
                        + resource("manual.css"));
        Files.writeString(folder.resolve("search.js"), resource("search.js"));
        Files.writeString(folder.resolve("search-index.js"), SearchIndex.of(contents, pages));
    }

    private static String resource(String name) {
        try (InputStream in = Manual.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
