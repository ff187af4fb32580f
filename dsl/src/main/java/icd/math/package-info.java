/** Special functions, random orthonormal frames and named random streams. Imports nothing of this project. */
package icd.math;
