/**
 * Special functions, random orthonormal frames, named random streams, the shapes that matrices must have, and checks
 * that keep numbers finite and exact. Imports only {@code icd.kernel}.
 */
package icd.math;
