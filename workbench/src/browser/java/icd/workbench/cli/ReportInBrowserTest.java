package icd.workbench.cli;

import static icd.workbench.cli.CommandLineRunner.workbench;
import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.page.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report of a real, small run, opened as its readers open it. */
@Tag("browser")
class ReportInBrowserTest {

    private static final int EPOCHS = 12;
    private static final String SMALL =
            """
            extends: %s
            name: small
            title: "Figure 3, small"
            data: {L: 50, train: 96, test: 20, fresh: 100, baseline_draws: 20000}
            training: {epochs: %d}
            cases: {spheres: {training: {epochs: %2$d}}, mixtures: {training: {epochs: %2$d}}}
            sweep: {model.attention: [linear, softmax], training.seed: [1, 2]}
            differs:
              - "The prompts are few, so that this takes a second."
            expect:
              - {metric: mse_per_dim, at: {case: spheres, model: bayes}, value: 0.02899, tolerance: 0.001, source: "[6]"}
              - {metric: over_bayes, at: {case: spheres}, value: 1.0, tolerance: 0.001, source: "what training cannot reach"}
            """;

    @TempDir
    private static Path scratch;

    private static Path run;
    private static Browser browser;

    @BeforeAll
    static void runAndStart() throws IOException {
        Path recipe = scratch.resolve("small.yaml");
        Path figure3 = Path.of("../recipes/fig3.yaml").toAbsolutePath().normalize();
        Files.writeString(recipe, SMALL.formatted(figure3, EPOCHS));
        run = scratch.resolve("run");
        CommandLineRunner said = workbench("run", recipe, "--out", run);
        assertThat(said.code()).as(said.err()).isEqualTo(1); // one expectation is not met
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(int width, int height, boolean phone) {
        browser.open(run.resolve("report.html"), width, height, phone);
    }

    @Test
    void opensWithoutAMessageOrARequestButForItself() {
        open(1280, 900, false);
        browser.picture("desktop", true);
        String text = browser.driver().findElement(By.tagName("body")).getText();
        assertThat(text).contains("1 of 2 expectations not met", "The prompts are few", "Bayes".toLowerCase());
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests()).containsExactly(run.resolve("report.html").toUri());
    }

