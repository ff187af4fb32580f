package icd.workbench.cli;

import static icd.workbench.cli.Printed.squeezed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.workbench.page.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
class ReportInBrowser {

    private static final int EPOCHS = SmallRun.EPOCHS;

    @TempDir
    private static Path scratch;

    private static SmallRun run;
    private static Browser browser;

    @BeforeAll
    static void runAndStart() throws IOException {
        run = SmallRun.in(scratch);
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(int width, int height, boolean phone) {
        browser.open(run.report(), width, height, phone);
    }

    @Test
    void opensWithoutAMessageOrARequestButForItself() {
        open(1280, 900, false);
        browser.picture("desktop", true);
        String text = browser.driver().findElement(By.tagName("body")).getText();
        assertThat(text).contains("1 of 2 expectations are met", "The prompts are few", "Bayes");
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests()).containsExactly(run.report().toUri());
    }

    /** The page alone, in an empty folder, gives away all files that it holds, and asks for none. */
    @Test
    void movedAloneItIsWhole() throws IOException {
        Path folder = Files.createDirectory(scratch.resolve("alone"));
        Path page = Files.copy(run.report(), folder.resolve("sent.html"));
        Path downloads = Files.createDirectory(scratch.resolve("downloads"));
        browser.open(page, 1400, 900, false);
        browser.cdp("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        click("[aria-label='Download figures/fig3a.csv']");
        click(".again button:last-child");
        Path csv = downloaded(downloads.resolve("fig3a.csv"));
        assertThat(csv).hasSameBinaryContentAs(run.directory().resolve("figures/fig3a.csv"));
        try (ZipFile zip =
                new ZipFile(downloaded(downloads.resolve("small.zip")).toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            assertThat(entries)
                    .extracting(ZipEntry::getName)
                    .contains(
                            "small/recipe.yaml",
                            "small/summary.json",
                            "small/observations.csv",
                            "small/figures/fig3b.pdf")
                    .contains("small/trials/mixtures-softmax-seed2/metrics.csv")
                    .contains("small/trials/mixtures-softmax-seed2/weights.npz");
            for (ZipEntry entry : entries) {
                Path file = run.directory().resolve(entry.getName().substring("small/".length()));
                assertThat(zip.getInputStream(entry).readAllBytes())
                        .as(entry.getName())
                        .isEqualTo(Files.readAllBytes(file));
            }
        }
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests().stream().filter(uri -> !uri.getScheme().equals("blob")))
                .containsExactly(page.toUri());
    }

    @Test
    void aButtonHidesItsSeriesAndAnotherShowsSingleTrials() throws IOException {
        open(1280, 900, false);
        String hidden = "#fig3a [data-series='linear attention']";
        WebElement button =
                browser.driver().findElement(By.cssSelector("[aria-label='Series linear attention: fig3a']"));
        assertThat(button.getAttribute("aria-pressed")).isEqualTo("true");
        button.click();
        assertThat(button.getAttribute("aria-pressed")).isEqualTo("false");
        assertThat(browser.driver().findElements(By.cssSelector(hidden)))
                .isNotEmpty()
                .noneMatch(WebElement::isDisplayed);
        Map<String, String> softmax = SmallRun.row(run.csv("fig3a"), 1, "line", "softmax attention", 5);
        point("fig3a", place("fig3a", 1, 5, SmallRun.number(softmax, "y")));
        assertThat(shown("fig3a")).contains("softmax attention").doesNotContain("linear attention");
        click("[aria-label='Single trials: fig3a']");
        List<WebElement> singles = browser.driver().findElements(By.cssSelector("#fig3a .single"));
        assertThat(singles).as("three cases, two layers, two seeds").hasSize(12);
        List<Map<String, String>> metrics =
                SmallRun.rows(run.directory().resolve("trials/subspaces-softmax-seed2/metrics.csv"));
        double[] last = place("fig3a", 1, EPOCHS, SmallRun.number(metrics.getLast(), "test_mse_per_dim"));
        assertThat(singles)
                .extracting(
                        path -> path.getAttribute("d").replaceFirst(".*L", "").split(" "))
                .anySatisfy(end -> {
                    assertThat(Double.parseDouble(end[0])).isCloseTo(last[0], within(0.02));
                    assertThat(Double.parseDouble(end[1])).isCloseTo(last[1], within(0.02));
                });
        browser.picture("single-trials", false);
        button.click();
        assertThat(browser.driver().findElements(By.cssSelector(hidden))).anyMatch(WebElement::isDisplayed);
        assertThat(browser.messages()).isEmpty();
    }

    /** While a figure is zoomed, numbers along its edges are those of the places they stand at. */
    @Test
    void zoomedAFigureKeepsItsAxesInView() {
        open(1280, 900, false);
        WebElement view = view("fig3a");
        view.sendKeys("+", "+", "+", "+");
        browser.script("arguments[0].scrollTo(300, 0)", view);
        waitFor("!arguments[0].parentNode.querySelector('.ruler.across').hidden", view);
        List<List<Object>> ticks = browser.script("""
                const view = arguments[0];
                const edge = view.getBoundingClientRect().left;
                return [...view.parentNode.querySelectorAll('.ruler.across span')].map((tick) =>
                  [tick.textContent, edge + parseFloat(tick.style.left)]);""", view);
        assertThat(ticks).hasSizeGreaterThan(2);
        for (List<Object> tick : ticks) {
            double value = Double.parseDouble(tick.getFirst().toString().replace('−', '-'));
            assertThat(IntStream.rangeClosed(1, 3)
                            .mapToDouble(panel -> browser.number(
                                    "new DOMPoint(arguments[1], 0).matrixTransform(arguments[0].getScreenCTM()).x",
                                    svg("fig3a"),
                                    place("fig3a", panel, value, 0)[0])))
                    .anyMatch(x -> Math.abs(x - ((Number) tick.getLast()).doubleValue()) < 1.5);
        }
        browser.picture("rulers", false);
        view.sendKeys("0");
        assertThat(view.findElement(By.xpath(".."))
                        .findElement(By.cssSelector(".ruler.across"))
                        .isDisplayed())
                .isFalse();
    }

    @Test
    void pointingAtACurveShowsTheNumbersOfTheCsv() throws IOException {
        open(1280, 900, false);
        List<Map<String, String>> csv = run.csv("fig3a");
        for (int panel = 1; panel <= 3; panel++) {
            for (int epoch : new int[] {0, 5, EPOCHS}) {
                Map<String, String> line = SmallRun.row(csv, panel, "line", "linear attention", epoch);
                Map<String, String> band = SmallRun.row(csv, panel, "band", "linear attention", epoch);
                Map<String, String> bayes = SmallRun.row(csv, panel, "rule", "Bayes", -1);
                point("fig3a", place("fig3a", panel, epoch, SmallRun.number(line, "y")));
                assertThat(shown("fig3a"))
                        .contains("Epoch " + epoch)
                        .contains("linear attention " + SmallRun.six(line, "y") + " " + SmallRun.six(band, "low")
                                + " to " + SmallRun.six(band, "high"))
                        .contains("Bayes " + SmallRun.six(bayes, "y"));
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
        List<Map<String, String>> csv = run.csv("fig3b");
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
                    .contains("value " + SmallRun.six(row, "value"));
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
        List<Map<String, String>> csv = run.csv("fig3a");
        String spoken = spoken("fig3a");
        assertThat(spoken).startsWith("Case 1: subspaces; Epoch 1; ");
        assertThat(spoken).contains(SmallRun.six(SmallRun.row(csv, 1, "line", "softmax attention", 1), "y"));
        press("n");
        press(Keys.END);
        assertThat(spoken("fig3a"))
                .startsWith("Case 2: spheres; Epoch " + EPOCHS)
                .contains(SmallRun.six(SmallRun.row(csv, 2, "line", "softmax attention", EPOCHS), "y"));
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
        assertThat(browser.driver().findElement(By.tagName("dialog")).isDisplayed())
                .isTrue();
        press(Keys.ARROW_RIGHT);
        browser.picture("full-size", false);
        press(Keys.ESCAPE); // the values
        press(Keys.ESCAPE);
        assertThat(browser.driver().findElement(By.tagName("dialog")).isDisplayed())
                .isFalse();
        assertThat(browser.driver().switchTo().activeElement().getAccessibleName())
                .isEqualTo("Full size: fig3a");
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
        Map<String, String> line = SmallRun.row(run.csv("fig3a"), 1, "line", "linear attention", 5);
        double[] place = place("fig3a", 1, 5, SmallRun.number(line, "y"));
        double[] at = browser.window(svg("fig3a"), place[0], place[1]);
        touch("touchStart", at[0], at[1]);
        touch("touchEnd");
        assertThat(shown("fig3a")).contains("Epoch 5", SmallRun.six(line, "y"));
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
        List<String> captions = texts("table caption, main details:not(.hint) > summary");
        String pdf = browser.driver().print(new PrintOptions()).getContent();
        Printed printed = Printed.of(Base64.getDecoder().decode(pdf));
        String all = printed.all();
        assertThat(headings)
                .hasSizeGreaterThan(5)
                .filteredOn(heading -> !heading.equals("Files")) // which nobody can load from paper
                .allSatisfy(heading -> assertThat(all).contains(squeezed(heading)));
        assertThat(captions)
                .hasSizeGreaterThan(2)
                .filteredOn(caption -> !caption.matches("\\d+ files"))
                .allSatisfy(caption -> assertThat(all).contains(squeezed(caption)));
        assertThat(all).as("the recipe, which was folded").contains("optimiser:", "noise_variance:0.1");
        assertThat(all)
                .contains("mixtures-softmax-seed2", "workbenchrunrecipe.yaml")
                .doesNotContain("Fullsize", "Copy", "figures/fig3a.svg");
        String[] curves = {"Case1:subspaces", "Case3:mixtures", "softmaxattention", "Lines:meanover2weightseeds"};
        assertThat(printed.sheets())
                .as("a figure is on one sheet")
                .anySatisfy(sheet -> assertThat(sheet).contains(curves))
                .anySatisfy(sheet -> assertThat(sheet).contains("Linearattention", "meandiagonals"))
                .as("a heading stays with what it is of")
                .anySatisfy(sheet -> assertThat(sheet).contains("ResultsLayers:", "Case1:subspaceslinearattention2"));
        assertThat(printed.beyond()).isEmpty();
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
        browser.open(run.report(), 1280, 900, false);
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        browser.driver().navigate().refresh();
        assertThat(browser.driver().findElements(By.tagName("button"))).isEmpty();
        assertThat(svg("fig3a").isDisplayed()).isTrue();
        assertThat(browser.driver().findElement(By.id("hint")).isDisplayed()).isFalse();
        browser.driver()
                .findElements(By.cssSelector("main section > details > summary"))
                .forEach(WebElement::click);
        assertThat(browser.driver().findElement(By.tagName("main")).getText()).contains("mixtures-softmax-seed2");
        browser.picture("no-script", true);
        browser.cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }

    // These methods say where things are.

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
        String json =
                browser.script("return document.querySelector('#' + arguments[0] + ' script').textContent", figure);
        return JsonMapper.shared().readTree(json).get("panels").get(number - 1);
    }

    /** Where in the SVG a point of a chart lies, its axes being linear. */
    private static double[] place(String figure, int panel, double x, double y) {
        JsonNode chart = panel(figure, panel);
        double[] box =
                chart.get("box").valueStream().mapToDouble(JsonNode::asDouble).toArray();
        return new double[] {
            box[0] + box[2] * fraction(chart.get("x"), x), box[1] + box[3] * (1 - fraction(chart.get("y"), y))
        };
    }

    private static double fraction(JsonNode axis, double value) {
        double low = axis.get("low").asDouble();
        return (value - low) / (axis.get("high").asDouble() - low);
    }

    /** Waits until a file is there whole. */
    private static Path downloaded(Path file) {
        for (int i = 0; i < 250 && !Files.exists(file); i++) {
            pause();
        }
        assertThat(file).exists();
        return file;
    }

    // What people do.

    private static void click(String selector) {
        WebElement button = browser.driver().findElement(By.cssSelector(selector));
        browser.script("arguments[0].scrollIntoView({block: 'center'})", button);
        button.click();
    }

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
            pause();
        }
        throw new AssertionError("never: " + condition);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
