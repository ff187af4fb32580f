/**
 * What a kind is: a record that says of its components what they mean, and so can be made from named arguments and gives them
 * back. Whatever a recipe, the shell's documentation or a table says of a kind is derived from here.
 * May import the JDK alone, and knows nothing of how a recipe is written.
 */
package icd.describe;
