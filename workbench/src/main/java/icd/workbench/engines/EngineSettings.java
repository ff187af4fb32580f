package icd.workbench.engines;

import icd.workbench.recipe.Settings;
import icd.workbench.tree.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The settings of an engine, from the settings file and the command line.
 *
 * @param values texts by their names, each with the place where it was given
 */
public record EngineSettings(SequencedMap<String, Settings.Value> values) {

    private static final String OPTION = "--engine-set";

    /** The settings where nothing is set. */
    public static final EngineSettings NONE = new EngineSettings(new LinkedHashMap<>());

    /** Copies the map. */
    public EngineSettings {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /**
     * Returns the settings of an engine: the settings file, overridden by the command line.
     *
     * @param options each {@code name=value}; a later one wins
     * @throws IllegalArgumentException if a name is unknown; the message says where it was given and which names are
     *     known
     */
    public static EngineSettings of(EngineKind kind, Settings file, List<String> options) {
        SequencedMap<String, Settings.Value> values =
                new LinkedHashMap<>(file.engines().getOrDefault(kind.name(), new LinkedHashMap<>()));
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(OPTION + " must be NAME=VALUE, got '" + option + "'");
            }
            values.put(option.substring(0, equals), new Settings.Value(option.substring(equals + 1), OPTION));
        }
        values.forEach((name, value) -> {
            if (!kind.settings().containsKey(name)) {
                throw new IllegalArgumentException(value.place() + ": engine " + kind.name() + " has no setting '"
                        + name
                        + "'" + Nearest.hint(name, kind.settings().keySet())
                        + (kind.settings().isEmpty()
                                ? "; it has none"
                                : "; known settings: "
                                        + String.join(", ", kind.settings().keySet())));
            }
        });
        return new EngineSettings(values);
    }

    /** Returns a text; empty where it is not set. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(Settings.Value::text);
    }

    /**
     * Returns a text of a certain form; empty where it is not set.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Optional<String> text(String name, String pattern, String form) {
        text(name).filter(text -> !text.matches(pattern)).ifPresent(text -> {
            throw refused(name, form);
        });
        return text(name);
    }

    /**
     * Returns a whole number.
     *
     * @throws IllegalArgumentException if it is set and is not a whole number from 1 to {@code most}
     */
    public int count(String name, int otherwise, int most) {
        return text(name, "[1-9][0-9]{0,8}", "a whole number >= 1")
                .map(Integer::valueOf)
                .filter(number -> {
                    if (number > most) {
                        throw refused(name, "at most " + most);
                    }
                    return true;
                })
                .orElse(otherwise);
    }

    /**
     * Returns the exception for an unusable value: it names the place where it was given, the constraint, and the
     * value.
     */
    public IllegalArgumentException refused(String name, String must) {
        Settings.Value value = values.get(name);
        return new IllegalArgumentException(
                value.place() + ": " + name + " must be " + must + ", got '" + value.text() + "'");
    }

    /** Returns {@code partition=long, time=2:00:00}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(Map.Entry::toString)
                .reduce((a, b) -> a + ", " + b)
                .orElse("nothing set");
    }
}
