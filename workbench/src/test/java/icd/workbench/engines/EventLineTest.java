package icd.workbench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import icd.workbench.engine.Plan;
import icd.workbench.piece.Event;
import icd.workbench.piece.Piece;
import icd.workbench.recipe.Recipe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A report of a node arrives as it was sent, and half a line is ignored. */
class EventLineTest {

    private static final Piece PIECE = Plan.of(Recipe.parse("lines", "{name: lines, claims: [lse-hessian]}", List.of()))
            .pieces()
            .getFirst();

    private static EventLine there(Event event) {
        String line = EventLine.of(event).toString();
        assertThat(line).doesNotContain("\n", "\r");
        return EventLine.parse(line).orElseThrow();
    }

    @Test
    void anyMessageArrives() {
        for (String message :
                List.of("", "plain", "two\nlines", "tab\tand\r\nmore", "back\\slash \\n \\t", "héllo €")) {
            assertThat(there(new Event.Failed(PIECE, message, Optional.empty())).rest())
                    .isEqualTo(message);
        }
    }

    @Test
    void numbersArriveToTheBit() {
        assertThat(there(new Event.Finished(PIECE, 0.1 + 0.2, "holds")).number())
                .isEqualTo(0.1 + 0.2);
        assertThat(there(new Event.Advanced(PIECE, Double.MIN_VALUE)).number()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void wantOfMemoryIsToldApart() {
        assertThat(there(new Event.Failed(PIECE, "x", Optional.of(new OutOfMemoryError())))
                        .word())
                .isEqualTo(EventLine.Word.STARVED);
        assertThat(there(new Event.Failed(PIECE, "x", Optional.of(new IllegalStateException())))
                        .word())
                .isEqualTo(EventLine.Word.FAILED);
    }

    @Test
    void halfALineSaysNothing() {
        String line = EventLine.of(new Event.Finished(PIECE, 1, "")).toString();
        for (int end = 0; end < line.lastIndexOf('\t'); end++) {
            assertThat(EventLine.parse(line.substring(0, end))).isEmpty();
        }
    }
}
