package icd.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import icd.figure.Figure;
import icd.figure.Figures;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PageTest {

    private static final String HOSTILE = "</script><script>alert(1)</script>]]>&\"'<!--\u0007 σ_Z^2\uD83D\uDE00";

    @Test
    void everythingIsThereUnderHeadingsInOrder() throws Exception {
        Document document = parsed(Pages.small());
        assertThat(texts(document, "h1")).containsExactly("Figure 3: training dynamics");
        assertThat(texts(document, "h2"))
                .containsExactly(
                        "Figures", "Summary", "Failures", "Expectations", "Results", "Recipe", "Provenance", "Files");
        assertThat(texts(document, "h3")).containsExactly("The paper’s caption", "Differences from the paper");
        assertThat(elements(document, "section").get(1).getAttribute("id")).isEqualTo("summary");
        assertThat(elements(document, "section").get(1).getTextContent())
                .contains("Run\n36 trials", "Found\n1.08 times", "Verdict", "± is one standard error.");
        assertThat(texts(document, "nav")).hasSize(1).first().asString().contains("Expectations", "Files");
        assertThat(document.getDocumentElement().getTextContent())
                .contains("✗ 1 of 2 expectations is met", "✗ 1 failed, see Failures")
                .contains("the loss became infinite", "which is not the Bayes loss", "name: fig3\ntitle:", "1 to 6")
                .contains("Training dynamics for the studied cases.", "workbench run recipe.yaml", "@x{y}");
        assertThat(texts(document, "tr"))
                .contains("alpha beta of case 1✓ met", "fresh loss✗ not met")
                .contains("subspaces softmax0.38710.3980", "spheres-softmax-seed13.22");
        assertThat(texts(document, "main")).hasSize(1);
    }

    @Test
    void headersSayWhatTheyAreOf() throws Exception {
        Document document = parsed(Pages.small());
        for (Element header : elements(document, "th")) {
            boolean head = ((Element) header.getParentNode().getParentNode())
                    .getTagName()
                    .equals("thead");
            assertThat(header.getAttribute("scope")).isEqualTo(head ? "col" : "row");
        }
        assertThat(texts(document, "caption").stream().map(String::strip))
                .contains("Losses", "Trials", "What was expected");
        assertThat(texts(document, "summary")).contains("Trials");
    }

    @Test
    void figuresAreInlineAsInTheirFilesWithWordsAndValues() throws Exception {
        Page page = Pages.small();
        String html = page.html();
        Document document = parsed(page);
        List<Element> figures = elements(document, "figure");
        assertThat(figures).hasSize(2);
        for (int f = 0; f < 2; f++) {
            Figure figure = Pages.figures().get(f);
            String file = Figures.svg(figure);
            assertThat(html.replaceAll("<g data-series=\"[^\"]*\">\n|</g>\n", ""))
                    .contains(file.substring(file.indexOf("<desc")).replace("</g>\n", ""));
            Element svg = (Element) figures.get(f).getElementsByTagName("svg").item(0);
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            Element words = (Element) svg.getElementsByTagName("desc").item(0);
            assertThat(svg.getAttribute("aria-labelledby")).isEqualTo(words.getAttribute("id"));
            assertThat(words.getTextContent()).isEqualTo(figure.alternative());
            Element caption =
                    (Element) figures.get(f).getElementsByTagName("figcaption").item(0);
            assertThat(caption.getTextContent()).contains(figure.alternative());
            assertThat(elements(caption, "span").stream().map(Element::getTextContent))
                    .contains("figures/" + figure.name() + ".csv");
        }
        JsonNode panel = values(figures.getFirst()).get("panels").get(0);
        assertThat(panel.get("x").get("label").get(0).asString()).isEqualTo("Epoch");
        assertThat(panel.get("marks").get(1).get("y").get(2).asDouble()).isEqualTo(0.4);
        assertThat(panel.get("marks").get(0).get("low").get(2).asDouble()).isEqualTo(0.35);
    }

    @Test
    void textsAreNeverMoreThanText() throws Exception {
        Document document = parsed(Pages.hostile(HOSTILE));
        String shown = HOSTILE.replace("\u0007", "\\u0007");
        assertThat(texts(document, "h1")).containsExactly(shown);
        assertThat(texts(document, "title")).containsExactly(shown);
        assertThat(texts(document, "caption").stream().map(String::strip)).contains(shown);
        assertThat(texts(document, "desc")).containsExactly(shown);
        assertThat(texts(document, "dd"))
                .filteredOn(shown::equals)
                .as("summary and provenance")
                .hasSize(2);
        assertThat(elements(document, "script")).hasSize(3);
        String html = Pages.hostile(HOSTILE).html();
        assertThat(html.split("<script", -1)).as("values, files, the script").hasSize(4);
        assertThat(html).doesNotContain("<!--");
        JsonNode panel =
                values(elements(document, "figure").getFirst()).get("panels").get(0);
        assertThat(panel.get("name").get(0).asString()).startsWith("</script><script>alert(1)</script>]]>&\"'<!--");
    }

    @Test
    void nothingIsLoadedAndNoOtherScriptMayRun() throws Exception {
        for (Page page : List.of(Pages.small(), Pages.hostile(HOSTILE))) {
            Document document = parsed(page);
            for (Element element : elements(document, "*")) {
                String tag = element.getTagName();
                assertThat(tag).isNotIn("link", "img", "iframe", "object", "embed", "base", "form", "audio", "video");
                assertThat(element.hasAttribute("src")).isFalse();
                String link = element.getAttribute(tag.equals("a") ? "href" : "xlink:href");
                assertThat(link)
                        .doesNotStartWith("/")
                        .satisfies(l -> assertThat(l.startsWith("data:image/png;base64,")
                                        || tag.equals("a") && l.startsWith("https://")
                                        || !l.contains(":"))
                                .isTrue());
            }
            String script = elements(document, "script").getLast().getTextContent();
            assertThat(script).contains("'use strict'");
        }
        String html = Pages.small().html();
        int from = html.lastIndexOf("<script>") + "<script>".length();
        byte[] script = html.substring(from, html.indexOf("</script>", from)).getBytes(StandardCharsets.UTF_8);
        String digest = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(script));
        assertThat(html).contains("default-src 'none'").contains("script-src 'sha256-" + digest + "'");
        assertThat(html.replace("http://www.w3.org/", "").replace("https://arxiv.org/abs/2502.05164", ""))
                .doesNotContain("http:", "https:", "url(http", "@import");
    }

    /** Every row is there once: the first hundred as HTML, the others as data that says the same. */
    @Test
    void aLongTableShowsItsFirstRowsAndHoldsTheOthersAsData() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(List.of("trial " + i, HOSTILE, i % 2 == 0 ? "✓ met" : Integer.toString(i)));
        }
        PageTable table = new PageTable(
                        "Long",
                        List.of(
                                PageTable.Column.words("trial"),
                                PageTable.Column.words("words"),
                                PageTable.Column.numbers("number", "")),
                        rows)
                .allIn("observations.csv");
        Page page = new Page(new Head("long", "Long", ""), List.of(table), List.of(), List.of());
        Document document = parsed(page);
        Element body = elements(document, "tbody").getFirst();
        assertThat(body.getElementsByTagName("tr").getLength()).isEqualTo(100);
        assertThat(texts(document, "p")).contains("Rows 1 to 100 of 10000. All of them are in observations.csv.");
        Element data = elements(document, "script").getFirst();
        JsonNode rest = JsonMapper.shared().readTree(data.getTextContent());
        assertThat(rest).hasSize(9_900);
        assertThat(rest.get(0).get(1).asString()).isEqualTo("trial 100");
        assertThat(rest.get(9_899).get(3).asString()).isEqualTo("9999");
        assertThat(rest.get(7).get(2).asString())
                .as("as in the rows that are shown")
                .isEqualTo(((Element) body.getElementsByTagName("td").item(0)).getTextContent());
        assertThat(page.html().split("<script", -1)).hasSize(4);
        assertThat(page.html()).contains("new Pager(box)");
    }

    @Test
    void aTableOfAHundredRowsIsThereWhole() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(List.of("trial " + i));
        }
        PageTable table = new PageTable("Short", List.of(PageTable.Column.words("trial")), rows);
        Document document = parsed(new Page(new Head("short", "Short", ""), List.of(table), List.of(), List.of()));
        assertThat(elements(document, "tr")).hasSize(101);
        assertThat(elements(document, "script")).hasSize(2);
    }

    @Test
    void linksWithinThePageArriveAndIdsAreUnique() throws Exception {
        Document document = parsed(Pages.small());
        Set<String> ids = new HashSet<>();
        for (Element element : elements(document, "*")) {
            String id = element.getAttribute("id");
            assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
        }
        List<String> inside = elements(document, "a").stream()
                .map(a -> a.getAttribute("href"))
                .filter(href -> href.startsWith("#"))
                .toList();
        assertThat(inside).hasSize(9).allSatisfy(href -> assertThat(ids).contains(href.substring(1)));
        assertThat(elements(document, "section"))
                .allSatisfy(section -> assertThat(ids).contains(section.getAttribute("aria-labelledby")));
    }

    @Test
    void whatIsNotThereHasNoSection() throws Exception {
        Page bare = new Page(new Head("bare", "bare", ""), List.of(), List.of(), List.of("it failed"));
        assertThat(texts(parsed(bare), "h2")).containsExactly("Summary", "Failures");
        assertThat(bare.html()).doesNotContain("Reproduces", "expectation", "<figure", "BibTeX</summary>");
    }

    /** What is inflated again is the file, and what is too large is named. */
    @Test
    void filesAreWithinThePageOrNamed() throws Exception {
        Document document = parsed(Pages.small());
        Element script = elements(document, "script").stream()
                .filter(each -> each.getAttribute("id").equals("files"))
                .findFirst()
                .orElseThrow();
        JsonNode files = JsonMapper.shared().readTree(script.getTextContent());
        assertThat(files)
                .extracting(file -> file.get(0).asString())
                .containsExactly("recipe.yaml", "figures/fig3a.csv");
        byte[] csv = Pages.CSV.getBytes(StandardCharsets.UTF_8);
        CRC32 sum = new CRC32();
        sum.update(csv);
        assertThat(files.get(1).get(1).asInt()).isEqualTo(csv.length);
        assertThat(files.get(1).get(2).asLong()).isEqualTo(sum.getValue());
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(Base64.getDecoder().decode(files.get(1).get(3).asString()));
            byte[] whole = new byte[csv.length];
            assertThat(inflater.inflate(whole)).isEqualTo(csv.length);
            assertThat(whole).isEqualTo(csv);
        }
        assertThat(elements(document, "span").stream()
                        .filter(span -> span.hasAttribute("data-file"))
                        .map(span -> span.getAttribute("data-file")))
                .contains("figures/fig3a.csv", "recipe.yaml")
                .doesNotContain("trials/large.csv", "figures/fig3b.csv");
        assertThat(texts(document, "span")).contains("trials/large.csv");
        assertThat(elements(document, "a").stream().map(a -> a.getAttribute("href")))
                .as("no link leads to a file beside the page")
                .allMatch(href -> href.startsWith("#") || href.startsWith("https://"));
    }

    @Test
    void thereIsNoMoreThanEightMegabytesOfFiles() {
        byte[] noise = new byte[2_500_000];
        new Random(1).nextBytes(noise);
        List<Attachment> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(new Attachment("trials/" + i, "noise", noise));
        }
        Attachments held = Attachments.of(all);
        assertThat(held.json().length()).isLessThanOrEqualTo(8_000_001);
        assertThat(held.held().get("noise")).containsExactly("trials/0", "trials/1");
        assertThat(held.left()).containsExactly("trials/2", "trials/3");
    }

    @Test
    void theSamePageGivesTheSameText() {
        assertThat(Pages.small().html()).isEqualTo(Pages.small().html());
    }

    @Test
    void partsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Attachment("http://elsewhere", "", new byte[0]))
                .hasMessageContaining("relative to the page");
        assertThatThrownBy(() -> new Head.Citation("a", "http://elsewhere", "")).hasMessageContaining("https://");
        assertThatThrownBy(() -> new PageTable("t", List.of(PageTable.Column.words("a")), List.of(List.of("1", "2"))))
                .hasMessageContaining("must have 1 cells, got 2");
    }

    private static Document parsed(Page page) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.html())));
    }

    private static JsonNode values(Element figure) {
        return JsonMapper.shared()
                .readTree(figure.getElementsByTagName("script").item(0).getTextContent());
    }

    private static List<String> texts(Document document, String tag) {
        return elements(document, tag).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document document, String tag) {
        return list(document.getElementsByTagName(tag));
    }

    private static List<Element> elements(Element within, String tag) {
        return list(within.getElementsByTagName(tag));
    }

    private static List<Element> list(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
