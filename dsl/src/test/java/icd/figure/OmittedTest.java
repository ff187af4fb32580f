package icd.figure;

import static icd.Dsl.bar;
import static icd.Dsl.heat;
import static icd.Dsl.hist;
import static icd.Dsl.matrix;
import static icd.Dsl.plot;
import static icd.Dsl.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A point that a logarithmic axis has no place for is counted once. */
class OmittedTest {

    @Test
    void pointsBarsAndCellsAreCounted() {
        Figure points = plot(row(1, 2, 3), row(-1, 2, 3), row(1, 1, 1)).log();
        assertThat(Omitted.note(points)).isEqualTo("Not shown on logarithmic axes: 1 point at or below zero.");
        Figure bars = bar(List.of("a", "b", "c"), row(-5, 10, 0)).log();
        assertThat(Omitted.note(bars)).isEqualTo("Not shown on logarithmic axes: 1 point at or below zero.");
        Figure cells = heat(matrix(row(1, 10, 1000), row(0.1, -1, 0))).log();
        assertThat(Omitted.note(cells)).isEqualTo("Grey: 2 values at or below zero.");
        assertThat(Omitted.note(hist(row(1, 2, 3, 40)).logx())).contains("Bins are as wide as they were");
        assertThat(Omitted.note(plot(row(1, 2), row(3, 4)).log().logx())).isEmpty();
    }

    @Test
    void aNameInBracketsStandsInTheLegend() {
        assertThat(Markup.isEntry(Plots.text("(a)"))).isTrue();
        assertThat(Markup.isEntry("(a)>(b)")).isTrue();
        assertThat(Markup.isEntry("(a)")).isFalse();
        assertThat(Markup.isEntry(" ")).isFalse();
    }
}
