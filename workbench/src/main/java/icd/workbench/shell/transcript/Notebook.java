package icd.workbench.shell.transcript;

import icd.io.Visible;
import icd.workbench.run.Provenance;
import icd.workbench.shell.PrintStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Jupyter notebook: inputs in its code cells, each with its outputs. A cell that is tagged {@code raises-exception}
 * must fail; one that is tagged {@code skip-execution} is not run.
 */
public final class Notebook {

    /**
     * The key under which a cell's metadata says how values are printed, and an output's metadata that it is a progress
     * bar.
     */
    public static final String OURS = "workbench";

    /** The key that marks an output as a progress display, which is no part of a cell's results. */
    public static final String PROGRESS = "progress";

    private static final String SVG = "image/svg+xml";

    /** The number of characters of a figure's line that a message shows. */
    private static final int MOST = 120;

    private static final String FAILS = "raises-exception";
    private static final String SKIP = "skip-execution";

    private final ObjectNode root;

    private Notebook(ObjectNode root) {
        this.root = root;
    }

    /**
     * A code cell.
     *
     * @param number the number among all code cells, from 1: its execution count where a notebook is run from its top
     * @param code the code without outputs
     * @param recorded the recorded outputs as text; empty where it never ran
     * @param figures the recorded figures, as SVG
     */
    public record Cell(
            int number,
            String code,
            boolean fails,
            boolean skipped,
            Optional<String> recorded,
            List<String> figures,
            PrintStyle style) {

        /** Copies the list. */
        public Cell {
            figures = List.copyOf(figures);
        }

        private Block block() {
            Block.Kind kind = skipped ? Block.Kind.SKIP : fails ? Block.Kind.FAILS : Block.Kind.RUN;
            return new Block(kind, code, 1, null, 0, 0, style);
        }

        /**
         * Returns the first line of the output that differs from the recorded one, and its present form; empty if all
         * lines agree.
         */
        public Optional<List<String>> difference(List<CellOutput> now) {
            // A front end records colours, and a transcript none.
            return recorded.flatMap(
                            text -> Comparison.first(Output.plain(text), Output.plain(text(now)), style.digits()))
                    .map(each -> List.of(orEnd(each.recorded()), orEnd(each.actual())))
                    .or(() -> differentFigure(now));
        }

        /**
         * Returns the first difference between figures: different figures may look alike in characters, where a colour,
         * a width or a line between two dots may differ.
         */
        private Optional<List<String>> differentFigure(List<CellOutput> now) {
            List<String> drawn = now.stream()
                    .map(output -> joined(output.content().path("data").path(SVG)))
                    .filter(svg -> !svg.isEmpty())
                    .toList();
            for (int i = 0; i < Math.min(figures.size(), drawn.size()); i++) {
                Optional<Comparison.Difference> difference =
                        Comparison.first(figures.get(i), drawn.get(i), style.digits());
                if (difference.isPresent()) {
                    String place = "figure " + (i + 1) + ": ";
                    return Optional.of(List.of(
                            place
                                    + Visible.cut(
                                            orEnd(difference.get().recorded()).strip(), MOST),
                            place + Visible.cut(orEnd(difference.get().actual()).strip(), MOST)));
                }
            }
            return Optional.empty();
        }

        private static String orEnd(String line) {
            return line == null ? "(ends here)" : line;
        }
    }

