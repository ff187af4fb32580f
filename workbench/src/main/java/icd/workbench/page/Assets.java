package icd.workbench.page;

import icd.describe.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * The style and the script, which are the same in every page.
 *
 * @param style the content of the style element
 * @param script the content of the script element
 */
record Assets(String style, String script) {

    /** How figures are used; shown where there is JavaScript. */
    static final String HINT = """
            <details id="hint" class="hint" hidden=""><summary>How to use the figures</summary>
            <p class="mouse">Point at a figure for the values there. <kbd>Ctrl</kbd> and the wheel zoom; drag a zoomed figure to move it.</p>
            <p class="finger">Tap a figure for the values there. Two fingers zoom, one moves.</p>
            <p>The buttons below a figure hide its series. Keys in a figure: <kbd>←</kbd> <kbd>→</kbd> go from value to value,
            <kbd>↑</kbd> <kbd>↓</kbd> to the next curve or row, <kbd>N</kbd> <kbd>P</kbd> to the next and previous panel;
            <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Shift</kbd> with the arrows moves a zoomed figure, <kbd>F</kbd> shows it
            full size, and <kbd>Esc</kbd> closes.</p>
            </details>
            """;

    static Assets load() {
        String style = join("tokens.css", "page.css", "figures.css", "print.css");
        String script = join(
                "labels.js",
                "files.js",
                "panel.js",
                "values.js",
                "rulers.js",
                "series.js",
                "view.js",
                "full-size.js",
                "pager.js",
                "filters.js",
                "start.js");
        return new Assets(hidden(style), hidden("(() => {\n'use strict';\n" + script + "})();\n"));
    }

    /** Nothing is loaded, nothing is sent, and no script runs but this one. */
    String policy() {
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + digest(script)
                + "'; base-uri 'none'; form-action 'none'";
    }

    /** A path as a link; characters with a meaning in URLs are escaped. */
    static String href(String path) {
        try {
            String plain = path.contains(":") ? "./" + path : path; // else the part before the colon would be a scheme
            return new URI(null, null, plain, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("PageTable: a link must be a path, got \"" + path + "\"", e);
        }
    }

    /** Wraps a text in a comment of its own language, so that XML does not parse it and HTML ignores the comment. */
    private static String hidden(String text) {
        return "/*<![CDATA[*/\n" + text + "/*]]>*/";
    }

    private static String join(String... names) {
        return Arrays.stream(names).map(Assets::read).collect(Collectors.joining("\n"));
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String digest(String text) {
        return Base64.getEncoder().encodeToString(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
