/**
 * Formulas in plain characters, as they stand in Javadoc and descriptions, set as MathML, and the Javadoc tags that hold them. Imports the
 * JDK alone.
 */
package icd.notation;
