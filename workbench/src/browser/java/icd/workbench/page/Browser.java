package icd.workbench.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window, and what the tests ask of it. */
public final class Browser implements AutoCloseable {

    /** Where pictures are left for people to look at. */
    private static final Path PICTURES = Path.of("target/browser");

    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/local/bin", "/snap/bin");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser start() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").toFile());
        // Nothing but our own pages is opened; where root runs the tests, Chromium's sandbox does not start.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Path program(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        name + " must be installed in one of " + FOLDERS + ", got none of them"));
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page in a window of this size; empties the logs. */
    public void open(Path page, int width, int height, boolean phone) {
        cdp("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        cdp("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone, "maxTouchPoints", phone ? 5 : 1));
        scheme("light");
        driver.get("about:blank");
        messages();
        requests();
        driver.get(page.toUri().toString());
    }

    public void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    /** light or dark. */
    public void scheme(String colours) {
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /** What the console said since it was asked last. */
    public List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** What was asked of any network or file since last asked. */
    public List<URI> requests() {
        List<URI> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode event = JsonMapper.shared().readTree(entry.getMessage()).get("message");
            String url = event.path("params").path("request").path("url").asString("");
            if (event.path("method").asString().equals("Network.requestWillBeSent") && !url.startsWith("data:")) {
                requests.add(URI.create(url));
            }
        }
        return requests;
    }

    @SuppressWarnings("unchecked")
    public <T> T script(String script, Object... arguments) {
        return (T) driver.executeScript(script, arguments);
    }

    public double number(String expression, Object... arguments) {
        Number value = script("return " + expression, arguments);
        return value.doubleValue();
    }

    /** Where in the window a place of a figure's SVG lies: {x, y}. Scrolls the figure into view first. */
    public double[] window(WebElement svg, double x, double y) {
        List<Number> at = script(
                "arguments[0].scrollIntoView({block: 'center'});"
                        + "const p = new DOMPoint(arguments[1], arguments[2]).matrixTransform(arguments[0].getScreenCTM());"
                        + "return [p.x, p.y];",
                svg,
                x,
                y);
        return new double[] {at.getFirst().doubleValue(), at.getLast().doubleValue()};
    }

    /** Leaves a picture of the whole page, or of what the window shows. */
    public void picture(String name, boolean whole) {
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
        save(name + ".png", Base64.getDecoder().decode(answer.get("data").toString()));
    }

    public static Path save(String name, byte[] bytes) {
        try {
            Files.createDirectories(PICTURES);
            return Files.write(PICTURES.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe-core finds against WCAG 2.2 AA and its good practices: each as "rule: element", nothing where all is well. */
    public List<String> violations() throws IOException {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        // Without its own requests for style sheets, which a page from a file may not make.
        Map<String, List<Map<String, Object>>> result = script("return await axe.run(document, {preload: false});");
        if (result.get("passes").size() < 20) {
            throw new IllegalStateException("axe must have looked at the page, got " + result.get("passes"));
        }
        List<String> found = new ArrayList<>();
        for (Map<String, Object> violation : result.get("violations")) {
            found.add(violation.get("id") + ": " + violation.get("nodes"));
        }
        return found;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
