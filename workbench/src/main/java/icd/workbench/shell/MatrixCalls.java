package icd.workbench.shell;

import icd.math.MatrixShapes;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;

/**
 * Calls on ojAlgo's matrices in code typed in the shell, which are woven to ask {@link MatrixShapes} first. Public for that
 * code only.
 */
public final class MatrixCalls {

    private static final ClassDesc HERE = MatrixCalls.class.describeConstable().orElseThrow();
    private static final DirectMethodHandleDesc CHECKED = ConstantDescs.ofCallsiteBootstrap(
            HERE, "checked", ConstantDescs.CD_CallSite, ConstantDescs.CD_MethodHandle);
    private static final String OJALGO = "Lorg/ojalgo/";

    /** Methods whose first arguments are the row and the column of an element, or its index. */
    private static final Set<String> ELEMENT = Set.of(
            "get",
            "doubleValue",
            "floatValue",
            "longValue",
            "intValue",
            "shortValue",
            "byteValue",
            "toScalar",
            "set",
            "add",
            "mix",
            "modifyOne",
            "visitOne",
            "isSmall",
            "isAbsolute");

    private MatrixCalls() {}

    /** Returns the checked call to put in place of a call; null where there is nothing to check. */
    static DynamicCallSiteDesc inPlaceOf(InvokeInstruction call) {
        boolean virtual = call.opcode() == Opcode.INVOKEVIRTUAL || call.opcode() == Opcode.INVOKEINTERFACE;
        if (!virtual || call.owner().asSymbol().isArray()) { // arrays are cloned by a call on their own class
            return null;
        }
        return inPlaceOf(MethodHandleDesc.ofMethod(
                call.opcode() == Opcode.INVOKEINTERFACE
                        ? DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL
                        : DirectMethodHandleDesc.Kind.VIRTUAL,
                call.owner().asSymbol(),
                call.name().stringValue(),
                call.typeSymbol()));
    }

    /** Returns the checked call that does the same as the method; null where there is nothing to check. */
    static DynamicCallSiteDesc inPlaceOf(DirectMethodHandleDesc method) {
        boolean virtual = method.kind() == DirectMethodHandleDesc.Kind.VIRTUAL
                || method.kind() == DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL;
        String name = method.methodName();
        return virtual
                        && (MatrixShapes.knows(name) || ELEMENT.contains(name))
                        && (method.owner().descriptorString().startsWith(OJALGO)
                                || method.lookupDescriptor().contains(OJALGO))
                ? DynamicCallSiteDesc.of(CHECKED, name, method.invocationType(), method)
                : null;
    }

    /**
     * Bootstraps a checked call.
     *
     * @param type the type of the call, the receiver first
     * @param call the call to make once the shapes are found to fit
     */
    public static CallSite checked(MethodHandles.Lookup snippet, String name, MethodType type, MethodHandle call)
            throws ReflectiveOperationException {
        MethodHandle does = call.asType(type);
        MethodHandle check = check(name, type);
        return new ConstantCallSite(check == null ? does : MethodHandles.foldArguments(does, check));
    }

    private static MethodHandle check(String name, MethodType type) throws ReflectiveOperationException {
        MethodHandles.Lookup here = MethodHandles.lookup();
        int indices = 0;
        while (indices < 2 && indices + 1 < type.parameterCount() && isIndex(type.parameterType(indices + 1))) {
            indices++;
        }
        boolean scalar = name.equals("add") && type.parameterCount() == 2; // this add adds a number to the whole matrix
        if (ELEMENT.contains(name) && indices > 0 && !scalar) {
            // Set(row, column) of an int looks like set(index, value): only the number of parameters tells them apart.
            boolean oneIndex = indices == 1 || takesValue(name) && type.parameterCount() == 3;
            Class<?>[] asked = oneIndex
                    ? new Class<?>[] {Object.class, long.class}
                    : new Class<?>[] {Object.class, long.class, long.class};
            MethodHandle element =
                    here.findStatic(MatrixShapes.class, "checkElement", MethodType.methodType(void.class, asked));
            Class<?>[] given = type.parameterList().subList(0, asked.length).toArray(Class<?>[]::new);
            return element.asType(MethodType.methodType(void.class, given));
        }
        if (!MatrixShapes.knows(name) || ELEMENT.contains(name) && indices > 0) {
            return null;
        }
        MethodHandle shapes = here.findStatic(
                MatrixShapes.class,
                "check",
                MethodType.methodType(void.class, String.class, Object.class, Object[].class));
        return shapes.bindTo(name)
                .asCollector(Object[].class, type.parameterCount() - 1)
                .asType(type.changeReturnType(void.class));
    }

    private static boolean takesValue(String name) {
        return Set.of("set", "add", "mix", "modifyOne", "visitOne", "isSmall").contains(name);
    }

    private static boolean isIndex(Class<?> type) {
        return type == int.class || type == long.class;
    }
}
