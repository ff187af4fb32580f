package icd.workbench.page;

import icd.figure.SingleCurve;
import icd.io.Json;
import icd.io.Visible;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a page. It can be read without JavaScript, which adds values at the pointer, zooming and downloads; a content security policy keeps
 * the page from loading anything, and from running any script but ours.
 */
final class PageWriter {

    /** A list of more files than this is folded. */
    private static final int MOST_NAMES = 6;

    private static final String SUMMARY = "Summary";

    private final Page page;
    private final Html html = new Html();
    private final Outline outline = new Outline();

    PageWriter(Page page) {
        this.page = page;
    }

    String html() {
        Html body = sections();
        Assets assets = Assets.load();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", assets.policy());
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", page.head().title());
        html.open("style").markup(assets.style()).close("style").close("head");
        html.open("body", "data-name", page.head().name());
        html.element("a", "Skip to the content", "class", "skip", "href", "#content");
        header();
        outline.write(html);
        html.open("main", "id", "content").markup(body.toString()).close("main");
        html.open("script", "type", "application/json", "id", "files");
        html.markup(page.files().json()).close("script");
        html.open("script").markup(assets.script()).close("script");
        html.close("body").close("html");
        return html.toString();
    }

    private void header() {
        Head head = page.head();
        html.open("header").element("h1", head.title());
        if (!head.reproduces().isEmpty()) {
            html.element("p", "Reproduces " + head.reproduces());
        }
        html.open("div", "class", "again");
        if (!head.command().isEmpty()) {
            html.open("p", "class", "command").phrase("code", head.command()).close("p");
        }
        head.citation().ifPresent(citation -> {
            html.phrase("a", citation.name(), "href", citation.address(), "rel", "noreferrer");
            html.open("details", "class", "bibtex").element("summary", "BibTeX");
            html.open("pre", "tabindex", "0", "role", "region", "aria-label", "BibTeX")
                    .element("code", citation.bibtex())
                    .close("pre")
                    .close("details");
        });
        html.close("div");
        if (!head.made().isEmpty()) {
            html.element("p", head.made(), "class", "made");
        }
        html.close("header");
    }

    private Html sections() {
        Html body = new Html();
        figures(body);
        summary(body);
        section(body, "Failures", page.failures(), this::paragraph);
        page.judged().forEach(judged -> section(body, judged.title(), judged.tables(), this::table));
        section(body, "Results", page.tables(), this::table);
        ifAny(body, "Recipe", page.recipe().lines().toList(), () -> recipe(body));
        ifAny(body, "Provenance", page.provenance(), () -> facts(body, page.provenance()));
        files(body);
        return body;
    }

    private interface Writing<T> {
        void write(Html body, T item);
    }

    private <T> void section(Html body, String title, List<T> items, Writing<T> each) {
        ifAny(body, title, items, () -> items.forEach(item -> each.write(body, item)));
    }

    private void ifAny(Html body, String title, List<?> items, Runnable content) {
        if (!items.isEmpty()) {
            String heading = outline.add(title);
            String id = title.equals(SUMMARY) ? "summary" : heading + "-content";
            body.open("section", "id", id, "aria-labelledby", heading).element("h2", title, "id", heading);
            content.run();
            body.close("section");
        }
    }

    private void paragraph(Html body, String text) {
        body.open("p").markup(Mathematics.html(text)).close("p");
    }

    /** The figures, and beside them the paper's captions and the differences from the paper. */
    private void figures(Html body) {
        boolean beside = !page.published().isEmpty() || !page.differences().isEmpty();
        String title = page.figures().isEmpty() ? "The paper" : "Figures";
        ifAny(body, title, page.figures().isEmpty() && !beside ? List.of() : List.of(page), () -> {
            body.open("div", "class", beside ? "shown explained" : "shown").open("div", "class", "drawn");
            page.figures().forEach(figure -> figure(body, figure));
            if (!page.figures().isEmpty()) {
                body.markup(Assets.HINT);
            }
            body.close("div");
            if (beside) {
                body.open("div", "class", "paper");
                if (!page.published().isEmpty()) {
                    body.element("h3", "The paper’s caption");
                    page.published()
                            .forEach(text -> body.open("blockquote")
                                    .markup(Mathematics.html(text))
                                    .close("blockquote"));
                }
                if (!page.differences().isEmpty()) {
                    body.element("h3", "Differences from the paper");
                    page.differences().forEach(text -> paragraph(body, text));
                }
                body.close("div");
            }
            body.close("div");
        });
    }

