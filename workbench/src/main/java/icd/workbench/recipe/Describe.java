package icd.workbench.recipe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a record component that it is a key of the recipe, and what may stand there, or of the method of a sealed interface
 * which all its records have as such a component; says of a type or an enum constant what it means. Bounds of a list hold for
 * its elements.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE, ElementType.FIELD})
@interface Describe {

    /** As the value of a key left out: the kind of the record. */
    String KIND = "<kind>";

    /** What the value means, with its symbol and unit. */
    String value();

    /** The value of a key left out, as YAML; empty where the key is required. */
    String byDefault() default "";

    /** Least value allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest value allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** The value must be greater than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** The value must be less than this. */
    double below() default Double.POSITIVE_INFINITY;

    /** What a text must match, whole; empty for any text. */
    String pattern() default "";

    /** The pattern in words. */
    String patternSays() default "";
}
