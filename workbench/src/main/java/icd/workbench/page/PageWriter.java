package icd.workbench.page;

import java.util.List;
import java.util.Locale;

/**
 * Writes a page. Everything can be read without JavaScript, which adds values at the pointer and zooming; a content
 * security policy keeps the page from loading anything, and from running any script but ours.
 */
final class PageWriter {

    private static final List<String> FORMATS = List.of("svg", "pdf", "png", "csv");

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
        html.element("title", page.title());
        html.open("style").markup(assets.style()).close("style").close("head");
        html.open("body").element("a", "Skip to the content", "class", "skip", "href", "#content");
        header();
        outline.write(html);
        html.open("main", "id", "content").markup(body.toString()).close("main");
        html.open("script").markup(assets.script()).close("script");
        html.close("body").close("html");
        return html.toString();
    }

    private void header() {
        html.open("header").element("h1", page.title());
        if (!page.reproduces().isEmpty()) {
            html.element("p", "Reproduces " + page.reproduces());
        }
        verdict();
        if (!page.made().isEmpty()) {
            html.element("p", page.made(), "class", "made");
        }
        html.close("header");
    }

    /** Whether all is well, in a line each; nothing where nothing was held against anything and nothing failed. */
    private void verdict() {
        if (!page.failures().isEmpty()) {
            verdict(Judged.BAD + page.failures().size() + " failed, see Failures", false);
        }
        page.judged().forEach(judged -> verdict(judged.line(), judged.good()));
    }

    private void verdict(String text, boolean good) {
        html.element("p", text, "class", good ? "verdict good" : "verdict bad");
    }

    private Html sections() {
        Html body = new Html();
        section(body, "Failures", page.failures(), this::paragraph);
        page.judged().forEach(judged -> section(body, judged.title(), judged.tables(), this::table));
        ifAny(body, "Figures", page.figures(), () -> {
            body.markup(Assets.HINT);
            page.figures().forEach(figure -> figure(body, figure));
        });
        section(body, "Results", page.tables(), this::table);
        section(body, "Differences to the paper", page.differences(), this::paragraph);
        ifAny(body, "Recipe", page.recipe().lines().toList(), () -> recipe(body));
        ifAny(body, "Provenance", page.provenance(), () -> provenance(body));
        ifAny(body, "Files", page.files(), () -> files(body));
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
            String id = outline.add(title);
            body.open("section", "aria-labelledby", id).element("h2", title, "id", id);
            content.run();
            body.close("section");
        }
    }

    private void paragraph(Html body, String text) {
        body.element("p", text);
    }

    private void figure(Html body, Picture figure) {
        boolean alone = figure.of().isEmpty();
        body.open("figure", "id", figure.name(), "class", alone ? "figure" : "figure beside");
        String width = "--points: " + Math.round(figure.drawn().width());
        body.open("div", "class", "frame");
        body.open("div", "class", "view", "data-figure", figure.name(), "style", width);
        body.markup("\n" + figure.drawn().svg()).close("div").close("div");
        body.open("figcaption").element("strong", alone ? figure.name() : figure.of());
        body.text(figure.alternative() + " ");
        if (alone) {
            body.open("span", "class", "formats");
            for (String format : FORMATS) {
                String path = "figures/" + figure.name() + "." + format;
                body.element("a", format.toUpperCase(Locale.ROOT), "href", path);
            }
            body.close("span");
        }
        body.close("figcaption");
        body.open("script", "type", "application/json")
                .markup(figure.drawn().values())
                .close("script");
        body.close("figure");
    }

    private void table(Html body, PageTable table) {
        new TableWriter(body).write(table);
    }

    private void recipe(Html body) {
        body.open("p").text("As resolved, with every default and override written out (");
        body.phrase("a", "recipe.yaml", "href", "recipe.yaml").text("). ");
        body.phrase("code", "workbench run recipe.yaml")
                .text(" gives the same result files.")
                .close("p");
        body.open("details").element("summary", "The recipe");
        body.open("pre", "tabindex", "0", "role", "region", "aria-label", "recipe.yaml");
        body.element("code", page.recipe()).close("pre").close("details");
    }

    private void provenance(Html body) {
        body.open("dl", "class", "facts");
        for (Fact fact : page.provenance()) {
            body.open("div")
                    .element("dt", fact.name())
                    .element("dd", fact.value())
                    .close("div");
        }
        body.close("dl");
    }

    private void files(Html body) {
        body.open("ul", "class", "files");
        for (FileLink file : page.files()) {
            body.open("li").phrase("a", file.path(), "href", Assets.href(file.path()));
            body.text(" " + file.what()).close("li");
        }
        body.close("ul");
    }
}
