package icd.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import icd.Draws;
import icd.Dsl;
import icd.Property;
import icd.denoise.Comparison;
import icd.figure.Figure;
import icd.figure.TextStyle;
import icd.io.NpyArray;
import icd.math.Estimate;
import icd.table.Column;
import icd.table.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.matrix.MatrixR064;
import org.ojalgo.matrix.store.R064Store;

class ValuePrinterTest {

    private static String text(Object value) {
        return new ValuePrinter(PrintStyle.PLAIN).text(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0.30000000000000004, 0.3",
        "3, 3.0",
        "-0.0, -0.0",
        "1e-7, 1.0e-7",
        "0.0001, 0.0001",
        "0.00001234, 1.234e-5",
        "123456789, 1.23457e8",
        "120000000, 120000000.0",
        "1234567890123, 1.23457e12",
        "1234567.5, 1.23457e6",
        "123456.7, 123457.0",
        "NaN, NaN",
        "-Infinity, -∞",
        "4.9e-324, 4.94066e-324",
        "1.7976931348623157e308, 1.79769e308"
    })
    void doubles(double value, String expected) {
        assertThat(text(value)).isEqualTo(expected);
    }

    /** Number of any size up to 1e300. */
    private static double number(Draws draws) {
        return draws.between(-1.0, 1.0) * Math.pow(10, draws.between(-300, 300));
    }

    @Property(cases = 300)
    void aNumberIsRightToItsDigits(Draws draws) {
        double value = number(draws);
        int digits = draws.between(1, 17);
        double read = Double.parseDouble(Numerals.of(value, digits).replace("∞", "Infinity"));
        assertThat(Math.abs(read - value))
                .isLessThanOrEqualTo(Math.abs(value) * 0.5 * Math.pow(10, 1 - digits) * (1 + 1e-9));
    }

    @Property(cases = 300)
    void alignedNumbersAreRightToTheDigitsOfTheLargest(Draws draws) {
        double[] numbers = new double[draws.between(1, 6)];
        Arrays.setAll(numbers, _ -> number(draws));
        int digits = draws.between(2, 12);
        double largest = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
        String[] texts = Numerals.aligned(numbers, digits);
        for (int i = 0; i < numbers.length; i++) {
            double read = Double.parseDouble(texts[i].replace("∞", "Infinity"));
            assertThat(Math.abs(read - numbers[i])).isLessThanOrEqualTo(largest * Math.pow(10, 1 - digits));
        }
    }

    @Test
    void scalars() {
        assertThat(text(1.0f / 3)).isEqualTo("0.333333");
        assertThat(new ValuePrinter(PrintStyle.PLAIN.digits(9)).text(0.1f)).isEqualTo("0.1");
        assertThat(text('\'')).isEqualTo("'\\''");
        assertThat(text("a \"b\"\t\u0001")).isEqualTo("\"a \\\"b\\\"\\t\\u0001\"");
        assertThat(text("two\nlines")).isEqualTo("\"\"\"\ntwo\nlines\"\"\"");
        assertThat(text(null)).isEqualTo("null");
        assertThat(text(Optional.of(1 / 3.0))).isEqualTo("Optional[0.333333]");
    }

    /** Digits that are asked for hold for values that print themselves: a third and its error, wherever they stand. */
    @ParameterizedTest
    @CsvSource({"3, 0.333", "10, 0.3333333333", "14, 0.33333333333333"})
    void digitsHoldForValuesOfTheLibrary(int digits, String third) {
        ValuePrinter printer = new ValuePrinter(PrintStyle.PLAIN.digits(digits));
        double value = 1 / 3.0;
        assertThat(printer.text(new Estimate(value, 0.01234, Estimate.Kind.STANDARD_ERROR, 10)))
                .isEqualTo(third + " ± 0.012");
        assertThat(printer.text(Table.of(Column.of("x", value)))).endsWith("\n" + third);
        assertThat(printer.text(List.of(Dsl.equation13(4, 3)))).contains("beta = " + third);
        Comparison losses = Dsl.compare(Dsl.subspaces(4, 2).prompts(20, 8, 0), Dsl.zero(), Dsl.contextMean());
        List<String> lines = printer.text(losses).lines().toList();
        for (int i = 0; i < 2; i++) {
            double loss = losses.rows().get(i).mse();
            assertThat(lines.get(1 + i))
                    .contains(" " + String.format(Locale.ROOT, "%." + digits + "g", loss) + " ")
                    .hasSameSizeAs(lines.getFirst());
        }
        assertThat(losses.toString()).as("as always, where nobody asks").isEqualTo(text(losses));
    }

