package icd.workbench.tree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the text of a recipe file, or says why it cannot be read. */
public final class SourceFile {
    public static final int MAX_BYTES = 1 << 20;

    private SourceFile() {}

    public static String read(Path file) {
        Position at = Position.whole(file.toString());
        if (Files.isDirectory(file)) {
            throw new RecipeException(at, "must be a recipe file, got a directory" + hint(file, recipes(file)));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new RecipeException(at, "must be at most " + MAX_BYTES + " bytes long, got more");
            }
            return decode(file.toString(), bytes);
        } catch (NoSuchFileException e) {
            throw new RecipeException(
                    at,
                    "no such file" + hint(file, recipes(file.toAbsolutePath().getParent())),
                    e);
        } catch (AccessDeniedException e) {
            throw new RecipeException(at, "cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new RecipeException(at, "cannot be read: " + e.getMessage(), e);
        }
    }

    public static String decode(String source, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int lineStart = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = 1 + text.codePointCount(lineStart, text.length());
            throw new RecipeException(
                    new Position(source, line, column),
                    String.format("must be UTF-8 text, got byte 0x%02x", bytes[in.position()]));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<String> recipes(Path directory) {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // only the hint is lost: the caller reports the file itself
        }
    }

    private static String hint(Path file, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        String near = Files.isDirectory(file) ? "" : Nearest.hint(name, names);
        return near.isEmpty() ? "; recipes there: " + String.join(", ", names) : near;
    }
}
