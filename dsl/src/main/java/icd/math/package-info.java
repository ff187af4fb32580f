/**
 * Special functions, random orthonormal frames, named random streams, the shapes that matrices must have, and what keeps
 * numbers finite and exact. Imports nothing of this project.
 */
package icd.math;
