package icd.workbench.shell;

import icd.io.SaveObserver;
import icd.kernel.WorkObserver;
import icd.train.TrainingObserver;
import java.lang.classfile.ClassModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Executes snippets in this process. Unlike JShell's own, it keeps their results as objects, can stop them, and knows the
 * classes they define when it weaves others.
 */
final class InProcessControl implements ExecutionControl {

    private final SnippetLoader loader;
    private final Weaver weaver;
    private final Evaluator evaluator;
    private final BooleanSupplier cancelled;
    private final Map<String, Class<?>> classes = new HashMap<>();
    private final Variables variables;
    private final CompilerWatch compiler = new CompilerWatch();
    private final Versions versions;
    private final List<Job> jobs = new ArrayList<>();
    private final Map<String, ClassModel> types = new HashMap<>();
    private final Set<String> remade = new LinkedHashSet<>();
    private Variables.Home asked;

    /** @param cancelled asked before a snippet is run: returns whether it is no longer wanted */
    InProcessControl(ClassLoader parent, InterpreterOptions options, BooleanSupplier cancelled) {
        this.loader = new SnippetLoader(parent, options);
        this.variables = new Variables(loader);
        this.versions = loader.versions();
        this.weaver = new Weaver(parent, new Links(variables, versions));
        this.evaluator = new Evaluator(loader, options.heapLimit());
        this.cancelled = cancelled;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Variables variables() {
        return variables;
    }

    /** Returns the jobs run since the last call, in order. */
    List<Job> takeJobs() {
        List<Job> taken = List.copyOf(jobs);
        jobs.clear();
        return taken;
    }

    CompilerWatch compiler() {
        return compiler;
    }

    Versions versions() {
        return versions;
    }

    /** Returns the variable that JShell last asked the value of. */
    Variables.Home asked() {
        return asked;
    }

    @Override
    public void load(ClassBytecodes[] files) throws ClassInstallException {
        Map<String, byte[]> classFiles = new LinkedHashMap<>();
        for (ClassBytecodes file : files) {
            classFiles.put(file.name(), file.bytecodes());
            versions.learn(file.name(), file.bytecodes());
        }
        try {
            install(classFiles);
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            compiler.cannotLoad(e);
            throw new ClassInstallException(e.toString(), new boolean[files.length]);
        }
    }

    private void install(Map<String, byte[]> classFiles) throws ClassNotFoundException {
        classFiles.forEach((name, classFile) -> {
            ClassModel model = weaver.learn(classFile);
            String original = Versions.original(name);
            if (Wrappers.isWrapper(name)) {
                variables.learn(model);
            } else if (original.equals(name)) {
                learnType(name, model);
            } else if (Wrappers.isWrapper(original)) {
                variables.learn(model, original);
            }
        });
        classFiles.forEach((name, classFile) -> loader.declare(name, weaver.weave(classFile)));
        for (String name : classFiles.keySet()) {
            Class<?> loaded = Class.forName(name, false, loader);
            classes.put(name, loaded);
            if (Wrappers.isWrapper(Versions.original(name))) {
                versions.loaded(loaded);
            }
        }
    }

    /** Learns a type; a type that is made again has static fields of its own. */
    private void learnType(String name, ClassModel model) {
        String nested = name.substring(Wrappers.outermost(name).length() + 1);
        for (String snippet : Wrappers.snippets(name)) {
            ClassModel former = types.put(snippet + " " + nested, model);
            if (former != null && Wrappers.hasState(former)) {
                remade.add(nested.replace('$', '.'));
            }
        }
    }

    /** Returns the types with static fields that were made again since the last call. */
    List<String> takeRemade() {
        List<String> taken = List.copyOf(remade);
        remade.clear();
        return taken;
    }

    /** @throws NotImplementedException if more than code has changed: JShell then makes classes of other names */
    @Override
    public void redefine(ClassBytecodes[] files) throws NotImplementedException {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (ClassBytecodes file : files) {
            changed.put(file.name(), file.bytecodes());
        }
        Map<String, byte[]> version = versions.version(changed);
        if (version.isEmpty()) {
            throw new NotImplementedException("redefine");
        }
        try {
            install(version);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String invoke(String className, String methodName) throws RunException, InternalException {
        if (compiler.failure() != null) {
            throw new InternalException("the loaded class differs from the compiled one");
        }
        Method method;
        try {
            Class<?> snippet = classes.get(versions.now(className));
            if (snippet == null) {
                throw new InternalException(className + " is not loaded");
            }
            method = snippet.getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new InternalException(e.toString());
        }
        Timing timing = Timing.CURRENT.isBound() ? Timing.CURRENT.get() : null;
        Job job = run(timing == null ? () -> call(method) : () -> timing.repeat(() -> call(method)));
        jobs.add(job);
        if (job.thrown() == null) {
            if (job.abandoned()) {
                throw new StoppedException();
            }
            return ""; // the object itself is in the job
        }
        throw asRunException(job.thrown());
    }

    /** Runs a piece of the user's code; what it runs shows how it gets on. */
    Job run(Callable<?> code) {
        WorkProgress progress = new WorkProgress(loader.options().progress());
        Job job = evaluator.run(() -> watched(code, progress), progress::tick, cancelled);
        progress.close();
        return job;
    }

    private Object watched(Callable<?> code, WorkProgress progress) throws Exception {
        ProgressDisplay display = loader.options().progress();
        ScopedValue.Carrier scope = ScopedValue.where(TrainingObserver.CURRENT, new TrainingProgress(display))
                .where(SaveObserver.CURRENT, file -> loader.options().out().println("saved ‹" + file + "›"));
        return (display == null
                        ? scope
                        : scope.where(ProgressDisplay.CURRENT, display).where(WorkObserver.CURRENT, progress))
                .call(code::call);
    }

    /** Loads the classes of a program: no snippet refers to them, and they are never declared again. */
    void load(Map<String, byte[]> program) {
        program.values().forEach(weaver::learn);
        program.forEach((name, classFile) -> loader.declare(name, weaver.weave(classFile)));
    }

    /** Returns the loader of the user's classes. */
    ClassLoader loader() {
        return loader;
    }

    private static Object call(Method method) throws Exception {
        try {
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            switch (e.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw e;
            }
        }
    }

    /** Converts an exception for JShell, which translates the stack to lines of snippets. */
    private static RunException asRunException(Throwable thrown) {
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), Wrappers.original(unresolved.getStackTrace()));
        }
        if (thrown instanceof Stop) {
            return new StoppedException();
        }
        return new UserException(
                thrown.toString(), thrown.getClass().getName(), Wrappers.original(thrown.getStackTrace()));
    }

    /** Notes the variable for {@link #asked}; nobody needs the value itself as a string. */
    @Override
    public String varValue(String className, String fieldName) throws InternalException {
        asked = variables.home(className, fieldName);
        if (asked == null) {
            throw new InternalException(className + " has no variable " + fieldName);
        }
        return "";
    }

    @Override
    public void addToClasspath(String path) throws NotImplementedException {
        throw new NotImplementedException("addToClasspath");
    }

    @Override
    public void stop() {
        evaluator.end(Evaluator.INTERRUPTED);
    }

    @Override
    public Object extensionCommand(String command, Object argument) throws NotImplementedException {
        throw new NotImplementedException(command);
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
