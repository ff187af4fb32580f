package icd.workbench.page;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** The sections of a page, and its table of contents. */
final class Outline {

    private final SequencedMap<String, String> titles = new LinkedHashMap<>();

    /** Adds a section and returns the id of its heading. */
    String add(String title) {
        String id = "section-" + title.toLowerCase(Locale.ROOT).replace(' ', '-');
        titles.put(id, title);
        return id;
    }

    void write(Html html) {
        html.open("nav", "aria-label", "Sections").open("ul");
        titles.forEach((id, title) ->
                html.open("li").phrase("a", title, "href", "#" + id).close("li"));
        html.close("ul").close("nav");
    }
}
