package icd.workbench.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redefines classes around snippets, which the virtual machine lets only debuggers do: a class gets a version under
 * another name, and its methods lead there. Existing code, objects and lambdas then run the present declarations, and
 * nothing else need be made again. It is public for that code only.
 *
 * <p>Only code is replaced. A class that declares types, or whose variables or methods have changed their types, stays
 * as it is: JShell then makes another class.
 */
public final class Versions {

    private static final String VERSION = "$version";

    private record Target(String owner, String method, String type) {}

    private final Map<String, byte[]> compiled = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private final Map<String, String> latest = new HashMap<>();
    private final Map<String, Map<String, String>> flags = new HashMap<>();
    private final Map<Target, Class<?>> targets = new ConcurrentHashMap<>();
    private Set<String> declared;
    private int count;

    Versions() {}

    /**
     * Notes that a snippet is about to be evaluated.
     *
     * @param declares whether it may declare something of its own that is compiled; everything else depends on it
     */
    void begin(boolean declares) {
        declared = declares ? null : Set.of();
    }

    /** Learns a class as JShell compiled it. */
    void learn(String name, byte[] classFile) {
        begun(name);
        compiled.put(name, classFile);
    }

    /** Notes the class of the snippet itself, with which JShell begins. */
    private void begun(String name) {
        if (declared == null) {
            declared = Wrappers.snippets(name);
        }
    }

    /** Returns the class that has the code of a class now. */
    String now(String wrapper) {
        return versions.getOrDefault(wrapper, wrapper);
    }

    /** Returns the name under which JShell knows the class. */
    static String original(String name) {
        int at = name.indexOf(VERSION);
        if (at < 0 || !name.startsWith(Wrappers.PREFIX)) {
            return name;
        }
        int end = name.indexOf('$', at + 1);
        return name.substring(0, at) + (end < 0 ? "" : name.substring(end));
    }

    /** Returns whether the class that has the code of a class now still has a method. */
    boolean has(String version, String method, String type) {
        return flags.getOrDefault(version, Map.of()).keySet().stream()
                .anyMatch(signature -> signature.equals(method + type) || signature.startsWith(method + type + " "));
    }

    /**
     * Returns the classes of a version, their code renamed; the first is the wrapper.
     *
     * @param changed as JShell compiled them
     * @return empty if more than code has changed
     */
    Map<String, byte[]> version(Map<String, byte[]> changed) {
        String wrapper = Wrappers.outermost(changed.keySet().iterator().next());
        begun(wrapper);
        byte[] former = compiled.get(wrapper);
        ClassModel before = ClassFile.of().parse(former);
        ClassModel now = ClassFile.of().parse(changed.getOrDefault(wrapper, former));
        if (Wrappers.declaresTypes(now)
                || !Wrappers.shape(now).equals(Wrappers.shape(before))
                || !changed.keySet().stream()
                        .allMatch(name -> Wrappers.outermost(name).equals(wrapper))) {
            return Map.of();
        }
        changed.forEach(this::learn);
        String version = wrapper + VERSION + ++count;
        Map<String, byte[]> renamed = new LinkedHashMap<>();
        renamed.put(version, renamed(compiled.get(wrapper), wrapper, version));
        for (String nested : Wrappers.nested(now)) {
            renamed.put(version + nested.substring(wrapper.length()), renamed(compiled.get(nested), wrapper, version));
        }
        return Collections.unmodifiableMap(renamed);
    }

    /** Gives a class and those nested in it another name. */
    private static byte[] renamed(byte[] classFile, String from, String to) {
        Pattern name = Pattern.compile(Pattern.quote(from.replace('.', '/')) + "(?=[$;<]|$)");
        String replacement = Matcher.quoteReplacement(to.replace('.', '/'));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
                DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(in.readNBytes(8));
            int entries = in.readUnsignedShort();
            out.writeShort(entries);
            for (int i = 1; i < entries; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                switch (tag) {
                    case 1 -> out.writeUTF(name.matcher(in.readUTF()).replaceAll(replacement));
                    case 7, 8, 16, 19, 20 -> out.write(in.readNBytes(2));
                    case 15 -> out.write(in.readNBytes(3));
                    case 5, 6 -> {
                        out.write(in.readNBytes(8));
                        i++; // these types take two places
                    }
                    default -> out.write(in.readNBytes(4));
                }
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns the flags that a class is to have: for each method that may lead elsewhere, the name of one flag. */
    Map<String, String> flags(ClassModel wrapper) {
        Map<String, String> bySignature = new LinkedHashMap<>();
        for (MethodModel method : Wrappers.methods(wrapper)) {
            bySignature.put(Wrappers.signature(method), "$moved$" + bySignature.size());
        }
        flags.put(Wrappers.name(wrapper.thisClass()), bySignature);
        return bySignature;
    }

    /**
     * Notes that a class around snippets is loaded, as JShell asked or as a version: the former classes of these
     * snippets lead to it.
     */
    void loaded(Class<?> type) {
        String original = original(type.getName());
        if (!original.equals(type.getName())) {
            versions.put(original, type.getName());
        }
        for (String snippet : Wrappers.snippets(original)) {
            String former = latest.put(snippet, type.getName());
            if (former != null && !former.equals(type.getName())) {
                lead(former, type);
            }
        }
    }

    /**
     * Makes a former class lead to a class. Lambdas stay as they are where their snippet itself was replaced: they
     * belong to the former snippet.
     */
    private void lead(String former, Class<?> type) {
        boolean dependent = Collections.disjoint(declared, Wrappers.snippets(original(type.getName())));
        Map<String, String> now = flags.get(type.getName());
        flags.get(former).forEach((signature, flag) -> {
            if (now.containsKey(signature) && (dependent || !Wrappers.isLambda(signature))) {
                int at = signature.indexOf('(');
                String descriptor = signature.substring(at).split(" ")[0];
                targets.put(new Target(former, signature.substring(0, at), descriptor), type);
                raise(type.getClassLoader(), former, flag);
            }
        });
    }

    private static void raise(ClassLoader loader, String owner, String flag) {
        try {
            Field field = Class.forName(owner, false, loader).getDeclaredField(flag);
            field.setAccessible(true);
            field.setBoolean(null, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bootstraps the call by which a woven method leads elsewhere; the call site is only made once the method does. */
    public static CallSite of(MethodHandles.Lookup snippet, String name, MethodType type)
            throws ReflectiveOperationException {
        Class<?> owner = snippet.lookupClass();
        Class<?> target = ((SnippetLoader) owner.getClassLoader())
                .versions()
                .targets
                .get(new Target(owner.getName(), name, type.descriptorString()));
        return new ConstantCallSite(
                MethodHandles.privateLookupIn(target, snippet).findStatic(target, name, type));
    }

    @Override
    public String toString() {
        return count + " versions of classes around snippets";
    }
}
