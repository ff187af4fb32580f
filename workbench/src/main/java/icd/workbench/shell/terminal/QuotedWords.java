package icd.workbench.shell.terminal;

import icd.attention.Attention;
import icd.attention.Parameter;
import icd.claim.Claims;
import icd.denoise.Comparison;
import icd.describe.Schema;
import icd.workbench.piece.UnusablePathException;
import icd.workbench.recipe.FigureSpec;
import icd.workbench.recipe.Recipe;
import icd.workbench.recipe.RecipeSchema;
import icd.workbench.recipe.TrialSpec;
import icd.workbench.run.Runs;
import icd.workbench.shell.Run;
import icd.workbench.shell.Trial;
import icd.workbench.shell.Variable;
import icd.workbench.tree.RecipeException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the completions of half a string from the call that has it as an argument. Files are offered only where a file
 * is meant.
 */
final class QuotedWords {

    /** A word and its meaning; the meaning may be null. */
    record Word(String text, String meaning) {
        private static Word of(String text) {
            return new Word(text, null);
        }
    }

    private static final Set<String> OPENERS =
            Set.of("File", "FileReader", "FileWriter", "FileInputStream", "FileOutputStream", "RandomAccessFile");

    private static final List<String> YAML = List.of(".yaml", ".yml");
    private static final List<String> RECIPE = List.of(".yaml", ".yml", "/");
    private static final List<String> FIGURE = List.of(".svg", ".pdf", ".png", ".csv");
    private static final List<String> ANY = List.of("");
    private static final String CASES = "cases.";
    private static final List<String> AXES = List.of("sweep.", "zip.");

    private final Supplier<List<Variable>> variables;

    /** @param variables returns the variables of the session, where one stands before the call */
    QuotedWords(Supplier<List<Variable>> variables) {
        this.variables = variables;
    }

    /** Returns the words that begin with the typed text. */
    List<Word> of(CallAround call, String typed) {
        Stream<Word> words =
                call.receiver() == null || !call.receiver().isEmpty() ? ofMember(call, typed) : ofFunction(call, typed);
        return words.filter(word -> word.text().startsWith(typed)).toList();
    }

    // ---------------------------------------------------------------------------------------------- without a dot

    private static Stream<Word> ofFunction(CallAround call, String typed) {
        if (OPENERS.contains(call.method())) {
            return files(call, 0, typed, ANY);
        }
        return switch (call.method()) {
            case "run" -> call.argument() == 0 ? Stream.concat(files(call, 0, typed, RECIPE), runs()) : Stream.of();
            case "show" ->
                call.argument() == 0 ? Stream.concat(runs(), files(call, 0, typed, List.of("/"))) : Stream.of();
            case "check", "claim" -> call.argument() == 0 ? claims() : Stream.of();
            case "set" ->
                call.argument() == 0 ? paths(call, typed) : call.argument() == 1 ? values(call, typed) : Stream.of();
            case "readTokens", "readCsv" -> files(call, 0, typed, List.of(".csv", ".npy"));
            case "readNpy" -> files(call, 0, typed, List.of(".npy"));
            case "readNpz", "readPrompts" -> files(call, 0, typed, List.of(".npz"));
            case "load", "save" -> files(call, 1, typed, List.of(".npz"));
            default -> Stream.of();
        };
    }

    /** Returns folders, and the files that end so; all files where none does, unless the slash of folders is given. */
    private static Stream<Word> files(CallAround call, int argument, String typed, List<String> endings) {
        if (call.argument() != argument) {
            return Stream.of();
        }
        List<String> all = Paths.candidates(typed);
        List<String> fitting = all.stream()
                .filter(name -> endings.stream().anyMatch(name::endsWith))
                .toList();
        return (fitting.isEmpty() && !endings.contains("/")
                        ? all.stream()
                        : all.stream().filter(name -> name.endsWith("/") || fitting.contains(name)))
                .map(Word::of);
    }

    private static Stream<Word> runs() {
        try {
            return Runs.names(Path.of("runs")).stream().map(Word::of);
        } catch (UnusablePathException e) {
            return Stream.of();
        }
    }

    private static Stream<Word> claims() {
        return Claims.all().stream().map(claim -> new Word(claim.id(), claim.source()));
    }

    // ---------------------------------------------------------------------------------------------- keys of recipes

    /** Returns the paths that may be set: plain ones and, once an axis or a case is begun, the paths in it. */
    private static Stream<Word> paths(CallAround call, String typed) {
        for (String axis : AXES) {
            if (typed.startsWith(axis)) {
                return RecipeSchema.PATHS.all().stream().map(path -> Word.of(axis + path));
            }
        }
        if (!typed.startsWith(CASES)) {
            return Stream.of(RecipeSchema.PATHS.all().stream(), AXES.stream(), Stream.of(CASES))
                    .flatMap(paths -> paths)
                    .map(Word::of);
        }
        int dot = typed.indexOf('.', CASES.length());
        return dot < 0
                ? cases(call).map(name -> Word.of(CASES + name + "."))
                : RecipeSchema.PATHS.all().stream().map(path -> Word.of(typed.substring(0, dot + 1) + path));
    }

    /** Returns the cases of the recipe that is run with the setting. */
    private static Stream<String> cases(CallAround call) {
        CallAround run = call.around();
        if (run == null || !run.method().equals("run") || run.first() == null) {
            return Stream.of();
        }
        try {
            return Recipe.read(Paths.of(run.first()), List.of()).trials().stream()
                    .map(TrialSpec::caseName)
                    .filter(name -> !name.isEmpty())
                    .distinct();
        } catch (RecipeException | CommandException e) {
            return Stream.of();
        }
    }

