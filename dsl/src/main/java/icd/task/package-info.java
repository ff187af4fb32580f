/**
 * The things that are denoised: tasks, their instances, the noise on queries, and sets of prompts drawn from them. Imports
 * {@code icd.math}, {@code icd.io} and {@code icd.kernel}.
 */
package icd.task;
