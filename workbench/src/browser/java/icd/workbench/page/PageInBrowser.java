package icd.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of panel says its values in a browser; hostile texts stay texts there. */
class PageInBrowser {

    @TempDir
    private static Path scratch;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private static void open(Page page) throws IOException {
        Path file = Files.writeString(scratch.resolve("page.html"), page.html());
        browser.open(file, 1280, 900, false);
    }

    @Test
    void everyKindOfPanelSaysItsValues() throws IOException {
        open(Pages.ofEveryKind());
        // Energy over a grid from -1 to 1, 21 values along each axis; (0.52, 0.31) is nearest to (0.5, 0.3).
        say("landscape", 0, 0.52, 0.31, "x₁ 0.5 | y 0.3 | Energy 0.34");
        say("landscape", 0, -0.4, 0.21, "tokens 2 of 2 | x₁ −0.4 | y 0.2");
        say("landscape", 0, 0.8, -0.8, "descent 1 of 3 | x₁ 0.8 | y −0.8");
        say("landscape", 0, 0.9, 0.9, "x₁ 0.9 | valley 0.9");
        say("landscape", 0, 0.5, 0.9, "x₁ 0.5 | y 0.9 | Energy 1.06");
        browser.picture("kinds-landscape", false);
        say(
                "losses",
                0,
                100,
                0.01,
                "α 100 | β 0.01 | Loss 0.01"); // both axes logarithmic; the value is their ratio times 1e2
        say("losses", 1, 0.5, 3, "margin 0 to 1 | counts 4");
        say("losses", 2, 2, 5, "L 2 | law 4 | measured 5 4 to 7");
        say("losses", 2, 3, 0, "L 3 | law 9 | measured 6 5 to 8");
        browser.picture("kinds-losses", false);
        say("names", 0, -0.5, 1, "holds 2 of 2 | out by −0.5 | y WKQ");
        say("names", 0, 0.25, 0, "holds 1 of 2 | out by 0.25 | y first");
        say("names", 0, 0.8, 0.5, "");
        JsonNode space = panel("space", 0).get("marks").get(0);
        point(
                "space",
                space.get("across").get(1).asDouble(),
                space.get("down").get(1).asDouble());
        assertThat(shown("space")).isEqualTo("points 2 of 3 | x 1 | y 3 | z 1");
        browser.picture("kinds-space", false);
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void theKeyboardReachesEveryPanelAndLeavesOutWhatIsNotDrawn() throws IOException {
        open(Pages.ofEveryKind());
        WebElement view = browser.driver().findElement(By.cssSelector("#losses .view"));
        view.sendKeys("n");
        assertThat(shown("losses")).startsWith("α 1 | β 0.01 |");
        view.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        assertThat(shown("losses")).startsWith("α 10 | β 1 |");
        view.sendKeys("n", Keys.END);
        assertThat(shown("losses")).isEqualTo("margin 1 to 3 | counts 1");
        view.sendKeys("n", "n", "n", Keys.HOME, Keys.ARROW_LEFT);
        assertThat(shown("losses")).startsWith("L 1 |");
        view.sendKeys(Keys.ARROW_DOWN);
        assertThat(shown("losses")).isEqualTo("L 1 | law 1 | measured 3 2 to 4");
        view.sendKeys(Keys.ESCAPE);
        assertThat(browser.driver()
                        .findElement(By.cssSelector("#losses .values"))
                        .isDisplayed())
                .isFalse();
        assertThat(browser.messages()).isEmpty();
    }

    @Test
    void hostileTextsStayTexts() throws IOException {
        String text = "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;";
        open(Pages.hostile(text));
        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo(text);
        assertThat(browser.driver().getTitle()).isEqualTo(text);
        point("hostile", panel("hostile", 0).get("box").get(0).asDouble() + 5, 50);
        assertThat(shown("hostile")).contains("<img src=x onerror=alert(1)>");
        assertThat(browser.driver().findElements(By.tagName("img"))).isEmpty();
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests()).hasSize(1);
    }

    @Test
    void anotherScriptThanOursDoesNotRun() throws IOException {
        String html = Pages.small().html().replace("<main ", "<script>document.title = 'changed'</script><main ");
        Path file = Files.writeString(scratch.resolve("other.html"), html);
        browser.open(file, 1280, 900, false);
        assertThat(browser.driver().getTitle()).isEqualTo(Pages.small().head().title());
        assertThat(browser.messages()).hasSize(1).first().asString().contains("Content Security Policy");
    }

    /** Thirty claims in two tables; the menus leave those of one part, or of one verdict. */
    @Test
    void menusChooseAmongTheRowsOfASection() throws IOException {
        open(Pages.ofManyClaims());
        assertThat(visibleRows()).isEqualTo(30);
        List<WebElement> menus = browser.driver().findElements(By.cssSelector("select"));
        assertThat(menus).extracting(WebElement::getAccessibleName).containsExactly("part:", "verdict:");
        menus.getFirst().sendKeys("The paper");
        assertThat(visibleRows()).isEqualTo(20);
        menus.getLast().sendKeys("✗ fails");
        assertThat(visibleRows()).isEqualTo(2);
        assertThat(browser.driver().findElement(By.cssSelector("p.rows")).getText())
                .isEqualTo("2 of 30 rows.");
        browser.picture("filters", false);
        assertThat(browser.violations()).isEmpty();
    }

    private static int visibleRows() {
        return (int) browser.number(
                "[...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length");
    }

    /** Points at a place in the data of a panel, and looks at what is said. */
    private static void say(String figure, int panel, double x, double y, String expected) {
        JsonNode chart = panel(figure, panel);
        double[] box =
                chart.get("box").valueStream().mapToDouble(JsonNode::asDouble).toArray();
        point(
                figure,
                box[0] + box[2] * fraction(chart.get("x"), x),
                box[1] + box[3] * (1 - fraction(chart.get("y"), y)));
        assertThat(shown(figure)).isEqualTo(expected);
    }

    private static double fraction(JsonNode axis, double value) {
        double low = axis.get("low").asDouble();
        double high = axis.get("high").asDouble();
        return axis.get("log").asBoolean()
                ? Math.log(value / low) / Math.log(high / low)
                : (value - low) / (high - low);
    }

    private static void point(String figure, double x, double y) {
        WebElement svg = browser.driver().findElement(By.cssSelector("#" + figure + " svg"));
        double[] at = browser.window(svg, x, y);
        new Actions(browser.driver())
                .moveToLocation((int) Math.round(at[0]), (int) Math.round(at[1]))
                .perform();
    }

    /** The rows of what is said, without the panel's name. */
    private static String shown(String figure) {
        List<String> rows = browser.script(
                "const box = document.querySelector('#' + arguments[0] + ' .values');"
                        + "return box.hidden ? [] : [...box.querySelectorAll('tr')].map((row) =>"
                        + " [...row.cells].map((cell) => cell.textContent).join(' '))",
                figure);
        return String.join(" | ", rows);
    }

    private static JsonNode panel(String figure, int number) {
        String json =
                browser.script("return document.querySelector('#' + arguments[0] + ' script').textContent", figure);
        return JsonMapper.shared().readTree(json).get("panels").get(number);
    }
}
