package icd.figure.render;

import java.util.List;
import java.util.function.Consumer;

/** JSON being written, without spaces. Text is escaped so that it can stand in a {@code script} element of HTML or XML. */
final class JsonText {

    private final StringBuilder out = new StringBuilder(1 << 14);
    private boolean first = true;

    /** An object, whose names and values the content writes. */
    void object(Runnable content) {
        within('{', content, '}');
    }

    /** A list, whose values the content writes. */
    void array(Runnable content) {
        within('[', content, ']');
    }

    /** A list with one value for each item, written by the last argument. */
    <T> void list(List<T> items, Consumer<T> item) {
        array(() -> items.forEach(item));
    }

    /** The same under a name. */
    <T> void list(String name, List<T> items, Consumer<T> item) {
        name(name).list(items, item);
    }

    /** The name of the value that follows. */
    JsonText name(String name) {
        text(name);
        out.append(':');
        first = true; // no comma before its value
        return this;
    }

    /** A number, or a word of JSON. */
    void value(String literal) {
        separate();
        out.append(literal);
    }

    void text(String text) {
        separate();
        out.append('"');
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c < 127 || c > 160 && !Character.isSurrogate(c) && c < 0xFFFE;
            if (plain && "\"\\<>&".indexOf(c) < 0 && c != '\u2028' && c != '\u2029') {
                out.append(c);
            } else {
                out.append("\\u%04x".formatted((int) c));
            }
        }
        out.append('"');
    }

    private void within(char open, Runnable content, char close) {
        separate();
        out.append(open);
        first = true;
        content.run();
        out.append(close);
        first = false;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
