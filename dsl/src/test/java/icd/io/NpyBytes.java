package icd.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** npy files as others may write them. */
final class NpyBytes {

    private NpyBytes() {}

    static byte[] of(String type, String fortran, String shape, byte... body) {
        String header = "{'descr': " + type + ", 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }\n";
        return ByteBuffer.allocate(10 + header.length() + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 1)
                .putShort((short) header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
    }
}
