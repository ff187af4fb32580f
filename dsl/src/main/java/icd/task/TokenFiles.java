package icd.task;

import icd.describe.InputFile;
import icd.io.Idx;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.io.Visible;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tokens as files. Messages give the place of a mistake and the requirement, but quote contents only for a user's own code: a recipe
 * can name any file, and messages end up in logs that others read.
 */
final class TokenFiles {

    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    /** The spellings of numbers that are not finite, which are no names of columns either. */
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[-+]?(nan|inf|infinity)");

    private static final Set<String> ARRAYS = Set.of("tokens", "labels");

    /** Semicolons and blanks, which some programs write between numbers in place of the comma. */
    private static final Pattern OTHER_PARTING = Pattern.compile("\\s*;\\s*|\\s+");

    /** The number of characters of a cell that a message shows. */
    private static final int MOST = 40;

    private final InputFile file;
    private final boolean quotes;

    private TokenFiles(InputFile file, boolean quotes) {
        this.file = file;
        this.quotes = quotes;
    }

    /** Reads a file that a recipe may have named. */
    static TokenTable read(InputFile file) {
        return read(file, false);
    }

    /** Reads a file that the user's own code names; messages quote the cell that is wrong. */
    static TokenTable readQuoting(InputFile file) {
        return read(file, true);
    }

    private static TokenTable read(InputFile file, boolean quotes) {
        byte[] bytes = file.bytes();
        boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
        TokenFiles files = new TokenFiles(file, quotes);
        return zip ? files.npz() : Idx.begins(bytes) ? files.idx() : files.csv();
    }

    private IllegalArgumentException refused(String says) {
        return new IllegalArgumentException(Visible.of(file.name()) + ": " + says);
    }

