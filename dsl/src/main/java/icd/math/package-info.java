/**
 * Special functions, random orthonormal frames, named random streams, and the shapes that matrices must have. Imports nothing
 * of this project.
 */
package icd.math;
