package icd.workbench.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the search looks through: a script that assigns a global, since a browser fetches nothing for a page that it opened from a file.
 */
final class SearchIndex {

    private static final int DEEPEST = 3;

    private SearchIndex() {}

    /** Every page of the contents, cut at its headings. */
    static String of(Contents contents, Map<Path, ManualPage> pages) {
        List<Map<String, String>> parts = new ArrayList<>();
        for (Contents.Entry entry : contents.entries()) {
            ManualPage page = pages.get(entry.source());
            Map<Node, ManualPage.Place> places = page.headings().stream()
                    .filter(place -> place.heading().getLevel() <= DEEPEST)
                    .collect(Collectors.toMap(ManualPage.Place::heading, place -> place));
            StringBuilder text = new StringBuilder();
            ManualPage.Place last = null;
            for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Heading && places.get(node) != null) {
                    add(parts, entry, page, last, text);
                    last = places.get(node);
                } else if (!(node instanceof HtmlBlock)) {
                    text.append(ManualPage.text(node)).append(' ');
                }
            }
            add(parts, entry, page, last, text);
        }
        return "window.ICD_MANUAL = "
                + JsonMapper.shared().writeValueAsString(parts).replace("},{", "},\n{") + ";\n";
    }

    private static void add(
            List<Map<String, String>> parts,
            Contents.Entry entry,
            ManualPage page,
            ManualPage.Place place,
            StringBuilder text) {
        if (place != null) {
            Map<String, String> part = new LinkedHashMap<>();
            part.put("page", entry.title());
            part.put("heading", place.text());
            part.put("at", place.heading().getLevel() == 1 ? page.file() : page.file() + "#" + place.id());
            part.put("text", text.toString().replaceAll("\\s+", " ").strip());
            parts.add(part);
        }
        text.setLength(0);
    }
}
