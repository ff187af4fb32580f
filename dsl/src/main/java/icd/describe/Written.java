package icd.describe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the two methods of a type's short form: a static method that makes a value from the short form, and a method
 * that returns the short form of a value, as an {@code Optional} where only some values have one. A range of one number
 * is that number; isotropic noise is its variance.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Written {}
