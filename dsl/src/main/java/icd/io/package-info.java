/** Arrays on disk in NumPy's npy and npz formats, so that prompts and weights travel to and from Python. Imports only {@code icd.math}. */
package icd.io;
