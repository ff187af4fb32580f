/**
 * Energies of a state given the context as memories, and descents on them. Imports everything up to {@code
 * icd.attention}.
 */
package icd.energy;