    @Test
    void pointingAtACurveShowsTheNumbersOfTheCsv() throws IOException {
        open(1280, 900, false);
        List<Map<String, String>> csv = csv("fig3a");
        for (int panel = 1; panel <= 3; panel++) {
            for (int epoch : new int[] {0, 5, EPOCHS}) {
                Map<String, String> line = row(csv, panel, "line", "linear attention", epoch);
                Map<String, String> band = row(csv, panel, "band", "linear attention", epoch);
                Map<String, String> bayes = row(csv, panel, "rule", "Bayes", -1);
                point("fig3a", place("fig3a", panel, epoch, number(line, "y")));
                assertThat(shown("fig3a"))
                        .contains("Epoch " + epoch)
                        .contains("linear attention " + six(line, "y") + " " + six(band, "low") + " to " + six(band, "high"))
                        .contains("Bayes " + six(bayes, "y"));
            }
        }
        browser.picture("hover", false);
        new Actions(browser.driver()).moveToLocation(2, 2).perform();
        assertThat(values("fig3a").isDisplayed()).isFalse();
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void pointingAtACellShowsTheNumberOfTheCsv() throws IOException {
        open(1280, 900, false);
        List<Map<String, String>> csv = csv("fig3b");
        for (int[] cell : new int[][] {{2, 0, 0}, {2, 3, 11}, {12, 15, 2}}) {
            Map<String, String> row = csv.stream()
                    .filter(r -> r.get("panel").equals("" + cell[0])
                            && r.get("row").equals("" + cell[1])
                            && r.get("column").equals("" + cell[2]))
                    .findFirst()
                    .orElseThrow();
            JsonNode box = panel("fig3b", cell[0]).get("box");
            double x = box.get(0).asDouble() + (cell[2] + 0.6) / 16 * box.get(2).asDouble();
            double y = box.get(1).asDouble() + (cell[1] + 0.4) / 16 * box.get(3).asDouble();
            point("fig3b", new double[] {x, y});
            assertThat(shown("fig3b"))
                    .contains(row.get("heading") + ", ")
                    .contains("row, column " + cell[1] + ", " + cell[2])
                    .contains("value " + six(row, "value"));
        }
        browser.picture("hover-weights", false);
    }

    @Test
    void theKeyboardReachesValuesZoomAndFullSize() throws IOException {
        open(1280, 900, false);
        WebElement view = view("fig3a");
        int steps = 0;
        while (!browser.driver().switchTo().activeElement().equals(view)) {
            press(Keys.TAB);
            assertThat(++steps).as("steps with Tab").isLessThan(30);
        }
        press(Keys.ARROW_RIGHT);
        press(Keys.ARROW_RIGHT);
        List<Map<String, String>> csv = csv("fig3a");
        String spoken = spoken("fig3a");
        assertThat(spoken).startsWith("Case 1: subspaces; Epoch 1; ");
        assertThat(spoken).contains(six(row(csv, 1, "line", "softmax attention", 1), "y"));
        press("n");
        press(Keys.END);
        assertThat(spoken("fig3a"))
                .startsWith("Case 2: spheres; Epoch " + EPOCHS)
                .contains(six(row(csv, 2, "line", "softmax attention", EPOCHS), "y"));
        browser.picture("keyboard", false);

        double before = browser.number("arguments[0].getBoundingClientRect().width", svg("fig3a"));
        press("+");
        press("+");
        assertThat(browser.number("arguments[0].getBoundingClientRect().width", svg("fig3a")))
                .isBetween(2.2 * before, 2.26 * before); // less the scroll bar
        browser.picture("zoomed", false);
        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(1280);
        press("-");
        press("0");
        assertThat(browser.number("arguments[0].getBoundingClientRect().width", svg("fig3a")))
                .isBetween(before - 1, before + 1);

        press("f");
        assertThat(browser.driver().findElement(By.tagName("dialog")).isDisplayed()).isTrue();
        press(Keys.ARROW_RIGHT);
        browser.picture("full-size", false);
        press(Keys.ESCAPE); // the values
        press(Keys.ESCAPE);
        assertThat(browser.driver().findElement(By.tagName("dialog")).isDisplayed()).isFalse();
        assertThat(browser.driver().switchTo().activeElement().getAccessibleName()).isEqualTo("Full size: fig3a");
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void theWheelZoomsAtThePointerAndTheMouseMovesWhatIsZoomed() {
        open(1280, 900, false);
        WebElement svg = svg("fig3a");
        double[] at = browser.window(svg, 300, 60);
        mouse("mouseMoved", at[0], at[1], Map.of());
        mouse("mouseWheel", at[0], at[1], Map.of("deltaX", 0, "deltaY", -60, "modifiers", 2)); // 2: Ctrl
        waitFor("Number(arguments[0].style.getPropertyValue('--zoom')) > 1.2", view("fig3a"));
        List<Number> after = browser.script(
                "const p = new DOMPoint(300, 60).matrixTransform(arguments[0].getScreenCTM()); return [p.x, p.y]", svg);
        assertThat(after.getFirst().doubleValue()).isBetween(at[0] - 2, at[0] + 2);
        assertThat(after.getLast().doubleValue()).isBetween(at[1] - 2, at[1] + 2);

        double scrolled = browser.number("arguments[0].scrollLeft", view("fig3a"));
        mouse("mousePressed", at[0], at[1], Map.of("button", "left", "clickCount", 1));
        mouse("mouseMoved", at[0] - 40, at[1], Map.of("button", "left"));
        mouse("mouseReleased", at[0] - 40, at[1], Map.of("button", "left", "clickCount", 1));
        assertThat(browser.number("arguments[0].scrollLeft", view("fig3a"))).isBetween(scrolled + 38, scrolled + 42);
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void aPhoneShowsAllOfItAndFingersTapAndPinch() throws IOException {
        open(360, 740, true);
        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        assertThat(browser.number("window.innerWidth")).isEqualTo(360);
        browser.picture("phone", true);
        Map<String, String> line = row(csv("fig3a"), 1, "line", "linear attention", 5);
        double[] place = place("fig3a", 1, 5, number(line, "y"));
        double[] at = browser.window(svg("fig3a"), place[0], place[1]);
        touch("touchStart", at[0], at[1]);
        touch("touchEnd");
        assertThat(shown("fig3a")).contains("Epoch 5", six(line, "y"));
        browser.picture("phone-tap", false);
        touch("touchStart", 120, at[1], 220, at[1]);
        touch("touchMove", 90, at[1], 250, at[1]);
        touch("touchMove", 60, at[1], 280, at[1]);
        touch("touchEnd");
        assertThat(browser.number("Number(arguments[0].style.getPropertyValue('--zoom'))", view("fig3a")))
                .isBetween(2.0, 2.4);
        browser.picture("phone-pinch", false);
        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void inPrintItIsWhole() throws IOException {
        open(1280, 900, false);
        press("+"); // nothing has the focus: no harm
        view("fig3a").sendKeys("+", "+", Keys.ARROW_RIGHT);
        List<String> headings = texts("h2");
        List<String> captions = texts("table caption, summary");
        byte[] pdf = Base64.getDecoder()
                .decode(browser.driver().print(new PrintOptions()).getContent());
        Browser.save("print.pdf", pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            List<String> pages = new ArrayList<>();
            for (int p = 0; p < document.getNumberOfPages(); p++) {
                BufferedImage image = renderer.renderImageWithDPI(p, 72);
                ByteArrayOutputStream png = new ByteArrayOutputStream();
                ImageIO.write(image, "png", png);
                Browser.save("print-" + (p + 1) + ".png", png.toByteArray());
                pages.add(text(document, p));
            }
            String all = squeezed(String.join(" ", pages));
            assertThat(headings).hasSizeGreaterThan(5).allSatisfy(h -> assertThat(all).contains(squeezed(h)));
            assertThat(captions).hasSizeGreaterThan(2).allSatisfy(c -> assertThat(all).contains(squeezed(c)));
            assertThat(all).as("the recipe, which was folded").contains("optimiser:", "noise_variance:0.1");
            assertThat(all).contains("(figures/fig3a.svg)", "mixtures-softmax-seed2").doesNotContain("Fullsize");
            assertThat(pages)
                    .as("a figure is on one page")
                    .anySatisfy(page -> assertThat(squeezed(page))
                            .contains("Case1:subspaces", "Case3:mixtures", "softmaxattention", "Lines:meanover2weightseeds"))
                    .anySatisfy(page -> assertThat(squeezed(page)).contains("Linearattention", "Undereachmatrix"));
            assertThat(outside(document)).as("text beyond the edges of its page").isEmpty();
        }
    }

    @Test
    void axeFindsNothingInLightAndDark() throws IOException {
        open(1280, 900, false);
        assertThat(browser.violations()).isEmpty();
        browser.scheme("dark");
        assertThat(browser.violations()).isEmpty();
        browser.picture("dark", true);
        view("fig3a").sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void withoutJavaScriptAllCanBeRead() {
        browser.open(run.resolve("report.html"), 1280, 900, false);
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.driver().navigate().refresh();
        assertThat(browser.driver().findElements(By.tagName("button"))).isEmpty();
        assertThat(svg("fig3a").isDisplayed()).isTrue();
        assertThat(browser.driver().findElement(By.id("hint")).isDisplayed()).isFalse();
        browser.driver().findElement(By.tagName("summary")).click();
        assertThat(browser.driver().findElement(By.tagName("main")).getText()).contains("mixtures-softmax-seed2");
        browser.picture("no-script", true);
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }

    // What is where.

    private static WebElement view(String figure) {
        return browser.driver().findElement(By.cssSelector("#" + figure + " .view"));
    }

    private static WebElement svg(String figure) {
        return browser.driver().findElement(By.cssSelector("#" + figure + " svg"));
    }

    private static WebElement values(String figure) {
        return browser.driver().findElement(By.cssSelector("#" + figure + " .values"));
    }

    private static String shown(String figure) {
        assertThat(values(figure).isDisplayed()).isTrue();
        return values(figure).getText().replace('\n', ' ');
    }

    private static String spoken(String figure) {
        return browser.script("return document.querySelector('#' + arguments[0] + ' .spoken').textContent", figure);
    }

    private static List<String> texts(String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getAttribute("textContent"))
                .toList();
    }

    private static JsonNode panel(String figure, int number) {
        String json = browser.script(
                "return document.querySelector('#' + arguments[0] + ' script').textContent", figure);
        return JsonMapper.shared().readTree(json).get("panels").get(number - 1);
    }

    /** Where in the SVG a point of a chart lies, its axes being linear. */
    private static double[] place(String figure, int panel, double x, double y) {
        JsonNode chart = panel(figure, panel);
        double[] box = chart.get("box").valueStream().mapToDouble(JsonNode::asDouble).toArray();
        return new double[] {
            box[0] + box[2] * fraction(chart.get("x"), x), box[1] + box[3] * (1 - fraction(chart.get("y"), y))
        };
    }

    private static double fraction(JsonNode axis, double value) {
        double low = axis.get("low").asDouble();
        return (value - low) / (axis.get("high").asDouble() - low);
    }

    // What people do.

    private static void point(String figure, double[] place) {
        double[] at = browser.window(svg(figure), place[0], place[1]);
        new Actions(browser.driver())
                .moveToLocation((int) Math.round(at[0]), (int) Math.round(at[1]))
                .perform();
    }

    private static void press(CharSequence key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    private static void mouse(String type, double x, double y, Map<String, Object> more) {
        Map<String, Object> event = new java.util.HashMap<>(more);
        event.putAll(Map.of("type", type, "x", x, "y", y));
        browser.cdp("Input.dispatchMouseEvent", event);
    }

    private static void touch(String type, double... places) {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < places.length; i += 2) {
            points.add(Map.of("x", places[i], "y", places[i + 1], "id", i));
        }
        browser.cdp("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
    }

    private static void waitFor(String condition, Object argument) {
        for (int i = 0; i < 100; i++) {
            if (Boolean.TRUE.equals(browser.script("return " + condition, argument))) {
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("never: " + condition);
    }

    // What is expected.

    private static List<Map<String, String>> csv(String figure) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("figures/" + figure + ".csv"));
        List<String> names = List.of(lines.getFirst().split(","));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            Map<String, String> row = new java.util.HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** The row of a mark at an epoch; its only row where the epoch is negative. */
    private static Map<String, String> row(
            List<Map<String, String>> csv, int panel, String kind, String series, int epoch) {
        return csv.stream()
                .filter(row -> row.get("panel").equals("" + panel)
                        && row.get("kind").equals(kind)
                        && row.get("series").equals(series)
                        && (epoch < 0 || number(row, "x") == epoch))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    /** A number of the CSV to six significant digits, as the page sets it. */
    private static String six(Map<String, String> row, String column) {
        return new BigDecimal(row.get(column))
                .round(new MathContext(8))
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString()
                .replace('-', '−');
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static String text(PDDocument document, int page) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page + 1);
        stripper.setEndPage(page + 1);
        return stripper.getText(document);
    }

    private static List<String> outside(PDDocument document) throws IOException {
        List<String> outside = new ArrayList<>();
        new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition text) {
                boolean in = text.getX() > 15 && text.getX() + text.getWidth() < text.getPageWidth() - 15;
                if (!in && !text.getUnicode().isBlank()) {
                    outside.add(text.getUnicode() + " at " + text.getX() + " on page " + getCurrentPageNo());
                }
            }
        }.getText(document);
        return outside;
    }
}
