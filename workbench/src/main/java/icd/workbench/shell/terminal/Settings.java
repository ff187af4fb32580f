package icd.workbench.shell.terminal;

import java.util.Locale;

/** What {@code /set} changes; one object a session. Read by several threads. */
final class Settings {

    /** How much the shell says of what it did. */
    enum Feedback {
        SILENT,
        CONCISE,
        NORMAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose keys the editor has. */
    enum Keys {
        EMACS,
        VI;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private volatile Theme theme;
    private volatile int digits = 6;
    private volatile int rows = 20;
    private volatile Feedback feedback = Feedback.NORMAL;
    private volatile Keys keys = Keys.EMACS;

    Settings(Theme theme) {
        this.theme = theme;
    }

    Theme theme() {
        return theme;
    }

    int digits() {
        return digits;
    }

    int rows() {
        return rows;
    }

    Feedback feedback() {
        return feedback;
    }

    Keys keys() {
        return keys;
    }

    void theme(Theme chosen) {
        theme = chosen;
    }

    void digits(int chosen) {
        digits = chosen;
    }

    void rows(int chosen) {
        rows = chosen;
    }

    void feedback(Feedback chosen) {
        feedback = chosen;
    }

    void keys(Keys chosen) {
        keys = chosen;
    }
}
