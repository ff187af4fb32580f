package icd.workbench.shell.transcript;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Passes UTF-8 bytes on as text; a character whose bytes come in two calls is passed on with the second. */
public final class WriterStream extends OutputStream {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final Consumer<String> to;
    private byte[] rest = new byte[0];

    /** @param to receives the text; it is not called with an empty text */
    public WriterStream(Consumer<String> to) {
        this.to = to;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        ByteBuffer in = ByteBuffer.allocate(rest.length + count);
        in.put(rest).put(bytes, from, count).flip();
        CharBuffer text = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, text, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        String whole = text.flip().toString();
        if (!whole.isEmpty()) {
            to.accept(whole);
        }
    }
}
