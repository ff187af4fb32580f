package icd.workbench.manual;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.page.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The manual, opened from a file in a folder that was moved. */
class ManualInBrowser {

    @TempDir
    private static Path scratch;

    private static Path folder;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Path made = scratch.resolve("made");
        Manual.write(Path.of(".."), made);
        folder = Files.move(made, scratch.resolve("moved to a place with blanks"));
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String page, int width, boolean phone) {
        browser.open(folder.resolve(page), width, 900, phone);
    }

    /** Axe looks at contrast too: 4.5 to 1. */
    @ParameterizedTest
    @ValueSource(strings = {"index", "tutorial", "recipe-keys", "recipes", "commands", "errata"})
    void nothingHindersAReader(String name) throws IOException {
        for (String colours : List.of("light", "dark")) {
            open(name + ".html", 1400, false);
            browser.scheme(colours);
            assertThat(browser.violations()).as(colours).isEmpty();
            browser.picture("manual-" + name + "-" + colours, false);
        }
        open(name + ".html", 400, true);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.number("document.documentElement.scrollWidth"))
                .as("nothing sticks out")
                .isLessThanOrEqualTo(400);
        browser.picture("manual-" + name + "-phone", false);
        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.getScheme()).isEqualTo("file"));
    }

    @Test
    void theSearchFindsAndLeadsThere() {
        open("index.html", 1400, false);
        browser.driver().findElement(By.tagName("body")).sendKeys("/");
        WebElement field = browser.driver().switchTo().activeElement();
        field.sendKeys("nuclear norm");
        browser.picture("manual-search", false);
        assertThat(found()).first().asString().contains("nuclear norm");
        field.sendKeys(Keys.ARROW_DOWN, Keys.NULL);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(URI.create(browser.driver().getCurrentUrl()))
                .hasPath(folder.resolve("recipes-beyond.html").toUri().getPath());
        assertThat(browser.number("document.querySelector(location.hash).getBoundingClientRect().top"))
                .isBetween(-1.0, 900.0);
    }

    @Test
    void theSearchSaysThatNothingWasFoundAndIsEmptiedByEscape() {
        open("commands.html", 400, true);
        WebElement field = browser.driver().findElement(By.id("sought"));
        field.sendKeys("<b>nowhere");
        assertThat(browser.driver().findElement(By.id("count")).getText()).isEqualTo("Nothing found");
        assertThat(found()).isEmpty();
        field.sendKeys(Keys.ESCAPE);
        assertThat(field.getAttribute("value")).isEmpty();
        field.sendKeys("prune");
        assertThat(found()).first().asString().contains("workbench prune");
        assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(400);
        browser.picture("manual-search-phone", false);
        assertThat(browser.messages()).isEmpty();
    }

    private static List<String> found() {
        return browser.driver().findElements(By.cssSelector("#found a")).stream()
                .map(WebElement::getText)
                .toList();
    }
}
