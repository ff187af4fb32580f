package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a record component that it is a parameter, and what its values may be; says of a record, an interface or an enum
 * constant what it means. On a method of an interface it speaks for that component in each of its records. Bounds of a list
 * hold for its elements.
 *
 * <p>A component without it is no parameter: its value comes from where the kind is used, as n does from the prompts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.TYPE, ElementType.FIELD})
public @interface Describe {

    /** As the value of a parameter left out: the name of the kind. */
    String KIND = "<kind>";

    /** What the value means, with its symbol and unit. */
    String value();

    /** The name, where it is not that of the component or type in lower case with underscores. */
    String key() default "";

    /** Another name that is understood, but not written. */
    String alias() default "";

    /** A name that is understood no more; who uses it is told this one. */
    String formerly() default "";

    /** The value of a parameter left out, in flow notation; empty where it is required. */
    String byDefault() default "";

    /** Whether a list of one number may be written as that number. */
    boolean orOne() default false;

    /**
     * Whether the kinds of this component are kinds of the record: its key says which, and the parameters of that kind stand
     * beside the record's own, as in {@code {attention: entmax, a: 1.5, heads: 2}}.
     */
    boolean inline() default false;

    /** Least value allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Greatest value allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** The value must be greater than this. */
    double above() default Double.NEGATIVE_INFINITY;

    /** The value must be less than this. */
    double below() default Double.POSITIVE_INFINITY;

    /**
     * An {@link InputFile} can be written as a folder: this is where the file is in it, with other parameters of the kind in braces, as in {@code trials/{trial}/weights.npz}. Empty where the file itself is named.
     */
    String inside() default "";

    /** What a text must match, whole; empty for any text. */
    String pattern() default "";

    /** The pattern in words. */
    String patternSays() default "";
}
