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

    /** Documents all kinds that providers list. */
    static List<Documentation> all() {
        List<Documentation> all = new ArrayList<>();
        for (KindProvider provider : ServiceLoader.load(KindProvider.class)) {
            provider.kinds().forEach(type -> all.add(of(type)));
        }
        return all;
    }

    private static Documentation of(Class<? extends Record> type) {
        Schema.Kind kind = Kinds.of(type);
        String name = type.getCanonicalName().substring(type.getPackageName().length() + 1);
        String components = Stream.of(type.getRecordComponents())
                .map(KindDocumentation::declared)
                .collect(Collectors.joining(", ", "(", ")"));
        String parameters =
                kind.parameters().values().stream().map(KindDocumentation::said).collect(Collectors.joining("\n"));
        return new Documentation(
                name,
                "new " + name + components,
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
