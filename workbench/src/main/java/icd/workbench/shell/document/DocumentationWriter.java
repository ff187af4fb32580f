package icd.workbench.shell.document;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes the documentation index from sources. The build runs it, not the workbench. */
final class DocumentationWriter {

    private final StringBuilder out = new StringBuilder();
    private DocTrees trees;

    /** The public classes that are not abstract and inherit from a class, by the name of that class. */
    private final Map<String, Set<String>> heirs = new HashMap<>();

    private DocumentationWriter() {}

    /** @param args the file to write, then folders of sources or single ones */
    public static void main(String[] args) throws IOException {
        Path index = Path.of(args[0]);
        List<Path> sources = Arrays.stream(args).skip(1).map(Path::of).toList();
        String text = new DocumentationWriter().index(sources);
        if (!Files.exists(index) || !Files.readString(index).equals(text)) {
            Files.createDirectories(index.getParent());
            Files.writeString(index, text);
        }
    }

    /** Returns the index of every public type below a folder. */
    static String of(Path sources) throws IOException {
        return new DocumentationWriter().index(List.of(sources));
    }

    private String index(List<Path> sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path source : sources) {
            try (Stream<Path> walk = Files.walk(source)) {
                walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            trees = DocTrees.instance(task);
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            for (boolean found = true; found; ) {
                found = false;
                for (CompilationUnitTree unit : units) {
                    found |= rememberHeirs(unit);
                }
            }
            for (CompilationUnitTree parsed : units) {
                TreePath root = new TreePath(parsed);
                for (Tree type : parsed.getTypeDecls()) {
                    if (type instanceof ClassTree tree) {
                        type(new TreePath(root, tree), tree, "", false);
                    }
                }
            }
        }
        return out.toString();
    }

    /** @return whether it found heirs that were not known before */
    private boolean rememberHeirs(CompilationUnitTree unit) {
        boolean found = false;
        for (Tree type : unit.getTypeDecls()) {
            if (type instanceof ClassTree tree && tree.getExtendsClause() != null) {
                String name = tree.getSimpleName().toString();
                Set<String> further = standsAlone(tree) ? Set.of(name) : Set.copyOf(heirs.getOrDefault(name, Set.of()));
                found |= heirs.computeIfAbsent(tree.getExtendsClause().toString(), _ -> new HashSet<>())
                        .addAll(further);
            }
        }
        return found;
    }

    /** Returns whether users meet the class itself, and not only a class that extends it. */
    private static boolean standsAlone(ClassTree type) {
        Set<Modifier> modifiers = type.getModifiers().getFlags();
        return modifiers.contains(Modifier.PUBLIC) && !modifiers.contains(Modifier.ABSTRACT);
    }

    private void type(TreePath path, ClassTree type, String outer, boolean inInterface) {
        Set<String> itsHeirs = heirs.getOrDefault(type.getSimpleName().toString(), Set.of());
        if (!visible(type.getModifiers().getFlags(), inInterface) && itsHeirs.isEmpty()) {
            return;
        }
        String name = outer + type.getSimpleName();
        if (!standsAlone(type) && itsHeirs.size() == 1) {
            inherited(path, type, name, itsHeirs.iterator().next());
            return;
        }
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        DocCommentTree comment = trees.getDocCommentTree(path);
        String word = type.getKind().name().toLowerCase(java.util.Locale.ROOT).replace("annotation_type", "@interface");
        List<VariableTree> components = components(type);
        entry(name, name, word + " " + name + (components.isEmpty() ? "" : parameters(components)), text(comment));
        if (type.getKind() == Tree.Kind.RECORD) {
            record(name, components, comment);
        }
        for (Tree member : type.getMembers()) {
            TreePath inner = new TreePath(path, member);
            switch (member) {
                case ClassTree nested -> type(inner, nested, name + ".", isInterface);
                case MethodTree method
                when visible(method.getModifiers().getFlags(), isInterface) -> method(inner, method, name, name);
                case VariableTree field
                when visible(field.getModifiers().getFlags(), isInterface) || constant(type, field) ->
                    field(inner, field, name, name);
                default -> {}
            }
        }
    }

