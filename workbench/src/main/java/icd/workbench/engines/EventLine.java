package icd.workbench.engines;

import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import java.util.List;
import java.util.Optional;

/**
 * An {@link Event} as a line of text, by which a node tells the submitting process how its pieces get on: the word, the piece and the rest,
 * with tabs between. A line says nothing that is needed for a result: that is in the store.
 *
 * @param word the event's
 * @param piece the name of the piece, see {@link #name}
 * @param rest a share, seconds or a message
 */
record EventLine(Word word, String piece, String rest) {

    /** The events that are told. */
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

    /** What a piece is called in lines and in lists of tasks: {@code trials/softmax-seed1}. */
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

    /** Reads a line; empty where it is none of ours, as one that was not written to its end. */
    static Optional<EventLine> parse(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length == 3
                ? List.of(Word.values()).stream()
                        .filter(word -> word.name().equals(parts[0]))
                        .findFirst()
                        .map(word -> new EventLine(word, parts[1], parts[2].translateEscapes()))
                : Optional.empty();
    }

    /** The number that the rest is; NaN where it is none. */
    double number() {
        try {
            return Double.parseDouble(rest);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        String escaped = rest.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return word + "\t" + piece + "\t" + escaped;
    }
}