    @Test
    void eigenvaluesAndTheirVectors() {
        String symmetric = text(Dsl.eigen(Dsl.matrix(new double[] {2, 0}, new double[] {0, 5})));
        assertThat(symmetric).startsWith("eigenvalues {5.0, 2.0}\neigenvectors, a column each (getV) 2 x 2\n");
        assertThat(text(Dsl.eigen(Dsl.matrix(new double[] {0, 2}, new double[] {-2, 0}))))
                .as("a quarter turn, twice as long")
                .isIn("eigenvalues {0.0 + 2.0i, 0.0 - 2.0i}", "eigenvalues {0.0 - 2.0i, 0.0 + 2.0i}");
    }

    record Measured(String name, double loss, int steps) {}

    @Test
    void rowsOfOneKindAreATable() {
        List<Measured> rows = List.of(new Measured("first", 0.25, 3), new Measured("b", 1 / 3.0, 12));
        assertThat(text(rows)).isEqualTo("""
                list of 2
                name      loss  steps
                first     0.25      3
                b      0.33333     12""");
        assertThat(text(Collections.nCopies(50, rows.getFirst())).lines())
                .hasSize(1 + 1 + 19 + 1)
                .last()
                .isEqualTo("… 31 more");
        assertThat(text(List.of(rows.getFirst()))).isEqualTo("[Measured[name=\"first\", loss=0.25, steps=3]]");
    }

