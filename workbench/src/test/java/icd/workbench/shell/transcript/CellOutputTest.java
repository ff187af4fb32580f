package icd.workbench.shell.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import icd.figure.Figure;
import icd.figure.Plots;
import icd.figure.Series;
import icd.table.Column;
import icd.table.Table;
import icd.workbench.result.RunResult;
import icd.workbench.shell.Outcome;
import icd.workbench.shell.Run;
import icd.workbench.shell.Source;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CellOutputTest {

    private static Outcome.Value value(Object value, String code) {
        return new Outcome.Value(
                new Source(code, 0, 1, 1), "$1", "Object", value, "\033[2mas text\033[22m", true, false);
    }

    private static JsonNode content(Object value) {
        return CellOutput.of(value(value, "it"), "it").getFirst().content();
    }

    @Test
    void anyValueHasPlainText() {
        JsonNode data = content("it").path("data");
        assertThat(data.propertyNames()).containsExactly("text/plain");
        assertThat(data.path("text/plain").asString()).isEqualTo("as text");
    }

    /** The picture has twice the dots in each direction of the size that it is shown in. */
    @Test
    void aFigureIsAPictureToo() throws Exception {
        Figure figure = Plots.curves("x", "y", List.of(Series.of("one", new double[] {1, 2, 3})));
        JsonNode content = content(figure);
        assertThat(content.path("data").path("image/svg+xml").asString())
                .startsWith("<svg")
                .contains("</svg>");
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder()
                .decode(content.path("data").path("image/png").asString())));
        JsonNode shown = content.path("metadata").path("image/png");
        assertThat(picture.getWidth() / 2)
                .isEqualTo(shown.path("width").asInt())
                .isGreaterThan(100);
        assertThat(picture.getHeight() / 2)
                .isEqualTo(shown.path("height").asInt())
                .isGreaterThan(100);
    }

    @Test
    void aTableIsHtmlToo() {
        Table table = Table.of(Column.of("name", List.of("a<b", "c")), Column.of("mse", 0.5, Double.NaN));
        String html = content(table).path("data").path("text/html").asString();
        assertThat(html).contains("<th", ">mse</th>", ">a&lt;b</td>", ">0.5</td>", "text-align: right");
        assertThat(html.split("<tr>", -1)).hasSize(4);
    }

    @Test
    void aRunIsItsReport(@TempDir Path folder) throws Exception {
        Run run = new Run(folder, (RunResult) null);
        assertThat(content(run).path("data").propertyNames()).containsExactly("text/plain");
        Files.writeString(folder.resolve("report.html"), "<!DOCTYPE html><p class=\"a\">found</p>");
        assertThat(content(run).path("data").path("text/html").asString())
                .startsWith("<iframe srcdoc=\"")
                .contains("&lt;p class=&quot;a&quot;&gt;found&lt;/p&gt;");
    }

    @Test
    void onlyBareExpressionsAreShown() {
        Source quiet = new Source("x; // done", 0, 1, 1);
        assertThat(CellOutput.of(new Outcome.Value(quiet, "x", "int", 1, "1", true, false), "x; // done"))
                .isEmpty();
        Source declared = new Source("int x = 1", 0, 1, 1);
        assertThat(CellOutput.of(new Outcome.Value(declared, "x", "int", 1, "1", false, false), "int x = 1"))
                .isEmpty();
        assertThat(CellOutput.of(new Outcome.Value(declared, "x", "int", 1, "1", false, true), "int x = 1"))
                .as("what an interrupt cut short")
                .hasSize(2);
    }

    @Test
    void theLastValueIsTheResult() {
        assertThat(CellOutput.of(value(1, "a"), "a\n b").getFirst().type()).isEqualTo("display_data");
        assertThat(CellOutput.of(value(1, "a"), "a \n").getFirst().type()).isEqualTo("execute_result");
        assertThat(CellOutput.of(value(1, "a"), null).getFirst().type()).isEqualTo("display_data");
    }
}
