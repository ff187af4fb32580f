/**
 * The numeric loops that everything else waits for, over primitive arrays: one readable scalar implementation, which is
 * the reference, one on the Vector API, which gives the same bits, and one on ojAlgo's operations, whose sums have an
 * order of their own. Imports only {@code icd.describe}.
 *
 * <p>The 64-bit token kernels are generated from the 32-bit ones by the build (see the module's POM): change those.
 */
package icd.kernel;
