package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The records of an open interface that come with it. Those of jars come through {@link KindProvider}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KnownKinds {

    /** Records that implement the interface, in the order in which they are listed. */
    Class<? extends Record>[] value();
}
