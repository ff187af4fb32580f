package icd.workbench.shell;

/**
 * A declaration that was dropped.
 *
 * @param key the name that {@code /drop} accepts in any session: {@code x}, {@code f(int,double)}, {@code java.util.*}
 * @param what a description such as {@code variable x}
 */
public record Dropped(String key, String what) {}
