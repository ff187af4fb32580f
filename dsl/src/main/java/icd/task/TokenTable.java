package icd.task;

import icd.describe.InputFile;
import icd.describe.Written;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.math.Finite;
import icd.math.RandomStream;
import icd.math.Share;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/**
 * A user's own tokens: vectors of {@math R^n}, each with a label or none. Two tables are equal that hold the same tokens and labels in the
 * same order, wherever they came from.
 *
 * <p>A CSV file has one token a row, its numbers parted by commas; empty lines and lines that begin with {@code #} are passed over.
 * Its first line is a header if no cell of it is a number, or one cell is {@code label} or {@code labels}; the column of that name
 * holds the labels. An npz file has an array {@code tokens} (count x n) and may have an array of numbers {@code labels} (count). An IDX file,
 * packed by gzip or not, has one token for each entry of its first axis; unsigned bytes are divided by 255.
 */
public final class TokenTable {

    private final int n;
    private final double[] tokens; // count x n, one token after another
    private final List<String> labels;
    private final Optional<InputFile> file;
    private final Map<Double, Shares> shares = new ConcurrentHashMap<>();
    private final int hash;
    private volatile TokenDraws uniform; // computed when first asked for
    private volatile TokenMoments moments; // likewise

    /** Two parts of a table, of which the second may be empty. */
    private record Shares(TokenTable training, TokenTable heldOut) {}

    /**
     * @param tokens count x n; owned, not copied
     * @param labels count, or none
     */
    TokenTable(int n, double[] tokens, List<String> labels, Optional<InputFile> file) {
        this.n = n;
        this.tokens = tokens;
        this.labels = List.copyOf(labels);
        this.file = file;
        this.hash = 31 * (31 * n + Arrays.hashCode(tokens)) + labels.hashCode();
        if (!(n >= 1 && tokens.length >= n)) {
            throw new IllegalArgumentException("TokenTable: there must be a token of one number or more, got "
                    + tokens.length + " numbers with n = " + n);
        }
    }

    /**
     * Tokens without labels.
     *
     * @param tokens n x count, one token a column (copied)
     * @throws IllegalArgumentException if there is none, or a number is not finite
     */
    public static TokenTable of(MatrixStore<Double> tokens) {
        int n = tokens.getRowDim();
        double[] rows = new double[n * tokens.getColDim()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = tokens.doubleValue(i % n, i / n);
        }
        Finite.numbers("TokenTable.of", "tokens", rows);
        return new TokenTable(n, rows, List.of(), Optional.empty());
    }

    /**
     * Reads a CSV, npz or IDX file.
     *
     * @throws IOException if it cannot be read, or holds something else; the message says where, and quotes a cell that is no number, as
     *     the user who reads a file in code may see what is in it
     */
    public static TokenTable read(Path file) throws IOException {
        InputFile input;
        try {
            input = InputFile.read(file, file.toString());
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        try {
            return input.as(TokenTable.class, TokenFiles::readQuoting);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * The tokens of a file.
     *
     * @throws IllegalArgumentException if it holds something else; the message says where, and not what
     */
    @Written
    public static TokenTable of(InputFile file) {
        return file.as(TokenTable.class, TokenFiles::read);
    }

    /** The file that they were read from, if they were. */
    @Written
    public Optional<InputFile> file() {
        return file;
    }

    /** Writes an npz file that {@link #read} reads, without labels that are no numbers. */
    public void write(Path npz) throws IOException {
        Npz.write(npz, arrays());
    }

    /** Does the same as {@link #write(Path)}; missing folders are made, and the shell prints the file's path. */
    public void write(String npz) throws IOException {
        Npz.save("TokenTable.write", npz, arrays());
    }

    private SequencedMap<String, NpyArray> arrays() {
        SequencedMap<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("tokens", NpyArray.of(tokens, count(), n));
        if (!labels.isEmpty() && labels.stream().allMatch(TokenFiles::isNumber)) {
            arrays.put(
                    "labels",
                    NpyArray.of(labels.stream().mapToDouble(Double::parseDouble).toArray(), count()));
        }
        return arrays;
    }

    /** Dimension of the tokens. */
    public int n() {
        return n;
    }

    /** How many there are. */
    public int count() {
        return tokens.length / n;
    }

    /** All tokens, n x count, one a column (a copy). */
    public R064Store matrix() {
        R064Store matrix = R064Store.FACTORY.make(n, count());
        for (int i = 0; i < tokens.length; i++) {
            matrix.set(i % n, i / n, tokens[i]);
        }
        return matrix;
    }

    /** One label for each token; none where there are none. */
    public List<String> labels() {
        return labels;
    }

    /** count x n, one token after another. Not to be modified. */
    double[] tokens() {
        return tokens;
    }

    /**
     * The tokens that are not kept back.
     *
     * @param share of the tokens that is held out, rounded to a whole number of them; which ones are held out
     *     depends on their number and the share alone, and not on their order in the file
     */
    TokenTable training(double share) {
        return shares(share).training;
    }

    /** The tokens that are kept back; none is the whole table, from which all are then drawn. */
    TokenTable heldOut(double share) {
        return shares(share).heldOut;
    }

    private Shares shares(double share) {
        return shares.computeIfAbsent(share, this::split);
    }

    private Shares split(double share) {
        int back = Share.round(share, count());
        if (back == 0) {
            return new Shares(this, this);
        }
        int[] order = RandomStream.of(0, "tokens kept back").permutation(count());
        return new Shares(
                part(Arrays.copyOfRange(order, back, order.length)), part(Arrays.copyOfRange(order, 0, back)));
    }

    /** In the order of the file. */
    private TokenTable part(int[] which) {
        Arrays.sort(which);
        double[] chosen = new double[which.length * n];
        for (int t = 0; t < which.length; t++) {
            System.arraycopy(tokens, which[t] * n, chosen, t * n, n);
        }
        List<String> own = labels.isEmpty()
                ? List.of()
                : IntStream.of(which).mapToObj(labels::get).toList();
        return new TokenTable(n, chosen, own, Optional.empty());
    }

    /** The uniform distribution over all of them. */
    TokenDraws uniform() {
        if (uniform == null) {
            uniform = new TokenDraws(this);
        }
        return uniform;
    }

    /** The second moments of tokens that are drawn uniformly, no two the same. */
    TokenMoments moments() {
        if (moments == null) {
            moments = DrawnTokens.moments(n, tokens);
        }
        return moments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenTable table
                && hash == table.hash
                && n == table.n
                && Arrays.equals(tokens, table.tokens)
                && labels.equals(table.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        long different = labels.stream().distinct().count();
        return count() + " tokens in R^" + n + (labels.isEmpty() ? "" : ", " + different + " labels");
    }
}
