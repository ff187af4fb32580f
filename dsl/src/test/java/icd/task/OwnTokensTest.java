package icd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import icd.denoise.Baselines;
import icd.denoise.Score;
import icd.describe.InputFile;
import icd.io.NpyArray;
import icd.io.Npz;
import icd.kernel.Workers;
import icd.math.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.store.R064Store;

/** The user's own tokens: how they are read, split, drawn, and what Bayes makes of them. */
class OwnTokensTest {

    @TempDir
    private Path folder;

    private static TokenTable csv(String text) {
        return TokenTable.of(InputFile.of("mine.csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One token a row: t, t^2, so that each is told by its first number. */
    private static TokenTable numbered(int count) {
        R064Store matrix = R064Store.FACTORY.make(2, count);
        for (int t = 0; t < count; t++) {
            matrix.set(0, t, t);
            matrix.set(1, t, t * t / 10.0);
        }
        return TokenTable.of(matrix);
    }

    private static double[][] rows(TokenTable table) {
        return table.matrix().transpose().toRawCopy2D();
    }

    // ------------------------------------------------------------ Files

    @Test
    void withAndWithoutAHeaderLine() {
        TokenTable plain = csv("1,2\n3.5,-4e-1\n");
        assertThat(rows(plain)).isDeepEqualTo(new double[][] {{1, 2}, {3.5, -0.4}});
        assertThat(csv("x,y\r\n 1 , 2\r\n\r\n3.5,-.4\r\n")).isEqualTo(plain);
        assertThat(csv("\uFEFF# written by hand\n\"x\",\"y\"\n\"1\",2\n3.5,-0.4"))
                .isEqualTo(plain);
        assertThat(plain.labels()).isEmpty();
        assertThat(plain).hasToString("2 tokens in R^2");
    }

    @Test
    void aColumnCalledLabelHoldsLabels() {
        TokenTable table = csv("x,Label,y\n1,cat,2\n3,\"a, \"\"dog\"\"\",4\n5,cat,6\n");
        assertThat(rows(table)).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(table.labels()).containsExactly("cat", "a, \"dog\"", "cat");
        assertThat(table).hasToString("3 tokens in R^2, 2 labels");
        assertThat(csv("0,1,labels\n1,2,7\n").labels())
                .as("columns of numbers without names")
                .containsExactly("7");
        assertThat(csv("x,y\n1,2\n3,4\n5,6\n")).isNotEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\n3\n | line 2 must have 2 cells, as the first has, got 1",
                "x,y\n1,2,3\n | line 2 must have 2 cells",
                "1,2\n3,secret\n | line 2, cell 2 must be a finite number, got something else",
                "1,secret\n3,4\n | line 1, cell 2 must be a finite number",
                "secret,1\nother,2\n | line 1, cell 1 must be a finite number, got something else; a column of labels needs a header",
                "1,NaN\n | line 1, cell 2 must be a finite number",
                "1,1e999\n | line 1, cell 2 must be a finite number",
                "1,0x1p3\n | line 1, cell 2 must be a finite number",
                "nan,inf\n1,2\n | line 1, cell 1 must be a finite number",
                ",x,y\n0,1,2\n | line 1 must name every column, got a blank name, under which pandas writes its index",
                "x,y\n1,\n | line 2, cell 2 must be a finite number",
                "1;2\n3;4\n | line 1 must part its numbers by commas, got semicolons",
                "x;y\n1;2\n | line 2 must part its numbers by commas, got semicolons",
                "1 2\n3 4\n | line 1 must part its numbers by commas, got blanks",
                "\n\n | must hold a token, one a line, got none",
                "x,y\n | must hold a token, one a line, got none",
                "label,label,x\n1,2,3\n | line 1 must name one column label, got 2",
                "label\nsecret\n | line 1 must name a column of numbers beside label, got none",
                "0,1,2,3\n5,6,7,8\n | line 1 must be a token, or a header with names, got the numbers from 0 to 3",
                "x,y\n1,\"secret\n | line 2 must close its quotes"
            })
    void whatIsNoTokenIsSaidWithItsPlaceAndWithoutItsText(String line) {
        String[] parts = line.split(" \\| ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> csv(parts[0]))
                .withMessageStartingWith("mine.csv: ")
                .withMessageContaining(parts[1])
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    /** A recipe may name a file whose text is no business of those who read the log; code that reads a file is its user's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2\n3,four\n | line 2, cell 2 must be a finite number, got \"four\"",
                "one,1\ntwo,2\n | line 1, cell 1 must be a finite number, got \"one\"; a column of labels needs a header",
                "1,5;2,5\n | line 1, cell 2 must be a finite number, got \"5;2\"",
                "x,y\n1,\n | line 2, cell 2 must be a finite number, got nothing",
                "1;2\n3;4\n | line 1 must part its numbers by commas, got semicolons: 1;2",
                "1 2\n3 4\n | line 1 must part its numbers by commas, got blanks: 1 2"
            })
    void aFileThatCodeReadsIsQuoted(String line) throws IOException {
        String[] parts = line.split(" \\| ");
        refused(Files.writeString(folder.resolve("mine.csv"), parts[0]), parts[1]);
    }

    @Test
    void npzFiles() throws IOException {
        Path npz = folder.resolve("t.npz");
        var arrays = new LinkedHashMap<String, NpyArray>();
        arrays.put("tokens", NpyArray.of(new double[] {1, 2, 3.5, -0.4}, 2, 2));
        Npz.write(npz, arrays);
        assertThat(TokenTable.read(npz)).isEqualTo(csv("1,2\n3.5,-0.4\n"));
        arrays.put("labels", NpyArray.of(new long[] {3, -1}, 2));
        Npz.write(npz, arrays);
        TokenTable labelled = TokenTable.read(npz);
        assertThat(labelled.labels()).containsExactly("3", "-1");
        Path again = folder.resolve("again.npz");
        labelled.write(again);
        assertThat(TokenTable.read(again)).isEqualTo(labelled);
        arrays.put("labels", NpyArray.of(new long[] {3}, 1));
        Npz.write(npz, arrays);
        refused(npz, "labels must be of shape [2], one for each token, got [1]");
        arrays.remove("labels");
        arrays.put("tokens", NpyArray.of(new double[] {1, 2}, 2));
        Npz.write(npz, arrays);
        refused(npz, "must hold an array tokens of shape (count, n), got [2]");
        arrays.put("tokens", NpyArray.of(new double[] {1, Double.NaN}, 1, 2));
        Npz.write(npz, arrays);
        refused(npz, "token 0 must hold finite numbers, got NaN as number 1");
    }

    @Test
    void whatIsNoFile() throws IOException {
        refused(folder, "must be a regular file, got a directory");
        refused(folder.resolve("none.csv"), "there is no such file");
        refused(Path.of("/dev/zero"), "must be a regular file, got a device or pipe");
        Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, 0, 1});
        refused(binary, "must be a CSV file in UTF-8, an npz file (numpy.savez) or an IDX file, got none of these");
        Path broken = Files.write(folder.resolve("c"), new byte[] {'P', 'K', 3, 4, 0});
        refused(broken, "npz file");
    }

    private static void refused(Path file, String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TokenTable.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContaining(message);
    }

    // ------------------------------------------------------------ Split

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.29, 0.5, 0.9})
    void theSharesAreDisjointAndTogetherAllThatThereIs(double split) {
        OwnTokens task = OwnTokens.of(numbered(100)).split(split);
        Set<Double> training = drawn(task);
        Set<Double> heldOut = drawn(task.heldOut());
        assertThat(heldOut).hasSize((int) Math.round(100 * split)).doesNotContainAnyElementsOf(training);
        training.addAll(heldOut);
        assertThat(training).hasSize(100);
        TreeSet<Double> sorted = new TreeSet<>(heldOut);
        assertThat(sorted.last() - sorted.first() + 1)
                .as("no stretch of the file, which may be sorted by label")
                .isGreaterThan(heldOut.size());
        assertThat(task.longestContext()).isEqualTo(99 - heldOut.size());
        assertThat(task.heldOut().longestContext()).isEqualTo(heldOut.size() - 1);
        assertThat(task.heldOut().heldOut()).isEqualTo(task.heldOut());
    }

    /** The first numbers of all tokens that a task can draw. */
    private static Set<Double> drawn(Task task) {
        int count = task.longestContext() + 1;
        double[] tokens = new double[2 * count];
        task.draw(RandomStream.of(1, "none")).sample(RandomStream.of(1, "tokens"), count, tokens);
        Set<Double> first = new HashSet<>();
        for (int t = 0; t < count; t++) {
            first.add(tokens[t]);
        }
        assertThat(first).as("all different").hasSize(count);
        return first;
    }

    @Test
    void withoutASplitAllIsShared() {
        OwnTokens task = OwnTokens.of(numbered(10));
        assertThat(task.heldOut()).isSameAs(task);
        assertThat(OwnTokens.of(numbered(10)).split(0.01).heldOut())
                .as("a share that rounds to none")
                .isEqualTo(OwnTokens.of(numbered(10)).split(0.01));
        Task transformed = task.split(0.3)
                .transformed(Transform.of(
                        R064Store.FACTORY.rows(new double[][] {{2, 0}, {0, 1}}), Transform.Target.OLD));
        assertThat(transformed.longestContext()).isEqualTo(6);
        assertThat(transformed.heldOut().longestContext()).isEqualTo(2);
        assertThat(new Subspaces(4, 2).heldOut()).isEqualTo(new Subspaces(4, 2));
    }

    // ------------------------------------------------------------ Draws

    /** Each prompt: L + 1 different tokens; over prompts each place holds each token equally often, and so do pairs of places. */
    @Test
    void aPromptsTokensAreDifferentAndUniform() {
        int count = 20_000;
        int all = 5;
        PromptSet prompts = OwnTokens.of(numbered(all)).prompts(count, 2, 3);
        int[][] places = new int[3][all];
        int[][] pairs = new int[all][all];
        for (int k = 0; k < count; k++) {
            int[] tokens = {
                (int) prompts.context(k).doubleValue(0, 0),
                (int) prompts.context(k).doubleValue(0, 1),
                (int) prompts.target(k).doubleValue(0, 0)
            };
            assertThat(Arrays.stream(tokens).distinct().count()).isEqualTo(3);
            for (int place = 0; place < 3; place++) {
                places[place][tokens[place]]++;
            }
            pairs[tokens[0]][tokens[2]]++;
        }
        for (int[] place : places) {
            assertOftenAs(place, 1.0 / all, count);
        }
        for (int a = 0; a < all; a++) {
            for (int b = 0; b < all; b++) {
                double p = a == b ? 0 : 1.0 / (all * (all - 1));
                assertThat((double) pairs[a][b]).isCloseTo(p * count, within(4 * Math.sqrt(p * (1 - p) * count)));
            }
        }
    }

    private static void assertOftenAs(int[] counts, double p, int count) {
        for (int each : counts) {
            assertThat((double) each).isCloseTo(p * count, within(4 * Math.sqrt(p * (1 - p) * count)));
        }
    }

    /** All of a share can be drawn at once, and not one more. */
    @Test
    void aContextCannotBeLonger() {
        OwnTokens task = OwnTokens.of(numbered(6));
        assertThat(task.prompts(4, 5, 1).size()).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.prompts(4, 6, 1))
                .withMessageContaining("L must be at most 5")
                .withMessageContaining("all different, got 6");
    }

    @Test
    void theSecondMomentIsThatOfTheTokensDrawnFrom() {
        OwnTokens task = OwnTokens.of(csv("3,4\n0,1\n"));
        assertThat(task.secondMoment()).hasValue(13);
        assertThat(task.contextMoments()).isEmpty();
        assertThat(task.bayesLoss()).isEmpty();
    }

    // ------------------------------------------------------------ Bayes

    /** By brute force: sum_t x_t p(x~ | x_t) / sum_t p(x~ | x_t) over the tokens that the task draws from, and their covariance. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bayesIsTheEmpiricalPosterior(boolean heldOut) {
        RandomStream random = RandomStream.of(2, "own tokens");
        R064Store matrix = R064Store.FACTORY.make(3, 40);
        for (int i = 0; i < 120; i++) {
            matrix.set(i % 3, i / 3, random.gaussian());
        }
        OwnTokens whole = OwnTokens.of(TokenTable.of(matrix)).split(0.25).noiseVariance(0.3);
        Task task = heldOut ? whole.heldOut() : whole;
        List<double[]> tokens = tokensOf(task, heldOut ? 10 : 30);
        PromptSet prompts = task.prompts(20, 4, 1);
        double[] estimates = new double[60];
        Baselines.bayes().estimate(prompts, 0, 20, estimates);
        for (int k = 0; k < 20; k++) {
            double[] mean = new double[3];
            double total = 0;
            for (double[] token : tokens) {
                double square = 0;
                for (int i = 0; i < 3; i++) {
                    square += Math.pow(prompts.queries()[3 * k + i] - token[i], 2);
                }
                double p = Math.exp(-square / 0.6);
                total += p;
                for (int i = 0; i < 3; i++) {
                    mean[i] += p * token[i];
                }
            }
            for (int i = 0; i < 3; i++) {
                assertThat(estimates[3 * k + i]).isCloseTo(mean[i] / total, within(1e-12));
            }
        }
    }

    private static List<double[]> tokensOf(Task task, int count) {
        double[] all = new double[3 * count];
        task.draw(RandomStream.of(1, "none")).sample(RandomStream.of(1, "tokens"), count, all);
        List<double[]> tokens = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            tokens.add(new double[] {all[t], all[count + t], all[2 * count + t]});
        }
        return tokens;
    }

    /** Two tokens at +-a with noise sigma^2: the loss is a^2 E[1 - tanh(a x~/sigma^2) ...], here by Simpson's rule over the noise. */
    @Test
    void theLossOfTwoTokens() {
        double a = 0.7;
        double variance = 0.4;
        OwnTokens task = OwnTokens.of(csv("0.7\n-0.7\n")).noiseVariance(variance);
        double loss = 0;
        int steps = 4000;
        double h = 20 * Math.sqrt(variance) / steps;
        for (int i = 0; i <= steps; i++) {
            double z = -10 * Math.sqrt(variance) + i * h;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            double error = a * Math.tanh(a * (a + z) / variance) - a;
            loss += weight
                    * h
                    / 3
                    * error
                    * error
                    * Math.exp(-z * z / (2 * variance))
                    / Math.sqrt(2 * Math.PI * variance);
        }
        Score bayes = Score.of(Baselines.bayes(), task.prompts(100_000, 0, 5), Workers.caller());
        assertThat(bayes.msePerDim()).isCloseTo(loss, within(4 * bayes.standardError()));
    }

    // ------------------------------------------------------------ Words

    @Test
    void printsAsTyped() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "1,2\n3,4\n5,6\n");
        assertThat(OwnTokens.of(TokenTable.read(file)).split(0.4).noiseVariance(0.2))
                .hasToString("tokens(readTokens(\"" + file + "\")).split(0.4).noiseVariance(0.2)");
        assertThat(OwnTokens.of(numbered(3))).hasToString("tokens(3 tokens in R^2).noiseVariance(0.1)");
    }

    @Test
    void errors() {
        OwnTokens task = OwnTokens.of(numbered(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.split(1))
                .withMessage(
                        "OwnTokens: split must be in [0, 1) and leave a token to train on, got 1.0 of 3 tokens in R^2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.split(0.9))
                .withMessageContaining("leave a token to train on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OwnTokens(3, numbered(3), 0, Noise.isotropic(1)))
                .withMessage("OwnTokens: file must hold tokens of n = 3 numbers, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.noise(Noise.orthogonal(1)))
                .withMessageContaining("need no subspace");
    }
}
