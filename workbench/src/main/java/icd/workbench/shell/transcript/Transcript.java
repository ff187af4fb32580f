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
 * Markdown whose fenced {@code java} blocks are inputs, each with its output in a {@code text} block that follows, if
 * it has one; or a script, which is one input.
 *
 * <p>A block whose fence says {@code java fails} must fail; one that says {@code java skip} is not run. A comment such
 * as {@code <!-- workbench: width 100, digits 6, rows 20 -->} says how values are printed from there on.
 */
public final class Transcript {

    private static final Pattern STYLE =
            Pattern.compile("<!-- workbench: width (\\d{1,5}), digits (\\d{1,2}), rows (\\d{1,6}) -->");
    private static final String COMMENT = "<!-- workbench:";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> lines;
    private final List<Block> blocks;
    private final MalformedPageException stray;

    /** @param stray the reason why an output would not be compared; null if all are */
    private Transcript(List<String> lines, List<Block> blocks, MalformedPageException stray) {
        this.lines = lines;
        this.blocks = blocks;
        this.stray = stray;
    }

    /** Returns a transcript of Java alone; a first line that begins with {@code #!} is skipped. */
    public static Transcript script(String text) {
        String code = text.replaceFirst("^" + BYTE_ORDER_MARK, "").replaceFirst("^#!", "//");
        return of(new Block(Block.Kind.RUN, code, 1, null, 0, 0, PrintStyle.PLAIN));
    }

    /** Returns a transcript of one input. */
    static Transcript of(Block block) {
        return new Transcript(List.of(), List.of(block), null);
    }

    /** @throws MalformedPageException if a fence is not closed, or has an unknown mark */
    public static Transcript markdown(String text) {
        return new Reader(text).read();
    }

    /** Returns the whole inputs of a document whose writing was cut short. */
    static Transcript cutShort(String text) {
        return new Reader(text).readWhole();
    }

    /** Returns the code that a replay runs and expects to succeed, block by block. */
    public List<String> inputs() {
        return blocks.stream()
                .filter(block -> block.kind() == Block.Kind.RUN)
                .map(Block::code)
                .toList();
    }

    List<Block> blocks() {
        return blocks;
    }

    /** @throws MalformedPageException if there is no output to compare, or one that would not be compared */
    void mustBeComparable() {
        if (stray != null) {
            throw stray;
        }
        if (blocks.stream().noneMatch(Block::isCompared)) {
            throw new MalformedPageException(
                    1, "there must be something to compare: a `text` block right after a `java` block, got none");
        }
    }

    /** Returns the document with other outputs; the rest stays byte for byte as it was. */
    String with(Map<Block, String> outputs) {
        TreeMap<Integer, Block> changed = new TreeMap<>();
        outputs.keySet().forEach(block -> changed.put(block.outputFrom(), block));
        String end = lines.getFirst().endsWith("\r") ? "\r" : "";
        List<String> updated = new ArrayList<>();
        int at = 0;
        for (Block block : changed.values()) {
            String output = outputs.get(block);
            String fence = Fence.around(output);
            boolean closedInside = fence.length() > 3;
            updated.addAll(lines.subList(at, closedInside ? block.outputFrom() - 1 : block.outputFrom()));
            if (closedInside) {
                updated.add(fence + "text" + end);
            }
            output.lines().map(line -> line + end).forEach(updated::add);
            at = block.outputTo();
            if (closedInside) {
                updated.add(fence + (at == lines.size() - 1 ? "" : end));
                at++;
            }
        }
        updated.addAll(lines.subList(at, lines.size()));
        return String.join("\n", updated);
    }

    /** Reads a page from its top. */
    private static final class Reader {

        private final List<String> lines;
        private final List<String> clean; // without characters that only an editor shows
        private final List<Block> blocks = new ArrayList<>();
        private PrintStyle style = PrintStyle.PLAIN;
        private MalformedPageException stray;
        private int at;

        Reader(String text) {
            lines = Arrays.asList(text.split("\n", -1));
            clean = new ArrayList<>(
                    lines.stream().map(line -> line.replaceFirst("\r$", "")).toList());
            clean.set(0, clean.getFirst().replaceFirst("^" + BYTE_ORDER_MARK, ""));
        }

        Transcript read() {
            while (at < clean.size()) {
                Optional<Fence> fence = Fence.at(clean, at);
                if (fence.isPresent()) {
                    at = fence.get().to() + 1;
                    block(fence.get());
                } else {
                    Fence.mustNotLookLikeOne(clean, at);
                    style();
                    at++;
                }
            }
            return new Transcript(lines, blocks, stray);
        }

        /** Reads up to the place where the page is no longer whole. */
        Transcript readWhole() {
            try {
                return read();
            } catch (MalformedPageException e) {
                return new Transcript(lines, blocks, e);
            }
        }

        private void style() {
            String line = clean.get(at).strip();
            Matcher styled = STYLE.matcher(line);
            if (styled.matches()) {
                try {
                    style = PrintStyle.PLAIN
                            .width(Integer.parseInt(styled.group(1)))
                            .digits(Integer.parseInt(styled.group(2)))
                            .rows(Integer.parseInt(styled.group(3)));
                } catch (IllegalArgumentException e) {
                    throw new MalformedPageException(at + 1, e.getMessage());
                }
            } else if (line.startsWith(COMMENT) && !SessionFile.END.strip().equals(line)) {
                throw new MalformedPageException(
                        at + 1,
                        "a comment of the workbench must be like "
                                + Entry.comment(style).strip() + ", got " + line);
            }
        }

        private void block(Fence fence) {
            Optional<Block.Kind> kind = fence.kind();
            if (kind.isEmpty()) {
                if (fence.isOutput()) {
                    stray(fence, "an output must be in the one `text` block right after its input, got one elsewhere");
                } else if (fence.isNearlyOutput()) {
                    stray(fence, "the fence of an output must say text and nothing else, got " + fence.info());
                }
                return;
            }
            if (fence.content().isBlank()) {
                throw new MalformedPageException(fence.from(), "a `java` block must hold code, got none");
            }
            int next = at;
            while (next < clean.size() && clean.get(next).isBlank()) {
                next++;
            }
            Optional<Fence> after = after(next);
            after.filter(Fence::hasNoLanguage)
                    .ifPresent(
                            bare -> stray(bare, "the fence of a block right after an input must say text, got none"));
            Optional<Fence> output = after.filter(Fence::isOutput);
            blocks.add(new Block(
                    kind.get(),
                    fence.content(),
                    fence.from() + 1,
                    output.map(Fence::content).orElse(null),
                    output.map(Fence::from).orElse(0),
                    output.map(Fence::to).orElse(0),
                    style));
            at = output.map(o -> o.to() + 1).orElse(at);
        }

        private Optional<Fence> after(int next) {
            try {
                return Fence.at(clean, next);
            } catch (MalformedPageException e) {
                return Optional.empty(); // it is reported when its turn comes
            }
        }

        /** Notes the first block that may be meant to be compared and is not. */
        private void stray(Fence fence, String message) {
            if (stray == null) {
                stray = new MalformedPageException(
                        fence.from(),
                        message + "; it would not be compared (a block that is no output may have another word)");
            }
        }
    }
}
