package icd.workbench.shell.transcript;

import icd.denoise.Comparison;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.io.Visible;
import icd.table.Table;
import icd.workbench.page.CellTable;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.Run;
import icd.workbench.shell.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An output of a cell, as a notebook keeps it and a front end of Jupyter shows it. */
public sealed interface CellOutput {

    /** Returns the name of the output in a notebook and on the wire, such as {@code execute_result}. */
    String type();

    /** Returns the contents of the output in a notebook or a message, without the type and the count of a result. */
    ObjectNode content();

    /** Returns the output as text, for comparison. */
    String text();

    /**
     * Returns the outputs of a snippet's outcome.
     *
     * @param cell the code that contains the snippet; null where no cell does, and its value is not the cell's result
     */
    static List<CellOutput> of(Outcome outcome, String cell) {
        return switch (outcome) {
            case Outcome.Value value -> value(value, cell);
            case Outcome.Ran _ -> List.of();
            case Outcome.Declared _ -> printed("stdout", Output.text(outcome));
            case Outcome.Lost _ -> printed("stderr", Output.text(outcome));
            case Outcome.Rejected rejected ->
                List.of(failure(
                        "CompilationError", rejected.problems().getFirst().message(), outcome));
            case Outcome.Thrown thrown -> {
                String message = Outcome.message(thrown.exception());
                yield List.of(failure(Outcome.name(thrown.exception()), message == null ? "" : message, outcome));
            }
            case Outcome.Stopped stopped ->
                List.of(failure(
                        stopped.reason() == Outcome.Reason.INTERRUPTED ? "Interrupted" : "Stopped",
                        stopped.why(),
                        outcome));
            case Outcome.Exited exited -> {
                String why = "System.exit(" + exited.code() + ") stopped the cell; the session goes on";
                yield List.of(new Failure("Exited", why, List.of(why)));
            }
        };
    }

    private static List<CellOutput> printed(String stream, String text) {
        return text.isEmpty() ? List.of() : List.of(new Stream(stream, text + "\n"));
    }

    private static Failure failure(String name, String message, Outcome outcome) {
        return new Failure(name, Visible.lines(message.strip()), FailureText.lines("cell", 1, outcome));
    }

    /**
     * Returns the outputs of a value: a bare expression without a semicolon is shown, and so is the partial result of
     * an interrupted call.
     */
    private static List<CellOutput> value(Outcome.Value value, String cell) {
        List<CellOutput> outputs = new ArrayList<>();
        Source source = value.source();
        if (value.interrupted()) {
            outputs.addAll(printed("stderr", "interrupted: " + value.name() + " is the result so far"));
        }
        if (value.interrupted() || value.expression() && !source.isQuiet()) {
            boolean last = cell != null
                    && cell.substring(source.offset() + source.text().length()).isBlank();
            outputs.add(Data.of(value, last));
        }
        return outputs;
    }

    /**
     * Printed text.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    record Stream(String name, String text) implements CellOutput {

        @Override
        public String type() {
            return "stream";
        }

        @Override
        public ObjectNode content() {
            return object().put("name", name).put("text", text);
        }
    }

    /**
     * A value in all forms that it has.
     *
     * @param text the value as the shell prints it
     * @param rich a value that has other forms too: a figure, a table, the folder of a run; null for all others, so
     *     that a record of outputs keeps no large values
     * @param result whether it is the result of the whole cell
     */
    record Data(String text, Object rich, boolean result) implements CellOutput {

        /** Twice the dots of a usual screen, so that the picture is sharp on a fine one. */
        private static final int RETINA = 192;

        static Data of(Outcome.Value value, boolean result) {
            Object rich = switch (value.value()) {
                case Figure figure -> figure;
                case Table table -> table;
                case Comparison comparison -> comparison.table();
                case Run run -> run.path();
                case null, default -> null;
            };
            return new Data(Output.plain(value.text()), rich, result);
        }

        @Override
        public String type() {
            return result ? "execute_result" : "display_data";
        }

        @Override
        public ObjectNode content() {
            ObjectNode data = object().put("text/plain", text);
            ObjectNode metadata = object();
            switch (rich) {
                case Figure figure -> figure(figure, data, metadata);
                case Table table -> data.put("text/html", CellTable.html(table));
                case Path run -> report(run, data);
                case null, default -> {}
            }
            ObjectNode content = object();
            content.set("data", data);
            content.set("metadata", metadata);
            return content;
        }

        private static void figure(Figure figure, ObjectNode data, ObjectNode metadata) {
            Map<String, byte[]> files;
            try {
                files = Figures.render(figure, List.of("svg", "png"), RETINA);
            } catch (IllegalArgumentException e) {
                return; // the figure cannot be laid out; the text says why
            }
            String svg = new String(files.get("svg"), StandardCharsets.UTF_8);
            data.put("image/svg+xml", svg.substring(svg.indexOf("<svg"))); // pages have no place for an XML declaration
            byte[] png = files.get("png");
            data.put("image/png", Base64.getEncoder().encodeToString(png));
            ByteBuffer header = ByteBuffer.wrap(png, 16, 8); // width and height stand first in a PNG
            metadata.set("image/png", object().put("width", header.getInt() / 2).put("height", header.getInt() / 2));
        }

        /** Adds the run's page in a frame of its own, so that neither's styles reach the other. */
        private static void report(Path run, ObjectNode data) {
            try {
                data.put("text/html", CellTable.frame(Files.readString(run.resolve("report.html"))));
            } catch (IOException e) {
                return; // a run that was interrupted has no page yet
            }
        }
    }

    /**
     * The reason why a cell failed.
     *
     * @param name the name of the exception, or {@code CompilationError}, {@code Interrupted}, {@code Stopped}, {@code
     *     Exited}
     * @param traceback lines for a person, with a caret under the mistake
     */
    record Failure(String name, String value, List<String> traceback) implements CellOutput {
        public Failure {
            traceback = List.copyOf(traceback);
        }

        @Override
        public String type() {
            return "error";
        }

        @Override
        public ObjectNode content() {
            ObjectNode content = object().put("ename", name).put("evalue", value);
            ArrayNode lines = content.putArray("traceback");
            traceback.forEach(lines::add);
            return content;
        }

        @Override
        public String text() {
            return name + ": " + value;
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
