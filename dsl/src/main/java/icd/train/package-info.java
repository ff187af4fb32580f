/**
 * Training attention by mini-batch gradient descent, deterministic to the bit whatever the threads. Imports everything up
 * to {@code icd.attention}.
 */
package icd.train;
