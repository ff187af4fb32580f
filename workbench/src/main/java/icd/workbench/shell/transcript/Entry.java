package icd.workbench.shell.transcript;

import icd.workbench.shell.PrintStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An input of a session and its output.
 *
 * @param kind whether a replay runs it, and expects it to fail
 * @param rejected whether it was not even Java
 * @param output the output in the form of {@link Output}
 * @param figures files that show the figures among its values
 * @param style the style in which values were printed
 */
record Entry(
        Block.Kind kind, boolean rejected, String code, Output.Taken output, List<Path> figures, PrintStyle style) {

    Entry {
        figures = List.copyOf(figures);
    }

    /** Returns whether it is a command of the shell, such as {@code /drop x}. */
    boolean isCommand() {
        return code.startsWith("/") && !Part.of(code).getFirst().isJava();
    }

    /** Returns this entry with more output. */
    Entry and(Output.Taken more) {
        String both = output.text().isEmpty() || more.text().isEmpty()
                ? output.text() + more.text()
                : output.text() + "\n" + more.text();
        List<CellOutput> cell = new ArrayList<>(output.cell());
        cell.addAll(more.cell());
        return new Entry(kind, rejected, code, new Output.Taken(both, cell), figures, style);
    }

    /** @param document the document; the figures are beside or above it */
    String markdown(Path document) {
        String info = switch (kind) {
            case RUN -> "java";
            case FAILS -> "java fails";
            case SKIP -> "java skip";
        };
        StringBuilder text = new StringBuilder(fenced(info, code));
        if (!output.text().isEmpty()) {
            text.append(fenced("text", output.text()));
        }
        Path directory = document.toAbsolutePath().getParent();
        for (Path figure : figures) {
            String link =
                    directory.relativize(figure.toAbsolutePath()).toString().replace('\\', '/');
            text.append("![")
                    .append(figure.getFileName())
                    .append("](<")
                    .append(link)
                    .append(">)\n\n");
        }
        return text.toString();
    }

    private static String fenced(String info, String content) {
        String fence = Fence.around(content);
        return fence + info + "\n" + content + "\n" + fence + "\n\n";
    }

    static String comment(PrintStyle style) {
        return "<!-- workbench: width " + style.width() + ", digits " + style.digits() + ", rows " + style.rows()
                + " -->\n\n";
    }
}
