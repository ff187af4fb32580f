/**
 * Engines beyond this process: how one is found by its name, what travels to where it executes, and Slurm. The truth is always the
 * store; what a scheduler says of its jobs only decides what is submitted again.
 */
package icd.workbench.engines;
