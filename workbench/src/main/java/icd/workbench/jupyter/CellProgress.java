package icd.workbench.jupyter;

import icd.workbench.shell.ProgressDisplay;
import icd.workbench.shell.transcript.Notebook;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows progress in one output of the cell, which is updated in place: a notebook that is saved has only its last
 * state.
 */
final class CellProgress implements ProgressDisplay {

    private final Broadcast broadcast;
    private String id;

    CellProgress(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    /** Notes that a cell begins, which has a progress output of its own. */
    synchronized void begin() {
        id = null;
    }

    @Override
    public synchronized void show(String line) {
        boolean first = id == null;
        id = first ? UUID.randomUUID().toString() : id;
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.putObject("data").put("text/plain", line);
        content.putObject("metadata").put(Notebook.OURS, Notebook.PROGRESS);
        content.putObject("transient").put("display_id", id);
        broadcast.send(first ? "display_data" : "update_display_data", content);
    }

    /** Does nothing, so that the last state stays. */
    @Override
    public void clear() {
        // a notebook is read later: it says how far the work came
    }
}
