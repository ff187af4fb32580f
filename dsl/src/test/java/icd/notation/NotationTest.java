package icd.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class NotationTest {

    /** A formula's MathML in the terms of TeX, which says what belongs to what; spaces are left out. */
    private static String tex(String mathml) {
        try {
            return tex(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(mathml)))
                    .getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError(mathml, e);
        }
    }

    private static String tex(Element element) {
        List<String> parts = Stream.iterate(element.getFirstChild(), Node::getNextSibling)
                .limit(element.getChildNodes().getLength())
                .filter(Element.class::isInstance)
                .map(child -> tex((Element) child))
                .toList();
        return switch (element.getTagName()) {
            case "mi", "mn", "mo" -> element.getTextContent();
            case "mtext" -> "'" + element.getTextContent() + "'";
            case "mspace" -> "";
            case "mfrac" -> "{" + parts.get(0) + " over " + parts.get(1) + "}";
            case "msqrt" -> "√{" + String.join("", parts) + "}";
            case "msub", "munder" -> parts.get(0) + "_{" + parts.get(1) + "}";
            case "msup" -> parts.get(0) + "^{" + parts.get(1) + "}";
            case "msubsup", "munderover" -> parts.get(0) + "_{" + parts.get(1) + "}^{" + parts.get(2) + "}";
            case "mover" -> parts.get(1) + "{" + parts.get(0) + "}";
            case "mtd" -> String.join("", parts) + "&";
            case "mtr" -> String.join("", parts) + "//";
            case "math", "mrow", "mtable" -> String.join("", parts);
            default -> throw new AssertionError("an element " + element.getTagName());
        };
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    x^ = rho(r) R P x~ / r                    => ^{x}=ρ(r)RP~{x}/r
                    Sigma_Z (sigma_a^2 I + Sigma_Z)^-1        => Σ_{Z}(σ_{a}^{2}I+Σ_{Z})^{−1}
                    sum_a w_a ||m_a - x^||^2                  => ∑_{a}w_{a}‖m_{a}−^{x}‖^{2}
                    (1/L) W_PV X X^T W_KQ x~                  => (1/L)W_{PV}XX^{T}W_{KQ}~{x}
                    W_PV X softmax(X^T W_KQ x~)               => W_{PV}Xsoftmax(X^{T}W_{KQ}~{x})
                    ||s||^2/(2 alpha) - (1/beta) log sum_t exp(beta x_t . s) => ‖s‖^{2}/(2α)−(1/β)log∑_{t}exp(βx_{t}⋅s)
                    E tr Cov(X | X~)                          => EtrCov(X|~{X})
                    [-1/sqrt n, 1/sqrt n]                     => [−1/√{n},1/√{n}]
                    sqrt(4 c*^2 + kappa^2)                    => √{4c^{∗2}+κ^{2}}
                    sqrt(a + b)^2 + sqrt 2^k                  => √{a+b}^{2}+√{2^{k}}
                    X_{1:L} W_{KQ}                            => X_{1:L}W_{KQ}
                    dx/dt, dsigma                             => dx/dt,dσ
                    C (C + Sigma_Z)^+ x~                      => C(C+Σ_{Z})^{+}~{x}
                    (L a_i - T)_+ / (L + 1)                   => (La_{i}−T)_{+}/(L+1)
                    x <- D + (sigma'^2/sigma^2) (x - D)       => x←D+(σ^{′2}/σ^{2})(x−D)
                    d alpha/dt = 2 B (1 - c/c*) beta          => dα/dt=2B(1−c/c^{∗})β
                    sum_tt' D_tt' x_t x_t'^T                  => ∑_{tt^{′}}D_{tt^{′}}x_{t}x_{t^{′}}^{T}
                    sum_{p=0}^{k-2} E tr W^p                  => ∑_{p=0}^{k−2}EtrW^{p}
                    w_t ~ N(0, (1 - rho^2) sigma_0^2 P)       => w_{t}∼N(0,(1−ρ^{2})σ_{0}^{2}P)
                    p_+- = 2 c* +- q                          => p_{±}=2c^{∗}±q
                    z^(k-1) / L                               => z^{k−1}/L
                    (a_(k) - b_(k))^2                         => (a_{(k)}−b_{(k)})^{2}
                    tr(G_h G_g) / (|G_h| |G_g|)               => tr(G_{h}G_{g})/(|G_{h}||G_{g}|)
                    I_{nu+1}(x) / I_nu(x)                     => I_{ν+1}(x)/I_{ν}(x)
                    q^2t                                      => q^{2t}
                    N^{k-1} (2 k - 3)!!                       => N^{k−1}(2k−3)!!
                    <A^-1 Y_t, A^-1 s>^2                      => ⟨A^{−1}Y_{t},A^{−1}s⟩^{2}
                    0 <= r < 1, K -> infinity, m_i >> .5      => 0≤r<1,K→∞,m_{i}≫.5
                    a_t in [0, 1)                             => a_{t}∈[0,1)
                    Xbar/epsilon + O(epsilon)                 => ¯{X}/ε+O(ε)
                    W_PV grad F(z), z_1, ..., z_L             => W_{PV}∇F(z),z_{1},…,z_{L}
                    e^-"slope" sum_"active" y^a               => e^{−'slope'}∑_{'active'}y^{a}
                    """)
    void formulasAreWhatTheySay(String formula, String tex) {
        assertThat(tex(Notation.inline(formula))).isEqualTo(tex);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    x^ = rho(r) R P x~ / r                    => ^{x}={ρ(r)RP~{x} over r}
                    (1/2) s^T Q s                             => {1 over 2}s^{T}Qs
                    (a + b) / (c + d)                         => {a+b over c+d}
                    D(h/2)                                    => D({h over 2})
                    v / (L^{2/m} - 1)                         => {v over L^{2/m}−1}
                    x . y / z                                 => {x⋅y over z}
                    sum_k a_k / L                             => ∑_{k}a_{k}/L
                    tr A / n                                  => trA/n
                    a / b c                                   => a/bc
                    a / b / c                                 => a/b/c
                    a / f(x)                                  => a/f(x)
                    -x/2                                      => −{x over 2}
                    (a, b) / c                                => {(a,b) over c}
                    a (b/c)^2                                 => a({b over c})^{2}
                    log(b/c)                                  => log({b over c})
                    """)
    void fractionsAreStackedWhereOneReadingIsLeft(String formula, String tex) {
        assertThat(tex(Notation.display(formula))).isEqualTo(tex);
    }

    @Test
    void linesAreRowsAndEqualsSignsStandBelowEachOther() {
        // javac hands a formula over without the spaces before its first line.
        String lines = """
                E(X, s) = s^T Q s + V(z),     z_t = x_t . K s
                   grad E  = Q s
                             + K^T X w
                """;
        assertThat(tex(Notation.display(lines)))
                .isEqualTo("E(X,s)&=s^{T}Qs+V(z),&z_{t}=x_{t}⋅Ks&//∇E&=Qs&//&+K^{T}Xw&//");
        assertThat(Notation.plain(lines))
                .isEqualTo("  E(X, s) = s^T Q s + V(z),     z_t = x_t . K s\n  grad E  = Q s\n            + K^T X w");
        assertThat(tex(Notation.display("a = 1\nb c = 2"))).isEqualTo("a=1&//bc=2&//");
    }

    @Test
    void textIsQuoted() {
        assertThat(tex(Notation.display("\"linear\"     F = z \"as <L> grows\"")))
                .isEqualTo("'linear'F=z'as <L> grows'");
        assertThat(Notation.plain("\"noise\" x")).isEqualTo("  noise x");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
                    x is large       => the word 'is'
                    alpha_0 noise    => the word 'noise'
                    q1 + q2          => a number right behind 'q'
                    3 4 x            => the number 4 behind a factor
                    MSE/n .5         => the number .5 behind a factor
                    (a + b]          => a ']' that closes '('
                    (a + b           => a '(' that nothing closes
                    a + b)           => a ')' that nothing opens
                    ||x|             => a '|' that nothing closes
                    x ^ y            => a '^' with nothing to stand at
                    a * b            => a '*' with nothing to stand at
                    x_               => a '_' with nothing to stand at
                    x_{1             => a '_{' that nothing closes
                    sqrt             => a root of nothing
                    a \u2660 b       => a character that formulas do not have
                    """)
    void whatCannotBeReadIsRefused(String formula, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notation.inline(formula))
                .withMessageContaining(formula)
                .withMessageContaining(why);
    }
}
