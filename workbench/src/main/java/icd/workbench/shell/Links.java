package icd.workbench.shell;

import static java.lang.constant.ConstantDescs.CD_boolean;

import java.lang.classfile.ClassFile;
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
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** Lets code of snippets find variables in their homes, and methods in their newest code. */
final class Links {

    private static final DirectMethodHandleDesc LEAD = ConstantDescs.ofCallsiteBootstrap(
            Versions.class.describeConstable().orElseThrow(), "of", ClassDesc.of("java.lang.invoke.CallSite"));

    private final Variables variables;
    private final Versions versions;

    Links(Variables variables, Versions versions) {
        this.variables = variables;
        this.versions = versions;
    }

    /** Links a class; methods of a class around snippets get the flag by which they lead elsewhere. */
    ClassTransform of(ClassModel type) {
        String owner = Wrappers.name(type.thisClass());
        Map<String, String> flags = Wrappers.isWrapper(Versions.original(owner)) ? versions.flags(type) : Map.of();
        return (builder, element) -> {
            if (element instanceof MethodModel method) {
                String flag = flags.get(Wrappers.signature(method));
                if (flag != null) {
                    builder.withField(flag, CD_boolean, ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC);
                }
                builder.transformMethod(method, MethodTransform.transformingCode(new MethodLinks(type, method, flag)));
            } else {
                builder.with(element);
            }
        };
    }

    private final class MethodLinks implements CodeTransform {

        private final ClassDesc owner;
        private final String name;
        private final MethodTypeDesc type;
        private final String flag;

        /** @param flag null where the method cannot lead elsewhere */
        MethodLinks(ClassModel owner, MethodModel method, String flag) {
            this.owner = owner.thisClass().asSymbol();
            this.name = method.methodName().stringValue();
            this.type = method.methodTypeSymbol();
            this.flag = flag;
        }

        @Override
        public void atStart(CodeBuilder code) {
            if (flag == null) {
                return;
            }
            Label here = code.newLabel();
            code.getstatic(owner, flag, CD_boolean).ifeq(here);
            for (int i = 0; i < type.parameterCount(); i++) {
                code.loadLocal(TypeKind.from(type.parameterType(i)), code.parameterSlot(i));
            }
            code.invokedynamic(DynamicCallSiteDesc.of(LEAD, name, type))
                    .return_(TypeKind.from(type.returnType()))
                    .labelBinding(here);
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            switch (element) {
                case FieldInstruction field -> field(code, field);
                case InvokeInstruction call when call.opcode() == Opcode.INVOKESTATIC -> call(code, call);
                default -> code.with(element);
            }
        }

        private void field(CodeBuilder code, FieldInstruction field) {
            Variables.Home home =
                    variables.home(Wrappers.name(field.owner()), field.name().stringValue());
            if (home == null) {
                code.with(field);
                return;
            }
            if (!Wrappers.isExecution(name)) {
                variables.capture(home);
            }
            code.fieldAccess(field.opcode(), ClassDesc.of(home.owner()), home.field(), field.typeSymbol());
        }

        private void call(CodeBuilder code, InvokeInstruction call) {
            String called = Wrappers.name(call.owner());
            String now = versions.now(called);
            if (now.equals(called)
                    || !versions.has(now, call.name().stringValue(), call.type().stringValue())) {
                code.with(call);
            } else {
                code.invokestatic(ClassDesc.of(now), call.name().stringValue(), call.typeSymbol());
            }
        }
    }

    @Override
    public String toString() {
        return "links of snippets to " + variables;
    }
}
