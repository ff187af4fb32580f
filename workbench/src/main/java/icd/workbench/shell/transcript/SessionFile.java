package icd.workbench.shell.transcript;

import icd.io.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The file of a session, {@code <time>.md}, locked while the session lives. A file that is not locked and has no proper
 * end belongs to a process that was killed.
 */
public final class SessionFile {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static final String END = "<!-- workbench: the session ended here -->\n";

    private final Path path;
    private final FileChannel channel;
    private long settled;

    private SessionFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static SessionFile create(Path folder, Instant start) throws IOException {
        Files.createDirectories(folder, permissions(folder, "rwx------"));
        for (int attempt = 1; ; attempt++) {
            Path path = folder.resolve(NAME.format(start) + (attempt == 1 ? ".md" : "-" + attempt + ".md"));
            try {
                FileChannel channel = FileChannel.open(
                        path,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        permissions(folder, "rw-------"));
                try {
                    channel.tryLock();
                } catch (IOException e) {
                    // On a file system without locks, sessions are never offered for recovery, neither while they live
                    // nor afterwards.
                }
                return new SessionFile(path, channel);
            } catch (FileAlreadyExistsException e) {
                // another session began in the same second
            }
        }
    }

    private static FileAttribute<?>[] permissions(Path folder, String posix) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))}
                : new FileAttribute<?>[0];
    }

    Path path() {
        return path;
    }

    /** Adds text for good, in place of provisional text. */
    void append(String text) throws IOException {
        provisional(text);
        settled = channel.position();
    }

    /** Adds text until the next is added. */
    void provisional(String text) throws IOException {
        channel.truncate(settled);
        channel.position(settled);
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes a figure in the folder that belongs to this file. */
    Path figure(String name, String svg) throws IOException {
        Path folder = path.resolveSibling(path.getFileName().toString().replace(".md", ""));
        Files.createDirectories(folder, permissions(folder, "rwx------"));
        return WholeFile.write(folder.resolve(name), svg);
    }

    void close(boolean empty) throws IOException {
        if (!empty) {
            append(END);
        }
        channel.close();
        if (empty) {
            Files.deleteIfExists(path);
        }
    }

    // ------------------------------------------------------------------------------------------------ recovery

    /**
     * Returns the files of sessions that were killed, newest first. Call this before a session of one's own begins.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<Path> unfinished(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sessions = files.filter(
                            file -> file.getFileName().toString().matches("\\d{8}T\\d{6}Z(-\\d+)?\\.md"))
                    .sorted()
                    .toList();
            List<Path> killed = new ArrayList<>();
            for (Path file : sessions.reversed()) {
                // Only its end matters here; bytes that are no text do not keep this session from being recorded.
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                if (!text.endsWith(END) && text.contains("```java") && isFree(file)) {
                    killed.add(file);
                }
            }
            return killed;
        }
    }

    private static boolean isFree(Path file) {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.WRITE));
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Returns the inputs of a recorded session that restore its variables.
     *
     * @throws java.nio.charset.CharacterCodingException if it is no UTF-8; a last character that was half written when
     *     the session was killed is left out
     */
    public static List<String> inputs(Path file) throws IOException {
        return Transcript.cutShort(text(Files.readAllBytes(file))).blocks().stream()
                .filter(block -> block.kind() == Block.Kind.RUN)
                .map(Block::code)
                .toList();
    }

    private static String text(byte[] bytes) throws IOException {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        // The last argument says that more input may follow: an incomplete character at the end stays undecoded, and is
        // no error.
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, false);
        if (result.isError()) {
            result.throwException();
        }
        return text.flip().toString();
    }

    /** Marks a killed session as ended, so that it is not offered again. */
    public static void settle(Path file) throws IOException {
        Files.writeString(file, END, StandardOpenOption.APPEND);
    }
}
