package icd.workbench.shell;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.io.PrintStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Changes the classes of snippets so that they can be stopped, cannot end the process, print where the shell prints,
 * and pass ojAlgo's matrices no operand whose shape does not fit.
 *
 * <p>Methods ask the {@link StopSignal} when they begin and before each jump back. {@code System.exit} and similar
 * methods become {@link StopSignal#exit}; {@code System.out} and {@code err} become the signal's streams. Calls on
 * matrices are checked by {@link MatrixCalls}, and so are references to such methods, which lead to a method of the
 * snippet's class that makes the call.
 */
final class Weaver {

    private static final ClassDesc SIGNAL = StopSignal.class.describeConstable().orElseThrow();
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);
    private static final MethodTypeDesc STREAM =
            MethodTypeDesc.of(PrintStream.class.describeConstable().orElseThrow());
    private static final MethodTypeDesc EXIT = MethodTypeDesc.of(CD_void, CD_int);
    private static final MethodTypeDesc EXIT_RUNTIME = MethodTypeDesc.of(CD_void, RUNTIME, CD_int);
    private static final DynamicConstantDesc<StopSignal> THE_SIGNAL =
            DynamicConstantDesc.ofNamed(ConstantDescs.ofConstantBootstrap(SIGNAL, "of", SIGNAL), "signal", SIGNAL);

    private final Map<ClassDesc, ClassHierarchyInfo> snippets = new ConcurrentHashMap<>();
    private final Links links;
    private final ClassFile files;

    /**
     * @param parent knows the classes that are not snippets
     * @param links by which code finds what is declared elsewhere
     */
    Weaver(ClassLoader parent, Links links) {
        this.links = links;
        ClassHierarchyResolver resolver = snippets::get;
        this.files = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(resolver.orElse(ClassHierarchyResolver.ofClassLoading(parent))
                        // The class is not declared yet and never reached, as JShell does not run the code that uses
                        // it.
                        .orElse(_ -> ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))));
    }

    /** Learns a class's place in the hierarchy; all of a batch must be known before any is woven. */
    ClassModel learn(byte[] classFile) {
        ClassModel model = files.parse(classFile);
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        snippets.put(
                model.thisClass().asSymbol(),
                isInterface
                        ? ClassHierarchyInfo.ofInterface()
                        : ClassHierarchyInfo.ofClass(
                                model.superclass().map(ClassEntry::asSymbol).orElse(ConstantDescs.CD_Object)));
        return model;
    }

    byte[] weave(byte[] classFile) {
        ClassModel model = files.parse(classFile);
        return files.transformClass(
                model, links.of(model).andThen(ClassTransform.ofStateful(() -> new ClassWeaver(model))));
    }

    private static final class ClassWeaver implements ClassTransform {

        private static final int BRIDGE = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

        private final Map<DirectMethodHandleDesc, DirectMethodHandleDesc> bridges = new LinkedHashMap<>();
        private final ClassDesc owner;
        private final boolean isInterface;

        ClassWeaver(ClassModel type) {
            owner = type.thisClass().asSymbol();
            isInterface = type.flags().has(AccessFlag.INTERFACE);
        }

        @Override
        public void accept(ClassBuilder type, ClassElement element) {
            if (element instanceof MethodModel method) {
                CodeTransform weaver = CodeTransform.ofStateful(() -> new MethodWeaver(this::bridge));
                type.transformMethod(method, MethodTransform.transformingCode(weaver));
            } else {
                type.with(element);
            }
        }

        /**
         * Returns a static method that checks the shapes and then does the same as the method; the method itself if no
         * shape matters.
         */
        private DirectMethodHandleDesc bridge(DirectMethodHandleDesc method) {
            if (MatrixCalls.inPlaceOf(method) == null) {
                return method;
            }
            return bridges.computeIfAbsent(
                    method,
                    _ -> MethodHandleDesc.ofMethod(
                            isInterface
                                    ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                                    : DirectMethodHandleDesc.Kind.STATIC,
                            owner,
                            "checked$" + method.methodName() + "$" + bridges.size(),
                            method.invocationType()));
        }

        @Override
        public void atEnd(ClassBuilder type) {
            bridges.forEach((method, bridge) ->
                    type.withMethodBody(bridge.methodName(), bridge.invocationType(), BRIDGE, code -> {
                        MethodTypeDesc given = bridge.invocationType();
                        for (int i = 0; i < given.parameterCount(); i++) {
                            code.loadLocal(TypeKind.from(given.parameterType(i)), code.parameterSlot(i));
                        }
                        code.invokedynamic(MatrixCalls.inPlaceOf(method)).return_(TypeKind.from(given.returnType()));
                    }));
        }
    }

    private static final class MethodWeaver implements CodeTransform {

        private final UnaryOperator<DirectMethodHandleDesc> bridge;
        private final Set<Label> seen = new HashSet<>();

        /** @param bridge maps a method that is referred to to the method to be referred to instead */
        MethodWeaver(UnaryOperator<DirectMethodHandleDesc> bridge) {
            this.bridge = bridge;
        }

        @Override
        public void atStart(CodeBuilder code) {
            ask(code, "check");
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case LabelTarget target -> {
                    seen.add(target.label());
                    code.with(element);
                }
                case BranchInstruction branch -> {
                    if (seen.contains(branch.target())) {
                        ask(code, "check");
                    }
                    code.with(element);
                }
                case LookupSwitchInstruction choice -> {
                    askIfBack(code, choice.cases(), choice.defaultTarget());
                    code.with(element);
                }
                case TableSwitchInstruction choice -> {
                    askIfBack(code, choice.cases(), choice.defaultTarget());
                    code.with(element);
                }
                case FieldInstruction field
                when field.opcode() == Opcode.PUTSTATIC -> {
                    ask(code, "checkStore");
                    code.with(element);
                }
                case FieldInstruction field
                when isStream(field) ->
                    code.loadConstant(THE_SIGNAL)
                            .invokevirtual(SIGNAL, field.name().stringValue(), STREAM);
                case InvokeInstruction call
                when isSystemExit(call.owner().asSymbol(), call.name().stringValue()) ->
                    code.invokestatic(SIGNAL, "exit", EXIT);
                case InvokeInstruction call
                when isRuntimeExit(call.owner().asSymbol(), call.name().stringValue()) ->
                    code.invokestatic(SIGNAL, "exit", EXIT_RUNTIME);
                case InvokeInstruction call
                when MatrixCalls.inPlaceOf(call) != null -> code.invokedynamic(MatrixCalls.inPlaceOf(call));
                case InvokeDynamicInstruction call
                when call.bootstrapArgs().stream().anyMatch(arg -> arg != harmless(arg)) ->
                    code.invokedynamic(DynamicCallSiteDesc.of(
                            call.bootstrapMethod(),
                            call.name().stringValue(),
                            call.typeSymbol(),
                            call.bootstrapArgs().stream().map(this::harmless).toArray(ConstantDesc[]::new)));
                default -> code.with(element);
            }
        }

        private static void ask(CodeBuilder code, String what) {
            code.loadConstant(THE_SIGNAL).invokevirtual(SIGNAL, what, NOTHING);
        }

        private void askIfBack(CodeBuilder code, List<SwitchCase> cases, Label otherwise) {
            if (seen.contains(otherwise) || cases.stream().anyMatch(c -> seen.contains(c.target()))) {
                ask(code, "check");
            }
        }

        private static boolean isStream(FieldInstruction field) {
            return field.opcode() == Opcode.GETSTATIC
                    && field.owner().asSymbol().equals(SYSTEM)
                    && (field.name().equalsString("out") || field.name().equalsString("err"));
        }

        private static boolean isSystemExit(ClassDesc owner, String name) {
            return owner.equals(SYSTEM) && name.equals("exit");
        }

        private static boolean isRuntimeExit(ClassDesc owner, String name) {
            return owner.equals(RUNTIME) && (name.equals("exit") || name.equals("halt"));
        }

        /**
         * Makes method references to methods that end the process lead to the signal, and references to methods of
         * matrices to a check.
         */
        private ConstantDesc harmless(ConstantDesc argument) {
            if (!(argument instanceof DirectMethodHandleDesc method)) {
                return argument;
            }
            MethodTypeDesc type = isSystemExit(method.owner(), method.methodName())
                    ? EXIT
                    : isRuntimeExit(method.owner(), method.methodName()) ? EXIT_RUNTIME : null;
            return type == null
                    ? bridge.apply(method)
                    : MethodHandleDesc.ofMethod(DirectMethodHandleDesc.Kind.STATIC, SIGNAL, "exit", type);
        }
    }
}
