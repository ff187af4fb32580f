package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the two methods through which values of a type are written more briefly than by all their parameters: a static one
 * that makes a value from the short form, and one of the value that gives the form back, as an {@code Optional} where only some
 * values have it. A range of one number is that number; isotropic noise is its variance.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Written {}
