package icd.workbench.shell;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The static fields in which variables live. JShell gives a variable a field in each class that it makes around its
 * declaration; here a variable keeps its field for as long as its type stays the same, and the other fields stand for
 * it. So its value survives later declarations, and a lambda made earlier sees the current value.
 */
final class Variables {

    /** A field by which code refers to a variable. */
    private record Name(String owner, String field) {}

    /**
     * The field in which a variable lives.
     *
     * @param type descriptor and generic signature, which name the classes of the user's types as they were
     */
    record Home(String owner, String field, String type) {}

    private final ClassLoader loader;
    private final Map<Name, Home> homes = new HashMap<>();
    private final Map<String, Home> current = new HashMap<>();
    private final Set<Home> captured = new HashSet<>();

    /** @param loader of the classes around snippets */
    Variables(ClassLoader loader) {
        this.loader = loader;
    }

    /** Learns the variables that a class around snippets declares. */
    void learn(ClassModel wrapper) {
        String owner = Wrappers.name(wrapper.thisClass());
        for (FieldModel field : wrapper.fields()) {
            if (field.flags().has(AccessFlag.STATIC)) {
                Home own = new Home(owner, field.fieldName().stringValue(), type(field));
                Home now = current.get(own.field());
                homes.put(
                        new Name(owner, own.field()), now != null && now.type().equals(own.type()) ? now : own);
            }
        }
    }

    /** Learns that a class stands for another class, whose fields it uses. */
    void learn(ClassModel version, String original) {
        String owner = Wrappers.name(version.thisClass());
        for (FieldModel field : version.fields()) {
            String name = field.fieldName().stringValue();
            homes.put(new Name(owner, name), homes.get(new Name(original, name)));
        }
    }

    /** Descriptor and generic signature of a field. */
    static String type(FieldModel field) {
        return field.fieldType().stringValue()
                + field.findAttribute(Attributes.signature())
                        .map(generic -> " " + generic.signature().stringValue())
                        .orElse("");
    }

    /**
     * Returns the field in which a variable lives.
     *
     * @return null if there is no such variable
     */
    Home home(String owner, String field) {
        return homes.get(new Name(owner, field));
    }

    /** Returns the home of a declared variable; null if there is none of that name. */
    Home home(String variable) {
        return current.get(variable);
    }

    /**
     * Notes that code that may run at any later time uses the variable: its value is not released before the variable
     * is dropped.
     */
    void capture(Home home) {
        captured.add(home);
    }

    /**
     * Moves a variable to this home: the value that it had elsewhere is released, unless earlier code still uses it.
     */
    void settle(Home now) {
        Home former = current.put(now.field(), now);
        if (former != null && !former.equals(now) && !captured.contains(former)) {
            clear(former);
        }
    }

    /** Forgets a variable and releases its values. */
    void forget(String name) {
        current.remove(name);
        homes.values().stream()
                .filter(home -> home.field().equals(name))
                .distinct()
                .forEach(this::clear);
    }

    Object get(Home home) {
        try {
            return field(home).get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(Home home, Object value) {
        try {
            field(home).set(null, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void clear(Home home) {
        if (!field(home).getType().isPrimitive()) {
            set(home, null);
        }
    }

    private Field field(Home home) {
        try {
            Field field = Class.forName(home.owner(), false, loader).getDeclaredField(home.field());
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "variables " + current.keySet();
    }
}
