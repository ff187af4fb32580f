package icd.workbench.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is around the text of every page: search, contents, the headings of the page, the next page. */
final class Frame {

    private final Contents contents;
    private final Map<Path, ManualPage> pages;
    private final String version;

    Frame(Contents contents, Map<Path, ManualPage> pages, String version) {
        this.contents = contents;
        this.pages = pages;
        this.version = version;
    }

    String around(ManualPage page, String body) {
        return """
                <!doctype html>
                <html lang="en-GB">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="manual.css">
                </head>
                <body class="manual">
                <a class="skip" href="#text">To the text</a>
                <header>
                <p class="name"><a href="index.html">In-context denoising workbench</a></p>
                <p class="version">manual, version %s</p>
                <form role="search" id="search" hidden>
                <label for="sought">Search</label>
                <input id="sought" type="search" autocomplete="off" spellcheck="false" aria-describedby="count">
                <p id="count" role="status"></p>
                <ul id="found"></ul>
                </form>
                <a class="to-contents" href="#contents">Contents</a>
                </header>
                <div class="columns">
                <main id="text" tabindex="-1">
                %s%s</main>
                %s<nav id="contents" aria-label="Contents">
                %s</nav>
                </div>
                <script src="search-index.js"></script>
                <script src="search.js"></script>
                </body>
                </html>
                """.formatted(
                        Body.escaped(
                                page == pages.get(Manual.INDEX)
                                        ? "Manual of the in-context denoising workbench"
                                        : page.title() + " - manual"),
                        Body.escaped(version),
                        body,
                        neighbours(page),
                        outline(page),
                        sections(page));
    }

    private String sections(ManualPage here) {
        StringBuilder html = new StringBuilder();
        for (Contents.Section section : contents.sections()) {
            html.append("<h2>").append(Body.escaped(section.title())).append("</h2>\n<ul>\n");
            for (Contents.Entry entry : section.pages()) {
                boolean current = entry.source().equals(here.source());
                html.append("<li>")
                        .append(link(entry, current ? " aria-current=\"page\"" : ""))
                        .append("</li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    /** The headings of the page, where there are several. */
    private static String outline(ManualPage page) {
        List<ManualPage.Place> places = page.headings().stream()
                .filter(place -> place.heading().getLevel() == 2)
                .toList();
        if (places.size() < 2) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<nav class=\"outline\" aria-label=\"On this page\">\n<h2>On this page</h2>\n<ul>\n");
        for (ManualPage.Place place : places) {
            html.append("<li><a href=\"#%s\">%s</a></li>\n"
                    .formatted(Body.escaped(place.id()), Body.escaped(place.text())));
        }
        return html.append("</ul>\n</nav>\n").toString();
    }

    private String neighbours(ManualPage page) {
        List<Contents.Entry> entries = contents.entries();
        int at = contents.sources().indexOf(page.source());
        if (at < 0) {
            return "";
        }
        return "<p class=\"neighbours\">"
                + (at > 0 ? "<span>Before: " + link(entries.get(at - 1), "") + "</span> " : "")
                + (at + 1 < entries.size() ? "<span>Next: " + link(entries.get(at + 1), "") + "</span>" : "")
                + "</p>\n";
    }

    private String link(Contents.Entry entry, String attribute) {
        return "<a href=\"%s\"%s>%s</a>"
                .formatted(Body.escaped(pages.get(entry.source()).file()), attribute, Body.escaped(entry.title()));
    }
}
