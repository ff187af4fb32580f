package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a record component is a parameter, and describes its valid values; describes the meaning of a record,
 * an interface or an enum constant. On a method of an interface it describes the component of that name in each record
 * of the interface. Bounds of a list hold for its elements.
 *
 * <p>A component without it is no parameter: its value comes from the place where the kind is used, as n comes from the
 * prompts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE, ElementType.FIELD})
public @interface Describe {

    /** The default that stands for the name of the kind. */
    String KIND = "<kind>";

    /** Returns the meaning of the value, with its symbol and unit. */
    String value();

    /** Returns the name, where it is not that of the component or type in lower case with underscores. */
    String key() default "";

    /** Returns another name that is understood, but not written. */
    String alias() default "";

    /** Returns a former name; a user who writes it is told the new one. */
    String formerly() default "";

    /** Returns the value of a parameter that is left out, in flow notation; empty where it is required. */
    String byDefault() default "";

    /** Returns whether a list of one number may be written as that number. */
    boolean orOne() default false;

    /**
     * Returns whether the kinds of this component are kinds of the record: its key names the kind, and the parameters
     * of that kind stand beside the record's own, as in {@code {attention: entmax, a: 1.5, heads: 2}}.
     */
    boolean inline() default false;

    /** Returns the least value allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Returns the greatest value allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** Returns a number that the value must exceed. */
    double above() default Double.NEGATIVE_INFINITY;

    /** Returns a number that the value must stay below. */
    double below() default Double.POSITIVE_INFINITY;

    /**
     * Returns the path of an {@link InputFile} in a folder that may be named in its place, with other parameters of the
     * kind in braces, as in {@code trials/{trial}/weights.npz}. Empty where the file itself is named.
     */
    String inside() default "";

    /** Returns the pattern that a text must match as a whole; empty for any text. */
    String pattern() default "";

    /** Returns the pattern in words. */
    String patternSays() default "";
}