    /** @throws MalformedPageException if it is no notebook of format 4, or a notebook in another language */
    public static Notebook read(String json) {
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new MalformedPageException(
                    Math.max(1, e.getLocation().getLineNr()), "a notebook must be JSON: " + e.getOriginalMessage());
        }
        if (!(node instanceof ObjectNode root)
                || root.path("nbformat").asInt(0) != 4
                || !root.path("cells").isArray()) {
            throw new MalformedPageException(
                    1,
                    "a notebook must have nbformat 4 and a list of cells, got "
                            + (node.has("nbformat") ? "nbformat " + node.get("nbformat") : "no nbformat"));
        }
        String language =
                root.path("metadata").path("language_info").path("name").asString("java");
        if (!language.equals("java")) {
            throw new MalformedPageException(1, "the language of a notebook must be java, got " + language);
        }
        return new Notebook(root);
    }

    static Notebook of(String title, List<Entry> entries) {
        ObjectNode root = object();
        ArrayNode cells = root.putArray("cells");
        ObjectNode head = cells.addObject().put("cell_type", "markdown").put("id", "title");
        head.putObject("metadata");
        lines(head, "source", title);
        ObjectNode metadata = root.putObject("metadata");
        metadata.putObject("kernelspec")
                .put("display_name", "In-context denoising")
                .put("language", "java")
                .put("name", "icd");
        metadata.set("language_info", languageInfo());
        root.put("nbformat", 4).put("nbformat_minor", 5);
        for (Entry entry : entries) {
            cells.add(cell(entry, cells.size()));
        }
        return new Notebook(root);
    }

    private static ObjectNode cell(Entry entry, int number) {
        ObjectNode cell = object().put("cell_type", "code").put("id", "cell-" + number);
        if (entry.isCommand()) {
            cell.putNull("execution_count"); // what a command says is not recorded, so that there is nothing to compare
        } else {
            cell.put("execution_count", number);
        }
        ObjectNode metadata = cell.putObject("metadata");
        if (entry.kind() != Block.Kind.RUN) {
            metadata.putArray("tags").add(entry.kind() == Block.Kind.FAILS ? FAILS : SKIP);
        }
        PrintStyle style = entry.style();
        if (!sized(PrintStyle.PLAIN, style).equals(PrintStyle.PLAIN)) {
            metadata.putObject(OURS)
                    .put("width", style.width())
                    .put("digits", style.digits())
                    .put("rows", style.rows());
        }
        lines(cell, "source", entry.code());
        write(cell, entry.output().cell());
        return cell;
    }

    private static PrintStyle sized(PrintStyle plain, PrintStyle like) {
        return plain.width(like.width()).digits(like.digits()).rows(like.rows());
    }

    /** Returns the description of our cells for editors and front ends. */
    public static ObjectNode languageInfo() {
        return object().put("name", "java")
                .put("version", String.valueOf(Runtime.version().feature()))
                .put("mimetype", "text/x-java-source")
                .put("file_extension", ".jshell")
                .put("pygments_lexer", "java")
                .put("codemirror_mode", "text/x-java");
    }

    /** Returns the version of the program that runs the cells. */
    public static String version() {
        return Provenance.ours().version();
    }

    /** Returns the code cells that have code. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (ObjectNode cell : codeCells()) {
            JsonNode tags = cell.path("metadata").path("tags");
            List<String> words = new ArrayList<>();
            tags.forEach(tag -> words.add(tag.asString("")));
            String code = joined(cell.path("source"));
            cells.add(new Cell(
                    cells.size() + 1,
                    code,
                    words.contains(FAILS),
                    words.contains(SKIP) || code.isBlank(),
                    recorded(cell),
                    cell.path("outputs")
                            .valueStream()
                            .map(output -> joined(output.path("data").path(SVG)))
                            .filter(svg -> !svg.isEmpty())
                            .toList(),
                    style(cell)));
        }
        return cells;
    }

    /** @throws MalformedPageException if nothing is recorded */
    public void mustBeComparable() {
        if (cells().stream().allMatch(cell -> cell.recorded().isEmpty())) {
            throw new MalformedPageException(
                    1, "there must be something to compare: a cell that was run and saved, got none");
        }
    }

    private List<ObjectNode> codeCells() {
        List<ObjectNode> cells = new ArrayList<>();
        root.path("cells").forEach(cell -> {
            if (cell instanceof ObjectNode object
                    && object.path("cell_type").asString("").equals("code")) {
                cells.add(object);
            }
        });
        return cells;
    }

    private static PrintStyle style(ObjectNode cell) {
        JsonNode said = cell.path("metadata").path(OURS);
        PrintStyle plain = PrintStyle.PLAIN;
        try {
            return plain.width(said.path("width").asInt(plain.width()))
                    .digits(said.path("digits").asInt(plain.digits()))
                    .rows(said.path("rows").asInt(plain.rows()));
        } catch (IllegalArgumentException e) {
            throw new MalformedPageException(1, "metadata of a cell: " + e.getMessage());
        }
    }

    /** Returns each code cell as an item to compile or execute, named by the notebook's name and the cell's number. */
    public List<Replay.Item> items(String name) {
        return cells().stream()
                .filter(cell -> !cell.skipped())
                .map(cell -> new Replay.Item(place(name, cell), Transcript.of(cell.block())))
                .toList();
    }

    /** Returns the name of a cell in messages. */
    public static String place(String name, Cell cell) {
        return name + ": cell " + cell.number();
    }

    // ------------------------------------------------------------------------------------------------ outputs

    private static Optional<String> recorded(ObjectNode cell) {
        JsonNode outputs = cell.path("outputs");
        if (outputs.isEmpty() && !cell.path("execution_count").isNumber()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        String stream = "";
        for (JsonNode output : outputs) {
            if (!output.path("metadata").has(OURS)) {
                String name = output.path("name").asString("");
                append(text, recordedText(output), !name.isEmpty() && name.equals(stream));
                stream = name;
            }
        }
        return Optional.of(text.toString());
    }

    private static String recordedText(JsonNode output) {
        return switch (output.path("output_type").asString("")) {
            case "stream" -> joined(output.path("text"));
            case "error" ->
                output.path("ename").asString("") + ": " + output.path("evalue").asString("");
            default -> joined(output.path("data").path("text/plain"));
        };
    }

    /** Returns all outputs as one text; each begins on a line of its own. */
    static String text(List<CellOutput> outputs) {
        StringBuilder text = new StringBuilder();
        merged(outputs).forEach(output -> append(text, output.text(), false));
        return text.toString();
    }

    /** @param goesOn whether it continues the output of the same stream */
    private static void append(StringBuilder text, String more, boolean goesOn) {
        boolean open = !text.isEmpty() && text.charAt(text.length() - 1) != '\n';
        text.append(open && !goesOn ? "\n" : "").append(more);
    }

    /** Replaces the recorded outputs of a cell. */
    public void record(Cell cell, List<CellOutput> outputs) {
        ObjectNode node = codeCells().get(cell.number() - 1);
        node.put("execution_count", cell.number());
        write(node, outputs);
    }

    private static void write(ObjectNode cell, List<CellOutput> outputs) {
        ArrayNode array = cell.putArray("outputs");
        for (CellOutput output : merged(outputs)) {
            ObjectNode node = array.addObject().put("output_type", output.type());
            if (output.type().equals("execute_result")) {
                node.set("execution_count", cell.get("execution_count"));
            }
            output.content().properties().forEach(each -> {
                if (each.getKey().equals("text")) {
                    lines(node, "text", each.getValue().asString());
                } else {
                    node.set(each.getKey(), each.getValue());
                }
            });
            if (node.get("data") instanceof ObjectNode data) {
                List.copyOf(data.propertyNames()).stream()
                        .filter(type -> !type.equals("image/png"))
                        .forEach(type -> lines(data, type, data.get(type).asString()));
            }
        }
    }

    /** Returns the outputs with consecutive pieces of one stream merged. */
    static List<CellOutput> merged(List<CellOutput> outputs) {
        List<CellOutput> merged = new ArrayList<>();
        for (CellOutput output : outputs) {
            if (output instanceof CellOutput.Stream more
                    && !merged.isEmpty()
                    && merged.getLast() instanceof CellOutput.Stream last
                    && last.name().equals(more.name())) {
                merged.set(merged.size() - 1, new CellOutput.Stream(last.name(), last.text() + more.text()));
            } else {
                merged.add(output);
            }
        }
        return merged;
    }

    /** Writes a text as notebooks have it: a list of lines, so that differences between versions can be read. */
    private static void lines(ObjectNode node, String name, String text) {
        ArrayNode lines = node.putArray(name);
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
    }

    private static String joined(JsonNode text) {
        return text.isArray()
                ? text.valueStream().map(line -> line.asString("")).collect(Collectors.joining())
                : text.asString("");
    }

    /** Returns the notebook as Jupyter writes it: one blank for each level, no blank before a colon. */
    public String json() {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return JsonMapper.shared()
                        .writer()
                        .with(new DefaultPrettyPrinter(separators)
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(root)
                + "\n";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public String toString() {
        return "notebook of " + cells().size() + " code cells";
    }
}
