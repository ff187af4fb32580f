package icd.workbench.recipe;

import icd.claim.Claim;
import icd.claim.Claims;
import icd.describe.Describe;
import icd.describe.InputFile;
import icd.workbench.schema.Binder;
import icd.workbench.schema.Binder.Surrounding;
import icd.workbench.schema.Defaults;
import icd.workbench.schema.Inputs;
import icd.workbench.tree.Nearest;
import icd.workbench.tree.Node.Mapping;
import icd.workbench.tree.Node.Scalar;
import icd.workbench.tree.Numbers;
import icd.workbench.tree.Problems;
import icd.workbench.tree.RecipeException;
import icd.workbench.tree.SharedNodes;
import icd.workbench.tree.TreeText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A recipe that has been read, overridden, expanded and found valid.
 *
 * @param name names the run directory
 * @param title a description in a line; empty if there is none
 * @param reproduces the published figure or claim it reproduces; empty if none
 * @param caption of the published figure, as the paper has it
 * @param differs in what it differs from what it reproduces
 * @param claims ids of claims to check, or the one word all
 * @param repeats axes over which results are averaged, besides {@link #SEEDS}
 * @param figures what a run draws; names differ
 * @param expect what a run should find
 * @param trials in the order of cases, sweep and zip; ids differ; none in a recipe that only checks claims
 * @param baselineGroups which of the trials share which baselines
 * @param resolved the recipe as YAML with overrides merged in, defaults written out, and files named as in {@code
 *     inputs}; reading it together with these files gives an equal recipe
 * @param inputs the files that trials name, by their paths beside the resolved recipe: {@code inputs/<hash>/mine.csv}
 */
@Describe("what to draw, train, evaluate and plot")
public record Recipe(
        @Describe(value = "names the run directory", pattern = NAME, patternSays = NAME_SAYS)
        String name,

        @Describe(value = "a description in a line", byDefault = "''")
        String title,

        @Describe(value = "the published figure or claim it reproduces", byDefault = "''")
        String reproduces,

        @Describe(
                "the caption of the published figure, as far as it says what is shown; pages show it beside the run's figures")
        Optional<String> caption,

        @Describe(value = "how it differs from what it reproduces, one sentence each", byDefault = "[]")
        List<String> differs,

        @Describe(
                value = "claims of the paper and the literature to check: their ids, or the one word all",
                pattern = "[a-z0-9]+([-.][a-z0-9]+)*",
                patternSays = "the id of a claim, or all",
                byDefault = "[]")
        List<String> claims,

        @Describe(
                value =
                        "axes whose trials are repeats, over which results are averaged as over training.seed and data.seed",
                pattern = "[A-Za-z_][A-Za-z0-9_.]*",
                patternSays = "the path of an axis of sweep or zip",
                byDefault = "[]")
        List<String> repeats,

        @Describe(value = "figures to draw", byDefault = "[]")
        List<FigureSpec> figures,

        @Describe(value = "numbers that a run should find, with their sources", byDefault = "[]")
        List<ExpectSpec> expect,

        List<TrialSpec> trials,
        List<BaselineGroups.Group> baselineGroups,
        String resolved,
        Map<String, InputFile> inputs) {

    /** A name that is safe as a file name everywhere. */
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    /** The axes over which results are always averaged. */
    public static final List<String> SEEDS = List.of("training.seed", "data.seed");

    /** The word for all claims. */
    public static final String ALL_CLAIMS = "all";

    public static final String NAME_SAYS = "at most 64 letters, digits, _ and -, beginning with a letter or digit";

    /** Copies the lists. */
    public Recipe {
        differs = List.copyOf(differs);
        claims = List.copyOf(claims);
        repeats = List.copyOf(repeats);
        figures = List.copyOf(figures);
        expect = List.copyOf(expect);
        trials = List.copyOf(trials);
        baselineGroups = List.copyOf(baselineGroups);
        inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    }

    /**
     * Reads a recipe file and lays overrides over it.
     *
     * @param file UTF-8 YAML, at most 1 MiB; messages name it as given here
     * @param overrides each {@code path=value}, as after {@code --set}; a later one wins
     * @throws RecipeException if the file cannot be read, or is not a valid recipe; holds every problem found
     */
    public static Recipe read(Path file, List<String> overrides) {
        return Reading.of(file, overrides).recipe();
    }

    /**
     * Reads a recipe from its text.
     *
     * @param source the name of the text in messages
     * @throws RecipeException if it is not a valid recipe, or extends one, which only a file can; it holds every
     *     problem found
     */
    public static Recipe parse(String source, String text, List<String> overrides) {
        return parse(source, text, overrides, Map.of());
    }

    /**
     * Does the same as {@link #parse(String, String, List)}.
     *
     * @param files the files that the text names, by their names there; any other file is read from its path
     */
    public static Recipe parse(String source, String text, List<String> overrides, Map<String, InputFile> files) {
        return Reading.of(source, text, null, overrides, files).recipe();
    }

    /** Expands, checks and binds a recipe that is otherwise finished. */
    static Recipe of(Mapping root, Inputs inputs, Problems problems) {
        List<Expansion.Draft> drafts = List.of();
        Binders binders = new Binders(inputs, problems);
        Axes axes = new Axes(root, problems);
        if (Tree.check(root, axes, problems)) {
            drafts = RecipeSchema.describesExperiment(root)
                    ? expand(root, axes, new Imports(inputs, problems))
                    : List.of();
            drafts.forEach(draft -> problems.addAll(draft.problems()));
            if (problems.count() > 0) {
                drafts.forEach(draft -> bindParts(draft, binders, problems));
            }
        }
        problems.throwIfAny();
        Recipe recipe = bind(root, drafts, inputs, binders, problems);
        problems.throwIfAny();
        for (int i = 0; i < drafts.size(); i++) {
            recipe.trials.get(i).check(new Findings(drafts.get(i).experiment(), "", problems));
        }
        recipe.check(new Findings(root, "", problems));
        recipe.checkWeightSeeds(axes, problems);
        problems.throwIfAny();
        return recipe;
    }

    private void checkClaims(Findings found) {
        List<String> ids = Claims.all().stream().map(Claim::id).toList();
        for (int i = 0; i < claims.size(); i++) {
            String id = claims.get(i);
            if (!id.equals(ALL_CLAIMS) && !ids.contains(id)) {
                String hint =
                        Nearest.hint(id, ids, "; the nearest are " + Claims.nearest(id) + ", and all is every claim");
                found.addWithin("claims." + i, "unknown claim '" + id + "'" + hint);
            }
        }
    }

    /** Reports names that refer to nothing: of claims, of axes of repeats, and in expectations and figures. */
    private void check(Findings found) {
        if (!claims.isEmpty()) {
            checkClaims(found); // asking for their ids makes all claims, which most recipes never need
        }
        Set<String> axes = trials.stream()
                .flatMap(trial -> trial.axes().keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (String axis : repeats) {
            if (!axes.contains(axis)) {
                found.add(
                        "repeats",
                        "must name axes of sweep or zip, "
                                + (axes.isEmpty() ? "of which there are none" : "which are " + String.join(", ", axes))
                                + ", got '" + axis + "'" + Nearest.hint(axis, axes));
            }
        }
        Foresight known = Foresight.of(this);
        for (int i = 0; i < expect.size(); i++) {
            expect.get(i).check(known, found.in("expect." + i));
        }
        Set<String> cases = trials.stream().map(TrialSpec::label).collect(Collectors.toSet());
        for (int i = 0; i < figures.size(); i++) {
            FigureSpec figure = figures.get(i);
            FigureCheck check = new FigureCheck(this, figure.name(), known, found.in("figures." + i));
            figure.cases().forEach(name -> check.found().unless(cases, "", "case", name));
            if (figure.needsTrials() && trials.isEmpty()) {
                check.lacks(Optional.of("must come with trials, this recipe has none"));
            } else {
                figure.check(check);
            }
        }
    }

    /** Reports an axis of weight seeds that change nothing: its trials would be equal, and their spread 0. */
    private void checkWeightSeeds(Axes axes, Problems problems) {
        String seed = "training.seed";
        boolean apart = axes.all().stream()
                .anyMatch(axis -> axis.paths().equals(List.of(Axes.path(seed)))
                        && axis.rows().size() > 1);
        if (apart && trials.stream().noneMatch(TrialSpec::dependsOnWeightSeed)) {
            problems.add(
                    axes.paths().get(seed),
                    seed,
                    seed + " must change something to be an axis, got seeds that change nothing, as the initial weights"
                            + " are given and training.order is data; use training.order: seed (each seed has its own order of"
                            + " the batches), a model.init that draws weights (uniform, normal), or the axis data.seed");
        }
    }

    private static List<Expansion.Draft> expand(Mapping root, Axes axes, Imports imports) {
        String name = root.get("name") instanceof Scalar scalar ? scalar.text() : "trial";
        SharedNodes shared = new SharedNodes();
        return new Expansion(root, Tree.only(root, RecipeSchema.EXPERIMENT), axes)
                .drafts(name).stream()
                        .map(draft -> draft.with(
                                draft.id(),
                                shared.in(imports.completed(
                                        Defaults.fill(RecipeSchema.EXPERIMENT, draft.experiment(), null)))))
                        .toList();
    }

    /** Reports values that kinds refuse in the valid parts of an experiment that cannot be bound as a whole. */
    private static void bindParts(Expansion.Draft draft, Binders binders, Problems problems) {
        Problems own = draft.problems();
        Mapping experiment = draft.experiment();
        if (experiment.get(List.of("data", "n")) instanceof Scalar && !own.concern("data.n")) {
            RecipeSchema.EXPERIMENT.parameters().forEach((part, parameter) -> {
                if (experiment.get(part) != null && !own.concern(part)) {
                    binders.of(experiment).bind(parameter.schema(), experiment.get(part), part);
                }
            });
        }
    }

    /** The binders of experiments, one for each n. */
    private record Binders(Inputs inputs, Problems problems, Map<Scalar, Binder> ofSize) {

        Binders(Inputs inputs, Problems problems) {
            this(inputs, problems, new HashMap<>());
        }

        /** @param experiment an experiment whose data.n is valid */
        Binder of(Mapping experiment) {
            return ofSize.computeIfAbsent((Scalar) experiment.get(List.of("data", "n")), n -> {
                int value = Math.toIntExact(Numbers.whole(n.text()).orElseThrow());
                return new Binder(Map.of("n", new Surrounding(value, "data.n", n.at())), inputs, problems);
            });
        }
    }

    private static Recipe bind(
            Mapping root, List<Expansion.Draft> drafts, Inputs inputs, Binders binders, Problems problems) {
        Binder binder = new Binder(Map.of(), inputs, problems);
        Determining determining = new Determining();
        List<TrialSpec> trials = new ArrayList<>();
        for (Expansion.Draft draft : drafts) {
            Object experiment = binders.of(draft.experiment()).bind(RecipeSchema.EXPERIMENT, draft.experiment(), "");
            if (experiment != null) {
                trials.add(new TrialSpec(
                        draft.id(),
                        draft.caseName(),
                        draft.axes(),
                        (Experiment) experiment,
                        determining.layer((Experiment) experiment)));
            }
        }
        problems.throwIfAny();
        return new Recipe(
                text(root, "name"),
                text(root, "title"),
                text(root, "reproduces"),
                root.get("caption") instanceof Scalar caption ? Optional.of(caption.text()) : Optional.empty(),
                list(binder, root, "differs", String.class),
                list(binder, root, "claims", String.class),
                list(binder, root, "repeats", String.class),
                list(binder, root, "figures", FigureSpec.class),
                list(binder, root, "expect", ExpectSpec.class),
                trials,
                BaselineGroups.of(trials),
                TreeText.block((Mapping) inputs.renamed(root)),
                inputs.copies());
    }

    private static <T> List<T> list(Binder binder, Mapping root, String key, Class<T> element) {
        Object items = binder.bind(RecipeSchema.HEAD.parameters().get(key).schema(), root.get(key), key);
        return items == null
                ? List.of()
                : ((List<?>) items).stream().map(element::cast).toList();
    }

    /** Returns whether trials that differ only in an axis are repeats of each other. */
    public boolean isRepeat(String axis) {
        return SEEDS.contains(axis) || repeats.contains(axis);
    }

    private static String text(Mapping root, String key) {
        return ((Scalar) root.get(key)).text();
    }
}
