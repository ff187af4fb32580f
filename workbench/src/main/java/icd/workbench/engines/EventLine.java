package icd.workbench.engines;

import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Event} as a line of text, in which a node reports on its pieces to the submitting process: the word, the
 * piece and the rest, with tabs between. No result depends on a line: results are in the store.
 *
 * @param word the word of the event
 * @param piece the name of the piece, see {@link #name}
 * @param rest a share, seconds or a message
 */
record EventLine(Word word, String piece, String rest) {

    /** The events that are reported. */
    enum Word {
        ADVANCED,
        FINISHED,
        REUSED,
        RESUMED,
        WARNED,
        FAILED,
        /** The piece found too little memory, and may find more elsewhere. */
        STARVED
    }

    /** Returns the name of a piece in lines and in lists of tasks: {@code trials/softmax-seed1}. */
    static String name(Piece piece) {
        return piece.sort().folder() + "/" + piece.id();
    }

    static EventLine of(Event event) {
        String name = name(event.piece());
        return switch (event) {
            case Event.Advanced advanced -> new EventLine(Word.ADVANCED, name, Double.toString(advanced.share()));
            case Event.Finished finished -> new EventLine(Word.FINISHED, name, Double.toString(finished.seconds()));
            case Event.Reused _ -> new EventLine(Word.REUSED, name, "");
            case Event.Resumed resumed -> new EventLine(Word.RESUMED, name, resumed.from());
            case Event.Warned warned -> new EventLine(Word.WARNED, name, warned.message());
            case Event.Failed failed ->
                new EventLine(
                        failed.cause().orElse(null) instanceof OutOfMemoryError ? Word.STARVED : Word.FAILED,
                        name,
                        failed.message());
        };
    }

    /** Reads a line; empty where it is none of ours, for example because it was not written to its end. */
    static Optional<EventLine> parse(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length == 3
                ? List.of(Word.values()).stream()
                        .filter(word -> word.name().equals(parts[0]))
                        .findFirst()
                        .map(word -> new EventLine(word, parts[1], parts[2].translateEscapes()))
                : Optional.empty();
    }

    /** Returns the rest as a number; NaN where it is none. */
    double number() {
        try {
            return Double.parseDouble(rest);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Returns the line, without its end. */
    @Override
    public String toString() {
        String escaped = rest.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return word + "\t" + piece + "\t" + escaped;
    }
}
