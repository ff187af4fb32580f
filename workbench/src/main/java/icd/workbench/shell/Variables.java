package icd.workbench.shell;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The static fields in which variables live: a variable declared again has a new one, while lambdas made before go on using
 * the old. JShell forgets old ones, which would keep their values for ever.
 */
final class Variables {

    private final Map<String, List<Field>> fields = new HashMap<>();

    /** Notes the variables that a class around snippets declares. */
    void add(Class<?> type) {
        String name = type.getName();
        if (!name.startsWith(InProcessControl.SNIPPET_PREFIX)
                || name.indexOf('$', InProcessControl.SNIPPET_PREFIX.length()) >= 0) {
            return; // nested: the user's own
        }
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                fields.computeIfAbsent(field.getName(), _ -> new ArrayList<>()).add(field);
            }
        }
    }

    /**
     * A variable now lives in a field: former fields take its value where it fits, so that lambdas see the variable as it
     * is, and else let theirs go.
     */
    void settle(Field now) {
        Object value = get(now);
        Iterator<Field> all = fields.getOrDefault(now.getName(), List.of()).iterator();
        while (all.hasNext()) {
            Field former = all.next();
            if (!former.equals(now) && !set(former, value)) {
                clear(former);
                all.remove();
            }
        }
    }

    /**
     * Declaring a variable failed: the new field takes the former value.
     *
     * @return whether there was one that fits
     */
    boolean restore(Field now) {
        List<Field> all = fields.getOrDefault(now.getName(), List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            Field former = all.get(i);
            if (!former.equals(now)) {
                return set(now, get(former));
            }
        }
        return false;
    }

    /** A variable is no more: lets its values go. */
    void forget(String name) {
        List<Field> all = fields.remove(name);
        if (all != null) {
            all.forEach(Variables::clear);
        }
    }

    static Object get(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void clear(Field field) {
        if (!field.getType().isPrimitive()) {
            set(field, null);
        }
    }

    private static boolean set(Field field, Object value) {
        try {
            field.set(null, value);
            return true;
        } catch (IllegalArgumentException | NullPointerException doesNotFit) {
            return false;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