    /** Adds inherited members where one class alone inherits them, as users know them as members of that class. */
    private void inherited(TreePath path, ClassTree type, String name, String heir) {
        for (Tree member : type.getMembers()) {
            TreePath inner = new TreePath(path, member);
            if (member instanceof MethodTree method
                    && visible(method.getModifiers().getFlags(), false)) {
                method(inner, method, name, heir);
            } else if (member instanceof VariableTree field
                    && visible(field.getModifiers().getFlags(), false)) {
                field(inner, field, name, heir);
            }
        }
    }

    /**
     * @param type as JShell names the class that declares it
     * @param known the type's name as a user knows it
     */
    private void method(TreePath path, MethodTree method, String type, String known) {
        boolean constructor = method.getReturnType() == null;
        String name = constructor ? type : type + "." + method.getName();
        String parameters = parameters(method.getParameters());
        String returned = constructor ? "new " : method.getReturnType() + " ";
        String text = text(trees.getDocCommentTree(path));
        if (!method.getParameters().isEmpty() || !constructor || !text.isEmpty()) {
            entry(
                    DocumentationIndex.key(name + parameters),
                    constructor ? known : known + "." + method.getName(),
                    returned + (constructor ? type : method.getName()) + parameters,
                    text);
        }
    }

    /**
     * @param type as JShell names the class that declares it
     * @param known the type's name as a user knows it
     */
    private void field(TreePath path, VariableTree field, String type, String known) {
        entry(
                type + "." + field.getName(),
                known + "." + field.getName(),
                field.getType() + " " + field.getName(),
                text(trees.getDocCommentTree(path)));
    }

    /** Adds a record: its constructor has the record's Javadoc, and each accessor the Javadoc of its component. */
    private void record(String name, List<VariableTree> components, DocCommentTree comment) {
        String parameters = parameters(components);
        entry(DocumentationIndex.key(name + parameters), name, "new " + name + parameters, text(comment));
        for (VariableTree component : components) {
            String said = comment == null
                    ? ""
                    : comment.getBlockTags().stream()
                            .filter(ParamTree.class::isInstance)
                            .map(ParamTree.class::cast)
                            .filter(tag -> tag.getName()
                                    .toString()
                                    .equals(component.getName().toString()))
                            .map(tag -> JavadocText.of(tag.getDescription()))
                            .findFirst()
                            .orElse("");
            String accessor = name + "." + component.getName();
            entry(accessor + "()", accessor, component.getType() + " " + component.getName() + "()", said);
        }
    }

    private static List<VariableTree> components(ClassTree type) {
        List<VariableTree> components = new ArrayList<>();
        if (type.getKind() == Tree.Kind.RECORD) {
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
                    components.add(field);
                }
            }
        }
        return components;
    }

    private static String parameters(List<? extends VariableTree> variables) {
        return variables.stream().map(DocumentationWriter::parameter).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns a parameter's type; the tree of {@code long... indices} has an array type and prints as written. */
    private static String parameter(VariableTree variable) {
        String written = variable.toString()
                .replaceAll("@\\w+(\\([^)]*\\))?\\s*|\\b(final|private)\\s+", "")
                .strip();
        return written.contains("...") ? written : variable.getType() + " " + variable.getName();
    }

    private static boolean visible(Set<Modifier> modifiers, boolean inInterface) {
        return modifiers.contains(Modifier.PUBLIC) || inInterface && !modifiers.contains(Modifier.PRIVATE);
    }

    private static boolean constant(ClassTree type, VariableTree field) {
        return type.getKind() == Tree.Kind.ENUM
                && field.getType() != null
                && field.getType().toString().contentEquals(type.getSimpleName());
    }

    private static String text(DocCommentTree comment) {
        if (comment == null) {
            return "";
        }
        List<DocTree> body = new ArrayList<>(comment.getFullBody());
        return JavadocText.of(body, comment.getBlockTags());
    }

    private void entry(String key, String name, String signature, String text) {
        String flat = signature.replaceAll("\\s+", " ");
        out.append(DocumentationIndex.ENTRY)
                .append(key)
                .append('\t')
                .append(name)
                .append('\t')
                .append(flat)
                .append('\n')
                .append(text)
                .append('\n');
    }
}
