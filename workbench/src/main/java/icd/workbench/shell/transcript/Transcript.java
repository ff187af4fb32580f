package icd.workbench.shell.transcript;

import icd.workbench.shell.PrintStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Markdown whose fenced {@code java} blocks are inputs, each with its output in a {@code text} block that follows, if it has
 * one; or a script, which is one input.
 *
 * <p>A block whose fence says {@code java fails} must not succeed; one that says {@code java skip} is not run. A comment such
 * as {@code <!-- workbench: width 100, digits 6, rows 20 -->} says how values are printed from there on.
 */
public final class Transcript {

    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})\\s*([^`]*)");
    private static final Pattern STYLE =
            Pattern.compile("<!-- workbench: width (\\d{1,4}), digits (\\d{1,2}), rows (\\d{1,5}) -->");

    private final List<String> lines;
    private final List<Block> blocks;

    private Transcript(List<String> lines, List<Block> blocks) {
        this.lines = lines;
        this.blocks = blocks;
    }

    /** Java and nothing else, but for a first line that begins with {@code #!}. */
    public static Transcript script(String text) {
        String code = text.startsWith("#!") ? "//" + text.substring(2) : text;
        return new Transcript(List.of(), List.of(new Block(Block.Kind.RUN, code, 1, null, 0, 0, PrintStyle.PLAIN)));
    }

    /** @throws IllegalArgumentException if a fence is not closed, or a style is out of range */
    public static Transcript markdown(String text) {
        return markdown(text, false);
    }

    /** What is whole of a document whose writing was cut short. */
    static Transcript cutShort(String text) {
        return markdown(text, true);
    }

    private static Transcript markdown(String text, boolean cutShort) {
        List<String> lines = Arrays.asList(text.split("\n", -1));
        List<Block> blocks = new ArrayList<>();
        PrintStyle style = PrintStyle.PLAIN;
        int at = 0;
        while (at < lines.size()) {
            Matcher styled = STYLE.matcher(lines.get(at).strip());
            if (styled.matches()) {
                style = PrintStyle.PLAIN
                        .width(Integer.parseInt(styled.group(1)))
                        .digits(Integer.parseInt(styled.group(2)))
                        .rows(Integer.parseInt(styled.group(3)));
            }
            Optional<Fence> fence = Fence.at(lines, at, cutShort);
            if (fence.isEmpty()) {
                at++;
                continue;
            }
            at = fence.get().to() + 1;
            Optional<Block.Kind> kind = fence.get().kind();
            if (kind.isPresent()) {
                int next = at;
                while (next < lines.size() && lines.get(next).isBlank()) {
                    next++;
                }
                Optional<Fence> output = Fence.at(lines, next, cutShort).filter(Fence::isOutput);
                blocks.add(new Block(
                        kind.get(),
                        fence.get().content(),
                        fence.get().from() + 1,
                        output.map(Fence::content).orElse(null),
                        output.map(Fence::from).orElse(0),
                        output.map(Fence::to).orElse(0),
                        style));
                at = output.map(o -> o.to() + 1).orElse(at);
            }
        }
        return new Transcript(lines, blocks);
    }

    /** The code that a replay runs and expects to succeed, block by block. */
    public List<String> inputs() {
        return blocks.stream()
                .filter(block -> block.kind() == Block.Kind.RUN)
                .map(Block::code)
                .toList();
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The document with other outputs; the rest byte for byte as it was. */
    String with(Map<Block, String> outputs) {
        TreeMap<Integer, Block> changed = new TreeMap<>();
        outputs.keySet().forEach(block -> changed.put(block.outputFrom(), block));
        List<String> updated = new ArrayList<>();
        int at = 0;
        for (Block block : changed.values()) {
            updated.addAll(lines.subList(at, block.outputFrom()));
            outputs.get(block).lines().forEach(updated::add);
            at = block.outputTo();
        }
        updated.addAll(lines.subList(at, lines.size()));
        return String.join("\n", updated);
    }

    /**
     * A fenced block.
     *
     * @param info the words after the opening fence
     * @param from first line of the content, from 0
     * @param to line of the closing fence
     */
    private record Fence(String info, int from, int to, String content) {

        static Optional<Fence> at(List<String> lines, int line, boolean cutShort) {
            if (line >= lines.size()) {
                return Optional.empty();
            }
            Matcher open = FENCE.matcher(withoutReturn(lines.get(line)));
            if (!open.matches()) {
                return Optional.empty();
            }
            String mark = open.group(1);
            for (int end = line + 1; end < lines.size(); end++) {
                String text = lines.get(end).strip();
                if (text.startsWith(mark) && text.chars().allMatch(c -> c == mark.charAt(0))) {
                    String content = String.join(
                            "\n",
                            lines.subList(line + 1, end).stream()
                                    .map(Fence::withoutReturn)
                                    .toList());
                    return Optional.of(new Fence(open.group(2).strip(), line + 1, end, content));
                }
            }
            if (cutShort) {
                return Optional.empty();
            }
            throw new IllegalArgumentException("line " + (line + 1) + ": a fenced block must be closed with " + mark
                    + ", got the end of the text");
        }

        private static String withoutReturn(String line) {
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        Optional<Block.Kind> kind() {
            List<String> words = List.of(info.split("[\\s,{}]+"));
            if (!words.getFirst().equals("java") && !words.getFirst().equals("jshell")) {
                return Optional.empty();
            }
            return Optional.of(
                    words.contains("skip")
                            ? Block.Kind.SKIP
                            : words.contains("fails") ? Block.Kind.FAILS : Block.Kind.RUN);
        }

        boolean isOutput() {
            return info.equals("text");
        }
    }
}
