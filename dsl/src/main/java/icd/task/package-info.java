/**
 * What is denoised: tasks, their instances, and sets of prompts drawn from them. Imports {@code icd.math},
 * {@code icd.io} and {@code icd.kernel}.
 */
package icd.task;
