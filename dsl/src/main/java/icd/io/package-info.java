/**
 * Files and the text in them: arrays in NumPy's npy and npz formats, so that prompts and weights travel to and from
 * Python; files that appear whole or not at all; tables as CSV, pictures as PNG and values of pages as JSON; text of others in a form for
 * messages. Imports only {@code icd.math}.
 */
package icd.io;
