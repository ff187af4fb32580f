package icd.describe;

import java.util.List;

/**
 * Adds kinds from a jar: a class with a public constructor without arguments, named in the jar's
 * {@code META-INF/services/icd.describe.KindProvider}.
 */
@FunctionalInterface
public interface KindProvider {

    /** Described records; each becomes a kind of every family whose interface it implements. */
    List<Class<? extends Record>> kinds();
}
