package icd.workbench.shell.document;

import icd.describe.KindProvider;
import icd.describe.Kinds;
import icd.describe.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation of described records in jars, made from their descriptions, as a jar has no Javadoc. */
final class KindDocumentation {

    private KindDocumentation() {}

    /** Documents the kinds that providers list and the index lacks. */
    static List<Documentation> beyond(DocumentationIndex index) {
        List<Documentation> more = new ArrayList<>();
        for (KindProvider provider : ServiceLoader.load(KindProvider.class)) {
            provider.kinds().stream()
                    .filter(type -> index.ofSignature(signature(type)).isEmpty())
                    .forEach(type -> more.add(of(type)));
        }
        return more;
    }

    private static String name(Class<? extends Record> type) {
        return type.getCanonicalName().substring(type.getPackageName().length() + 1);
    }

    private static String signature(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(KindDocumentation::declared)
                .collect(Collectors.joining(", ", "new " + name(type) + "(", ")"));
    }

    private static Documentation of(Class<? extends Record> type) {
        Schema.Kind kind = Kinds.of(type);
        String parameters =
                kind.parameters().values().stream().map(KindDocumentation::said).collect(Collectors.joining("\n"));
        return new Documentation(
                name(type),
                signature(type),
                sentence(kind.description()) + " Recipes call it `" + kind.name() + "`."
                        + (parameters.isEmpty() ? "" : "\n\n" + parameters));
    }

    private static String declared(RecordComponent component) {
        String type = component.getGenericType().getTypeName();
        return type.substring(type.lastIndexOf('.') + 1) + " " + component.getName();
    }

    private static String said(Schema.Parameter parameter) {
        return "`" + parameter.name() + "`: " + parameter.description() + "; "
                + parameter.schema().says()
                + (parameter.hasDefault()
                        ? ", by default " + parameter.byDefault()
                        : parameter.optional() ? ", or left out" : "");
    }

    private static String sentence(String description) {
        return description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1) + ".";
    }
}
