package icd.workbench.manual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/**
 * What the manual has, in order.
 *
 * @param sections as the headings of the index page have them
 */
record Contents(List<Section> sections) {

    /**
     * Pages of one purpose.
     *
     * @param pages their sources, from the root of the checkout
     */
    record Section(String title, List<Entry> pages) {}

    /** A page, and what its link is called. */
    record Entry(String title, Path source) {}

    static Contents of(ManualPage index) {
        List<Section> sections = new ArrayList<>();
        for (Node node = index.document().getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() == 2) {
                sections.add(new Section(ManualPage.text(heading), new ArrayList<>()));
            } else if (node instanceof BulletList list && !sections.isEmpty()) {
                for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                    sections.getLast().pages().add(entry(index, (ListItem) item));
                }
            }
        }
        return new Contents(sections);
    }

    private static Entry entry(ManualPage index, ListItem item) {
        if (item.getFirstChild() == null || !(item.getFirstChild().getFirstChild() instanceof Link link)) {
            throw new IllegalStateException(index.source()
                    + ": each item of a list must begin with a link to its page, got " + ManualPage.text(item));
        }
        return new Entry(ManualPage.text(link), index.beside(link.getDestination()));
    }

    List<Entry> entries() {
        return sections.stream().flatMap(section -> section.pages().stream()).toList();
    }

    List<Path> sources() {
        return entries().stream().map(Entry::source).toList();
    }
}
