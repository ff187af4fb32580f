package icd.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTreeScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MathTagletTest {

    /** The outcome of a run of the tool: its exit code and all that it printed. */
    private record Run(int code, String said) {}

    private static Run javadoc(Path folder, String comment) throws IOException {
        Path source = folder.resolve("A.java");
        Files.writeString(source, "/**\n * " + comment + "\n */\npublic class A {}\n");
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        writer,
                        writer,
                        "-quiet",
                        "-Xdoclint:none",
                        "-tagletpath",
                        Path.of("target", "classes").toString(),
                        "-taglet",
                        MathTaglet.class.getName(),
                        "-taglet",
                        EquationTaglet.class.getName(),
                        "-d",
                        folder.resolve("pages").toString(),
                        source.toString());
        return new Run(code, said.toString());
    }

    @Test
    void pagesHaveFormulas(@TempDir Path folder) throws IOException {
        Run run = javadoc(
                folder, "Is {@math x^ &lt;= y} or\n * {@equation\n *   a = 1/2\n * }\n * and {@math S_{i+1} < 2}.");
        assertThat(run.said()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(Files.readString(folder.resolve("pages/A.html")))
                .contains(Notation.inline("x^ <= y"), Notation.display("a = 1/2"), Notation.inline("S_{i+1} < 2"));
    }

    @Test
    void whatCannotBeReadFailsTheBuild(@TempDir Path folder) throws IOException {
        Run run = javadoc(folder, "Is\n * {@math x of y}.");
        assertThat(run.code()).isNotZero();
        assertThat(run.said()).contains("A.java:3", "the formula \"x of y\" has the word 'of'");
    }

    /** The plain build finds at once what would fail a release. */
    @Test
    void everyFormulaOfOursCanBeRead() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Path.of("src", "main", "java"), Path.of("..", "workbench", "src", "main", "java"))) {
            try (Stream<Path> walk = Files.walk(folder)) {
                walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        JavaCompiler compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
        List<String> problems = new ArrayList<>();
        int formulas = 0;
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                for (UnknownInlineTagTree tag : tags(unit, trees)) {
                    formulas++;
                    String formula = MathTaglet.formula(tag.getContent());
                    try {
                        String set =
                                tag.getTagName().equals("math") ? Notation.inline(formula) : Notation.display(formula);
                        assertThat(set).startsWith("<math");
                    } catch (IllegalArgumentException e) {
                        problems.add(unit.getSourceFile().getName() + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(formulas).isGreaterThan(1000);
    }

    private static List<UnknownInlineTagTree> tags(CompilationUnitTree unit, DocTrees trees) {
        List<UnknownInlineTagTree> tags = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree tree, Void nothing) {
                collect();
                return super.visitClass(tree, nothing);
            }

            @Override
            public Void visitMethod(MethodTree tree, Void nothing) {
                collect();
                return super.visitMethod(tree, nothing);
            }

            @Override
            public Void visitVariable(VariableTree tree, Void nothing) {
                collect();
                return super.visitVariable(tree, nothing);
            }

            private void collect() {
                DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
                if (comment != null) {
                    new DocTreeScanner<Void, Void>() {
                        @Override
                        public Void visitUnknownInlineTag(UnknownInlineTagTree tag, Void nothing) {
                            if (List.of("math", "equation").contains(tag.getTagName())) {
                                tags.add(tag);
                            }
                            return super.visitUnknownInlineTag(tag, nothing);
                        }
                    }.scan(comment, null);
                }
            }
        }.scan(unit, null);
        return tags;
    }
}
