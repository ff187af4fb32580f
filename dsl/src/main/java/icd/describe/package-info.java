/**
 * Kinds: a kind is a record that describes its components, and so can be made from named arguments and gives them back.
 * Everything that recipes, the shell's documentation and tables say about a kind is derived from here. May import the
 * JDK alone, and knows nothing of how a recipe is written.
 */
package icd.describe;
