package icd.workbench.page;

import icd.io.Visible;

/**
 * A writer of HTML that is well-formed XML too. It escapes every text and every value of an attribute, including the characters that a
 * reader would not see: controls and marks of direction.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Begins an element; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        return this;
    }

    /** Ends an element and its line. */
    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** An element with nothing but a text, on a line of its own. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** An element with nothing but a text, within a line. */
    Html phrase(String tag, String text, String... attributes) {
        open(tag, attributes).text(text);
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element that has no content and no end. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>\n");
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** Appends a text that is HTML already. */
    Html markup(String html) {
        out.append(html);
        return this;
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        Visible.lines(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case 0xFFFE, 0xFFFF -> out.appendCodePoint(0xFFFD); // in no XML
                default -> out.appendCodePoint(c);
            }
        });
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