    @Test
    void aWideTableKeepsItsEnds() {
        List<Column> columns = IntStream.range(0, 60)
                .mapToObj(i -> (Column) Column.of("column" + i, i, 2.0 * i))
                .toList();
        List<String> lines = text(new Table(columns)).lines().toList();
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeBetween(80, 100).contains("  …  "));
        assertThat(lines.getFirst()).startsWith("column0  column1  ").endsWith("  column59");
        assertThat(lines.getLast()).endsWith("118");
        assertThat(new Table(columns).toString()).contains("column30");
    }

    @Test
    void arraysOfFilesShowTheirNumbers() {
        assertThat(text(NpyArray.of(new double[] {1, 0, -0.25, 0, 12.5, 0}, 2, 3)))
                .isEqualTo("double[2, 3]\n  1.00   0.00  -0.25\n  0.00  12.50   0.00");
        assertThat(text(NpyArray.of(new long[] {1, 2, 30, 4}, 2, 2))).isEqualTo("long[2, 2]\n   1  2\n  30  4");
        assertThat(text(NpyArray.of(new float[] {1.5f, 2}, 2))).isEqualTo("float[2] {1.5, 2.0}");
        assertThat(text(NpyArray.scalar(0.5))).isEqualTo("double[] {0.5}");
        assertThat(text(NpyArray.of(new double[1000], 10, 10, 10)))
                .startsWith("double[10, 10, 10] {0.0, ")
                .hasSizeLessThan(101);
        assertThat(text(NpyArray.of(new double[0], 3, 0))).isEqualTo("double[3, 0]");
    }

    @Test
    void matricesAreTables() {
        R064Store matrix = R064Store.FACTORY.make(2, 3);
        matrix.set(0, 0, 1);
        matrix.set(0, 2, -0.25);
        matrix.set(1, 1, 12.5);
        assertThat(text(matrix)).isEqualTo("2 x 3\n  1.00   0.00  -0.25\n  0.00  12.50   0.00");
        assertThat(text(MatrixR064.FACTORY.makeEye(2, 2))).isEqualTo("2 x 2\n  1.0  0.0\n  0.0  1.0");
        assertThat(text(new double[][] {{1e-9, 0}, {12345.678, Double.NaN}}))
                .isEqualTo("double[2][2]\n  1.00000e-9  0.0\n  1.23457e4   NaN".replace("1.23457e4 ", " 1.23457e4"));
        assertThat(text(new int[][] {{1, 2}, {30, 4}})).isEqualTo("int[2][2]\n   1  2\n  30  4");
        assertThat(text(new double[][] {{1}, {2, 3}})).isEqualTo("double[2][] {double[1] {1.0}, double[2] {2.0, 3.0}}");
    }

    @Test
    void largeMatricesShowTheirCorners() {
        R064Store matrix = R064Store.FACTORY.make(300, 500);
        matrix.set(299, 499, 7.5);
        List<String> lines = text(matrix).lines().toList();
        assertThat(lines.getFirst()).isEqualTo("300 x 500");
        assertThat(lines).hasSize(1 + 20 + 1).allMatch(line -> line.length() <= 100);
        assertThat(lines.get(11)).isEqualTo("  ⋮");
        assertThat(lines.getLast()).contains("…").endsWith("7.5");
    }

    @Property(cases = 200)
    void nothingIsWiderOrLongerThanThePage(Draws draws) {
        int rows = draws.between(1, 60);
        int columns = draws.between(1, 200);
        int width = draws.between(20, 150);
        R064Store matrix = R064Store.FACTORY.make(rows, columns);
        matrix.fillAll(0.125);
        String text = new ValuePrinter(PrintStyle.PLAIN.width(width)).text(matrix);
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(22).allMatch(line -> line.length() <= width);
    }

    @Test
    void arraysByTheirEnds() {
        assertThat(text(new double[] {1, 2.5})).isEqualTo("double[2] {1.0, 2.5}");
        assertThat(text(new int[0])).isEqualTo("int[0] {}");
        assertThat(text(new String[] {"a", null})).isEqualTo("String[2] {\"a\", null}");
        double[] large = IntStream.range(0, 5_000_000).asDoubleStream().toArray();
        assertThat(text(large))
                .startsWith("double[5000000] {0.0, 1.0, ")
                .contains(", …, ")
                .endsWith("5.0e6}");
        assertThat(text(large)).hasSizeLessThanOrEqualTo(100);
    }

    record Plain(double x, double[] y) {}

    record Own(int a) {
        @Override
        public String toString() {
            return "own " + a;
        }
    }

    @Test
    void collectionsAndRecords() {
        assertThat(text(List.of(0.1 + 0.2, 2.0))).isEqualTo("[0.3, 2.0]");
        assertThat(text(new ArrayDeque<>(List.of(1, 2)))).isEqualTo("{1, 2}");
        assertThat(text(Map.of("a", new int[] {1}))).isEqualTo("{\"a\": int[1] {1}}");
        assertThat(text(new Plain(1 / 3.0, new double[] {1}))).isEqualTo("Plain[x=0.333333, y=double[1] {1.0}]");
        assertThat(text(new Own(3))).isEqualTo("own 3");
        assertThat(text(IntStream.range(0, 1000).boxed().toList()))
                .startsWith("[0, 1, 2, ")
                .endsWith(" more]");
        Map<String, Object> map = new TreeMap<>(Map.of("one", "x".repeat(70), "two", "y".repeat(70)));
        assertThat(text(map).lines())
                .containsExactly(
                        "map of 2", "  \"one\": \"" + "x".repeat(70) + '"', "  \"two\": \"" + "y".repeat(70) + '"');
        List<Object> self = new ArrayList<>();
        self.add(self);
        assertThat(text(self)).startsWith("[[[").contains("…");
    }

    @Test
    void neverAnObjectId() {
        Runnable lambda = () -> {};
        Comparator<String> anonymous = new Comparator<>() {
            @Override
            public int compare(String a, String b) {
                return 0;
            }
        };
        Map<Object, Object> all = new LinkedHashMap<>();
        all.put("lambda Runnable", lambda);
        all.put("anonymous Comparator", anonymous);
        all.put("Object", new Object());
        all.put("Stream, not consumed", Stream.of(1));
        all.put("IntStream, not consumed", IntStream.of(1));
        all.forEach((expected, value) -> assertThat(text(value)).isEqualTo(expected));
        assertThat(text(List.of(new double[1], new Object(), lambda)))
                .isEqualTo("[double[1] {0.0}, Object, lambda Runnable]");
        assertThat(((Stream<?>) all.get("Stream, not consumed")).toList()).hasSize(1);
    }

    /** More panels than the page has room for would push the first ones out of sight. */
    @Test
    void aPictureFitsThePage() {
        Figure one = Dsl.plot(Dsl.row(1, 3, 2)).title("one");
        PrintStyle page = new PrintStyle(80, 6, 20, 21, TextStyle.Colours.NONE);
        for (int n : new int[] {1, 2, 4, 6, 9, 20}) {
            Figure all = Dsl.grid(Collections.nCopies(n, one).toArray(Figure[]::new));
            String text = new ValuePrinter(page).text(all);
            long shown = Pattern.compile("\\bone\\b").matcher(text).results().count();
            assertThat(text.lines().count()).as("%d panels", n).isLessThanOrEqualTo(21);
            assertThat(shown).isGreaterThanOrEqualTo(Math.min(n, 6));
            assertThat(text.contains("… and " + (n - shown) + " more panels")).isEqualTo(shown < n);
        }
    }

    @Test
    void whatToStringThrows() {
        Object bad = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("boo");
            }
        };
        assertThat(text(bad)).isEqualTo("(anonymous object, its toString threw IllegalStateException: boo)");
        assertThat(text(List.of(1, bad)))
                .isEqualTo("[1, (anonymous object, its toString threw IllegalStateException: boo)]");
    }
}
