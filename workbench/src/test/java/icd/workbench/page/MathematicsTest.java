package icd.workbench.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MathematicsTest {

    @Test
    void scriptsStandAboveAndBelow() {
        assertThat(Mathematics.html("sigma_Z^2"))
                .isEqualTo("<math><msubsup><mi>σ</mi><mi>Z</mi><mn>2</mn></msubsup></math>");
        assertThat(Mathematics.html("W_{KQ}"))
                .isEqualTo("<math><msub><mi>W</mi><mrow><mi>K</mi><mi>Q</mi></mrow></msub></math>");
        assertThat(Mathematics.html("W_PV"))
                .isEqualTo("<math><msub><mi>W</mi><mrow><mi>P</mi><mi>V</mi></mrow></msub></math>");
        assertThat(Mathematics.html("A^-1"))
                .isEqualTo("<math><msup><mi>A</mi><mrow><mo>−</mo><mn>1</mn></mrow></msup></math>");
        assertThat(Mathematics.html("αβ")).isEqualTo("<var>α</var><var>β</var>");
    }

    @Test
    void tildesStandAboveTheirLetters() {
        String tilde = "<mover accent=\"true\"><mi>X</mi><mo stretchy=\"false\">~</mo></mover>";
        assertThat(Mathematics.html("X~")).isEqualTo("<math>" + tilde + "</math>");
        assertThat(Mathematics.html("the loss of P X~")).isEqualTo("the loss of <math><mi>P</mi>" + tilde + "</math>");
    }

    @Test
    void sentencesStaySentences() {
        for (String text : new String[] {
            "I is a unit",
            "mse_per_dim, and training.seed",
            "a (quiet) word: 12 of 16, not 3",
            "log-sum-exp is convex",
            "",
            "and/or",
            "steps [17] and R in space",
            "0.0317 ± nothing"
        }) {
            assertThat(Mathematics.html(text).replaceAll("</?m\\w+( [^>]*)?>", ""))
                    .isEqualTo(text);
        }
        assertThat(Mathematics.html("mse_per_dim, and I")).isEqualTo("mse_per_dim, and I");
        assertThat(Mathematics.html("a step of gamma = alpha, from a query"))
                .isEqualTo("a step of <math><mi>γ</mi><mo>=</mo><mi>α</mi></math>, from a query");
    }

    @Test
    void formulasTakeInTheirNeighbours() {
        assertThat(Mathematics.html("it is x <- xi softmax(beta xi^T x) then"))
                .isEqualTo(
                        "it is <math><mi>x</mi><mo>←</mo><mi>ξ</mi><mspace width=\"0.17em\"></mspace><mi>softmax</mi><mrow>"
                                + "<mo stretchy=\"false\">(</mo><mi>β</mi><msup><mi>ξ</mi><mi>T</mi></msup><mi>x</mi>"
                                + "<mo stretchy=\"false\">)</mo></mrow></math> then");
    }

    @Test
    void sumsAreSignsAndEquationsAreCited() {
        assertThat(Mathematics.html("sum_a w_a"))
                .isEqualTo("<math><munder><mo>∑</mo><mi>a</mi></munder><msub><mi>w</mi><mi>a</mi></msub></math>");
        assertThat(Mathematics.html("x = y (A.18 has it)"))
                .isEqualTo("<math><mi>x</mi><mo>=</mo><mi>y</mi></math> (A.18 has it)");
    }

    @Test
    void nothingIsObeyed() {
        assertThat(Mathematics.html("x_1 < y <b>&</b> \"q\""))
                .startsWith("<math><msub>")
                .contains("<mo>&lt;</mo><mi>y</mi></math> &lt;b&gt;&amp;&lt;/b&gt; &quot;q&quot;");
    }

    /** What a bracket holds is one formula, with its commas; brackets that hold words are the sentence's. */
    @Test
    void bracketsAreTheFormulasOrTheSentences() {
        assertThat(plain("a prompt E = (X_{1:L}, X~) of it")).isEqualTo("a prompt [E=(X1:L,X~)] of it");
        assertThat(plain("the gain (x_t, in metres) rises")).isEqualTo("the gain ([xt], in metres) rises");
        assertThat(plain("differ by 1/(a-1) (sparsemax 1, entmax-1.5 2) or MSE/n .5"))
                .isEqualTo("differ by [1/(a−1)] (sparsemax 1, entmax-1.5 2) or [MSE/n] .5");
        assertThat(plain("noise sigma_Z^2 (1 in training)")).isEqualTo("noise [σZ2] (1 in training)");
        assertThat(plain("of \"f(w=full)\" alone")).isEqualTo("of &quot;f(w=full)&quot; alone");
    }

    private static String plain(String text) {
        return Mathematics.html(text)
                .replace("<math>", "[")
                .replace("</math>", "]")
                .replaceAll("<[^>]*>", "");
    }
}
