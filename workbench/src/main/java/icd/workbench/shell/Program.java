package icd.workbench.shell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A file of Java with a {@code main} method, as {@code java File.java} would run it: a class of any package, or methods
 * and fields without a class. The imports of the shell apply where the file has none of its own.
 */
public final class Program {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private static final Pattern MAIN = Pattern.compile("\\bvoid\\s+main\\s*\\(");
    private static final Pattern CALL = Pattern.compile("\\bmain\\s*\\(");

    private final Path file;
    private final String text;
    private final List<String> types = new ArrayList<>(); // the types are in the file's order
    private final boolean syntaxFits;
    private boolean hasMain;
    private String packageName = "";
    private int afterImports;
    private Map<String, byte[]> classes = Map.of();

    private Program(Path file, String text) {
        this.file = file;
        this.text = text;
        this.syntaxFits = Boolean.TRUE.equals(new CompilerWatch().watch(this::parse));
    }

    /** Reads the contents of a file from its syntax alone. */
    public static Program of(Path file, String text) {
        return new Program(file, text);
    }

    /**
     * Returns whether it is a file of types, or of methods and fields, with a {@code main} among them; otherwise it is
     * a script. A file that has a {@code main}, does not parse as such a file and does not call its {@code main} was
     * meant to be one.
     */
    public boolean isRunnable() {
        return syntaxFits
                ? hasMain
                : MAIN.matcher(text).find() && CALL.matcher(text).results().count() == 1;
    }

    private boolean parse() {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(found, null, null)) {
            JavacTask task = (JavacTask) COMPILER.getTask(null, files, found, null, null, List.of(source(text)));
            CompilationUnitTree unit = task.parse().iterator().next();
            if (unit.getPackageName() != null) {
                packageName = unit.getPackageName().toString();
            }
            var positions = Trees.instance(task).getSourcePositions();
            if (unit.getPackage() != null) {
                afterImports = Math.toIntExact(positions.getEndPosition(unit, unit.getPackage()));
            }
            for (ImportTree each : unit.getImports()) {
                afterImports = Math.max(afterImports, Math.toIntExact(positions.getEndPosition(unit, each)));
            }
            for (Tree each : unit.getTypeDecls()) {
                if (each instanceof ClassTree type) {
                    types.add((packageName.isEmpty() ? "" : packageName + ".") + type.getSimpleName());
                    hasMain |= type.getMembers().stream().anyMatch(Program::isMain);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors(found).isEmpty();
    }

    private static boolean isMain(Tree member) {
        return member instanceof MethodTree method
                && method.getName().contentEquals("main")
                && method.getParameters().size() <= 1;
    }

    private static List<Diagnostic<? extends JavaFileObject>> errors(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    /** Returns the problems that keep the program from being compiled; empty once it has been compiled. */
    List<Problem> compile(List<String> imports) {
        List<Problem> alone = compile("");
        if (alone.isEmpty()) {
            return alone;
        }
        List<Problem> withImports = compile(" " + String.join(" ", imports));
        return withImports.size() <= alone.size() ? withImports : alone;
    }

    private List<Problem> compile(String imports) {
        String whole = text.substring(0, afterImports) + imports + text.substring(afterImports);
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--add-modules", "jdk.incubator.vector", "-proc:none", "-Xlint:none", "-sourcepath", root().toString());
        try (Memory files = new Memory(COMPILER.getStandardFileManager(found, null, null))) {
            COMPILER.getTask(null, files, found, options, null, List.of(source(whole)))
                    .call();
            classes = files.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors(found).stream()
                .map(each -> unshifted(Problems.of(whole, each), imports.length()))
                .toList();
    }

    private Problem unshifted(Problem problem, int by) {
        return problem.start() < afterImports
                ? problem
                : new Problem(problem.message(), Math.max(0, problem.start() - by), Math.max(0, problem.end() - by));
    }

    /** Returns the folder that holds the root of its package, and other files of the same program. */
    private Path root() {
        Path root = file.toAbsolutePath().getParent();
        for (String part : packageName.split("\\.")) {
            boolean fits = !part.isEmpty() && root.getParent() != null;
            root = fits ? root.getParent() : root;
        }
        return root;
    }

    private JavaFileObject source(String code) {
        String name = file.getFileName().toString().replaceFirst("\\.java$", "").replaceAll("\\W", "_");
        return new SimpleJavaFileObject(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }

            @Override
            public boolean isNameCompatible(String simpleName, Kind kind) {
                return true; // a public class need not have the file's name, as for `java File.java`
            }
        };
    }

    Map<String, byte[]> classes() {
        return classes;
    }

    /** Returns the whole file as a source, for messages. */
    Source source() {
        return new Source(text, 0, 1, 1);
    }

    /** Returns the outcome for an exception, with its innermost line in this file. */
    Outcome.Thrown thrown(Throwable exception) {
        List<Frame> frames = Stream.of(exception.getStackTrace())
                .filter(frame -> classes.containsKey(frame.getClassName()))
                .map(frame -> new Frame(
                        frame.getClassName() + "." + frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber(),
                        null))
                .toList();
        int line = frames.isEmpty() ? 1 : frames.getFirst().line();
        return new Outcome.Thrown(new Source(text, 0, line, 1), exception, frames);
    }

    // ------------------------------------------------------------------------------------------------ main

    /** Calls the first type's {@code main}, static or not, with parameters or without. */
    Void call(ClassLoader loader, String[] arguments) throws Exception {
        for (String name : types) {
            Class<?> type = Class.forName(name, true, loader);
            Method main = main(type);
            if (main != null) {
                Object on = Modifier.isStatic(main.getModifiers()) ? null : create(type);
                main.setAccessible(true);
                call(() -> main.getParameterCount() == 0 ? main.invoke(on) : main.invoke(on, (Object) arguments));
                return null;
            }
        }
        throw new IllegalStateException(
                file.getFileName() + ": there must be a method void main() or void main(String[]) that is not private");
    }

    private static Method main(Class<?> type) {
        for (Class<?>[] parameters : new Class<?>[][] {{String[].class}, {}}) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                try {
                    Method main = each.getDeclaredMethod("main", parameters);
                    if (!Modifier.isPrivate(main.getModifiers()) && main.getReturnType() == void.class) {
                        return main;
                    }
                } catch (NoSuchMethodException e) {
                    continue;
                }
            }
        }
        return null;
    }

    private static Object create(Class<?> type) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return call(constructor::newInstance);
    }

    private interface Reflective {
        Object call() throws ReflectiveOperationException;
    }

    private static Object call(Reflective reflective) throws Exception {
        try {
            return reflective.call();
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** Keeps the class files that the compiler writes. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new LinkedHashMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }
}
