package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the records of an open interface that come with it. {@link KindProvider} adds those of jars. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KnownKinds {

    /** Returns the records that implement the interface, in the order of their listing. */
    Class<? extends Record>[] value();
}
