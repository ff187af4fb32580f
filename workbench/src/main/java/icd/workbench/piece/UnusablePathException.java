package icd.workbench.piece;

import icd.io.Visible;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says that a path cannot be used as required. */
public final class UnusablePathException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param cause the exception of the system; null if we found the problem ourselves */
    public UnusablePathException(String what, String must, IOException cause) {
        super(Visible.of(what + " must " + must + (cause == null ? "" : ", got " + reason(cause))), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case FileSystemException e when e.getReason() != null -> e.getReason() + ": " + e.getFile();
            case FileSystemException e -> e.getClass().getSimpleName() + ": " + e.getFile();
            default -> cause.toString();
        };
    }
}
