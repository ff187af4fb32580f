package icd.workbench.shell;

/**
 * A declaration that was dropped.
 *
 * @param key what {@code /drop} knows it by in any session: {@code x}, {@code f(int,double)}, {@code java.util.*}
 * @param what such as {@code variable x}
 */
public record Dropped(String key, String what) {}