    private TokenTable npz() {
        SequencedMap<String, NpyArray> arrays;
        try {
            arrays = Npz.read(new ByteArrayInputStream(file.bytes()), ARRAYS::contains, file.name());
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        NpyArray tokens = arrays.get("tokens");
        if (tokens == null || tokens.shape().length != 2) {
            throw refused("must hold an array tokens of shape (count, n), got "
                    + (tokens == null ? "none" : Arrays.toString(tokens.shape())));
        }
        int n = tokens.shape()[1];
        double[] numbers = tokens.doubles();
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                throw refused(
                        "token " + i / n + " must hold finite numbers, got " + numbers[i] + " as number " + i % n);
            }
        }
        if (numbers.length == 0) {
            throw refused(
                    "must hold a token of one number or more, got tokens of shape " + Arrays.toString(tokens.shape()));
        }
        NpyArray labels = arrays.get("labels");
        if (labels != null && !Arrays.equals(labels.shape(), new int[] {tokens.shape()[0]})) {
            throw refused("labels must be of shape [" + tokens.shape()[0] + "], one for each token, got "
                    + Arrays.toString(labels.shape()));
        }
        List<String> words = labels == null
                ? List.of()
                : Arrays.stream(labels.doubles()).mapToObj(TokenFiles::word).toList();
        return new TokenTable(n, numbers, words, Optional.of(file));
    }

    /** The first axis counts tokens; the numbers of a token are those of all other axes, the last of which runs fastest. */
    private TokenTable idx() {
        NpyArray array;
        try {
            array = Idx.read(file.bytes());
        } catch (IOException e) {
            throw new IllegalArgumentException(Visible.of(file.name()) + ": " + e.getMessage(), e);
        }
        int[] shape = array.shape();
        if (shape.length < 2) {
            throw refused("must hold tokens, an IDX array of two axes or more, got " + shape[0]
                    + " numbers on one axis, as a file of labels has");
        }
        double[] numbers = array.doubles();
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw refused("must hold finite numbers, got one that is not");
            }
        }
        return new TokenTable(numbers.length / shape[0], numbers, List.of(), Optional.of(file));
    }

    private static String word(double label) {
        return label == Math.rint(label) && Math.abs(label) < 1e15 ? Long.toString((long) label) : label + "";
    }

    private String text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.bytes()))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused("must be a CSV file in UTF-8, an npz file (numpy.savez) or an IDX file, got none of these");
        }
    }

    private TokenTable csv() {
        List<double[]> rows = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        int width = -1; // cells of a line
        int label = -1; // which of them is the label
        int line = 0;
        for (Iterator<String> lines = text().lines().iterator(); lines.hasNext(); ) {
            String text = lines.next();
            line++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            List<String> cells = cells(text, line);
            requireCommas(cells, line);
            boolean first = width < 0;
            if (first) {
                width = cells.size();
                label = label(cells, line);
            }
            if (cells.size() != width) {
                throw refused("line " + line + " must have " + width + " cells, as the first has, got " + cells.size());
            }
            if (first && isHeader(cells, label)) {
                if (cells.contains("")) {
                    throw refused(
                            "line " + line + " must name every column, got a blank name, under which pandas writes"
                                    + " its index; leave that out (index=False)");
                }
                continue;
            }
            if (first && width >= 4 && isCount(cells)) {
                throw refused("line " + line
                        + " must be a token, or a header with names, got the numbers from 0 to " + (width - 1)
                        + ", which pandas writes above columns without names; leave it out (header=False)");
            }
            rows.add(numbers(cells, label, line));
            if (label >= 0) {
                labels.add(cells.get(label));
            }
        }
        if (rows.isEmpty()) {
            throw refused("must hold a token, one a line, got none");
        }
        return new TokenTable(
                rows.getFirst().length,
                rows.stream().flatMapToDouble(Arrays::stream).toArray(),
                labels,
                Optional.of(file));
    }

    /** Which cell of the first line is called label; -1 for none. */
    private int label(List<String> cells, int line) {
        int[] called = IntStream.range(0, cells.size())
                .filter(i -> cells.get(i).toLowerCase(Locale.ROOT).matches("labels?"))
                .toArray();
        if (called.length > 1) {
            throw refused("line " + line + " must name one column label, got " + called.length);
        }
        if (called.length == 1 && cells.size() == 1) {
            throw refused("line " + line + " must name a column of numbers beside label, got none");
        }
        return called.length == 1 ? called[0] : -1;
    }

    private static boolean isHeader(List<String> cells, int label) {
        return label >= 0
                || cells.stream()
                        .noneMatch(cell ->
                                isNumber(cell) || NOT_FINITE.matcher(cell).matches());
    }

    private static boolean isCount(List<String> cells) {
        return IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(Integer.toString(i)));
    }

    /** A line without a comma that holds several numbers is no token of one, nor a header. */
    private void requireCommas(List<String> cells, int line) {
        String[] parts = OTHER_PARTING.split(cells.getFirst());
        if (cells.size() == 1 && parts.length > 1 && Arrays.stream(parts).allMatch(TokenFiles::isNumber)) {
            throw refused("line " + line + " must part its numbers by commas, got "
                    + (cells.getFirst().indexOf(';') >= 0 ? "semicolons" : "blanks")
                    + (quotes ? ": " + cut(cells.getFirst()) : ""));
        }
    }

    private static String cut(String cell) {
        return Visible.cut(cell, MOST);
    }

    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    private double[] numbers(List<String> cells, int label, int line) {
        double[] numbers = new double[cells.size() - (label < 0 ? 0 : 1)];
        int at = 0;
        for (int i = 0; i < cells.size(); i++) {
            if (i == label) {
                continue;
            }
            double number = isNumber(cells.get(i)) ? Double.parseDouble(cells.get(i)) : Double.NaN;
            if (!Double.isFinite(number)) {
                throw refused("line " + line + ", cell " + (i + 1) + " must be a finite number, got "
                        + (!quotes
                                ? "something else"
                                : cells.get(i).isEmpty() ? "nothing" : '"' + cut(cells.get(i)) + '"')
                        + (at == 0 && label < 0 ? "; a column of labels needs a header that calls it label" : ""));
            }
            numbers[at++] = number;
        }
        return numbers;
    }

    /** The cells of a line, without the blanks and the double quotes about them; two quotes within quotes are one. */
    private List<String> cells(String line, int number) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw refused("line " + number + " must close its quotes, and cells must be on one line, got an open one");
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