    /** Returns the values that may stand at the path in the first argument; an axis takes a list of them. */
    private static Stream<Word> values(CallAround call, String typed) {
        if (call.first() == null) {
            return Stream.of();
        }
        String path = call.first();
        String listed = "";
        for (String axis : AXES) {
            if (path.startsWith(axis)) {
                path = path.substring(axis.length());
                listed = typed.substring(0, 1 + Math.max(typed.lastIndexOf('['), typed.lastIndexOf(' ')));
            }
        }
        if (path.startsWith(CASES)) {
            path = path.substring(Math.max(0, path.indexOf('.', CASES.length())) + 1);
        }
        String before = listed;
        return RecipeSchema.PATHS.at(List.of(path.split("\\."))).stream()
                .flatMap(schema -> values(schema, call, typed))
                .map(word -> new Word(before + word.text(), word.meaning()))
                .distinct();
    }

    private static Stream<Word> values(Schema schema, CallAround call, String typed) {
        return switch (schema) {
            case Schema.Choice choice -> words(choice.values());
            case Schema.Family family -> family.words().stream().map(kind -> new Word(kind.name(), kind.description()));
            case Schema.Again again -> values(again.family(), call, typed);
            case Schema.Attachment _ -> files(call, 1, typed, ANY);
            case Schema.Listing list -> values(list.element(), call, typed);
            case Schema.Brief brief ->
                Stream.concat(Stream.of(brief.brief()), brief.full().stream())
                        .flatMap(each -> values(each, call, typed));
            default -> Stream.of();
        };
    }

    private static Stream<Word> words(Map<String, String> meanings) {
        return meanings.entrySet().stream().map(entry -> new Word(entry.getKey(), entry.getValue()));
    }

    // ---------------------------------------------------------------------------------------------- behind a dot

    private Stream<Word> ofMember(CallAround call, String typed) {
        if (call.receiver() != null
                && call.receiver().equals(List.of("Path"))
                && call.method().equals("of")) {
            return files(call, call.argument(), typed, ANY);
        }
        Object receiver = call.receiver() == null ? null : value(call.receiver());
        return receiver == null ? written(call, typed) : names(receiver, call, typed);
    }

    /** Returns the words that follow from the name of the method alone. */
    private static Stream<Word> written(CallAround call, String typed) {
        return switch (call.method()) {
            case "save" -> files(call, 0, typed, FIGURE);
            case "restyled" -> files(call, 0, typed, YAML);
            default -> Stream.of();
        };
    }

    private static Stream<Word> names(Object receiver, CallAround call, String typed) {
        if (call.argument() > 0 && !call.method().equals("plot")) {
            return Stream.of();
        }
        String asked = call.method();
        return switch (receiver) {
            case Run run
            when asked.equals("trial") -> run.trials().stream().map(Trial::id).map(Word::of);
            case Run run
            when asked.equals("figure") ->
                run.result().recipe().figures().stream().map(FigureSpec::name).map(Word::of);
            case Comparison comparison
            when asked.equals("row") ->
                comparison.rows().stream().map(Comparison.Row::denoiser).map(Word::of);
            case Comparison comparison -> columns(comparison.table(), asked);
            case icd.table.Table table -> columns(table, asked);
            case icd.workbench.result.Table table -> columns(table, asked);
            case Attention layer
            when Set.of("matrix", "with").contains(asked) ->
                layer.parameters().stream().map(Parameter::name).map(Word::of);
            case Map<?, ?> map
            when Set.of("get", "containsKey", "getOrDefault", "remove").contains(asked) ->
                map.keySet().stream().filter(String.class::isInstance).map(key -> Word.of((String) key));
            default -> written(call, typed);
        };
    }

    private static Stream<Word> columns(icd.table.Table table, String asked) {
        boolean numbers = Set.of("column", "plot").contains(asked);
        return table.columns().stream()
                .filter(column -> column instanceof icd.table.Column.Numbers ? numbers : asked.equals("words"))
                .map(column -> Word.of(column.name()));
    }

    private static Stream<Word> columns(icd.workbench.result.Table table, String asked) {
        return switch (asked) {
            case "column" -> table.values().stream().map(Word::of);
            case "at", "numbers" -> table.coordinates().stream().map(Word::of);
            default -> Stream.of();
        };
    }

    /**
     * Returns a variable, or a value in it. Only components of records and values of maps are read, which costs little
     * and changes nothing.
     */
    private Object value(List<String> names) {
        Object value = variables.get().stream()
                .filter(each -> each.name().equals(names.getFirst()))
                .map(Variable::value)
                .findFirst()
                .orElse(null);
        for (String name : names.subList(1, names.size())) {
            value = value == null ? null : component(value, name);
        }
        return value;
    }

    private static Object component(Object value, String name) {
        try {
            Method method = value.getClass().getMethod(name);
            boolean isComponent = value instanceof Record
                    && Arrays.stream(value.getClass().getRecordComponents())
                            .anyMatch(each -> each.getName().equals(name));
            boolean isHeld = value instanceof Run && Map.class.isAssignableFrom(method.getReturnType())
                    || value instanceof Comparison && name.equals("table");
            return isComponent || isHeld ? method.invoke(value) : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