    private void figure(Html body, Picture figure) {
        body.open("figure", "id", figure.name(), "class", figure.of().isEmpty() ? "figure" : "figure beside");
        String width = "--points: " + Math.round(figure.drawn().width());
        body.open("div", "class", "frame");
        body.open("div", "class", "view", "data-figure", figure.title(), "style", width);
        body.markup("\n" + figure.drawn().svg()).close("div").close("div");
        body.open("figcaption").phrase("strong", figure.title());
        body.text(" " + figure.alternative());
        body.open("span", "class", "formats");
        for (Attachment file : figure.files()) {
            String format = file.path().substring(file.path().lastIndexOf('.') + 1);
            file(body, file.path(), format.toUpperCase(Locale.ROOT));
        }
        body.close("span").close("figcaption");
        body.open("script", "type", "application/json")
                .markup(figure.drawn().values())
                .close("script");
        if (!figure.singles().isEmpty()) {
            body.open("script", "type", "application/json", "class", "singles")
                    .markup(singles(figure.singles()))
                    .close("script");
        }
        body.close("figure");
    }

    private static String singles(List<SingleCurve> singles) {
        return Json.of(singles.stream().map(PageWriter::values).toList());
    }

    private static Map<String, Object> values(SingleCurve curve) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("panel", curve.panel());
        values.put("label", Visible.lines(curve.label()));
        values.put("name", Visible.lines(curve.name()));
        values.put("x", curve.x().toArray());
        values.put("y", curve.y().toArray());
        return values;
    }

    /** The path of a file; a script turns it into a button if the page holds the file. */
    private void file(Html body, String path, String name) {
        if (page.files().holds(path)) {
            body.phrase("span", path, "class", "file", "data-file", path, "data-name", name);
        } else {
            body.phrase("span", path, "class", "file");
        }
        body.text(" ");
    }

    /** Writes the lines of the summary, the verdicts, and the meaning of ± on this page. */
    private void summary(Html body) {
        boolean any = !page.summary().isEmpty()
                || !page.judged().isEmpty()
                || !page.failures().isEmpty();
        ifAny(body, SUMMARY, any ? List.of(page) : List.of(), () -> {
            body.open("dl", "class", "facts");
            page.summary().forEach(fact -> fact(body, fact));
            if (!page.judged().isEmpty() || !page.failures().isEmpty()) {
                body.open("div").element("dt", "Verdict").open("dd");
                if (!page.failures().isEmpty()) {
                    verdict(body, Judged.BAD + page.failures().size() + " failed, see Failures", false);
                }
                page.judged().forEach(judged -> verdict(body, judged.line(), judged.good()));
                body.close("dd").close("div");
            }
            body.close("dl");
            if (!page.errors().isEmpty()) {
                body.element("p", page.errors(), "class", "errors");
            }
        });
    }

    private static void verdict(Html body, String text, boolean good) {
        body.element("p", text, "class", good ? "verdict good" : "verdict bad");
    }

    private void table(Html body, PageTable table) {
        new TableWriter(body).write(table);
    }

    private void recipe(Html body) {
        body.open("p").text("As resolved, with every default and override written out (");
        file(body, "recipe.yaml", "recipe.yaml");
        body.text("). ")
                .phrase("code", "workbench run recipe.yaml")
                .text(" gives the same result files.")
                .close("p");
        body.open("details").element("summary", "The recipe");
        body.open("pre", "tabindex", "0", "role", "region", "aria-label", "recipe.yaml");
        body.element("code", page.recipe()).close("pre").close("details");
    }

    private static void facts(Html body, List<Fact> facts) {
        body.open("dl", "class", "facts");
        facts.forEach(fact -> fact(body, fact));
        body.close("dl");
    }

    private static void fact(Html body, Fact fact) {
        body.open("div").element("dt", fact.name()).element("dd", fact.value()).close("div");
    }

    private void files(Html body) {
        Attachments files = page.files();
        boolean any = !page.recipe().isEmpty();
        ifAny(body, "Files", any ? List.of(files) : List.of(), () -> {
            body.element("p", "The page holds these files of the run within itself.", "id", "download");
            body.open("dl", "class", "facts");
            files.held().forEach((what, paths) -> {
                body.open("div").element("dt", what).open("dd");
                names(body, paths);
                body.close("dd").close("div");
            });
            body.close("dl");
            if (!files.left().isEmpty()) {
                body.element("p", "These are too large for the page and stand in the folder of the run:");
                names(body, files.left());
            }
        });
    }

    private void names(Html body, List<String> paths) {
        boolean folded = paths.size() > MOST_NAMES;
        if (folded) {
            body.open("details", "class", "raw").element("summary", paths.size() + " files");
        }
        body.open("p", "class", "files");
        paths.forEach(path -> file(body, path, path));
        body.close("p");
        if (folded) {
            body.close("details");
        }
    }
}
