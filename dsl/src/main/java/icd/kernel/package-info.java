/**
 * The numeric loops everything else waits for, over primitive arrays: one readable scalar implementation, which is the
 * reference, and one on the Vector API, which gives the same bits. Imports only {@code icd.math} and {@code icd.io}.
 *
 * <p>The 64-bit token kernels are generated from the 32-bit ones by the build (see the module's POM): change those.
 */
package icd.kernel;
