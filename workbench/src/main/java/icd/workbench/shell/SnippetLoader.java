package icd.workbench.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defines the classes of snippets. */
final class SnippetLoader extends ClassLoader {

    private final InterpreterOptions options;
    private final StopSignal signal;
    private final Versions versions = new Versions();
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

    SnippetLoader(ClassLoader parent, InterpreterOptions options) {
        super("snippets", parent);
        this.options = options;
        this.signal = new StopSignal(options.out(), options.err());
    }

    /**
     * Returns the loader of the calling snippet, on any thread.
     *
     * @throws IllegalStateException if no snippet called
     */
    static SnippetLoader current() {
        if (Thread.currentThread().getContextClassLoader() instanceof SnippetLoader own) {
            return own;
        }
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(frame -> frame.getDeclaringClass().getClassLoader())
                        .filter(SnippetLoader.class::isInstance)
                        .map(SnippetLoader.class::cast)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(
                        "print: must be called from code that is typed in the shell or executed, got "
                                + Thread.currentThread()));
    }

    /** Options of the shell that owns these snippets. */
    InterpreterOptions options() {
        return options;
    }

    StopSignal signal() {
        return signal;
    }

    Versions versions() {
        return versions;
    }

    /** Makes a class known; it is defined when it is first used. */
    void declare(String name, byte[] classFile) {
        bytes.put(name, classFile);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = bytes.get(name);
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] classFile = name.endsWith(".class")
                ? bytes.get(name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        return classFile != null ? new ByteArrayInputStream(classFile) : super.getResourceAsStream(name);
    }
}
