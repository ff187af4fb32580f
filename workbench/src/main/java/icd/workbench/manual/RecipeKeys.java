package icd.workbench.manual;

import static icd.workbench.manual.Generated.cell;
import static icd.workbench.manual.Generated.row;

import icd.describe.Kinds;
import icd.describe.Schema;
import icd.describe.Schema.Again;
import icd.describe.Schema.Brief;
import icd.describe.Schema.Choice;
import icd.describe.Schema.Family;
import icd.describe.Schema.Kind;
import icd.describe.Schema.Listing;
import icd.describe.Schema.Parameter;
import icd.workbench.recipe.RecipeSchema;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Every key that a recipe may have, from the descriptions that also make the schema. */
final class RecipeKeys {

    private final StringBuilder text = new StringBuilder();
    private final Map<Class<?>, String> titles = new HashMap<>();
    private final Deque<Runnable> sections = new ArrayDeque<>();

    private RecipeKeys() {}

    static String markdown() {
        RecipeKeys keys = new RecipeKeys();
        keys.top();
        while (!keys.sections.isEmpty()) {
            keys.sections.removeFirst().run();
        }
        return keys.text.toString();
    }

    private void top() {
        text.append("## The top of a recipe\n\n");
        head();
        RecipeSchema.HEAD.parameters().values().forEach(this::parameter);
        RecipeSchema.PATHS.root().parameters().values().forEach(this::parameter);
        RecipeSchema.STRUCTURE.forEach((key, means) -> text.append(row("`" + key + "`", "a mapping", "", cell(means))));
        text.append(row(
                "`" + RecipeSchema.EXTENDS + "`",
                cell(RecipeSchema.EXTENDS_SAYS),
                "",
                cell(RecipeSchema.EXTENDS_MEANS)));
        text.append('\n');
    }

    private void head() {
        text.append("| key | value | by default | meaning |\n|---|---|---|---|\n");
    }

    private void parameter(Parameter parameter) {
        String names =
                "`" + parameter.name() + "`" + (parameter.alias().isEmpty() ? "" : " or `" + parameter.alias() + "`");
        String byDefault = parameter.hasDefault()
                ? "`" + parameter.byDefault() + "`"
                : parameter.optional() ? "left out" : "must be given";
        text.append(row(
                names, value(parameter.schema(), parameter.name()), cell(byDefault), cell(parameter.description())));
    }

    /** What may stand there; kinds have a section of their own. */
    private String value(Schema schema, String name) {
        return switch (schema) {
            case Choice choice ->
                choice.values().entrySet().stream()
                        .map(each -> "`" + each.getKey() + "` (" + cell(each.getValue()) + ")")
                        .collect(Collectors.joining(", "));
            case Listing listing -> "a list: " + value(listing.element(), name);
            case Brief written ->
                value(written.brief(), name)
                        + written.full()
                                .map(full -> ", or " + value(full, name))
                                .orElse("");
            case Again again -> family(again.family());
            case Family family -> family(family);
            case Kind kind -> kind(kind, name);
            default -> cell(schema.says());
        };
    }

    private String family(Family family) {
        String title = "Kinds of " + name(family.type());
        if (titles.put(family.type(), title) == null) {
            sections.addLast(() -> family(title, family));
        }
        return link(title);
    }

    private void family(String title, Family family) {
        text.append("## ").append(title).append("\n\n");
        text.append("Key `")
                .append(family.key())
                .append("`: ")
                .append(cell(family.description()))
                .append(".\n\n");
        for (Kind kind : family.kinds().values()) {
            text.append("### ")
                    .append(name(family.type()))
                    .append(": ")
                    .append(kind.name())
                    .append("\n\n");
            text.append(sentence(kind.description())).append("\n\n");
            table(kind.parameters().values());
        }
    }

    private String kind(Kind kind, String name) {
        String title = titles.getOrDefault(kind.type(), "Keys of " + name); // by the first key that has it
        if (titles.put(kind.type(), title) == null) {
            sections.addLast(() -> {
                text.append("## ")
                        .append(title)
                        .append("\n\n")
                        .append(sentence(kind.description()))
                        .append("\n\n");
                table(kind.parameters().values());
            });
        }
        return link(title);
    }

    private void table(Collection<Parameter> parameters) {
        if (!parameters.isEmpty()) {
            head();
            parameters.forEach(this::parameter);
            text.append('\n');
        }
    }

    private static String sentence(String description) {
        String words = cell(description);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + (words.endsWith(".") ? "" : ".");
    }

    /** {@code EvaluationSpec} is an evaluation. */
    private static String name(Class<?> type) {
        return Kinds.key(type.getSimpleName()).replaceFirst("_spec$", "").replace('_', ' ');
    }

    private static String link(String title) {
        return "[" + title.replace("Kinds of", "a kind of").replace("Keys of", "a mapping:") + "](#"
                + title.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }
}
