package icd.workbench.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Formulas as MathML. {@code .ci/formulas} sets them with Temml and keeps them beside the pages, so that the build needs no Node.
 */
final class Formulas {

    private final Map<String, String> set;
    private final Set<String> missing = new TreeSet<>();

    private Formulas(Map<String, String> set) {
        this.set = set;
    }

    static Formulas read(Path file) throws IOException {
        return new Formulas(
                JsonMapper.shared().readValue(Files.readString(file), new TypeReference<TreeMap<String, String>>() {}));
    }

    /** A formula within a line. */
    String inline(String tex) {
        return mathml("inline " + tex.strip(), tex);
    }

    /** A formula on lines of its own. */
    String display(String tex) {
        return "<div class=\"formula\" tabindex=\"0\" role=\"group\" aria-label=\"formula\">"
                + mathml("display " + tex.strip(), tex) + "</div>\n";
    }

    private String mathml(String key, String tex) {
        String mathml = set.get(key);
        if (mathml == null) {
            missing.add(key);
            return "<code>" + Body.escaped(tex.strip()) + "</code>";
        }
        return mathml;
    }

    /** Formulas that were asked for and that nobody has set. */
    List<String> missing() {
        return List.copyOf(missing);
    }
}
