package icd.workbench.shell.terminal;

import java.util.Locale;

/** The settings that {@code /set} changes. A session has one such object, which several threads read. */
final class Settings {

    /** The amount of text that the shell prints about an input. */
    enum Feedback {
        SILENT,
        CONCISE,
        NORMAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The editor's sets of keys. */
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
    private volatile Pictures.Choice pictures = Pictures.Choice.AUTO;

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

    Pictures.Choice pictures() {
        return pictures;
    }

    void pictures(Pictures.Choice chosen) {
        pictures = chosen;
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
