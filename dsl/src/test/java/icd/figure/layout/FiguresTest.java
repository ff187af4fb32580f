package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.figure.Axis;
import icd.figure.Band;
import icd.figure.Chart;
import icd.figure.Colour;
import icd.figure.Figure;
import icd.figure.Figures;
import icd.figure.HeatMap;
import icd.figure.Line;
import icd.figure.Rule;
import icd.figure.Samples;
import icd.figure.Shades;
import icd.figure.Style;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class FiguresTest {

    @Test
    void fourFilesAreWritten(@TempDir Path folder) throws Exception {
        Path target = folder.resolve("new/figures");
        List<Path> written = Figures.write(Samples.fig3a(), target);
        assertThat(written)
                .containsExactly(
                        target.resolve("fig3a.svg"),
                        target.resolve("fig3a.png"),
                        target.resolve("fig3a.pdf"),
                        target.resolve("fig3a.csv"))
                .allSatisfy(path -> assertThat(Files.size(path)).isGreaterThan(1000));
    }

    @Test
    void theSameFigureGivesTheSameBytesFromAnyThread() throws Exception {
        Map<String, byte[]> alone = Figures.render(Samples.fig3a());
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Future<Map<String, byte[]>>> together = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                together.add(pool.submit(() -> Figures.render(Samples.fig3a())));
            }
            for (Future<Map<String, byte[]>> one : together) {
                one.get().forEach((kind, bytes) -> assertThat(bytes).as(kind).isEqualTo(alone.get(kind)));
            }
        }
        assertThat(Figures.render(Samples.fig3a().note("other")).get("png")).isNotEqualTo(alone.get("png"));
    }

    @Test
    void svgIsWellFormedAndSaysWhatItShows() throws Exception {
        Document svg = svg(Samples.fig3b());
        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("Weights before and after training: training leaves scaled identities.");
        assertThat(texts(svg))
                .contains("Linear attention", "Softmax attention", "WKQ initial", "WPV final", "diagonal 5.13");
        assertThat(svg.getElementsByTagName("image").getLength())
                .as("24 maps and 6 bars")
                .isEqualTo(30);
        assertThat(texts(svg(Samples.fig3a())))
                .contains("Bayes for zero variance [8]", "softmax attention", "MSE/n", "Epoch");
    }

    @Test
    void svgStaysWellFormedWhateverTheLabels() throws Exception {
        String nasty = "<a href=\"x\">&amp; ]]> \0\u0007 \uFFFE \uD800 語 😀";
        Chart chart = new Chart(nasty, Axis.of(nasty), Axis.of(nasty), new Rule(nasty, 1, Samples.BAYES));
        Figure figure = Figure.of("nasty", nasty)
                .colourBar(Samples.fig3b().colourBar())
                .titledRow(nasty, chart)
                .note(nasty);
        assertThat(String.join("", texts(svg(figure))))
                .contains("<a href=\"x\">&amp; ]]>")
                .contains("語");
        assertThat(Figures.render(figure)).hasSize(4);
    }

    @Test
    void pdfOpensAndItsTextIsFound() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(Figures.render(Samples.fig3a()).get("pdf"))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(pdf.getPage(0).getMediaBox().getWidth()).isCloseTo((float) (171 / 25.4 * 72), within(0.01f));
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains("Case 3: mixtures", "softmax attention", "Bayes for zero variance [8]", "Epoch", "0.10");
            for (var name : pdf.getPage(0).getResources().getFontNames()) {
                assertThat(pdf.getPage(0).getResources().getFont(name).isEmbedded())
                        .isTrue();
            }
            assertThat(pdf.getDocumentInformation().getCreationDate()).isNull();
        }
    }

    @Test
    void pngHasItsSizeAndInkWhereTheDataAre() throws Exception {
        double[] x = {0, 10};
        Style red = Style.of(new Colour(255, 0, 0)).width(3);
        Line line = new Line("", x, new double[] {0, 10}, red);
        Band band = new Band("", x, new double[] {6, 6}, new double[] {10, 10}, Style.of(Colour.BLUE));
        Chart chart = new Chart("", Axis.of("").range(0, 10), Axis.of("").range(0, 10), band, line);
        Figure figure = Figure.of("ink", "").width(101.6).row(chart); // 4 inches
        BufferedImage png = png(figure);
        assertThat(png.getWidth()).isEqualTo(1200);
        Scene scene;
        try (Typeface face = Typeface.load()) {
            scene = Layout.of(figure, face);
        }
        Box plot = ((Item.Clip) scene.items().stream()
                        .filter(Item.Clip.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .box();
        assertThat(png.getHeight()).isEqualTo((int) Math.ceil(scene.height() * 300 / 72));
        assertThat(at(png, plot, 0.5, 0.5)).isEqualTo(0xFF0000);
        assertThat(at(png, plot, 0.25, 0.25)).isEqualTo(0xFF0000);
        assertThat(at(png, plot, 0.25, 0.1)).as("white outside line and band").isEqualTo(0xFFFFFF);
        int shade = at(png, plot, 0.25, 0.8);
        assertThat(shade >> 16).as("a light blue band").isBetween(190, 210);
        assertThat(shade & 255).isBetween(230, 245);
    }

    @Test
    void heatMapsShowTheirCellsInPlace() throws Exception {
        double[][] values = {{1, -1, 0}, {0, Double.NaN, 0.5}};
        BufferedImage png = png(Figure.of("cells", "").width(60).row(new HeatMap("", values, "")));
        ColourScale map = ShadeMap.of(Shades.Kind.SIGNED, -1, 1, false, false);
        Scene scene;
        try (Typeface face = Typeface.load()) {
            scene = Layout.of(Figure.of("cells", "").width(60).row(new HeatMap("", values, "")), face);
        }
        Box box = ((Item.Picture) scene.items().stream()
                        .filter(Item.Picture.class::isInstance)
                        .findFirst()
                        .orElseThrow())
                .box();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(at(png, box, (j + 0.25) / 3, 1 - (i + 0.25) / 2)).isEqualTo(map.rgb(values[i][j]));
            }
        }
        assertThat(map.rgb(1) >> 16).as("red above zero").isGreaterThan(map.rgb(1) & 255);
        assertThat(map.rgb(-1) >> 16).as("blue below").isLessThan(map.rgb(-1) & 255);
        assertThat(map.rgb(7)).isEqualTo(map.rgb(1));
    }

    @Test
    void csvGivesBackEveryBit() throws Exception {
        double[] x = {0, 1, 2, 3};
        double[] y = {0.1 + 0.2, Math.nextUp(1.0), Double.MIN_VALUE, Double.NaN};
        double[][] matrix = {{-0.0, 1e300, Math.PI}};
        Line line = new Line("a, \"b\"", x, y, Samples.LINEAR);
        Figure figure = Figure.of("bits", "")
                .row(new Chart("one", Axis.of("x"), Axis.of("y"), line), new HeatMap("two", matrix, ""));
        List<String> rows = Arrays.asList(Figures.csv(figure).split("\n"));
        assertThat(rows.getFirst())
                .isEqualTo("panel,row_title,heading,title,series,kind,x,y,low,high,row,column,value");
        assertThat(rows).hasSize(1 + 4 + 3);
        for (int i = 0; i < 4; i++) {
            assertThat(rows.get(1 + i))
                    .startsWith("1,,,one,\"a, \"\"b\"\"\",line,")
                    .endsWith(",,,,,");
            String[] fields = rows.get(1 + i)
                    .substring("1,,,one,\"a, \"\"b\"\"\",line,".length())
                    .split(",");
            assertThat(Double.parseDouble(fields[0])).isEqualTo(x[i]);
            assertThat(Double.doubleToLongBits(Double.parseDouble(fields[1]))).isEqualTo(Double.doubleToLongBits(y[i]));
        }
        for (int j = 0; j < 3; j++) {
            String[] fields = rows.get(5 + j).split(",");
            assertThat(fields).hasSize(13);
            assertThat(fields[11]).isEqualTo("" + j);
            assertThat(Double.doubleToLongBits(Double.parseDouble(fields[12])))
                    .isEqualTo(Double.doubleToLongBits(matrix[0][j]));
        }
        assertThat(Figures.csv(Samples.fig3b())).startsWith("panel,row_title,heading,title,row,column,value\n");
        assertThat(Figures.csv(Samples.fig3a()))
                .startsWith("panel,row_title,heading,title,series,kind,x,y,low,high\n")
                .contains("\n3,,,Case 3: mixtures,Bayes,rule,,0.02297,,\n");
    }

    private static int at(BufferedImage png, Box plot, double x, double up) {
        double scale = 300 / 72.0;
        int column = (int) (scale * (plot.x() + x * plot.width()));
        int row = (int) (scale * (plot.bottom() - up * plot.height()));
        return png.getRGB(column, row) & 0xFFFFFF;
    }

    private static BufferedImage png(Figure figure) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Figures.render(figure).get("png")));
    }

    private static Document svg(Figure figure) throws Exception {
        byte[] bytes = Figures.svg(figure).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<String> texts(Document svg) {
        List<String> texts = new ArrayList<>();
        var found = svg.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }
}
