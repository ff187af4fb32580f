package icd.figure.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import icd.Draws;
import icd.Property;
import icd.figure.Markup;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypesettingTest {

    private static final Typeface FACE = Typeface.load(); // read by one thread here
    private final Typesetter setter = new Typesetter(FACE);

    @Test
    void scriptsAreSmallerAndOffTheLine() {
        List<Label.Run> runs = setter.set("W_{KQ} final", 10).runs();
        assertThat(runs).extracting(Label.Run::text).containsExactly("W", "KQ", " final");
        assertThat(runs).extracting(Label.Run::size).containsExactly(10.0, 7.0, 10.0);
        assertThat(runs.get(1).shift()).isPositive();
        assertThat(runs.get(1).x()).isEqualTo(runs.get(0).width());
        assertThat(runs.get(2).x()).isCloseTo(runs.get(1).x() + runs.get(1).width(), within(1e-9));
    }

    @Test
    void scriptsAboveAndBelowStandOverOneAnother() {
        List<Label.Run> runs = setter.set("σ_Z^2", 10).runs();
        assertThat(runs).extracting(Label.Run::text).containsExactly("σ", "Z", "2");
        assertThat(runs.get(2).x()).isEqualTo(runs.get(1).x());
        assertThat(runs.get(2).shift()).isNegative();
    }

    /** Figures are 0.7 of their size high, so that at the size of notes two would touch if they were not moved apart. */
    @Test
    void scriptsOverOneAnotherDoNotTouch() {
        for (double size : new double[] {6, 7, 8, 8.5, 12}) {
            for (String text : List.of("σ_0^2", "σ^2_0")) {
                List<Label.Run> runs = setter.set(text, size).runs();
                double apart = Math.abs(runs.get(2).shift() - runs.get(1).shift());
                assertThat(apart / runs.get(2).size()).as(text + " at " + size).isBetween(0.89, 1.2);
            }
        }
    }

    private static Rectangle2D ink(int character) {
        return FACE.outline(character).getBounds2D();
    }

    /** The ink of the accent over the middle of the letter's, above it, and what follows where it would be without. */
    @Test
    void accentsStandOverTheirLetters() {
        for (String letter : List.of("x", "s", "X", "β", "i")) {
            List<Label.Run> runs = setter.set("E(" + letter + "\u0303)", 10).runs();
            assertThat(runs).extracting(Label.Run::text).containsExactly("E(", "˜", letter + ")");
            Label.Run accent = runs.get(1);
            Rectangle2D under = ink(letter.codePointAt(0));
            assertThat(accent.x() + 10 * ink('˜').getCenterX())
                    .isCloseTo(runs.get(2).x() + 10 * under.getCenterX(), within(1e-9));
            double gap = -accent.shift() + 10 * 1201 / 2048.0 - 10 * -under.getMinY(); // the tilde's ink begins at 1201
            assertThat(gap).as("between %s and its tilde", letter).isBetween(0.3, 0.8);
            assertThat(runs.get(2).x()).isEqualTo(runs.get(0).width());
        }
        assertThat(setter.set("x\u0302_1", 10).width())
                .isEqualTo(setter.set("x_1", 10).width());
        assertThat(setter.set("X\u0303", 10).ascent())
                .isGreaterThan(setter.set("X", 10).ascent());
    }

    @Test
    void whatTheTypefaceHasNotIsSaidInWhatItHas() {
        String mathematics = "αβγδεζηθκλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ −×·±≤≥≈≠≡∞→√∂∑∏∫ℓ† ≪ ∇ ⟨x, y⟩ ∥s∥ A^⊤";
        String set =
                setter.set(mathematics, 10).runs().stream().map(Label.Run::text).reduce("", String::concat);
        assertThat(FACE.drawable(set)).isEqualTo(set).doesNotContain("?");
        assertThat(set).contains("grad ", "<x, y>", "||s||").endsWith("AT");
    }

    @Test
    void markupThatIsNotMarkupIsText() {
        assertThat(Markup.plain("weight\\_seed")).isEqualTo("weight_seed");
        assertThat(Markup.plain("a_{open")).isEqualTo("a{open");
        assertThat(Markup.plain("end_")).isEqualTo("end_");
        assertThat(Markup.plain("tab\tnull\0")).isEqualTo("tab null ");
        assertThat(Markup.plain(Markup.escape("a_b^c\\d"))).isEqualTo("a_b^c\\d");
    }

    @Test
    void aHyphenThatBeginsANumberIsAMinus() {
        assertThat(Markup.plain("mean diagonal -0.71")).isEqualTo("mean diagonal −0.71");
        assertThat(Markup.plain("[-1, 1]")).isEqualTo("[−1, 1]");
        assertThat(Markup.plain("2020-01 zero-variance 1e-5")).isEqualTo("2020-01 zero-variance 1e-5");
    }

    @Test
    void widthsAreThoseOfTheFont() {
        assertThat(FACE.width("W", 1000)).isCloseTo(944, within(1.0)); // Liberation Sans: 1933 of 2048 units
        assertThat(FACE.width("αβσ²×−", 10)).isGreaterThan(25);
        assertThat(FACE.drawable("αβγσ_²×−·≤→≈…")).doesNotContain("?");
        assertThat(FACE.drawable("語")).isEqualTo("?");
    }

    @Property(cases = 300)
    void aTextFitsItsPlaceWhateverItSays(Draws draws) {
        String text = draws.text(200);
        double width = draws.between(25.0, 300.0);
        Block block = setter.fit(text, 8, width);
        assertThat(block.width()).isLessThanOrEqualTo(width);
        assertThat(block.lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aLongTextIsBrokenThenSetSmallerThenCut() {
        assertThat(setter.fit("mean diagonal 0.194", 8, 200).lines()).hasSize(1);
        assertThat(setter.fit("mean diagonal 0.194", 8, 55).lines()).hasSize(2);
        List<Label> even =
                setter.fit("one two three four five six seven", 8, 110).lines();
        assertThat(even).hasSize(2);
        assertThat(even.getLast().width())
                .as("no word alone on its line")
                .isGreaterThan(0.6 * even.getFirst().width());
        Block smaller = setter.fit("incomprehensibilities", 8, 65);
        assertThat(smaller.size()).isLessThan(8);
        assertThat(smaller.lines()).hasSize(1);
        Block cut = setter.fit("incomprehensibilities", 8, 40);
        assertThat(cut.lines().getFirst().runs().getLast().text())
                .startsWith("incom")
                .endsWith("…");
    }
}
