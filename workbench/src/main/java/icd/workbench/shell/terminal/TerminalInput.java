package icd.workbench.shell.terminal;

import icd.workbench.shell.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingInputStream;

/**
 * The input that snippets read with {@code System.in}: lines that are typed while the snippets run. A read ends with
 * the snippet, so that it does not take the text that is typed at the next prompt.
 */
final class TerminalInput extends InputStream {

    private static final int CTRL_D = 4;
    private static final long LOOK_MILLIS = 100;
    private static final int WAIT_MILLIS = 1;

    private final NonBlockingInputStream keys;

    TerminalInput(Terminal terminal) {
        keys = (NonBlockingInputStream) terminal.input();
    }

    @Override
    public int read() throws IOException {
        int key;
        do {
            key = key();
        } while (key == NonBlockingInputStream.READ_EXPIRED);
        return letter(key);
    }

    private static int letter(int key) {
        return key == CTRL_D ? -1 : key == '\r' ? '\n' : key;
    }

    private int key() throws IOException {
        StopSignal.checkThread();
        try {
            return keys.read(LOOK_MILLIS);
        } catch (InterruptedIOException e) {
            StopSignal.checkThread(); // otherwise a Scanner takes the input for closed
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int key = read();
        if (key < 0) {
            return -1;
        }
        int count = 0;
        while (key >= 0) {
            buffer[from + count++] = (byte) key;
            key = key == '\n' || count == length ? -1 : letter(keys.read(WAIT_MILLIS));
        }
        return count;
    }
}
