/** Special functions, random orthonormal frames, named random streams, and what keeps numbers finite and exact. Imports nothing of this project. */
package icd.math;
