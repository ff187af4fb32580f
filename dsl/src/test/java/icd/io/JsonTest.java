package icd.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void valuesOfEveryKindAreWrittenWithoutSpaces() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("of", List.of(1, 2L, true, "x"));
        values.put("numbers", new double[] {1, -0.5, 1.0 / 3, 1e21, Double.NaN, Double.NEGATIVE_INFINITY});
        values.put("rows", new double[][] {{1, 2}, {}});
        values.put("none", Map.of());
        assertThat(Json.of(values))
                .isEqualTo("{\"of\":[1,2,true,\"x\"],\"numbers\":[1,-0.5,0.33333333,1.0E21,null,null],"
                        + "\"rows\":[[1,2],[]],\"none\":{}}");
    }

    @Test
    void aTextEndsNeitherItsScriptNorItsLine() {
        assertThat(Json.of("</script> & \"a\\b\"\n\u2028\uD800 σ²"))
                .isEqualTo("\"\\u003c/script\\u003e \\u0026 \\u0022a\\u005cb\\u0022\\u000a\\u2028\\ud800 σ²\"");
    }

    @Test
    void whatHasNoJsonIsRefused() {
        assertThatThrownBy(() -> Json.of(List.of(new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no JSON for a class [I");
    }
}
